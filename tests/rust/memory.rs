//! The decoder's memory, counted by the allocator: it follows the strip of a row of units, not the picture.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod support;

use face_preflight::Error;
use face_preflight::internals::jpeg::{Decoder, Limits, Scale};
use peak_alloc::PeakAlloc;
use support::jpeg::writer::{Layout, Picture, Scan, progressive, sequential};
use support::jpeg::{Random, decode_chunked};

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
fn refused_peak_bytes(parts: &[&[u8]], memory_bytes: u64) -> usize {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let mut decoder = Decoder::new(Limits { memory_bytes, ..Limits::default() });
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

/// The bytes that a file is said to need at a scale, as the limit's error tells them.
fn announced_bytes(file: &[u8], scale: Scale) -> usize {
    let limits = Limits { memory_bytes: 1, ..Limits::default() };
    match decode_chunked(file, &[scale], limits, || 4096) {
        Err(Error::LimitExceeded { limit: "limits.memoryBytes", value, .. }) => value as usize,
        other => panic!("{other:?}"),
    }
}

fn layout(frame: u8, scans: Vec<Scan>) -> Layout {
    Layout {
        frame,
        scans,
        restart_interval: 0,
        lines_later: false,
        wide_quantization: false,
        fill: false,
        usual_codes: false,
    }
}

const COLOUR: &[(usize, usize)] = &[(2, 2), (1, 1), (1, 1)];
const INKS: &[(usize, usize)] = &[(1, 1); 4];

/// What is not announced: the state itself, the tables as the file states them, a segment on its way, and half of a
/// look-up while it is made.
const UNANNOUNCED_BYTES: usize = 16 << 10;

/// One test only: the counter is the process's.
#[test]
fn memory_is_as_announced_and_follows_the_width() {
    let mut random = Random(3);
    for sampling in [&COLOUR[..1], COLOUR, INKS] {
        let scans = progressive(&mut random, sampling.len());
        for (frame, scans) in [
            (0xC0, sequential(sampling.len(), true)),
            (0xC0, sequential(sampling.len(), false)),
            (0xC2, scans),
        ] {
            let picture = Picture::random(&mut random, (90, 70), sampling, 60);
            let file = picture.write(&mut random, &layout(frame, scans));
            for scale in Scale::ALL {
                let (peak, announced) = (peak_bytes(&file, scale), announced_bytes(&file, scale));
                println!("{frame:X} {} {scale:?}: {peak} of {announced}", sampling.len());
                assert!(
                    peak <= announced + UNANNOUNCED_BYTES,
                    "{peak} bytes, {announced} announced, {} components of FF{frame:X} at {scale:?}",
                    sampling.len()
                );
            }
        }
    }

    let mut file = |height| {
        let picture = Picture::random(&mut random, (800, height), COLOUR, 60);
        picture.write(&mut random, &layout(0xC0, sequential(3, true)))
    };
    let (low, high) = (file(160), file(1600));
    assert!(high.len() > 300_000);
    for scale in Scale::ALL {
        let (a, b) = (peak_bytes(&low, scale), peak_bytes(&high, scale));
        let strip = 800 * 16 * 3 / 2 * scale.eighths() * scale.eighths() / 64;
        assert!(b <= a + 256, "{a} bytes for 160 rows, {b} for 1600");
        assert!(b < 150_000 + strip, "{b} bytes at {scale:?}");
    }

    // Endless fill bytes after some data, and as many as there can be between stuffed bytes.
    let data = low.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap() + 14;
    let fill = vec![0xFF; 4 << 20];
    let stuffed = [0xFF, 0xFF, 0xFF, 0].repeat(1 << 20);
    for hostile in [fill, stuffed] {
        let peak = refused_peak_bytes(&[&low[..data + 200], &hostile], 64 << 20);
        assert!(peak < 400_000, "{peak} bytes");
    }

    // A scan that is held until its number of lines comes, which it never does.
    let mut held = low[..data].to_vec();
    let frame = low.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    held[frame + 5..frame + 7].fill(0);
    let allowed = 1_000_000;
    let peak = refused_peak_bytes(&[&held, &vec![0; 4 << 20]], allowed as u64);
    assert!((allowed / 2..allowed + UNANNOUNCED_BYTES).contains(&peak), "{peak} bytes");
}
