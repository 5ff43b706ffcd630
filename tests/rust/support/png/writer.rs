//! Writes PNG files from random samples (W3C PNG Recommendation, third edition; clause numbers are its).

use super::Random;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// Colour type and bit depth (11.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub colour: u8,
    pub depth: u8,
}

pub const GREY: u8 = 0;
pub const RGB: u8 = 2;
pub const PALETTE: u8 = 3;
pub const GREY_ALPHA: u8 = 4;
pub const RGBA: u8 = 6;

/// All that table 12 allows.
pub const KINDS: [Kind; 15] = [
    Kind { colour: GREY, depth: 1 },
    Kind { colour: GREY, depth: 2 },
    Kind { colour: GREY, depth: 4 },
    Kind { colour: GREY, depth: 8 },
    Kind { colour: GREY, depth: 16 },
    Kind { colour: RGB, depth: 8 },
    Kind { colour: RGB, depth: 16 },
    Kind { colour: PALETTE, depth: 1 },
    Kind { colour: PALETTE, depth: 2 },
    Kind { colour: PALETTE, depth: 4 },
    Kind { colour: PALETTE, depth: 8 },
    Kind { colour: GREY_ALPHA, depth: 8 },
    Kind { colour: GREY_ALPHA, depth: 16 },
    Kind { colour: RGBA, depth: 8 },
    Kind { colour: RGBA, depth: 16 },
];

impl Kind {
    pub fn channels(self) -> usize {
        match self.colour {
            RGB => 3,
            GREY_ALPHA => 2,
            RGBA => 4,
            _ => 1,
        }
    }

    fn bits_per_pixel(self) -> usize {
        self.channels() * usize::from(self.depth)
    }
}

pub struct Picture {
    pub kind: Kind,
    pub width: usize,
    pub height: usize,
    /// Stored samples, interleaved.
    pub samples: Vec<u16>,
    /// Red, green, blue of each entry.
    pub palette: Vec<[u8; 3]>,
    /// The samples of the `tRNS` chunk (11.3.1.1): one colour, or the alpha of the first entries.
    pub transparency: Option<Vec<u16>>,
}

impl Picture {
    pub fn random(
        random: &mut Random,
        kind: Kind,
        (width, height): (usize, usize),
        transparent: bool,
    ) -> Self {
        let levels = 1_usize << kind.depth;
        let entries = if kind.colour == PALETTE { 1 + random.below(levels) } else { 0 };
        let below = if kind.colour == PALETTE { entries } else { levels };
        let count = width * height * kind.channels();
        let mut samples: Vec<u16> = (0..count).map(|_| random.below(below) as u16).collect();
        let transparency = match kind.colour {
            _ if !transparent => None,
            GREY | RGB => {
                // A colour that occurs, and beside it one that differs from it in the lowest bit only.
                let channels = kind.channels();
                let colour = samples[..channels].to_vec();
                if samples.len() >= 3 * channels {
                    samples.copy_within(..channels, 2 * channels);
                    samples[2 * channels] ^= 1;
                }
                Some(colour)
            }
            PALETTE => Some((0..1 + random.below(entries)).map(|_| random.below(256) as u16).collect()),
            _ => None,
        };
        let palette = (0..entries).map(|_| std::array::from_fn(|_| random.below(256) as u8)).collect();
        Self { kind, width, height, samples, palette, transparency }
    }

    /// The components as 8-bit samples over white.
    pub fn expected(&self) -> Vec<Vec<u8>> {
        let colours = if matches!(self.kind.colour, GREY | GREY_ALPHA) { 1 } else { 3 };
        let mut components = vec![Vec::new(); colours];
        for pixel in self.samples.chunks(self.kind.channels()) {
            let (rgb, alpha) = self.pixel(pixel);
            for (component, value) in components.iter_mut().zip(rgb) {
                let over = (f64::from(value) * f64::from(alpha) + 255.0 * f64::from(255 - alpha)) / 255.0;
                component.push(over.round() as u8);
            }
        }
        components
    }

    fn pixel(&self, pixel: &[u16]) -> ([u8; 3], u8) {
        let eight = |sample: u16| match self.kind.depth {
            16 => (sample >> 8) as u8,
            depth => (u32::from(sample) * 255 / ((1 << depth) - 1)) as u8,
        };
        if self.kind.colour == PALETTE {
            let index = usize::from(pixel[0]);
            let alphas = self.transparency.as_deref().unwrap_or_default();
            return (self.palette[index], alphas.get(index).map_or(255, |&alpha| alpha as u8));
        }
        let rgb = if matches!(self.kind.colour, GREY | GREY_ALPHA) {
            [eight(pixel[0]); 3]
        } else {
            [eight(pixel[0]), eight(pixel[1]), eight(pixel[2])]
        };
        let alpha = match self.kind.colour {
            GREY_ALPHA => eight(pixel[1]),
            RGBA => eight(pixel[3]),
            _ if self.transparency.as_deref() == Some(pixel) => 0,
            _ => 255,
        };
        (rgb, alpha)
    }

    /// The file; each row has a random filter, the compressed data come in `IDAT` chunks of `chunk_bytes`.
    pub fn write(&self, random: &mut Random, interlaced: bool, chunk_bytes: usize) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut header = Vec::new();
        header.extend((self.width as u32).to_be_bytes());
        header.extend((self.height as u32).to_be_bytes());
        header.extend([self.kind.depth, self.kind.colour, 0, 0, u8::from(interlaced)]);
        file.extend(chunk(b"IHDR", &header));
        if !self.palette.is_empty() {
            file.extend(chunk(b"PLTE", self.palette.as_flattened()));
        }
        if let Some(transparency) = &self.transparency {
            let wide = self.kind.colour != PALETTE;
            let bytes: Vec<u8> = transparency
                .iter()
                .flat_map(|sample| sample.to_be_bytes()[usize::from(!wide)..].to_vec())
                .collect();
            file.extend(chunk(b"tRNS", &bytes));
        }
        for part in zlib(&self.scanlines(random, interlaced)).chunks(chunk_bytes) {
            file.extend(chunk(b"IDAT", part));
        }
        file.extend(chunk(b"IEND", &[]));
        file
    }

    /// Filtered rows of the picture, or of the seven passes of Adam7 (8.2).
    pub fn scanlines(&self, random: &mut Random, interlaced: bool) -> Vec<u8> {
        const ADAM7: [[usize; 4]; 7] = [
            [0, 0, 8, 8],
            [4, 0, 8, 8],
            [0, 4, 4, 8],
            [2, 0, 4, 4],
            [0, 2, 2, 4],
            [1, 0, 2, 2],
            [0, 1, 1, 2],
        ];
        let passes: &[[usize; 4]] = if interlaced { &ADAM7 } else { &[[0, 0, 1, 1]] };
        let mut data = Vec::new();
        for &[left, top, across, down] in passes {
            let mut above = Vec::new();
            for y in (top..self.height).step_by(down) {
                let row = self.packed_row(y, (left..self.width).step_by(across));
                if row.is_empty() {
                    continue;
                }
                above.resize(row.len(), 0);
                let filter = random.below(5) as u8;
                data.push(filter);
                data.extend(filtered(filter, &row, &above, self.kind.bits_per_pixel().div_ceil(8)));
                above = row;
            }
        }
        data
    }

    /// Samples of a row, high bits first (7.2).
    fn packed_row(&self, y: usize, columns: impl Iterator<Item = usize>) -> Vec<u8> {
        let (channels, depth) = (self.kind.channels(), u32::from(self.kind.depth));
        let (mut row, mut bits, mut held) = (Vec::new(), 0_u32, 0);
        for x in columns {
            for &sample in &self.samples[(y * self.width + x) * channels..][..channels] {
                (bits, held) = (bits << depth | u32::from(sample), held + depth);
                while held >= 8 {
                    held -= 8;
                    row.push((bits >> held) as u8);
                    bits &= (1 << held) - 1;
                }
            }
        }
        if held > 0 {
            row.push((bits << (8 - held)) as u8);
        }
        row
    }
}

/// The five filters (9.2).
fn filtered(filter: u8, row: &[u8], above: &[u8], pixel_bytes: usize) -> Vec<u8> {
    let before = |row: &[u8], at: usize| at.checked_sub(pixel_bytes).map_or(0, |at| row[at]);
    let prediction = |at: usize| {
        let (a, b, c) = (before(row, at), above[at], before(above, at));
        match filter {
            0 => 0,
            1 => a,
            2 => b,
            3 => ((u16::from(a) + u16::from(b)) / 2) as u8,
            _ => paeth(a.into(), b.into(), c.into()),
        }
    };
    row.iter().enumerate().map(|(at, sample)| sample.wrapping_sub(prediction(at))).collect()
}

fn paeth(a: i16, b: i16, c: i16) -> u8 {
    let estimate = a + b - c;
    let distances = [a, b, c].map(|value| (estimate - value).abs());
    let nearest = if distances[0] <= distances[1] && distances[0] <= distances[2] {
        a
    } else if distances[1] <= distances[2] {
        b
    } else {
        c
    };
    nearest as u8
}

pub fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Length, type, data, CRC (5.3).
pub fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut checked = Crc::new();
    checked.update(kind);
    checked.update(data);
    [&(data.len() as u32).to_be_bytes(), kind.as_slice(), data, &checked.sum().to_be_bytes()].concat()
}
