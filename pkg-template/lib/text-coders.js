/**
 * What the bindings of the wasm read and write text with. jsdom inside Jest has neither of them: there they are Node's.
 *
 * @returns {Pick<typeof globalThis, 'TextDecoder' | 'TextEncoder'>}
 */
export function textCoders() {
  if (typeof TextDecoder !== 'undefined') {
    return globalThis;
  }
  // Not an import: bundlers would look for the module.
  const util = globalThis.process?.getBuiltinModule?.('node:util');
  return /** @type {any} */ (util ?? {});
}
