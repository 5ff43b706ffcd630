/** Why there are no weights; its message says what to do. */
export class NoWeights extends Error {}
