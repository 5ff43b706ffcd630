// What the tests need of a browser, whichever it is.

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} version
 * @property {(url: string) => Promise<void>} open goes to a page
 * @property {(code: string) => Promise<any>} evaluate runs statements in the page and gives what they return
 * @property {() => Promise<void>} close
 */

export {};
