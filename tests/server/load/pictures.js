// Pictures for the load run: blocks of random grey as PNG, which the product itself turns into the JPEG to send.

import { crc32, deflateSync } from 'node:zlib';

const SIZE = { width: 480, height: 640 };
const BLOCKS = 16;

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/**
 * @param {number} person
 * @param {number} [take] another photo of the same person: much alike, not the same
 * @returns {Uint8Array} a grey PNG
 */
export function facePng(person, take = 0) {
  let state = (person * 2654435761 + 1) >>> 0;
  const blocks = Array.from({ length: BLOCKS * BLOCKS }, (_, index) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 40 + ((state >>> 24) * 3) / 4 + (index % 5 === 0 ? -24 * take : 0);
  });
  const rows = Buffer.alloc((SIZE.width + 1) * SIZE.height);
  for (let y = 0; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) {
      const block = Math.floor((y * BLOCKS) / SIZE.height) * BLOCKS + Math.floor((x * BLOCKS) / SIZE.width);
      rows[y * (SIZE.width + 1) + 1 + x] = (blocks[block] ?? 0) + ((x ^ y) & 7);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE.width, 0);
  header.writeUInt32BE(SIZE.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}
