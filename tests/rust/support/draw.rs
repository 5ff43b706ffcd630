//! A drawn portrait: head and shoulders before a wall, with texture and a sensor's noise.
//!
//! Integer arithmetic only, so that every machine draws the same picture.

/// Interleaved RGB.
pub struct Drawing {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

/// Parts of the portrait, from the back to the front, in thousandths of the picture's size.
struct Ellipse {
    centre: (i64, i64),
    radius: (i64, i64),
    colour: [i64; 3],
}

const fn ellipse(x: i64, y: i64, across: i64, down: i64, colour: [i64; 3]) -> Ellipse {
    Ellipse { centre: (x, y), radius: (across, down), colour }
}

const SKIN: [i64; 3] = [205, 160, 132];
const HAIR: [i64; 3] = [58, 40, 30];
const PORTRAIT: [Ellipse; 14] = [
    ellipse(500, 1060, 470, 330, [48, 74, 120]),
    ellipse(500, 380, 300, 270, HAIR),
    ellipse(500, 700, 110, 140, [188, 140, 112]),
    ellipse(500, 450, 245, 265, SKIN),
    ellipse(400, 400, 48, 22, [238, 236, 232]),
    ellipse(600, 400, 48, 22, [238, 236, 232]),
    ellipse(402, 400, 20, 18, [60, 78, 70]),
    ellipse(598, 400, 20, 18, [60, 78, 70]),
    ellipse(400, 350, 62, 11, HAIR),
    ellipse(600, 350, 62, 11, HAIR),
    ellipse(500, 480, 34, 40, [192, 143, 116]),
    ellipse(500, 570, 84, 22, [168, 78, 78]),
    ellipse(500, 566, 70, 6, [120, 48, 52]),
    ellipse(500, 215, 200, 70, HAIR),
];

/// The portrait at any size, as it looks upright.
pub fn portrait(width: usize, height: usize) -> Drawing {
    let mut rgb = Vec::with_capacity(width * height * 3);
    let mut noise = Noise(0x2545_f491_4f6c_dd1d);
    for row in 0..height {
        for column in 0..width {
            let x = (column as i64 * 1000 + 500) / width as i64;
            let y = (row as i64 * 1000 + 500) / height as i64;
            let shade = noise.next() % 9 - 4;
            rgb.extend(colour(x, y).map(|value| (value + shade).clamp(0, 255) as u8));
        }
    }
    Drawing { width, height, rgb }
}

fn colour(x: i64, y: i64) -> [i64; 3] {
    let inside = |part: &&Ellipse| {
        let (dx, dy) =
            ((x - part.centre.0) * 1000 / part.radius.0, (y - part.centre.1) * 1000 / part.radius.1);
        dx * dx + dy * dy <= 1_000_000
    };
    match PORTRAIT.iter().rev().find(inside) {
        // Light falls from the left.
        Some(part) => part.colour.map(|value| value * (1180 - x * 36 / 100) / 1000),
        None => wall(x, y),
    }
}

/// A wall with a lamp's glow and a tiled pattern.
fn wall(x: i64, y: i64) -> [i64; 3] {
    let glow = 70 - (x / 12 + y / 25);
    let joint = if x % 125 < 4 || y % 90 < 3 { -28 } else { 0 };
    [150 + glow + joint, 158 + glow + joint, 150 + glow * 2 / 3 + joint]
}

/// Marsaglia's xorshift: the same noise everywhere.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as i64
    }
}

impl Drawing {
    /// The pixels as a camera with this EXIF orientation stores them.
    pub fn stored(&self, orientation: u16) -> Self {
        let (width, height) =
            if orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for row in 0..height {
            for column in 0..width {
                let (x, y) = match orientation {
                    2 => (width - 1 - column, row),
                    3 => (width - 1 - column, height - 1 - row),
                    4 => (column, height - 1 - row),
                    5 => (row, column),
                    6 => (self.width - 1 - row, column),
                    7 => (self.width - 1 - row, self.height - 1 - column),
                    8 => (row, self.height - 1 - column),
                    _ => (column, row),
                };
                let at = (y * self.width + x) * 3;
                rgb.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        Self { width, height, rgb }
    }

    /// Luma alone (ITU-R BT.601).
    pub fn grey(&self) -> Vec<u8> {
        self.rgb
            .chunks_exact(3)
            .map(|p| {
                ((299 * u32::from(p[0]) + 587 * u32::from(p[1]) + 114 * u32::from(p[2]) + 500) / 1000) as u8
            })
            .collect()
    }
}
