// Command-line arguments of the Node programs: `--name value` and `--flag`.

/**
 * @param {readonly string[]} words
 * @param {{ values: readonly string[], flags: readonly string[] }} known
 * @returns {{ value: (name: string) => string | undefined, number: (name: string, fallback: number) => number, flag: (name: string) => boolean }}
 */
export function readArguments(words, known) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (let index = 0; index < words.length; index += 1) {
    const name = (words[index] ?? '').replace(/^--/, '');
    if (known.flags.includes(name)) {
      given.set(name, '');
    } else if (known.values.includes(name) && words[index + 1] !== undefined) {
      given.set(name, words[(index += 1)] ?? '');
    } else {
      throw new Error(
        `unknown or incomplete argument ${words[index]}; known: ${[...known.values, ...known.flags].map((word) => `--${word}`).join(' ')}`,
      );
    }
  }
  return {
    value: (name) => given.get(name),
    flag: (name) => given.has(name),
    number(name, fallback) {
      const text = given.get(name);
      if (text !== undefined && !/^\d{1,6}$/.test(text)) {
        throw new Error(`--${name} must be a number`);
      }
      return text === undefined ? fallback : Number(text);
    },
  };
}
