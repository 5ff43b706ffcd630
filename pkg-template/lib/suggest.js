/**
 * The known name that a misspelt one most likely stands for.
 *
 * @param {string} name
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
export function suggest(name, known) {
  const plain = simplify(name);
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(plain, simplify(candidate)) }))
    .sort((one, other) => one.distance - other.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(plain.length / 4)) ? best.candidate : undefined;
}

/**
 * Case, underscores and hyphens are the usual slips.
 *
 * @param {string} name
 */
function simplify(name) {
  return name.toLowerCase().replace(/[_-]/g, '');
}

/**
 * Levenshtein's distance: the fewest characters to insert, delete or replace.
 *
 * @param {string} one
 * @param {string} other
 */
function editDistance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = Number(row[j - 1]) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, Number(row[j]) + 1, Number(next[j - 1]) + 1));
    }
    row = next;
  }
  return Number(row[other.length]);
}
