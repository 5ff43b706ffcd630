//! Any picture through the encoder: its file is read by our decoder and by the `image` crate, and both see
//! the same picture.

use super::tail::Tail;
use face_preflight::internals::encode::{self, Settings};
use face_preflight::internals::jpeg::{Decoder, Limits, Scale};
use face_preflight::internals::rows::Integrity;
use face_preflight::{Coding, Effort, Prefer};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let picture = picture(&mut tail);
    let settings = settings(&mut tail);
    let Ok(encoded) = encode::encode(&picture, &settings) else { return };
    assert!(encoded.jpeg.len() <= settings.hard_limit_bytes);
    assert!((1..=100).contains(&encoded.quality));

    let planes = planes(&encoded.jpeg);
    let read = |at: usize| (planes[at].width, planes[at].height);
    let stored = |plane: &Plane| (plane.width, plane.height);
    assert_eq!([read(0), read(1), read(2)], [&picture.y, &picture.cb, &picture.cr].map(stored));
    let other = image::load_from_memory(&encoded.jpeg).expect("another decoder reads it").into_rgb8();
    assert_eq!((other.width() as usize, other.height() as usize), read(0));
    if picture.subsampling == Subsampling::Full {
        for (at, pixel) in other.pixels().enumerate() {
            let own = rgb(std::array::from_fn(|plane| planes[plane].samples[at].into()));
            for (own, other) in own.into_iter().zip(pixel.0) {
                // Each transform may be off by one, and the colours' matrix nearly doubles a step of chroma.
                assert!((own - f64::from(other)).abs() <= 5.0, "sample {at}: {own} and {other}");
            }
        }
    }
}

/// A file of one quality mostly: a search makes twenty files and more of a picture, the thorough one hundreds, and each of
/// them is like those of one quality.
fn settings(tail: &mut Tail) -> Settings {
    let floor = 1 + tail.byte() % 100;
    let coding = tail.of(&[Coding::Baseline, Coding::Progressive]);
    if !tail.rarely(256) {
        let limits = Settings { window_max_bytes: 1 << 20, hard_limit_bytes: 1 << 20, ..Settings::default() };
        return Settings { floor, ceiling: floor, coding, ..limits };
    }
    Settings {
        floor,
        ceiling: floor.max(1 + tail.byte() % 100),
        window_max_bytes: tail.of(&[1000, 3000, 100_000]),
        hard_limit_bytes: tail.of(&[1500, 20_000, 600_000]),
        prefer: tail.of(&[Prefer::Quality, Prefer::Size]),
        coding,
        effort: if tail.rarely(8192) { Effort::Thorough } else { Effort::Usual },
    }
}

/// Most samples of a side: a whole unit of 4:2:0 and a part of one; and several of them.
const LONGEST: [usize; 8] = [8, 16, 17, 17, 20, 24, 32, 64];

/// Samples that repeat the fuzzer's bytes, or one flat value.
fn picture(tail: &mut Tail) -> Picture {
    let subsampling = tail.of(&[Subsampling::Quarter, Subsampling::Full]);
    let longest = if tail.rarely(16) { LONGEST[7] } else { tail.of(&LONGEST[..6]) };
    let (width, height) = (1 + tail.below(longest), 1 + tail.below(longest));
    let (width_of_chroma, height_of_chroma) = (subsampling.chroma_len(width), subsampling.chroma_len(height));
    let step = 1 + tail.below(40);
    let samples: Vec<u8> = tail.0.iter().step_by(step).copied().chain([128]).collect();
    let mut source = samples.iter().copied().cycle();
    let mut plane = |width: usize, height: usize| Plane {
        width,
        height,
        samples: source.by_ref().take(width * height).collect(),
    };
    Picture {
        subsampling,
        y: plane(width, height),
        cb: plane(width_of_chroma, height_of_chroma),
        cr: plane(width_of_chroma, height_of_chroma),
    }
}

fn planes(jpeg: &[u8]) -> [Plane; 3] {
    let mut planes = <[Plane; 3]>::default();
    let mut sink = |component: usize, row: &[u8]| {
        let plane = &mut planes[component];
        plane.width = row.len();
        plane.height += 1;
        plane.samples.extend_from_slice(row);
    };
    let mut decoder = Decoder::new(Limits::default());
    let taken = decoder.push(jpeg, &mut sink).expect("our own file is read");
    decoder.start(&[Scale::FULL]).expect("our own file is small");
    decoder.push(&jpeg[taken..], &mut sink).expect("our own file is sound");
    let outcome = decoder.finish(&mut sink).expect("our own file is whole");
    assert_eq!(outcome, Integrity { scans: outcome.scans, ..Integrity::default() });
    planes
}

/// ITU-T T.871 clause 7.
fn rgb([y, cb, cr]: [f64; 3]) -> [f64; 3] {
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb].map(|value| value.clamp(0.0, 255.0))
}
