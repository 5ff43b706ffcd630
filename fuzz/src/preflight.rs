//! Any bytes through the whole way with any options: no panic, the same from chunks, and a picture that keeps
//! what was promised.

use super::decoding;
use super::memory::peak_of;
use super::tail::{COMPARED, Tail, chunks};
use face_preflight::Subsampling;
use face_preflight::internals::jpeg::Scale;
use face_preflight::{Coding, Fidelity, Landscape, Prefer};
use face_preflight::{Error, Options, Preflight, Session};

/// What scaling and encoding hold for a picture of at most 1 megapixel, whatever the decoder's limit.
const FIXED_BYTES: usize = 24 << 20;

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let options = options(&mut tail);
    let lengths = std::array::from_fn(|_| 1 + tail.below(2000));
    let compares = tail.one_in(COMPARED);
    let file = tail.0;

    let (whole, peak) = peak_of(|| run(std::iter::once(file), &options));
    let allowed = options.limits.memory_bytes as usize + 4 * file.len() + FIXED_BYTES;
    assert!(peak <= allowed, "{peak} bytes, {allowed} allowed");

    if compares {
        assert_eq!(run(chunks(file, lengths), &options), whole);
    }
    if let Ok(photo) = &whole {
        keeps_its_promises(photo, &options);
    }
}

fn options(tail: &mut Tail) -> Options {
    let mut options = Options {
        landscape: tail.of(&[Landscape::Fail, Landscape::Crop, Landscape::Allow]),
        prefer: tail.of(&[Prefer::Quality, Prefer::Size]),
        fidelity: tail.of(&[Fidelity::Best, Fidelity::Fast]),
        subsampling: tail.of(&[Subsampling::Quarter, Subsampling::Full]),
        limits: decoding::limits(1 << 22),
        ..Options::default()
    };
    options.target.min_width_px = tail.of(&[1, 16, 480]);
    options.target.min_height_px = tail.of(&[1, 16, 640]);
    options.target.window_min_bytes = 0;
    options.target.window_max_bytes = tail.of(&[1000, 5000, 100_000]);
    options.target.hard_limit_bytes = tail.of(&[100_000, 600_000]);
    // A search makes twenty files and more of a picture, each of which is like the file of one quality.
    if !tail.rarely(64) {
        options.target.quality_floor = 1 + tail.byte() % 100;
        options.target.quality_ceiling = options.target.quality_floor;
        options.target.window_max_bytes = 1 << 20;
        options.target.hard_limit_bytes = 1 << 20;
    }
    options.coding = tail.of(&[Coding::Baseline, Coding::Progressive]);
    options
}

fn run<'a>(mut chunks: impl Iterator<Item = &'a [u8]>, options: &Options) -> Result<Preflight, Error> {
    let mut session = Session::new(options.clone())?;
    chunks.try_for_each(|chunk| session.push(chunk))?;
    session.finish()
}

fn keeps_its_promises(photo: &Preflight, options: &Options) {
    let (Some(jpeg), Some(output)) = (&photo.jpeg, &photo.report.output) else {
        assert!(photo.jpeg.is_none() && photo.report.output.is_none() && !photo.ok());
        return;
    };
    assert_eq!(jpeg.len() as u64, output.bytes);
    assert!(output.bytes <= options.target.hard_limit_bytes.into());
    assert!(output.width <= options.target.max_width_px.max(options.target.max_height_px));
    let limits = decoding::limits(1 << 24);
    let read = decoding::jpeg(std::iter::once(jpeg.as_slice()), &[Scale::FULL], &limits)
        .expect("what was written can be read");
    assert_eq!(read.sizes[0], (output.height as usize, output.width as usize));
    assert_eq!(read.outcome.extra_bytes + read.outcome.trailing_bytes, 0);
}
