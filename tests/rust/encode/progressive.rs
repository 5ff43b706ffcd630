//! A progressive file is the baseline file in other words: the same pixels.

use super::pictures;
use crate::support::draw::portrait;
use crate::support::fixture_folder;
use crate::support::pipe::pipe;
use face_preflight::internals::encode::{Settings, encode};
use face_preflight::internals::jpeg::{Decoder, Limits, Scale};
use face_preflight::preflight;
use face_preflight::{Coding, Options, Prefer, Target};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};

const CODINGS: [Coding; 2] = [Coding::Baseline, Coding::Progressive];

/// Waves and noise, the noise in one corner only: blocks with much, little and nothing in them.
fn picture(width: usize, height: usize, subsampling: Subsampling) -> Picture {
    let mut noise = pictures::noise_from(9);
    pictures::picture(width, height, subsampling, |_, x, y| {
        let noise = noise();
        if x < width / 3 && y < height / 2 { noise } else { (x * x / 50 + y) as u8 }
    })
}

/// The same coefficients in both codings.
fn both(picture: &Picture, quality: u8) -> [Vec<u8>; 2] {
    CODINGS.map(|coding| {
        let settings = Settings {
            ceiling: quality,
            floor: quality,
            window_max_bytes: 10_000_000,
            hard_limit_bytes: 10_000_000,
            coding,
            ..Settings::default()
        };
        encode(picture, &settings).unwrap().jpeg
    })
}

fn djpeg(jpeg: &[u8]) -> Vec<u8> {
    pipe("djpeg", &["-rgb", "-pnm"], jpeg)
}

/// Our own decoder's samples, and how many scans it read.
fn own(jpeg: &[u8]) -> ([Vec<u8>; 3], u32) {
    let mut planes = <[Vec<u8>; 3]>::default();
    let mut sink = |component: usize, row: &[u8]| planes[component].extend_from_slice(row);
    let mut decoder = Decoder::new(Limits::default());
    let taken = decoder.push(jpeg, &mut sink).unwrap();
    decoder.start(&[Scale::FULL]).unwrap();
    decoder.push(&jpeg[taken..], &mut sink).unwrap();
    let outcome = decoder.finish(&mut sink).unwrap();
    (planes, outcome.scans)
}

fn image(jpeg: &[u8]) -> Vec<u8> {
    image::load_from_memory(jpeg).unwrap().into_rgb8().into_raw()
}

#[test]
fn both_codings_show_the_same_pixels() {
    for subsampling in [Subsampling::Quarter, Subsampling::Full] {
        // Sizes with and without blocks that only fill up minimum coded units, and one block alone.
        for (width, height) in [(1, 1), (8, 8), (9, 17), (16, 16), (24, 40), (33, 7), (130, 199), (256, 320)]
        {
            let source = picture(width, height, subsampling);
            for quality in [5, 60, 95, 100] {
                let case = format!("{width} x {height}, {quality}, {subsampling:?}");
                let [baseline, progressive] = both(&source, quality);
                assert_ne!(baseline, progressive);
                assert!(djpeg(&baseline) == djpeg(&progressive), "djpeg: {case}");
                assert!(image(&baseline) == image(&progressive), "image: {case}");
                let (baseline, scans) = own(&baseline);
                assert_eq!(scans, 1);
                let (progressive, scans) = own(&progressive);
                assert_eq!(scans, 5);
                assert!(baseline == progressive, "own decoder: {case}");
            }
        }
    }
}

/// More blocks without coefficients in a row than one run can count.
#[test]
fn runs_of_empty_blocks_that_are_too_long_are_divided() {
    let (width, height) = (2048, 1200);
    let flat = |value| Plane::filled(width, height, value);
    let mut source = Picture { subsampling: Subsampling::Full, y: flat(90), cb: flat(100), cr: flat(160) };
    let last = source.y.samples.len() - 1;
    source.y.samples[last] = 255;
    let [baseline, progressive] = both(&source, 90);
    // DC coefficients take a bit a block, and all else next to nothing.
    assert!(progressive.len() < 3 * width * height / 64 / 8 + 600, "{}", progressive.len());
    assert!(djpeg(&baseline) == djpeg(&progressive));
    assert!(own(&baseline).0 == own(&progressive).0);
}

#[test]
fn only_the_markers_that_a_decoder_needs() {
    let [_, jpeg] = both(&picture(100, 120, Subsampling::Quarter), 90);
    let mut markers: Vec<u8> = Vec::new();
    let mut place = 2;
    while jpeg[place + 1] != 0xD9 {
        markers.push(jpeg[place + 1]);
        place += 2 + usize::from(u16::from_be_bytes([jpeg[place + 2], jpeg[place + 3]]));
        while jpeg[place] != 0xFF || jpeg[place + 1] == 0 {
            place += 1;
        }
    }
    let scan = [0xC4, 0xDA];
    let expected = [vec![0xE0, 0xDB, 0xC2], scan.repeat(5)].concat();
    assert_eq!((markers, place + 2), (expected, jpeg.len()));
}

#[test]
fn the_limit_is_hit_and_the_report_says_the_coding() {
    let file = pictures::png_file(1080, 1440, &portrait(1080, 1440).rgb);
    let photo = std::fs::read(fixture_folder().join("orientation-6.jpg")).unwrap();
    for file in [file, photo] {
        let run = |coding, limit| {
            let target = Target {
                window_min_bytes: 0,
                window_max_bytes: limit,
                quality_ceiling: 100,
                ..Target::default()
            };
            preflight(&file, &Options { coding, prefer: Prefer::Size, target, ..Options::default() }).unwrap()
        };
        for limit in [15_000, 20_000, 30_000] {
            for coding in CODINGS {
                let result = run(coding, limit);
                let output = result.report.output.unwrap();
                assert_eq!(output.coding, coding);
                assert_eq!(result.jpeg.unwrap().len() as u64, output.bytes);
                assert!(output.bytes <= limit.into());
                assert!(output.bytes * 100 >= u64::from(limit) * 99, "{} of {limit}", output.bytes);
            }
        }
    }
}
