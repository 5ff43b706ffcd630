// A Node with `node:sqlite` and of the Dockerfile's line, whatever Node runs the tests.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { installNodeSdk } from '../support/install.js';

/** @returns {string} the program; fails where neither this Node nor one from npm will do */
export function newerNode() {
  installNodeSdk();
  if (hasSqlite(process.execPath)) {
    return process.execPath;
  }
  const { resolve } = createRequire(new URL('../emulator/sdk/package.json', import.meta.url));
  const fromNpm = resolve(`node-${process.platform}-${process.arch}/bin/node`);
  if (!hasSqlite(fromNpm)) {
    throw new Error(`${fromNpm} has no node:sqlite`);
  }
  return fromNpm;
}

/** @param {string} node */
function hasSqlite(node) {
  const script = "import('node:sqlite').then(() => console.log(true), () => console.log(false))";
  return execFileSync(node, ['-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) === 'true\n';
}
