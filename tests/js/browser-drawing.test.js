// What becomes of a canvas's refusals; the canvas is a drawn-up one that can be made to refuse.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Only what the package asks of a context; a picture of another site keeps the canvas from being read. */
class Context {
  /** @param {Canvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.clear();
  }

  fillStyle = '';

  clear() {
    this.tainted = false;
    /** @type {Map<number, number[]>} */
    this.dots = new Map();
    /** @type {number[]} */
    this.colour = [0, 0, 0, 0];
  }

  /**
   * @param {number} left
   * @param {number} top
   */
  fillRect(left, top) {
    const dot = this.fillStyle.match(/\d+/g)?.map(Number) ?? [];
    if (this.fillStyle.startsWith('rgb')) {
      this.dots.set(top * this.canvas.width + left, [...dot, 255]);
    }
  }

  /** @param {any} picture */
  drawImage(picture) {
    if (picture.broken) {
      throw new DOMException('The image source is detached.', 'InvalidStateError');
    }
    this.tainted ||= picture.foreign === true;
    const { dots, colour } = picture.context ?? { dots: this.dots, colour: [7, 7, 7, 255] };
    Object.assign(this, { dots: new Map(dots), colour });
  }

  /** @param {any} image */
  putImageData(image) {
    const { width, height } = this.canvas;
    assert.deepEqual([width, height], [image.width, image.height], 'it would be cut off');
    this.colour = [...image.data.slice(0, 4)];
  }

  /**
   * @param {number} _left
   * @param {number} _top
   * @param {number} width
   * @param {number} height
   */
  getImageData(_left, _top, width, height) {
    if (this.tainted) {
      throw new DOMException('The canvas has been tainted by cross-origin data.', 'SecurityError');
    }
    const data = new Uint8ClampedArray(4 * width * height);
    for (let at = 0; at < data.length; at += 4) {
      data.set(this.dots.get(at / 4) ?? this.colour, at);
    }
    return { data, width, height };
  }
}

class Canvas {
  #size;
  context = new Context(this);

  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.#size = [width, height];
  }

  getContext() {
    return this.context;
  }

  get width() {
    return this.#size[0] ?? 0;
  }

  set width(width) {
    this.#size[0] = width;
    this.context.clear();
  }

  get height() {
    return this.#size[1] ?? 0;
  }

  set height(height) {
    this.#size[1] = height;
    this.context.clear();
  }
}

class Bitmap {
  closed = 0;
  get [Symbol.toStringTag]() {
    return 'ImageBitmap';
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    Object.assign(this, { width, height });
  }

  close() {
    this.closed++;
  }
}

Object.assign(globalThis, { OffscreenCanvas: Canvas });
const { decode, draw, drawSmall } = await import('../../pkg/lib/browser-drawing.js');

/** @param {object} [more] */
function video(more) {
  return { [Symbol.toStringTag]: 'HTMLVideoElement', videoWidth: 1280, videoHeight: 720, readyState: 4, ...more };
}

/**
 * @param {number} width
 * @param {number} height
 */
function wideGamut(width, height) {
  const data = Uint8ClampedArray.of(10, 20, 30, 255);
  return { [Symbol.toStringTag]: 'ImageData', width, height, colorSpace: 'display-p3', data };
}

test('a frame of another site is refused, and the frames after it are looked at', () => {
  const own = drawSmall(video());
  assert.deepEqual([own?.frame.width, own?.frame.height], [640, 360]);
  for (let time = 0; time < 2; time++) {
    assert.throws(() => drawSmall(video({ foreign: true })), { code: 'invalid_input', message: /another site/ });
    assert.equal(drawSmall(video())?.frame.data[0], 7);
  }
});

test('a picture that cannot be drawn is an error with a code', () => {
  const broken = new Bitmap(1280, 720);
  Object.assign(broken, { broken: true });
  for (const take of [draw, drawSmall]) {
    assert.throws(() => take(broken), { code: 'invalid_input', message: 'the ImageBitmap cannot be drawn' });
  }
});

for (const [width, height, ...small] of /** @type {const} */ ([
  [1280, 720, 640, 360],
  [600, 640, 600, 640],
])) {
  test(`ImageData of another colour space, ${width} x ${height}, is a frame`, () => {
    const drawn = drawSmall(wideGamut(width, height));
    assert.deepEqual([drawn?.frame.width, drawn?.frame.height], small);
    assert.deepEqual([...(drawn?.frame.data.slice(0, 4) ?? [])], [10, 20, 30, 255]);
  });
}

test('ImageData that no canvas holds is over a limit, in whatever direction', () => {
  for (const [width, height] of /** @type {const} */ ([
    [8000, 6000],
    [1, 20_000_000],
  ])) {
    for (const take of [draw, drawSmall]) {
      assert.throws(() => take(wideGamut(width, height)), { code: 'limit_exceeded' });
    }
  }
});

test('a decoded picture that cannot be made smaller beforehand is scaled by the canvas', async () => {
  const decoded = new Bitmap(8064, 6048);
  Object.assign(globalThis, {
    /** @param {unknown} from */
    async createImageBitmap(from) {
      if (from === decoded) {
        throw new DOMException('The ImageBitmap could not be allocated.', 'InvalidStateError');
      }
      return decoded;
    },
  });
  const limits = { sourceBytes: 1e8, sourcePixels: 2.5e8 };
  const chunks = await decode(new Blob(['heic']), 'HEIC', limits);
  assert.deepEqual([chunks?.source?.width, chunks?.source?.height], [8064, 6048]);
  const { width = 0, height = 0 } = chunks?.pixels ?? {};
  assert.ok(width < 8064 && width * height <= 4096 * 4096);
  assert.equal(decoded.closed, 1);
});
