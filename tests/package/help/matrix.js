// What the tests of packaging found out, one file a cell; `cargo xtask test --all` makes the README's tables of them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../support/package.js';

const folder = join(root, 'target/matrix');

/**
 * A test that fills a cell of a table: with what it returns when it passes, with nothing when it fails.
 *
 * @param {'bundlers' | 'servers' | 'runtimes' | 'runners' | 'engines'} table
 * @param {string} row
 * @param {string} column
 * @param {() => Promise<string>} run gives the cell's words
 */
export function cell(table, row, column, run) {
  test(`${row}: ${column}`, async () => {
    mkdirSync(folder, { recursive: true });
    const name = `${table} ${row} ${column}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const file = join(folder, `${name}.json`);
    rmSync(file, { force: true });
    const found = await run();
    const now = new Date();
    const when = { date: now.toISOString().slice(0, 10), at: now.getTime() };
    writeFileSync(file, `${JSON.stringify({ table, row, column, found, ...when })}\n`);
  });
}
