// RFC 1951, for engines without `DecompressionStream`: jsdom, edge runtimes, Safari before 16.4.

/** In which order the lengths of the code for lengths come (§3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * Where the range of each symbol begins, and how many further bits choose inside of it (§3.2.5).
 *
 * @param {number} symbols
 * @param {number} first
 * @param {(symbol: number) => number} furtherBits
 */
function ranges(symbols, first, furtherBits) {
  const all = [];
  for (let symbol = 0, start = first; symbol < symbols; symbol += 1) {
    all.push({ start, bits: furtherBits(symbol) });
    start += 1 << furtherBits(symbol);
  }
  return all;
}

/** The last one stands for 258 alone, which the one before could say too. */
const LENGTHS = /* @__PURE__ */ (() => [
  ...ranges(28, 3, (symbol) => (symbol < 8 ? 0 : (symbol >> 2) - 1)),
  { start: 258, bits: 0 },
])();
const DISTANCES = /* @__PURE__ */ ranges(30, 1, (symbol) => (symbol < 4 ? 0 : (symbol >> 1) - 1));

/** A canonical Huffman code (§3.2.2): how many codes there are of each length, and their symbols in order. */
class Code {
  #counts = new Uint16Array(16);
  /** @type {number[]} */
  #symbols = [];

  /** @param {ArrayLike<number>} lengths of each symbol's code; 0 where it has none */
  constructor(lengths) {
    for (let bits = 1; bits < 16; bits += 1) {
      for (let symbol = 0; symbol < lengths.length; symbol += 1) {
        if (lengths[symbol] === bits) {
          this.#counts[bits] = (this.#counts[bits] ?? 0) + 1;
          this.#symbols.push(symbol);
        }
      }
    }
  }

  /** @param {Bits} bits */
  read(bits) {
    for (let length = 1, code = 0, first = 0, index = 0; length < 16; length += 1) {
      code |= bits.take(1);
      const count = this.#counts[length] ?? 0;
      if (code - first < count) {
        return this.#symbols[index + code - first] ?? 0;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('the deflated data are damaged');
  }
}

/** Reads bits, the least significant of each byte first. */
class Bits {
  #bytes;
  #at = 0;
  #held = 0;
  #count = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** @param {number} count at most 15 */
  take(count) {
    while (this.#count < count) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) {
        throw new Error('the deflated data end too early');
      }
      this.#held |= byte << this.#count;
      this.#count += 8;
    }
    const taken = this.#held & ((1 << count) - 1);
    this.#held >>= count;
    this.#count -= count;
    return taken;
  }

  /** The bytes of a block that is not compressed (§3.2.4). */
  stored() {
    this.take(this.#count % 8);
    const length = this.take(8) | (this.take(8) << 8);
    this.take(8);
    this.take(8);
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}

/** Bytes that grow at their end. */
class Output {
  #bytes = new Uint8Array(2 ** 19);
  #length = 0;

  /** @param {number} more */
  #reserve(more) {
    if (this.#length + more > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#length + more));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
  }

  /** @param {ArrayLike<number>} bytes */
  put(bytes) {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Repeats what came before, and itself where it is longer than the distance. @param {number} distance @param {number} length */
  repeat(distance, length) {
    if (distance > this.#length) {
      throw new Error('the deflated data are damaged');
    }
    this.#reserve(length);
    for (const end = this.#length + length; this.#length < end; this.#length += 1) {
      this.#bytes[this.#length] = this.#bytes[this.#length - distance] ?? 0;
    }
  }

  all() {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** The codes that every reader knows (§3.2.6). */
function fixedCodes() {
  const literals = Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  );
  return { literals: new Code(literals), distances: new Code(new Uint8Array(30).fill(5)) };
}

/** The codes that a block describes (§3.2.7). @param {Bits} bits */
function describedCodes(bits) {
  const literals = bits.take(5) + 257;
  const all = literals + bits.take(5) + 1;
  const ofLengths = new Uint8Array(19);
  for (let left = bits.take(4) + 4, at = 0; at < left; at += 1) {
    ofLengths[LENGTH_ORDER[at] ?? 0] = bits.take(3);
  }
  const code = new Code(ofLengths);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < all) {
    const symbol = code.read(bits);
    if (symbol < 16) {
      lengths.push(symbol);
      continue;
    }
    const again = symbol === 16 ? (lengths.at(-1) ?? 0) : 0;
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    for (let time = 0; time < times; time += 1) {
      lengths.push(again);
    }
  }
  return { literals: new Code(lengths.slice(0, literals)), distances: new Code(lengths.slice(literals)) };
}

/** @param {Bits} bits @param {{ start: number, bits: number } | undefined} range */
const within = (bits, range = { start: 0, bits: 0 }) => range.start + bits.take(range.bits);

/** @param {Bits} bits @param {Output} output @param {{ literals: Code, distances: Code }} codes */
function compressedBlock(bits, output, { literals, distances }) {
  for (let symbol = literals.read(bits); symbol !== 256; symbol = literals.read(bits)) {
    if (symbol < 256) {
      output.put([symbol]);
    } else {
      const length = within(bits, LENGTHS[symbol - 257]);
      output.repeat(within(bits, DISTANCES[distances.read(bits)]), length);
    }
  }
}

/**
 * @param {Uint8Array} deflated without a header or a checksum
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function inflate(deflated) {
  const bits = new Bits(deflated);
  const output = new Output();
  for (let isLast = false; !isLast; ) {
    isLast = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) {
      output.put(bits.stored());
    } else {
      compressedBlock(bits, output, kind === 1 ? fixedCodes() : describedCodes(bits));
    }
  }
  return output.all();
}
