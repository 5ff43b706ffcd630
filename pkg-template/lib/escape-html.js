/**
 * @param {unknown} text
 * @returns {string} fit for the content of an element and for a quoted attribute
 */
export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
