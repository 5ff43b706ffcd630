// The formulas of the checks, as plainly as they can be written: slow, on full pixels, with Math.

/** @typedef {{ data: Uint8Array, width: number, height: number }} Pixels */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ values: number[], width: number, height: number }} Grey */

/** @param {Pixels} picture @param {number} x @param {number} y */
const rgbAt = ({ data, width }, x, y) => [0, 1, 2].map((channel) => data[4 * (y * width + x) + channel] ?? 0);

/** @param {number[]} rgb */
const luma = ([red = 0, green = 0, blue = 0]) => Math.round(0.299 * red + 0.587 * green + 0.114 * blue);

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The smallest value that at least a share of all do not pass. @param {number[]} values @param {number} share */
function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** @param {Pixels} picture @returns {Grey} */
function lumaOf(picture) {
  const { width, height } = picture;
  const values = Array.from({ length: width * height }, (_, at) =>
    luma(rgbAt(picture, at % width, Math.floor(at / width))),
  );
  return { values, width, height };
}

/** The part between two corners, whole pixels. @param {Grey} grey @param {number} left @param {number} top @param {number} right @param {number} bottom */
function part({ values, width, height }, left, top, right, bottom) {
  const [x0, y0] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const [x1, y1] = [Math.min(width, Math.floor(right)), Math.min(height, Math.floor(bottom))];
  const kept = [];
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      kept.push(values[y * width + x] ?? 0);
    }
  }
  return { values: kept, width: x1 - x0, height: y1 - y0 };
}

/** Each new pixel the mean of the area that it covers. @param {Grey} grey @param {number} columns @param {number} rows */
function averaged({ values, width, height }, columns, rows) {
  const along = (/** @type {number} */ from, /** @type {number} */ to) => {
    const weights = [];
    for (let at = Math.floor(from); at < to - 1e-9; at++) {
      weights.push([at, Math.min(to, at + 1) - Math.max(from, at)]);
    }
    return weights;
  };
  const scaled = [];
  for (let row = 0; row < rows; row++) {
    const down = along((row * height) / rows, ((row + 1) * height) / rows);
    for (let column = 0; column < columns; column++) {
      const across = along((column * width) / columns, ((column + 1) * width) / columns);
      let sum = 0;
      let area = 0;
      for (const [y = 0, high = 0] of down) {
        for (const [x = 0, wide = 0] of across) {
          sum += (values[y * width + x] ?? 0) * high * wide;
          area += high * wide;
        }
      }
      scaled.push(sum / area);
    }
  }
  return { values: scaled, width: columns, height: rows };
}

/** A Gaussian, cut off at three sigma; edges repeat. @param {Grey} grey @param {number} sigma @returns {Grey} */
function gaussian({ values, width, height }, sigma) {
  const radius = Math.floor(3 * sigma + 0.5);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const within = (/** @type {number} */ at, /** @type {number} */ length) => Math.max(0, Math.min(length - 1, at));
  const pass = (/** @type {number[]} */ from, /** @type {number} */ dx, /** @type {number} */ dy) =>
    from.map((_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      return kernel.reduce((total, weight, tap) => {
        const away = tap - radius;
        return (
          total + (weight / sum) * (from[within(y + away * dy, height) * width + within(x + away * dx, width)] ?? 0)
        );
      }, 0);
    });
  return { values: pass(pass(values, 1, 0), 0, 1), width, height };
}

/** The same for a picture in colour. @param {Pixels} picture @param {number} sigma @returns {Pixels} */
export function blurred({ data, width, height }, sigma) {
  const copy = data.slice();
  for (const channel of [0, 1, 2]) {
    const values = Array.from({ length: width * height }, (_, at) => data[4 * at + channel] ?? 0);
    gaussian({ values, width, height }, sigma).values.forEach(
      (value, at) => (copy[4 * at + channel] = Math.round(value)),
    );
  }
  return { data: copy, width, height };
}

/** The slopes of a picture in a direction, without its outermost pixels. @param {Grey} grey @param {number} degrees */
function slopes({ values, width, height }, degrees) {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const found = [];
  const at = (/** @type {number} */ x, /** @type {number} */ y) => values[y * width + x] ?? 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const across = (at(x + 1, y) - at(x - 1, y)) / 2;
      const down = (at(x, y + 1) - at(x, y - 1)) / 2;
      found.push(Math.abs(across * cosine + down * sine));
    }
  }
  return found;
}

/** The directional edge ratio. @param {Grey} face 128 wide */
function edgeRatio(face) {
  const [fine, coarse] = [gaussian(face, 0.8), gaussian(face, 2.5)];
  const steepest = (/** @type {Grey} */ grey, /** @type {number} */ degrees) => {
    const sorted = slopes(grey, degrees).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length * 0.98)] ?? 0;
  };
  return Math.min(
    ...[0, 30, 60, 90, 120, 150].map((degrees) => steepest(fine, degrees) / (steepest(coarse, degrees) + 0.5)),
  );
}

/** sRGB's number as light, 0 to 1. @param {number} value */
const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** CIELAB's a* and b*, D65. @param {number[]} rgb */
function labColour(rgb) {
  const [red = 0, green = 0, blue = 0] = rgb.map(linear);
  const curve = (/** @type {number} */ t) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const x = curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = curve(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = curve((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [500 * (x - y), 200 * (y - z)];
}

/** The pixels of a square under an eye, half-way to the mouth. @param {Pixels} picture @param {Point} centre @param {number} side */
function cheek(picture, centre, side) {
  const pixels = [];
  for (let y = Math.floor(centre.y - side / 2); y < Math.floor(centre.y + side / 2); y++) {
    for (let x = Math.floor(centre.x - side / 2); x < Math.floor(centre.x + side / 2); x++) {
      pixels.push(rgbAt(picture, x, y));
    }
  }
  return pixels;
}

/** What is measured on an upright face. @param {Pixels} picture @param {Point[]} keypoints */
export function ofFace(picture, keypoints) {
  const [left, right, nose, mouth] = /** @type {[Point, Point, Point, Point]} */ (keypoints.slice(0, 4));
  const { width, height } = picture;
  const eyes = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const eyeDistance = Math.hypot(right.x - left.x, right.y - left.y);
  const toMouth = Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y);
  const wide = Math.max(eyeDistance / 0.484, (0.715 * toMouth) / 0.367);
  const high = wide / 0.715;
  const [x, y] = [eyes.x - wide / 2, eyes.y - 0.41 * high];

  const grey = lumaOf(picture);
  const core = part(grey, x + 0.15 * wide, y + 0.15 * high, x + 0.85 * wide, y + 0.9 * high).values;
  const face = part(grey, x, y, x + wide, y + high);
  const scale = 128 / wide;
  const sharpness = (/** @type {Grey} */ area) =>
    edgeRatio(averaged(area, Math.round(area.width * scale), Math.round(area.height * scale)));
  const [whole, ofEyes] = [
    sharpness(face),
    mean(
      [left, right].map((eye) => {
        const [across, up] = [0.33 * eyeDistance, 0.24 * eyeDistance];
        return sharpness(part(grey, eye.x - across, eye.y - up, eye.x + across, eye.y + up));
      }),
    ),
  ];
  const bright = percentile(core, 0.95);
  const added = Math.min(45, Math.max(0, 1.5 * (percentile(grey.values, 0.99) - 140)));

  const down = { x: (mouth.x - eyes.x) / 2, y: (mouth.y - eyes.y) / 2 };
  const cheeks = [left, right].map((eye) =>
    cheek(picture, { x: eye.x + down.x, y: eye.y + down.y }, 0.3 * eyeDistance),
  );
  const [one = 0, other = 0] = cheeks.map((pixels) =>
    mean(
      pixels.map(
        ([red = 0, green = 0, blue = 0]) =>
          255 * (0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)),
      ),
    ),
  );
  const [a = 0, b = 0] = [0, 1].map((axis) =>
    mean(cheeks.map((pixels) => mean(pixels.map((rgb) => labColour(rgb)[axis] ?? 0)))),
  );
  const beyond = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ top) =>
    Math.max(0, low - value, value - top);

  const axis = { x: (mouth.x - eyes.x) / toMouth, y: (mouth.y - eyes.y) / toMouth };
  return {
    share: (wide * high) / (width * height),
    widthPx: wide,
    tiltDegrees: Math.abs((Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI),
    yaw: Math.abs(((nose.x - eyes.x) * axis.y - (nose.y - eyes.y) * axis.x) / eyeDistance),
    offCentre: Math.max(Math.abs((x + wide / 2) / width - 0.5), Math.abs((y + high / 2) / height - 0.5)),
    light: Math.max(bright, Math.min(140, bright + added)),
    blownOut: mean(core.map((value) => (value >= 247 ? 1 : 0))),
    contrast: bright - percentile(core, 0.05),
    edgeRatio: whole >= 1.2 && whole < 1.5 ? Math.min(1.5, 0.85 * whole + 0.13 * ofEyes) : whole,
    unevenLight: Math.abs(Math.log2((one + 2) / (other + 2))),
    colourCast: Math.hypot(beyond(a, 5, 25), beyond(b, 5, 35)),
  };
}

/** Steps at the borders of blocks over the others. @param {Grey} grey */
function blockiness({ values, width, height }) {
  const axis = (/** @type {number} */ dx, /** @type {number} */ dy) => {
    const steps = /** @type {number[][]} */ (Array.from({ length: 8 }, () => []));
    for (let y = dy; y < height; y++) {
      for (let x = dx; x < width; x++) {
        const step = Math.abs((values[y * width + x] ?? 0) - (values[(y - dy) * width + x - dx] ?? 0));
        steps[(dx ? x : y) % 8]?.push(Math.min(20, step));
      }
    }
    const means = steps.map(mean).sort((one, other) => one - other);
    return Math.max(1, (means[7] ?? 0) / Math.max(0.1, ((means[3] ?? 0) + (means[4] ?? 0)) / 2));
  };
  return (axis(1, 0) + axis(0, 1)) / 2;
}

/** What is measured on the whole. @param {Pixels} picture */
export function ofPhoto(picture) {
  const grey = lumaOf(picture);
  const shorter = Math.min(grey.width, grey.height);
  const small = averaged(
    grey,
    Math.ceil((grey.width * 320) / shorter),
    Math.ceil((grey.height * 320) / shorter),
  ).values;
  const middle = mean(small);
  const distances = grey.values.map((_, at) => {
    const rgb = rgbAt(picture, at % grey.width, Math.floor(at / grey.width));
    return Math.max(...rgb) - Math.min(...rgb);
  });
  return {
    spread: Math.sqrt(mean(small.map((value) => (value - middle) ** 2))),
    brightLuma: percentile(grey.values, 0.95),
    blownOut: mean(grey.values.map((value) => (value >= 247 ? 1 : 0))),
    colourfulness: percentile(distances, 0.99),
    blockiness: blockiness(grey),
  };
}
