//! From PNG's interleaved pixels to one row for each component.

use super::Header;
use crate::jpeg::RowSink;
use png::{ColorType, InterlaceInfo, InterlacedRow};

/// Splits rows into components and lays transparency over white.
pub struct Splitter {
    channels: usize,
    alpha: bool,
    row: Vec<u8>,
}

impl Splitter {
    /// For rows of 8-bit samples of this colour type.
    pub fn new(colour: ColorType) -> Self {
        let alpha = matches!(colour, ColorType::GrayscaleAlpha | ColorType::Rgba);
        Self { channels: colour.samples(), alpha, row: Vec::new() }
    }

    /// Gives the components of one row to `sink`.
    pub fn deliver(&mut self, pixels: &[u8], sink: &mut dyn RowSink) {
        let colours = self.channels - usize::from(self.alpha);
        for component in 0..colours {
            self.row.clear();
            let samples = pixels.iter().skip(component).step_by(self.channels);
            if self.alpha {
                let alphas = pixels.iter().skip(self.channels - 1).step_by(self.channels);
                self.row.extend(samples.zip(alphas).map(|(&sample, &alpha)| over_white(sample, alpha)));
            } else {
                self.row.extend(samples);
            }
            sink.row(component, &self.row);
        }
    }
}

fn over_white(sample: u8, alpha: u8) -> u8 {
    let (sample, alpha) = (u32::from(sample), u32::from(alpha));
    ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

/// The whole frame of an interlaced PNG: its rows are complete only after the last pass.
pub struct Interlaced {
    row_bytes: usize,
    bits_per_pixel: u8,
    frame: Vec<u8>,
}

impl Interlaced {
    /// An empty frame; its size was checked against the limits.
    pub fn new(header: &Header, colour: ColorType) -> Self {
        let row_bytes = header.width as usize * colour.samples();
        Self {
            row_bytes,
            bits_per_pixel: colour.samples() as u8 * 8,
            frame: vec![0; row_bytes * header.height as usize],
        }
    }

    /// Puts the pixels of one row of a pass in their places.
    pub fn place(&mut self, row: &InterlacedRow<'_>) {
        if let InterlaceInfo::Adam7(pass) = row.interlace() {
            png::expand_interlaced_row(
                &mut self.frame,
                self.row_bytes,
                row.data(),
                pass,
                self.bits_per_pixel,
            );
        }
    }

    /// The finished rows.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.frame.chunks_exact(self.row_bytes.max(1))
    }
}
