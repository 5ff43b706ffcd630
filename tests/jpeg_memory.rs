//! The decoder's memory, counted by the allocator: it follows the strip of a row of units, not the picture.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;
mod jpeg_support;

use face_preflight::jpeg::{Decoder, Limits, Scale};
use jpeg_support::Random;
use jpeg_support::writer::{Layout, Picture, sequential};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

fn peak_bytes(file: &[u8], scale: Scale) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let mut decoder = Decoder::new(Limits::default());
    let mut rows = 0;
    let mut sink = |_: usize, _: &[u8]| rows += 1;
    for chunk in file.chunks(4096) {
        let taken = decoder.push(chunk, &mut sink).unwrap();
        if taken < chunk.len() {
            decoder.start(&[scale]).unwrap();
            decoder.push(&chunk[taken..], &mut sink).unwrap();
        }
    }
    decoder.finish(&mut sink).unwrap();
    ALLOCATOR.peak_usage() - before
}

/// The most bytes that a decoder holds over a file that it refuses.
fn refused_peak_bytes(parts: &[&[u8]]) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let mut decoder = Decoder::new(Limits::default());
    let mut sink = |_: usize, _: &[u8]| ();
    for chunk in parts.iter().flat_map(|part| part.chunks(4096)) {
        let Ok(taken) = decoder.push(chunk, &mut sink) else { break };
        if taken < chunk.len() {
            decoder.start(&[Scale::FULL]).unwrap();
            let _ = decoder.push(&chunk[taken..], &mut sink);
        }
    }
    assert!(decoder.finish(&mut sink).is_err());
    ALLOCATOR.peak_usage() - before
}

/// One test only: the counter is the process's.
#[test]
fn memory_follows_the_width_and_nothing_else() {
    let mut random = Random(3);
    let mut file = |height| {
        let picture = Picture::random(&mut random, (800, height), &[(2, 2), (1, 1), (1, 1)], 60);
        let layout = Layout {
            frame: 0xC0,
            scans: sequential(3, true),
            restart_interval: 0,
            lines_later: false,
            wide_quantization: false,
            fill: false,
            usual_codes: false,
        };
        picture.write(&mut random, &layout)
    };
    let (low, high) = (file(160), file(1600));
    assert!(high.len() > 300_000);
    for scale in Scale::ALL {
        let (a, b) = (peak_bytes(&low, scale), peak_bytes(&high, scale));
        let strip = 800 * 16 * 3 / 2 * scale.eighths() * scale.eighths() / 64;
        assert!(b <= a + 256, "{a} bytes for 160 rows, {b} for 1600");
        assert!(b < 150_000 + strip, "{b} bytes at {scale:?}");
    }

    // Fill bytes without end behind some data, and as many as there can be between stuffed bytes.
    let data = low.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 14;
    let fill = vec![0xFF; 4 << 20];
    let stuffed = [0xFF, 0xFF, 0xFF, 0].repeat(1 << 20);
    for hostile in [fill, stuffed] {
        let peak = refused_peak_bytes(&[&low[..data + 200], &hostile]);
        assert!(peak < 400_000, "{peak} bytes");
    }
}
