/** The weights of the face detector, in Base64. */
export const inlined: string;
