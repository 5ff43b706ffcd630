//! The number of bytes is met on every picture, and what was sent once can be sent again.

use super::pictures::{by_bytes, noise_from, picture, png_file};
use crate::support::{draw::portrait, fixture_folder, psnr};
use face_preflight::internals::encode::{CannotFit, Encoded, Settings, encode};
use face_preflight::{Coding, Options, Prefer, Target};
use face_preflight::{Preflight, preflight};
use face_preflight::{Subsampling, internals::picture::Picture};
use std::fs;

/// From 1 % below the limit to the limit, at every quality but 100, where all steps are 1 and nothing is finer.
fn assert_hit(name: &str, bytes: usize, limit: usize, quality: u8) {
    assert!(bytes <= limit, "{name}: {bytes} of {limit}");
    assert!(bytes * 100 >= limit * 99 || quality == 100, "{name}: {bytes} of {limit}, quality {quality}");
}

/// The fixtures that can be read, each picture in one coding and orientation.
fn usable_fixtures() -> impl Iterator<Item = (String, Vec<u8>)> {
    const SAME_PICTURES: [&str; 5] = ["orientation", "progressive", "restart", "non-interleaved", "README"];
    let names = fs::read_dir(fixture_folder()).unwrap().map(|entry| entry.unwrap());
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .filter(|name| !name.starts_with("x_") && !SAME_PICTURES.iter().any(|same| name.starts_with(same)))
        .map(|name| (name.clone(), fs::read(fixture_folder().join(name)).unwrap()))
}

#[test]
fn every_fixture_hits_the_limit() {
    for (name, file) in usable_fixtures() {
        for limit in [3_000, 8_000, 20_000, 35_000] {
            let target = Target {
                window_min_bytes: 0,
                window_max_bytes: limit,
                quality_ceiling: 100,
                ..Target::default()
            };
            let options = Options { prefer: Prefer::Size, target, ..Options::default() };
            let output = preflight(&file, &options).unwrap().report.output.unwrap();
            if output.bytes <= u64::from(limit) {
                assert_hit(&name, output.bytes as usize, limit as usize, output.quality);
            } else {
                // Nothing is smaller.
                assert_eq!(output.quality, 1, "{name}");
            }
        }
    }
}

/// Pictures whose blocks are all alike, so that any change of a step or a price changes all at once.
const ALIKE: [&str; 3] = ["checkerboard", "blocks", "stripes"];

/// Where the limit is missed, the file of the next quality misses it too, from below or from above.
fn assert_nothing_between(name: &str, picture: &Picture, limit: usize, found: &Encoded) {
    let bytes = found.jpeg.len();
    assert!(bytes <= limit, "{name}: {bytes} of {limit}");
    if bytes * 100 < limit * 99 && found.quality < 100 {
        let next = found.equivalent_quality + 1;
        let wide = Settings { ceiling: next, floor: next, ..by_bytes(usize::MAX) };
        let next = encode(picture, &wide).unwrap().jpeg.len();
        assert!(
            next > limit || next * 100 < limit * 99,
            "{name}: {bytes} of {limit}, and the next quality takes {next}"
        );
    }
}

fn adversarial(subsampling: Subsampling) -> Vec<(&'static str, Picture)> {
    let mut random = noise_from(1);
    let mut next = random;
    vec![
        ("noise", picture(360, 480, subsampling, |_, _, _| random())),
        ("two values", picture(360, 480, subsampling, |_, _, _| if next() > 127 { 255 } else { 0 })),
        ("checkerboard", picture(360, 480, subsampling, |_, x, y| ((x + y) % 2 * 255) as u8)),
        ("blocks", picture(360, 480, subsampling, |_, x, y| ((x / 8 + y / 8) % 2 * 255) as u8)),
        ("stripes", picture(360, 480, subsampling, |_, x, _| (x % 3 * 127) as u8)),
        ("chirp", picture(360, 480, subsampling, |_, x, y| (x * x / 40 + y * y / 60) as u8)),
        ("half noise", picture(360, 480, subsampling, |_, _, y| if y < 60 { random() } else { 90 })),
        ("one noisy corner", picture(360, 480, subsampling, |_, x, y| if x + y < 90 { random() } else { 9 })),
        ("wide", picture(2000, 24, subsampling, |_, _, _| random())),
        ("tall", picture(9, 3000, subsampling, |_, _, _| random())),
    ]
}

#[test]
fn adversarial_pictures_hit_the_limit() {
    for subsampling in [Subsampling::Quarter, Subsampling::Full] {
        for (name, picture) in adversarial(subsampling) {
            for limit in [2_500, 5_000, 11_000, 24_000, 60_000] {
                match encode(&picture, &by_bytes(limit)) {
                    Ok(found) if ALIKE.contains(&name) => {
                        assert_nothing_between(name, &picture, limit, &found)
                    }
                    Ok(found) => assert_hit(name, found.jpeg.len(), limit, found.quality),
                    Err(CannotFit { bytes }) => assert!(bytes > limit, "{name}"),
                }
            }
        }
    }
}

#[test]
fn adversarial_pictures_hit_the_limit_in_progressive_files() {
    for (name, picture) in adversarial(Subsampling::Quarter) {
        for limit in [2_500, 5_000, 24_000] {
            let settings = Settings { coding: Coding::Progressive, ..by_bytes(limit) };
            match encode(&picture, &settings) {
                Ok(found) if ALIKE.contains(&name) => assert!(found.jpeg.len() <= limit, "{name}"),
                Ok(found) => assert_hit(name, found.jpeg.len(), limit, found.quality),
                Err(CannotFit { bytes }) => assert!(bytes > limit, "{name}"),
            }
        }
    }
}

fn pixels(result: &Preflight) -> image::RgbImage {
    image::load_from_memory(result.jpeg.as_ref().unwrap()).unwrap().to_rgb8()
}

/// The portrait as a PNG, with grain enough for the window, and then for the floor, to decide.
fn grainy() -> Vec<(String, Vec<u8>)> {
    let large = portrait(720, 960);
    let with = |amount: i32| {
        let mut noise = noise_from(7);
        let grain = |&sample: &u8| {
            (i32::from(sample) + i32::from(noise()) % (2 * amount + 1) - amount).clamp(0, 255) as u8
        };
        let samples: Vec<u8> = large.rgb.iter().map(grain).collect();
        (format!("grain {amount}"), png_file(720, 960, &samples))
    };
    vec![with(3), with(12)]
}

/// Runs preflight on its own output with the same options: the checks pass again, the size stays, and about all of the
/// picture.
fn assert_settled(name: &str, file: &[u8], options: &Options, least_db: f64) {
    let [first, second] = assert_alike(name, file, options, least_db);
    // The second run cannot know how strongly the photo was compressed once.
    assert!(second.ok() || !first.ok(), "{name}");
}

/// The same without the checks.
fn assert_alike(name: &str, file: &[u8], options: &Options, least_db: f64) -> [Preflight; 2] {
    let first = preflight(file, options).unwrap();
    let second = preflight(first.jpeg.as_ref().unwrap(), options).unwrap();
    let (before, after) = (pixels(&first), pixels(&second));
    assert_eq!(before.dimensions(), after.dimensions(), "{name}");
    let similarity = psnr(before.as_raw(), after.as_raw());
    let bytes = [&first, &second].map(|result| result.jpeg.as_ref().unwrap().len());
    println!("{name}: {} bytes, then {}, {similarity:.1} dB, passes {}", bytes[0], bytes[1], second.ok());
    assert!(similarity >= least_db, "{name}: {similarity:.1} dB");
    [first, second]
}

#[test]
fn its_own_output_passes_again_and_looks_the_same() {
    for (name, file) in usable_fixtures().chain(grainy()) {
        assert_settled(&name, &file, &Options::default(), 45.0);
    }
}

#[test]
fn its_own_output_settles_with_other_options_too() {
    const CHOSEN: [&str; 2] = ["landscape.jpg", "profile-p3.png"];
    let files: Vec<_> =
        usable_fixtures().filter(|(name, _)| CHOSEN.contains(&name.as_str())).chain(grainy()).collect();
    assert_eq!(files.len(), CHOSEN.len() + 2);
    for (json, least_db) in [
        (r#"{"prefer":"size"}"#, 45.0),
        // Far under the floor steps are so coarse that what moves at all moves far.
        (r#"{"prefer":"size","target":{"windowMinBytes":0,"windowMaxBytes":45000}}"#, 43.0),
        (r#"{"target":{"windowMinBytes":0,"windowMaxBytes":70000,"hardLimitBytes":70000}}"#, 43.0),
        (r#"{"target":{"windowMinBytes":0,"windowMaxBytes":45000}}"#, 45.0),
        (r#"{"target":{"qualityFloor":80,"qualityCeiling":80}}"#, 45.0),
        (r#"{"coding":"progressive"}"#, 45.0),
        (r#"{"subsampling":"4:4:4"}"#, 45.0),
        (r#"{"landscape":"crop"}"#, 45.0),
    ] {
        let options = serde_json::from_str(json).unwrap();
        for (name, file) in &files {
            assert_settled(&format!("{name} {json}"), file, &options, least_db);
        }
    }
}

/// Far under the floor, on every picture. At 6000 bytes the second run may find its source too poor.
#[test]
fn its_own_output_stays_like_itself_in_a_small_window() {
    for (bytes, least_db) in [(35_000, 42.0), (6_000, 33.0)] {
        let target = Target { window_min_bytes: 0, window_max_bytes: bytes, ..Target::default() };
        let options = Options { prefer: Prefer::Size, target, ..Options::default() };
        for (name, file) in usable_fixtures().chain(grainy()) {
            assert_alike(&name, &file, &options, least_db);
        }
    }
}
