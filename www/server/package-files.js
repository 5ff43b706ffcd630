// Finds the built package: installed as a dependency, or in this checkout where `cargo xtask pack` puts it.

import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const CHECKOUT = new URL('../../pkg/', import.meta.url);

/** @returns {Promise<URL>} the package's folder */
export async function packageFolder() {
  const places = [];
  try {
    places.push(new URL('./', import.meta.resolve('face-preflight/package.json')));
  } catch {
    // Not installed: the checkout's own build serves.
  }
  places.push(CHECKOUT);
  for (const place of places) {
    const found = await access(new URL('node.js', place)).then(
      () => true,
      () => false,
    );
    if (found) {
      return place;
    }
  }
  throw new Error(
    `the package face-preflight is not built: run \`cargo xtask pack\` (looked in ${fileURLToPath(CHECKOUT)})`,
  );
}

/** @returns {Promise<any>} what the package exports for Node */
export async function loadPackage() {
  return import(new URL('node.js', await packageFolder()).href);
}
