// Tables of www/server/README.md that a command writes, between two comments with its name.

import { readFileSync, writeFileSync } from 'node:fs';

const README = new URL('../../www/server/README.md', import.meta.url);

/** @param {string} command @param {string} table */
export function writeTable(command, table) {
  const [begin, end] = [`<!-- ${command}:start -->`, `<!-- ${command}:end -->`];
  const text = readFileSync(README, 'utf8');
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) {
    throw new Error(`www/server/README.md has no place for the table of ${command}`);
  }
  writeFileSync(README, `${head}${begin}\n${table}\n${end}${tail}`);
}
