//! Properties of the encoder that hold for every picture.

mod bytes;
mod pictures;
mod progressive;
mod thorough;

use crate::support::pipe::pipe;
use face_preflight::internals::encode::{CannotFit, Encoded, Settings, encode};
use face_preflight::{Coding, Prefer};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};
use pictures::{noise_from, picture};

fn noise(width: usize, height: usize, subsampling: Subsampling) -> Picture {
    let mut noise = noise_from(7);
    picture(width, height, subsampling, |_, _, _| noise())
}

fn smooth(width: usize, height: usize, subsampling: Subsampling) -> Picture {
    picture(width, height, subsampling, |plane, x, y| match plane {
        0 => (60 + x * 120 / width.max(1) + y * 60 / height.max(1)) as u8,
        1 => (110 + x * 20 / width.max(1)) as u8,
        _ => (150 - y * 20 / height.max(1)) as u8,
    })
}

/// Texture that changes over the picture, as photos have it.
fn waves() -> Picture {
    picture(360, 480, Subsampling::Quarter, |plane, x, y| {
        let wave = |step: usize, length: usize| (step % length).abs_diff(length / 2) * 60 / length;
        let fine = if plane == 0 { (x * 7 + y * 13) * x / 400 % 23 * y / 200 } else { 0 };
        (70 + wave(x + 2 * y, 37) + wave(3 * x + y, 101) + wave(y, 240) + fine) as u8
    })
}

/// What libjpeg reads from a file: width, height and RGB samples.
fn djpeg(jpeg: &[u8]) -> (usize, usize, Vec<u8>) {
    let out = pipe("djpeg", &["-rgb", "-pnm"], jpeg);
    let mut fields = out.splitn(4, |byte| byte.is_ascii_whitespace());
    assert_eq!(fields.next(), Some(&b"P6"[..]));
    let mut number = || std::str::from_utf8(fields.next().unwrap()).unwrap().parse::<usize>().unwrap();
    let (width, height) = (number(), number());
    (width, height, out[out.len() - width * height * 3..].to_vec())
}

fn ok(picture: &Picture, settings: &Settings) -> Encoded {
    encode(picture, settings).expect("fits")
}

#[test]
fn every_small_size_is_read_by_libjpeg() {
    for subsampling in [Subsampling::Quarter, Subsampling::Full] {
        for (width, height) in (1..=40).flat_map(|n| [(n, 41 - n), (n, 1), (1, n), (n, n)]) {
            let source = smooth(width, height, subsampling);
            let (read_width, read_height, rgb) = djpeg(&ok(&source, &Settings::default()).jpeg);
            assert_eq!((read_width, read_height), (width, height));
            // The mean of all pixels is that of the picture: no block went to a wrong place.
            let luma: f64 =
                source.y.samples.iter().map(|&s| f64::from(s)).sum::<f64>() / (width * height) as f64;
            let read: f64 = rgb
                .chunks_exact(3)
                .map(|p| 0.299 * f64::from(p[0]) + 0.587 * f64::from(p[1]) + 0.114 * f64::from(p[2]))
                .sum::<f64>()
                / (width * height) as f64;
            assert!((luma - read).abs() < 3.0, "{width} x {height}: {luma} against {read}");
        }
    }
}

#[test]
fn flat_colours_stay_flat() {
    for (y, cb, cr) in
        [(0, 128, 128), (255, 128, 128), (128, 128, 128), (76, 85, 255), (29, 255, 107), (1, 2, 3)]
    {
        for subsampling in [Subsampling::Quarter, Subsampling::Full] {
            let source = picture(50, 70, subsampling, |plane, _, _| [y, cb, cr][plane]);
            let (_, _, rgb) = djpeg(&ok(&source, &Settings::default()).jpeg);
            assert!(rgb.chunks_exact(3).all(|pixel| pixel == &rgb[..3]));
        }
    }
}

#[test]
fn only_the_markers_that_a_decoder_needs() {
    let jpeg = ok(&smooth(100, 120, Subsampling::Quarter), &Settings::default()).jpeg;
    let mut markers = Vec::new();
    let mut place = 2;
    while jpeg[place + 1] != 0xDA {
        markers.push(jpeg[place + 1]);
        place += 2 + usize::from(u16::from_be_bytes([jpeg[place + 2], jpeg[place + 3]]));
    }
    assert_eq!(markers, [0xE0, 0xDB, 0xC0, 0xC4]);
    let scan = &jpeg[place + 2..jpeg.len() - 2];
    assert!(scan.windows(2).all(|pair| pair[0] != 0xFF || pair[1] == 0));
    assert_eq!(jpeg[jpeg.len() - 2..], [0xFF, 0xD9]);
}

#[test]
fn never_over_the_limit() {
    let checker = picture(160, 200, Subsampling::Quarter, |_, x, y| if (x + y) % 2 == 0 { 0 } else { 255 });
    for source in [noise(160, 200, Subsampling::Quarter), noise(90, 120, Subsampling::Full), checker] {
        for limit in [1_500, 2_000, 3_001, 5_000, 10_000, 20_000, 40_000] {
            let settings = Settings { hard_limit_bytes: limit, ..Settings::default() };
            match encode(&source, &settings) {
                Ok(found) => assert!(found.jpeg.len() <= limit),
                Err(CannotFit { bytes }) => assert!(bytes > limit),
            }
            let settings = Settings { window_max_bytes: limit, prefer: Prefer::Size, ..Settings::default() };
            if let Ok(found) = encode(&source, &settings) {
                assert!(!found.floor_won);
                assert!(found.jpeg.len() <= limit || found.quality == 1, "{} over {limit}", found.jpeg.len());
            }
        }
    }
}

#[test]
fn the_floor_wins_over_the_window_and_says_so() {
    let source = noise(320, 400, Subsampling::Quarter);
    let settings = Settings { window_max_bytes: 20_000, ..Settings::default() };
    let found = ok(&source, &settings);
    assert!(found.floor_won && found.jpeg.len() > 20_000);
    assert_eq!(found.equivalent_quality, settings.floor);
    let sized = ok(&source, &Settings { prefer: Prefer::Size, ..settings });
    assert!(!sized.floor_won && sized.jpeg.len() <= 20_000 && sized.equivalent_quality < 90);
}

/// A window a little larger than the floor's file must not give a smaller one that counts as whole.
#[test]
fn no_file_is_poorer_than_the_floors() {
    for source in [noise(320, 400, Subsampling::Quarter), smooth(480, 640, Subsampling::Quarter)] {
        let fixed = Settings {
            ceiling: 90,
            hard_limit_bytes: usize::MAX,
            window_max_bytes: usize::MAX,
            ..Settings::default()
        };
        let floors = ok(&source, &fixed).jpeg.len();
        let mut least = usize::MAX;
        for thousandths in (900..1100).step_by(10) {
            let window_max_bytes = floors * thousandths / 1000;
            let found = ok(&source, &Settings { window_max_bytes, ..Settings::default() });
            assert_eq!(found.floor_won, found.jpeg.len() > window_max_bytes);
            if found.floor_won {
                least = found.jpeg.len();
            } else if least != usize::MAX {
                assert!(found.jpeg.len() * 1000 >= least * 997, "{} under {least}", found.jpeg.len());
            }
        }
        assert_ne!(least, usize::MAX);
    }
}

/// One quality leaves nothing to search for, but prices of bits are learnt as in a search.
#[test]
fn a_fixed_quality_takes_no_more_bytes_than_a_found_one() {
    for source in [noise(320, 400, Subsampling::Quarter), waves()] {
        for coding in [Coding::Baseline, Coding::Progressive] {
            let wide = Settings {
                floor: 1,
                window_max_bytes: usize::MAX,
                hard_limit_bytes: usize::MAX,
                coding,
                ..Settings::default()
            };
            for ceiling in [60, 90, 95] {
                let found = ok(&source, &Settings { ceiling, ..wide.clone() });
                let fixed = ok(&source, &Settings { ceiling, floor: ceiling, ..wide.clone() });
                assert_eq!([found.equivalent_quality, fixed.equivalent_quality], [ceiling; 2]);
                let (found, fixed) = (found.jpeg.len(), fixed.jpeg.len());
                assert!(fixed * 100 <= found * 101, "{fixed} over {found} at {ceiling}, {coding:?}");
            }
        }
    }
}

/// The reported quality is that of the file, also where its size was met by the price of a bit.
#[test]
fn the_quality_is_that_of_a_file_of_its_size() {
    let source = waves();
    let size_of = |quality: u8| {
        let one =
            Settings { ceiling: quality, floor: quality, window_max_bytes: 1 << 30, ..Settings::default() };
        ok(&source, &Settings { hard_limit_bytes: 1 << 30, ..one }).jpeg.len() as f64
    };
    let sizes: Vec<f64> = (40..=96).map(size_of).collect();
    let (mut trimmed, mut worst) = (0, 0.0f64);
    for window_max_bytes in (sizes[10] as usize..sizes[50] as usize).step_by(sizes[50] as usize / 97) {
        let settings = Settings { window_max_bytes, prefer: Prefer::Size, ..Settings::default() };
        let found = ok(&source, &settings);
        let bytes = found.jpeg.len() as f64;
        let above = sizes.iter().position(|&size| size >= bytes).unwrap();
        let part = (bytes - sizes[above - 1]) / (sizes[above] - sizes[above - 1]);
        let fair = 39.0 + above as f64 + part;
        worst = worst.max((fair - f64::from(found.equivalent_quality)).abs());
        trimmed += usize::from(found.jpeg.len() * 1000 >= window_max_bytes * 990);
    }
    println!("{trimmed} windows were met, the quality is off by {worst:.2} at most");
    // Tables change their shape with the rate, so that sizes follow the search's power law less closely.
    assert!(trimmed > 50 && worst < 1.25, "off by {worst:.2} of {trimmed}");
}

#[test]
fn a_smaller_window_never_makes_a_larger_file() {
    let source = noise(320, 400, Subsampling::Quarter);
    let sized = |window_max_bytes| {
        ok(&source, &Settings { window_max_bytes, prefer: Prefer::Size, ..Settings::default() }).jpeg.len()
    };
    let sizes = [20_000, 10_000, 5_000, 2_000, 500, 1].map(sized);
    // The lowest quality's file depends a little on the Huffman tables that priced its bits.
    assert!(sizes.is_sorted_by(|larger, smaller| larger * 102 / 100 >= *smaller), "{sizes:?}");
}

#[test]
fn pictures_that_no_jpeg_can_hold_are_refused() {
    let source = Picture {
        subsampling: Subsampling::Quarter,
        y: Plane::default(),
        cb: Plane::default(),
        cr: Plane::default(),
    };
    assert_eq!(encode(&source, &Settings::default()), Err(CannotFit { bytes: usize::MAX }));
}
