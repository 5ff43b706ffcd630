// Films for Chromium's fake camera.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeY4m } from './y4m.js';

/** @import { Image } from './portrait.js' */

export const FAKE_CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** A folder for films, which is removed at the end. */
export async function filmFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'selfie-film-'));
  return {
    /**
     * @param {string} name
     * @param {readonly [Image, ...Image[]]} images
     * @param {number} [perSecond]
     * @returns {Promise<string[]>} arguments for the browser
     */
    async film(name, images, perSecond) {
      const path = join(folder, `${name}.y4m`);
      await writeFile(path, encodeY4m(images, perSecond));
      return [...FAKE_CAMERA, `--use-file-for-fake-video-capture=${path}`];
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
