// How much memory the work on a picture may need, by its first bytes.

const MIB = 2 ** 20;

/** What a file takes that is decoded row by row: most of it is the scaler and the encoder. */
const ROWS_BYTES = 6 * MIB;

/** Headers of progressive, lossless, hierarchical and arithmetic-coded frames, and of a scan without a frame. */
const OTHER_FRAMES = [0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, 0xda];

/** Rows of a wider picture may need more. */
const MOST_WIDTH_PX = 16_000;

/**
 * A baseline JPEG and most PNGs are decoded row by row. Every other file may take as much as the decoder's limit allows,
 * and so does one whose header is not among these bytes.
 * @param {Uint8Array} first bytes of the file
 * @param {number} memoryBytes the decoder's limit
 */
export function pictureMemory(first, memoryBytes) {
  return isReadByRows(first) ? ROWS_BYTES : memoryBytes + ROWS_BYTES;
}

/** @param {Uint8Array} first */
function isReadByRows(first) {
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  try {
    return view.getUint16(0) === 0xffd8 ? isBaseline(view) : isPlainPng(view);
  } catch (error) {
    if (error instanceof RangeError) {
      return false; // the bytes end before it is said
    }
    throw error;
  }
}

/** The first frame header (ITU-T T.81, B.2.2) says so. @param {DataView} view */
function isBaseline(view) {
  for (let at = 2; ; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffff) {
      at += 1; // a fill byte
    } else if (marker === 0xffc0 || marker === 0xffc1) {
      return view.getUint16(at + 7) <= MOST_WIDTH_PX;
    } else if (marker < 0xff00 || OTHER_FRAMES.includes(marker & 0xff)) {
      return false;
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
}

/** Not interlaced (PNG, 11.2.1). @param {DataView} view */
function isPlainPng(view) {
  return view.getUint32(0) === 0x89504e47 && view.getUint32(16) <= MOST_WIDTH_PX && view.getUint8(28) === 0;
}
