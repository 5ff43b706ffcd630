// What a simulation says of its runs.

/** @import { Result } from './run.js' */

/** @param {Result} result @param {number} calls that were asked for */
export function replay({ seed, storage, virtualMs, steps, wrong }, calls) {
  const when = `${(virtualMs / 1_000).toFixed(3)} s, step ${steps}, ${storage}`;
  return `seed ${seed} at ${when}: ${wrong}\nagain: cargo xtask simulate --seed ${seed} --calls ${calls}`;
}

/** @typedef {Record<'seeds' | 'calls' | 'verdicts' | 'steps' | 'virtualMs' | 'atRate' | 'killed' | 'shaken' | 'jumped', number>} Row */

/** @returns {Row} */
export function emptyRow() {
  return { seeds: 0, calls: 0, verdicts: 0, steps: 0, virtualMs: 0, atRate: 0, killed: 0, shaken: 0, jumped: 0 };
}

/** @param {Row} row @param {Result} result */
export function addTo(row, { calls, verdicts, steps, virtualMs, busiest, callsPerSecond, happened }) {
  row.seeds += 1;
  row.calls += calls;
  row.verdicts += verdicts;
  row.steps += steps;
  row.virtualMs += virtualMs;
  row.atRate += busiest === callsPerSecond ? 1 : 0;
  row.killed += happened.killed ?? 0;
  row.shaken += happened.shaken ?? 0;
  row.jumped += happened.jumped ?? 0;
}

const HEAD = [
  'store',
  'seeds',
  'calls',
  'verdicts',
  'steps',
  'virtual hours',
  'runs at the rate',
  'kills',
  'shaken',
  'clocks set',
];

/** @param {Map<string, Row>} rows by the store @returns {string} a table in Markdown */
export function table(rows) {
  const lines = [...rows].map(([store, row]) => {
    const hours = (row.virtualMs / 3_600_000).toFixed(1);
    return [
      store,
      row.seeds,
      row.calls,
      row.verdicts,
      row.steps,
      hours,
      row.atRate,
      row.killed,
      row.shaken,
      row.jumped,
    ];
  });
  const written = lines.map((cells) =>
    cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)),
  );
  return [HEAD, HEAD.map((_, index) => (index === 0 ? '---' : '---:')), ...written]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
