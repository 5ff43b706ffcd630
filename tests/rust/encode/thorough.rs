//! `effort: thorough`: what holds for every file holds for its files too, and they are never poorer.

use super::pictures;
use crate::support::{draw::portrait, psnr};
use face_preflight::internals::encode::{CannotFit, Encoded, Settings, encode};
use face_preflight::preflight;
use face_preflight::{Coding, Effort, Options, Prefer, Target};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};

fn by_bytes(window_max_bytes: usize) -> Settings {
    Settings { effort: Effort::Thorough, ..pictures::by_bytes(window_max_bytes) }
}

fn picture(subsampling: Subsampling, sample: impl FnMut(usize, usize, usize) -> u8) -> Picture {
    pictures::picture(90, 120, subsampling, sample)
}

fn adversarial(subsampling: Subsampling) -> Vec<(&'static str, Picture)> {
    let mut random = pictures::noise_from(1);
    vec![
        ("noise", picture(subsampling, |_, _, _| random())),
        ("checkerboard", picture(subsampling, |_, x, y| ((x + y) % 2 * 255) as u8)),
        ("blocks", picture(subsampling, |_, x, y| ((x / 8 + y / 8) % 2 * 255) as u8)),
        ("chirp", picture(subsampling, |_, x, y| (x * x / 10 + y * y / 15) as u8)),
        ("one noisy corner", picture(subsampling, |_, x, y| if x + y < 30 { random() } else { 9 })),
    ]
}

#[test]
fn never_over_the_limit() {
    for subsampling in [Subsampling::Quarter, Subsampling::Full] {
        for (name, picture) in adversarial(subsampling) {
            for limit in [1_200, 4_000] {
                match encode(&picture, &by_bytes(limit)) {
                    Ok(found) => {
                        assert!(found.jpeg.len() <= limit, "{name}: {} of {limit}", found.jpeg.len())
                    }
                    Err(CannotFit { bytes }) => assert!(bytes > limit, "{name}"),
                }
            }
        }
    }
}

/// Where a quality decides and not a limit, the file does not grow.
#[test]
fn never_larger_than_the_file_of_a_quality() {
    for coding in [Coding::Baseline, Coding::Progressive] {
        for (name, picture) in adversarial(Subsampling::Quarter) {
            let settings = Settings { ceiling: 80, floor: 80, coding, ..Settings::default() };
            let usual = encode(&picture, &settings).unwrap();
            let thorough = encode(&picture, &Settings { effort: Effort::Thorough, ..settings }).unwrap();
            assert!(thorough.jpeg.len() <= usual.jpeg.len(), "{name}");
            assert_eq!(Encoded { jpeg: vec![], ..thorough }, Encoded { jpeg: vec![], ..usual }, "{name}");
        }
    }
}

/// A limit may be as large as a number can be.
#[test]
fn limits_without_end_are_no_limits() {
    let picture = picture(Subsampling::Quarter, |_, x, y| (x * x / 10 + y * 3) as u8);
    for effort in [Effort::Usual, Effort::Thorough] {
        for (ceiling, floor) in [(80, 80), (95, 90)] {
            let within = |hard_limit_bytes, window_max_bytes| {
                let limits = Settings { hard_limit_bytes, window_max_bytes, ..Settings::default() };
                encode(&picture, &Settings { ceiling, floor, effort, ..limits }).unwrap()
            };
            let file = within(1 << 30, 1 << 30);
            for hard in [usize::MAX, usize::MAX / 1000, usize::MAX / 999] {
                assert!(within(hard, 100_000) == file, "{hard} {effort:?} {floor}");
                assert!(within(hard, hard) == file, "{hard} {effort:?} {floor}");
            }
        }
    }
}

#[test]
fn flat_colours_stay_flat() {
    for colour in [[0, 128, 128], [255, 128, 128], [76, 85, 255], [1, 2, 3]] {
        let flat = |index: usize, width: usize, height: usize| Plane::filled(width, height, colour[index]);
        let source = Picture {
            subsampling: Subsampling::Quarter,
            y: flat(0, 50, 70),
            cb: flat(1, 25, 35),
            cr: flat(2, 25, 35),
        };
        let jpeg =
            encode(&source, &Settings { effort: Effort::Thorough, ..Settings::default() }).unwrap().jpeg;
        let read = image::load_from_memory(&jpeg).unwrap().to_rgb8();
        assert!(read.pixels().all(|pixel| pixel == read.get_pixel(0, 0)), "{colour:?}");
    }
}

fn photo() -> Vec<u8> {
    pictures::png_file(480, 640, &portrait(480, 640).rgb)
}

#[test]
fn it_is_another_file_each_time_the_same_and_the_report_says_so() {
    let run = |effort| {
        let target = Target { window_min_bytes: 0, window_max_bytes: 20_000, ..Target::default() };
        let options = Options { effort, prefer: Prefer::Size, target, ..Options::default() };
        preflight(&photo(), &options).unwrap()
    };
    let [usual, thorough, again] = [Effort::Usual, Effort::Thorough, Effort::Thorough].map(run);
    assert_eq!(thorough, again);
    assert_ne!(thorough.jpeg, usual.jpeg);
    let output = thorough.report.output.unwrap();
    assert_eq!(output.effort, Effort::Thorough);
    assert!(output.bytes <= 20_000 && output.bytes * 100 >= 20_000 * 99, "{}", output.bytes);
    assert_eq!(usual.report.output.unwrap().effort, Effort::Usual);
}

#[test]
fn its_own_output_passes_again_and_looks_the_same() {
    let by_quality = Options { effort: Effort::Thorough, ..Options::default() };
    let target = Target { window_min_bytes: 0, window_max_bytes: 20_000, ..Target::default() };
    let by_bytes = Options { prefer: Prefer::Size, target, ..by_quality.clone() };
    for options in [by_quality, by_bytes] {
        let first = preflight(&photo(), &options).unwrap().jpeg.unwrap();
        let second = preflight(&first, &options).unwrap();
        assert!(second.ok());
        let [before, after] =
            [first, second.jpeg.unwrap()].map(|jpeg| image::load_from_memory(&jpeg).unwrap().to_rgb8());
        assert_eq!(before.dimensions(), after.dimensions());
        let similarity = psnr(before.as_raw(), after.as_raw());
        println!("{similarity:.1} dB");
        assert!(similarity >= 45.0, "{similarity:.1} dB");
    }
}
