//! Both decoders run over chunks; the rows are kept as a checksum, so that they take no memory.

use face_preflight::Error;
use face_preflight::Limits;
use face_preflight::internals::jpeg::{self, Scale};
use face_preflight::internals::png::PngDecoder;
use face_preflight::internals::rows::{Grid, Integrity, RowSink};

/// What a decoder made of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// FNV-1a of every component's rows.
    pub checksums: [u64; 4],
    /// Number of rows and their length.
    pub sizes: [(usize, usize); 4],
    pub outcome: Integrity,
}

impl RowSink for Decoded {
    fn row(&mut self, component: usize, samples: &[u8]) {
        let (rows, width) = &mut self.sizes[component];
        assert!(*rows == 0 || *width == samples.len(), "rows of {width} and {} samples", samples.len());
        (*rows, *width) = (*rows + 1, samples.len());
        for &sample in samples {
            let mixed = self.checksums[component] ^ u64::from(sample);
            self.checksums[component] = mixed.wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
}

/// Limits that keep a single run short: pictures of 64 × 64 pixels have all that larger ones have.
pub fn limits(memory_bytes: u64) -> Limits {
    Limits { source_pixels: 1 << 12, memory_bytes, scans: 30, ..Limits::default() }
}

/// Decodes a JPEG at `scales`.
pub fn jpeg<'a>(
    chunks: impl Iterator<Item = &'a [u8]>,
    scales: &[Scale],
    limits: &Limits,
) -> Result<Decoded, Error> {
    let Limits { source_pixels, memory_bytes, scans, work, .. } = *limits;
    let mut decoder = jpeg::Decoder::new(jpeg::Limits { source_pixels, memory_bytes, scans, work });
    let mut bytes = 0;
    let result = decoded(&mut decoder, chunks.inspect(|chunk| bytes += chunk.len() as u64), scales);
    if let Some(header) = decoder.header() {
        let (work, allowed) = (decoder.work(), allowed_work(bytes, header, scans));
        assert!(work <= allowed, "{work} blocks were read, {allowed} allowed for {bytes} bytes");
    }
    result
}

/// The most blocks that a file may have read. A block outside of an end-of-band run has a bit at least. All are read once
/// more at the end of a progressive file, once in a last scan that breaks off, and by each refinement, which may
/// correct one in 64.
fn allowed_work(bytes: u64, header: &jpeg::Header, scans: u32) -> u64 {
    let units = header.width.div_ceil(8 * header.h_max) * header.height.div_ceil(8 * header.v_max);
    let blocks = units * header.components.iter().map(|component| component.h * component.v).sum::<usize>();
    8 * bytes + (2 + u64::from(scans)) * blocks as u64
}

fn decoded<'a>(
    decoder: &mut jpeg::Decoder,
    chunks: impl Iterator<Item = &'a [u8]>,
    scales: &[Scale],
) -> Result<Decoded, Error> {
    let mut decoded = Decoded::default();
    for chunk in chunks {
        let taken = decoder.push(chunk, &mut decoded)?;
        assert!(taken == chunk.len() || decoder.header().is_some());
        if decoder.header().is_some() {
            decoder.start(scales)?;
        }
        if taken < chunk.len() {
            assert_eq!(decoder.push(&chunk[taken..], &mut decoded)?, chunk.len() - taken);
        }
    }
    decoded.outcome = decoder.finish(&mut decoded)?;
    let header = decoder.header().expect("a finished picture has a header");
    for (index, component) in header.components.iter().enumerate() {
        let scale = scales.get(index).or(scales.last()).expect("a scale");
        let size = (scale.len(component.height), scale.len(component.width));
        assert_eq!(decoded.sizes[index], size, "component {index}");
    }
    Ok(decoded)
}

/// Decodes a PNG.
pub fn png<'a>(chunks: impl Iterator<Item = &'a [u8]>, limits: &Limits) -> Result<Decoded, Error> {
    let (mut decoded, mut bytes) = (Decoded::default(), 0);
    let grids = png_rows(chunks.inspect(|chunk| bytes += chunk.len() as u64), limits, &mut decoded);
    // What no byte explains is work, whatever ends the file.
    let samples: usize = decoded.sizes.iter().map(|(rows, width)| rows * width).sum();
    let allowed = 64 * bytes + limits.work;
    assert!(samples as u64 <= allowed, "{samples} samples, {allowed} allowed for {bytes} bytes");
    for (index, grid) in grids?.iter().enumerate() {
        assert_eq!(decoded.sizes[index], (grid.height, grid.width), "component {index}");
    }
    Ok(decoded)
}

fn png_rows<'a>(
    chunks: impl Iterator<Item = &'a [u8]>,
    limits: &Limits,
    decoded: &mut Decoded,
) -> Result<Vec<Grid>, Error> {
    let mut decoder = PngDecoder::new(limits.clone());
    let mut grids = Vec::new();
    for chunk in chunks {
        decoder.push(chunk, decoded)?;
        if grids.is_empty() && decoder.header().is_some() {
            grids = decoder.start();
        }
    }
    decoded.outcome = decoder.finish(decoded)?;
    if grids.is_empty() && decoder.header().is_some() {
        grids = decoder.start();
        decoded.outcome = decoder.finish(decoded)?;
    }
    Ok(grids)
}
