// The recogniser's weights in Node: they come with the npm package `@vladmandic/face-api`, a development
// dependency of those who run the emulator. The files are checked, converted once and kept.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { convertWeights } from './convert-weights.js';
import { NoWeights } from './no-weights.js';

export const WEIGHTS_PACKAGE = '@vladmandic/face-api';
/** The one whose files these are, and so the range of the peer dependency. */
export const WEIGHTS_VERSION = '1.7.15';

/** The files of that version, by their SHA-256. */
const NUMBERS = {
  name: 'face_recognition_model.bin',
  sha256: 'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
};
const MANIFEST = {
  name: 'face_recognition_model-weights_manifest.json',
  sha256: 'cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b',
};
/** What is made of them. */
const CONVERTED_SHA256 = '45b5185085efdfb4dde484c5a53d429ae896e38ce063efe99862b61a099045da';

/**
 * @param {object} [where]
 * @param {string} [where.installed] folder of the package with the weights; found as Node finds packages otherwise
 * @param {string} [where.cache] folder in which the converted weights are kept
 * @param {typeof convertWeights} [where.convert]
 * @returns {Promise<Uint8Array>}
 */
export async function findWeights({
  installed = findPackage(),
  cache = cacheFolder(),
  convert = convertWeights,
} = {}) {
  const kept = join(cache, `face-recognition-${CONVERTED_SHA256.slice(0, 16)}.bin`);
  const numbers = await readChecked(installed, NUMBERS);
  const manifest = await readChecked(installed, MANIFEST);
  const converted = await readFile(kept).catch(() => undefined);
  if (converted && sha256(converted) === CONVERTED_SHA256) {
    return converted;
  }
  const weights = convert(numbers, JSON.parse(manifest.toString()));
  // Without a folder to write to, each start converts them again.
  await keep(cache, kept, weights).catch(() => {});
  return weights;
}

function findPackage() {
  const { resolve } = createRequire(new URL('../../package.json', import.meta.url));
  try {
    return join(resolve(`${WEIGHTS_PACKAGE}/package.json`), '..');
  } catch {
    throw new NoWeights(
      `${WEIGHTS_PACKAGE} is not installed: npm install --save-dev ${WEIGHTS_PACKAGE}@${WEIGHTS_VERSION}`,
    );
  }
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'face-preflight');
}

/** @param {string} installed @param {{ name: string, sha256: string }} file */
async function readChecked(installed, { name, sha256: wanted }) {
  const path = join(installed, 'model', name);
  const content = await readFile(path).catch(() => undefined);
  if (!content) {
    throw new NoWeights(`${path} cannot be read: npm install --save-dev ${WEIGHTS_PACKAGE}@${WEIGHTS_VERSION}`);
  }
  const found = sha256(content);
  if (found !== wanted) {
    throw new NoWeights(
      `${path} is not the file of version ${WEIGHTS_VERSION}: its SHA-256 is ${found}, not ${wanted}`,
    );
  }
  return content;
}

/** @param {Uint8Array} content */
function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** Whole or not at all, also when two start at once. @param {string} folder @param {string} path @param {Uint8Array} weights */
async function keep(folder, path, weights) {
  await mkdir(folder, { recursive: true });
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, weights);
  await rename(beside, path);
}
