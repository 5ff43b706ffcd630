//! libjpeg-turbo's programs and the PNM files that they read and write.

use super::{Random, Rows};

/// A picture with slopes, edges and some noise, as binary PPM or PGM.
pub fn pnm(random: &mut Random, width: usize, height: usize, colour: bool) -> Vec<u8> {
    let channels = if colour { 3 } else { 1 };
    let mut samples = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let slope = 5 * x + 3 * y + 40 * channel;
                let edge = if (x / 7 + y / 5) % 3 == channel { 90 } else { 0 };
                samples.push(((slope + edge + random.below(12)) % 256) as u8);
            }
        }
    }
    pnm_of(width, height, &samples)
}

/// Interleaved samples of one or three channels as binary PGM or PPM.
pub fn pnm_of(width: usize, height: usize, samples: &[u8]) -> Vec<u8> {
    let kind = if samples.len() > width * height { 6 } else { 5 };
    let mut file = format!("P{kind}\n{width} {height}\n255\n").into_bytes();
    file.extend(samples);
    file
}

/// The channels of a binary PNM file.
pub fn channels(pnm: &[u8]) -> Vec<Rows> {
    let mut fields = pnm.splitn(4, |&byte| byte == b'\n');
    let count = if fields.next().unwrap() == b"P6" { 3 } else { 1 };
    let size = String::from_utf8(fields.next().unwrap().to_vec()).unwrap();
    let (width, height) = size.split_once(' ').unwrap();
    let (width, height) = (width.parse().unwrap(), height.parse().unwrap());
    let samples = fields.nth(1).unwrap();
    let channel = |at| samples.iter().skip(at).step_by(count).copied().collect();
    (0..count).map(|at| Rows { width, height, samples: channel(at) }).collect()
}
