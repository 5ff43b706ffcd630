// Progressive JPEGs that are small and cost much: grey, and of zero bits alone, so that a scan is as long as its blocks
// are many. Each scan is valid (ITU-T T.81, annex G).

const marker = (/** @type {number} */ code, /** @type {number[]} */ ...content) => {
  const length = content.length + 2;
  return [0xff, code, length >> 8, length & 255, ...content];
};

/** One code of one bit, `0`, for one symbol (annex C). @param {number} table @param {number} symbol */
const huffman = (table, symbol) => marker(0xc4, table, 1, ...Array(15).fill(0), symbol);

/** @param {number} from @param {number} to @param {number} approximation high and low bits of the position */
const scan = (from, to, approximation) => marker(0xda, 1, 1, 0, from, to, approximation);

/** @param {number} bits */
const zeros = (bits) => new Uint8Array(Math.ceil(bits / 8));

/** End of band for 16,384 blocks and as many more as its 14 bits say. */
const END_OF_BAND = 0xe0;
const [FEWEST_BLOCKS, MOST_BLOCKS] = [16_384, 32_767];

/**
 * All blocks in runs of about the same length, each followed by a correction bit for each of its blocks, if any.
 * @param {number} blocks at least FEWEST_BLOCKS
 * @param {number} corrections bits for each block
 */
function runs(blocks, corrections) {
  const count = Math.ceil(blocks / MOST_BLOCKS);
  const ends = Array.from({ length: count + 1 }, (_, index) => Math.floor((index * blocks) / count));
  const texts = ends.slice(1).map((end, index) => {
    const length = end - Number(ends[index]);
    return `0${(length - FEWEST_BLOCKS).toString(2).padStart(14, '0')}${'0'.repeat(corrections * length)}`;
  });
  const bytes = texts.join('').match(/.{1,8}/g) ?? [];
  return bytes
    .map((bits) => Number.parseInt(bits.padEnd(8, '1'), 2))
    .flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
}

/** A coefficient of one bit, without a zero before it. */
const ONE_BIT = 0x01;

/**
 * @param {number} width
 * @param {number} height
 * @param {(Uint8Array | number[])[]} scans
 */
function progressive(width, height, scans) {
  const head = [
    ...[0xff, 0xd8],
    ...marker(0xdb, 0, ...Array(64).fill(1)),
    ...marker(0xc2, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0),
  ];
  return new Uint8Array(Buffer.concat([head, ...scans, [0xff, 0xd9]].map((part) => Uint8Array.from(part))));
}

/** @param {number} width @param {number} height */
const blocksOf = (width, height) => Math.ceil(width / 8) * Math.ceil(height / 8);

/** One bit a block: the whole picture is grey. @param {number} blocks */
const dcScan = (blocks) => [huffman(0, 0), scan(0, 0, 0), zeros(blocks)];

/**
 * As many scans as are wanted that say of each block that there is nothing more.
 * @param {number} width
 * @param {number} height
 * @param {number} scans
 */
export function emptyScans(width, height, scans) {
  const blocks = blocksOf(width, height);
  const parts = [...dcScan(blocks), huffman(0x10, END_OF_BAND)];
  const nothing = runs(blocks, 0);
  for (let index = 0; index < scans; index += 1) {
    const [position, low] = [1 + (index % 63), 9 - Math.floor(index / 63)];
    parts.push(scan(position, position, low === 9 ? low : ((low + 1) << 4) | low), nothing);
  }
  return progressive(width, height, parts);
}

/**
 * Each block has a coefficient, and each further scan corrects all of them.
 * @param {number} width
 * @param {number} height
 * @param {number} corrections up to 9
 */
export function corrected(width, height, corrections) {
  const blocks = blocksOf(width, height);
  const parts = [...dcScan(blocks), huffman(0x10, ONE_BIT), scan(1, 1, 9), zeros(2 * blocks)];
  // The others have none: without their scans the picture would count as cut off.
  parts.push(huffman(0x10, END_OF_BAND), scan(2, 63, 0), runs(blocks, 0));
  const correction = runs(blocks, 1);
  for (let low = 8; low > 8 - corrections; low -= 1) {
    parts.push(scan(1, 1, ((low + 1) << 4) | low), correction);
  }
  return progressive(width, height, parts);
}
