/** Random letters and digits. @param {number} length */
export function randomText(length) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  // 248 is the largest multiple of 62 in a byte: above it the first letters would be more frequent.
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 248 && text.length < length) {
        text += letters[byte % 62];
      }
    }
  }
  return text;
}
