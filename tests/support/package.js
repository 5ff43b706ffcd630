// The packed package, as `cargo xtask pack` leaves it.
import { readdirSync } from 'node:fs';
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
