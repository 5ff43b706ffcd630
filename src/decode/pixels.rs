//! Pixels that are decoded already: interleaved rows in, one row for each component out.

use crate::{
    error::Error,
    options::Limits,
    picture::Size,
    rows::{Grid, RowSink},
};

/// Red, green, blue, alpha.
pub const CHANNELS: usize = 4;

/// Takes RGBA pixels (8 bits, alpha not premultiplied) in chunks of any size.
pub struct PixelRows {
    size: Size,
    splitter: Splitter,
    /// The beginning of a row whose end has not come.
    partial: Vec<u8>,
    /// Complete rows so far.
    rows: u32,
}

impl PixelRows {
    /// Expects `size.height` rows of `size.width` pixels.
    pub fn new(size: Size, limits: &Limits) -> Result<Self, Error> {
        check_size(size, limits)?;
        Ok(Self { size, splitter: Splitter::new(CHANNELS, true), partial: Vec::new(), rows: 0 })
    }

    /// The picture's size.
    pub fn size(&self) -> Size {
        self.size
    }

    /// How the components come.
    pub fn grids(&self) -> Vec<Grid> {
        let (width, height) = (self.size.width as usize, self.size.height as usize);
        vec![Grid { width, height, across: 1.0, down: 1.0, chroma: false }; CHANNELS - 1]
    }

    /// Takes the next pixels; complete rows go to `sink`.
    pub fn push(&mut self, mut chunk: &[u8], sink: &mut dyn RowSink) -> Result<(), Error> {
        let row_bytes = self.size.width as usize * CHANNELS;
        while !chunk.is_empty() {
            let missing = row_bytes - self.partial.len();
            let (head, rest) = chunk.split_at(missing.min(chunk.len()));
            self.partial.extend_from_slice(head);
            chunk = rest;
            if self.partial.len() == row_bytes {
                if self.rows == self.size.height {
                    return Err(Error::corrupt(self.taken(), "more pixels than width times height"));
                }
                self.splitter.deliver(&self.partial, sink);
                self.partial.clear();
                self.rows += 1;
            }
        }
        Ok(())
    }

    /// Says whether all pixels came.
    pub fn finish(&self) -> Result<(), Error> {
        if self.rows < self.size.height {
            return Err(Error::truncated(self.taken(), "more rows of pixels should follow"));
        }
        if self.partial.is_empty() {
            return Ok(());
        }
        Err(Error::corrupt(self.taken(), "more pixels than width times height"))
    }

    fn taken(&self) -> usize {
        self.rows as usize * self.size.width as usize * CHANNELS + self.partial.len()
    }
}

/// Refuses a picture without pixels or with too many.
pub fn check_size(size: Size, limits: &Limits) -> Result<(), Error> {
    let pixels = u64::from(size.width) * u64::from(size.height);
    if pixels == 0 {
        return Err(Error::corrupt(0, format!("{} x {} pixels", size.width, size.height)));
    }
    if pixels > limits.source_pixels {
        let allowed = limits.source_pixels;
        return Err(Error::LimitExceeded { limit: "limits.sourcePixels", value: pixels, allowed });
    }
    Ok(())
}

/// Splits rows into components and lays transparency over white.
pub struct Splitter {
    channels: usize,
    alpha: bool,
    row: Vec<u8>,
}

impl Splitter {
    /// For rows of `channels` 8-bit samples a pixel, the last of them alpha if `alpha` is true.
    pub fn new(channels: usize, alpha: bool) -> Self {
        Self { channels, alpha, row: Vec::new() }
    }

    /// Gives the components of one row to `sink`.
    pub fn deliver(&mut self, pixels: &[u8], sink: &mut dyn RowSink) {
        match (self.channels, self.alpha) {
            (1, _) => sink.row(0, pixels),
            (2, _) => self.split(pixels.as_chunks::<2>().0, sink),
            (3, _) => self.split(pixels.as_chunks::<3>().0, sink),
            _ => self.split(pixels.as_chunks::<4>().0, sink),
        }
    }

    fn split<const N: usize>(&mut self, pixels: &[[u8; N]], sink: &mut dyn RowSink) {
        for component in 0..N - usize::from(self.alpha) {
            // `component` is below N.
            let samples = pixels.iter().map(|pixel| pixel.get(component).copied().unwrap_or_default());
            self.row.clear();
            if self.alpha {
                let alphas = pixels.iter().map(|pixel| pixel.last().copied().unwrap_or_default());
                self.row.extend(samples.zip(alphas).map(|(sample, alpha)| over_white(sample, alpha)));
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
