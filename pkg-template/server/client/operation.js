// What the client knows of one operation. create-client.js makes a method of it.

/**
 * @template Request
 * @template Answer
 * @typedef {object} Operation
 * @property {string} action the vendor's name
 * @property {string} version
 * @property {readonly string[]} inQuery parameters that belong into the query; the others are the form
 * @property {(request: Request) => Record<string, string>} parameters by the vendor's names, checked
 * @property {(parameters: Record<string, string>) => boolean} isRepeatable whether a second call after a lost answer does
 *   nothing that the first did not
 * @property {(reply: { requestId: string | null, result: Record<string, unknown>, body: Record<string, unknown> }) => Answer | null} read
 *   null: it is not understood
 */

export {};
