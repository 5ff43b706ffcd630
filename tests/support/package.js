// The packed package, as `cargo xtask pack` leaves it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const packageFolder = join(root, 'pkg');

export function tarball() {
  const name = readdirSync(packageFolder).find((file) => file.endsWith('.tgz'));
  if (!name) {
    throw new Error('no tarball in pkg/: run `cargo xtask pack`');
  }
  return join(packageFolder, name);
}

/** Installs the packed package and its dependency in a folder, as npm would. @param {string} folder */
export function installPackage(folder) {
  const installed = join(folder, 'node_modules/face-preflight');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball(), '-C', installed, '--strip-components=1']);
  cpSync(join(root, 'tests/node_modules/jose'), join(folder, 'node_modules/jose'), { recursive: true });
}
