//! Conversion to sRGB against LittleCMS, and what is recognised, refused and left alone.

mod lab;
mod pipeline;

use crate::support::profiles;

use face_preflight::internals::colour::to_srgb;
use face_preflight::internals::colour::{Profile, Unusable};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};
use lab::{delta_e_2000, lab_of_srgb};
use profiles::{ADOBE_RGB, DISPLAY_P3, SRGB, Tag, curve_table, gamma, grey_profile, parametric, rgb_profile};
use std::io::Write;
use std::process::{Command, Stdio};

/// LittleCMS's sRGB for RGB colours of a profile, 0 to 255, relative colorimetric, cut at sRGB's edge.
fn littlecms(profile: &[u8], colours: &[[f64; 3]], name: &str) -> Vec<[f64; 3]> {
    let file = std::env::temp_dir().join(format!("face-preflight-{}-{name}.icc", std::process::id()));
    std::fs::write(&file, profile).unwrap();
    let mut child = Command::new("transicc")
        .args(["-n", "-t1", "-s", "-c0", &format!("-i{}", file.display()), "-o*sRGB"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("transicc of liblcms2-utils is installed");
    let mut stdin = child.stdin.take().unwrap();
    let lines: String = colours.iter().map(|[r, g, b]| format!("{r} {g} {b}\n")).collect();
    let feed = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let out = child.wait_with_output().unwrap();
    feed.join().unwrap().unwrap();
    std::fs::remove_file(&file).unwrap();
    let numbers: Vec<f64> =
        String::from_utf8(out.stdout).unwrap().split_whitespace().map(|n| n.parse().unwrap()).collect();
    assert_eq!(numbers.len(), colours.len() * 3, "transicc answers each line");
    numbers.as_chunks().0.to_vec()
}

/// One pixel a colour, as YCbCr without subsampling.
fn picture_of(colours: &[[f64; 3]]) -> Picture {
    let plane = |sample: fn(&[f64; 3]) -> f64| Plane {
        width: colours.len(),
        height: 1,
        samples: colours.iter().map(|colour| sample(colour).round().clamp(0.0, 255.0) as u8).collect(),
    };
    Picture {
        subsampling: Subsampling::Full,
        y: plane(|[r, g, b]| 0.299 * r + 0.587 * g + 0.114 * b),
        cb: plane(|[r, g, b]| 128.0 - 0.168_736 * r - 0.331_264 * g + 0.5 * b),
        cr: plane(|[r, g, b]| 128.0 + 0.5 * r - 0.418_688 * g - 0.081_312 * b),
    }
}

/// A picture's colours; chroma is repeated where pixels share it.
fn colours_of(picture: &Picture) -> Vec<[f64; 3]> {
    let factor = if picture.subsampling == Subsampling::Quarter { 2 } else { 1 };
    let mut colours = Vec::new();
    for (place, &y) in picture.y.samples.iter().enumerate() {
        let (row, column) = (place / picture.width() / factor, place % picture.width() / factor);
        let chroma = row * picture.cb.width + column;
        let [y, cb, cr] = [y, picture.cb.samples[chroma], picture.cr.samples[chroma]].map(f64::from);
        let (cb, cr) = (cb - 128.0, cr - 128.0);
        colours.push(
            [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb]
                .map(|c| c.clamp(0.0, 255.0)),
        );
    }
    colours
}

fn grid() -> Vec<[f64; 3]> {
    let steps = || (0..=255).step_by(51).map(f64::from);
    steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b]))).collect()
}

/// Mean and largest ΔE2000 between two lists of sRGB colours.
fn errors(ours: &[[f64; 3]], theirs: &[[f64; 3]]) -> (f64, f64) {
    let errors: Vec<f64> =
        ours.iter().zip(theirs).map(|(a, b)| delta_e_2000(lab_of_srgb(*a), lab_of_srgb(*b))).collect();
    (errors.iter().sum::<f64>() / errors.len() as f64, errors.iter().copied().fold(0.0, f64::max))
}

fn check_grid(name: &str, bytes: &[u8]) {
    let mut picture = picture_of(&grid());
    // LittleCMS is given what 8-bit YCbCr kept of the grid's colours: that loss is not ours.
    let expected = littlecms(bytes, &colours_of(&picture), name);
    assert!(to_srgb(&mut picture, &Profile::read(bytes).unwrap()));
    let (mean, largest) = errors(&colours_of(&picture), &expected);
    println!("{name}: mean {mean:.3}, largest {largest:.2}");
    assert!(mean < 0.3 && largest < 1.5, "{name}: mean {mean}, largest {largest}");
}

#[test]
fn agrees_with_littlecms_over_a_grid() {
    let p3_curve = parametric(3, &[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045]);
    check_grid("display-p3-v4", &rgb_profile(4, DISPLAY_P3, &p3_curve));
    check_grid("display-p3-table", &rgb_profile(2, DISPLAY_P3, &curve_table(1024, profiles::srgb_light)));
    check_grid("adobe-rgb-v2", &rgb_profile(2, ADOBE_RGB, &gamma(2.199_219)));
    check_grid("srgb-primaries-gamma-1.8", &rgb_profile(2, SRGB, &gamma(1.8)));
    check_grid("short-table", &rgb_profile(2, DISPLAY_P3, &curve_table(17, |x| x * x)));
    check_grid("linear", &rgb_profile(4, DISPLAY_P3, &Tag(b"curv\0\0\0\0\0\0\0\0".to_vec())));
    check_grid("type-0", &rgb_profile(4, DISPLAY_P3, &parametric(0, &[2.0])));
    check_grid("type-1", &rgb_profile(4, DISPLAY_P3, &parametric(1, &[2.2, 0.9, 0.1])));
    check_grid("type-2", &rgb_profile(4, DISPLAY_P3, &parametric(2, &[2.2, 0.85, 0.1, 0.02])));
    check_grid(
        "type-4",
        &rgb_profile(4, DISPLAY_P3, &parametric(4, &[2.4, 0.94, 0.05, 0.07, 0.04, 0.01, 0.002])),
    );
}

#[test]
fn a_p3_photo_keeps_its_colours() {
    // Skin, lips and foliage in waves, with chroma shared by four pixels.
    let (width, height) = (96, 128);
    let waves = |x: usize, y: usize| {
        let (x, y) = (x as f64, y as f64);
        [
            190.0 + 50.0 * (x / 17.0).sin(),
            140.0 + 70.0 * (y / 23.0).sin(),
            110.0 + 60.0 * ((x + y) / 31.0).cos(),
        ]
    };
    let pixels: Vec<[f64; 3]> =
        (0..width * height).map(|place| waves(place % width, place / width)).collect();
    let full = picture_of(&pixels);
    let halved = |plane: &Plane| Plane {
        width: width / 2,
        height: height / 2,
        samples: (0..width * height / 4)
            .map(|place| {
                let at = place / (width / 2) * 2 * width + place % (width / 2) * 2;
                let four = [at, at + 1, at + width, at + width + 1].map(|at| u32::from(plane.samples[at]));
                ((four.iter().sum::<u32>() + 2) / 4) as u8
            })
            .collect(),
    };
    let mut picture = Picture {
        subsampling: Subsampling::Quarter,
        y: Plane { width, height, samples: full.y.samples.clone() },
        cb: halved(&full.cb),
        cr: halved(&full.cr),
    };
    let bytes = rgb_profile(4, DISPLAY_P3, &parametric(3, &[2.4, 0.947_87, 0.052_13, 0.077_4, 0.040_45]));
    let expected = littlecms(&bytes, &colours_of(&picture), "photo");
    let untouched = errors(&colours_of(&picture), &expected).0;
    to_srgb(&mut picture, &Profile::read(&bytes).unwrap());
    let (mean, largest) = errors(&colours_of(&picture), &expected);
    println!("photo: mean {mean:.3}, largest {largest:.2}, without conversion {untouched:.2}");
    assert!(mean < 0.3 && largest < 1.5 && untouched > 2.5, "mean {mean}, largest {largest}, {untouched}");
}

#[test]
fn srgb_is_recognised_and_costs_nothing() {
    let curves = [
        parametric(3, &[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045]),
        curve_table(1024, profiles::srgb_light),
        curve_table(4096, profiles::srgb_light),
    ];
    for curve in curves {
        for version in [2, 4] {
            let profile = Profile::read(&rgb_profile(version, SRGB, &curve)).unwrap();
            assert_eq!(
                profile.description,
                "Test profile é".replace(" é", if version == 4 { " é" } else { "" })
            );
            let mut picture = picture_of(&grid());
            let before = picture.clone();
            assert!(!to_srgb(&mut picture, &profile));
            assert_eq!(picture, before);
        }
    }
}

#[test]
fn black_and_white_stay_and_greys_stay_grey() {
    for primaries in [DISPLAY_P3, ADOBE_RGB] {
        let greys: Vec<[f64; 3]> = (0..=255).map(|n| [f64::from(n); 3]).collect();
        let mut picture = picture_of(&greys);
        to_srgb(&mut picture, &Profile::read(&rgb_profile(4, primaries, &gamma(2.2))).unwrap());
        assert_eq!((picture.y.samples[0], picture.y.samples[255]), (0, 255));
        assert!(picture.y.samples.is_sorted());
        assert!(picture.cb.samples.iter().chain(&picture.cr.samples).all(|&sample| sample == 128));
    }
}

#[test]
fn grey_profiles_convert_grey_pictures_only() {
    let profile = Profile::read(&grey_profile(&gamma(1.8))).unwrap();
    let mut grey = picture_of(&[[100.0; 3], [0.0; 3], [255.0; 3]]);
    assert!(to_srgb(&mut grey, &profile));
    // 255 · srgb((100 / 255)^1.8)
    assert_eq!(grey.y.samples, [119, 0, 255]);
    let mut coloured = picture_of(&[[100.0, 50.0, 20.0]]);
    assert!(!to_srgb(&mut coloured, &profile));
}

#[test]
fn png_chunks_say_the_same_as_a_profile() {
    let p3 = [[0.3127, 0.329], [0.68, 0.32], [0.265, 0.69], [0.15, 0.06]];
    let from_chunks = Profile::from_gamma(Some(1.0 / 2.2), Some(p3)).unwrap();
    let from_profile = Profile::read(&rgb_profile(4, DISPLAY_P3, &gamma(2.2))).unwrap();
    let [mut a, mut b] = [picture_of(&grid()), picture_of(&grid())];
    assert!(to_srgb(&mut a, &from_chunks));
    to_srgb(&mut b, &from_profile);
    let (mean, largest) = errors(&colours_of(&a), &colours_of(&b));
    assert!(mean < 0.2 && largest < 1.5, "mean {mean}, largest {largest}");

    let srgb = [[0.3127, 0.329], [0.64, 0.33], [0.3, 0.6], [0.15, 0.06]];
    let plain = Profile::from_gamma(None, Some(srgb)).unwrap();
    assert!(!to_srgb(&mut a, &plain));
    for bad in [0.0, -1.0, f64::NAN, 1e9] {
        assert_eq!(Profile::from_gamma(Some(bad), None), None);
    }
    for bad in [[[0.3, 0.0], [0.64, 0.33], [0.3, 0.6], [0.15, 0.06]], [[0.3, 0.3]; 4]] {
        assert_eq!(Profile::from_gamma(None, Some(bad)), None);
    }
}

#[test]
fn odd_sizes_convert_every_sample() {
    let profile = Profile::read(&rgb_profile(4, DISPLAY_P3, &gamma(1.0))).unwrap();
    for (width, height) in [(1, 1), (1, 2), (3, 5), (2, 3)] {
        let mut picture = Picture {
            subsampling: Subsampling::Quarter,
            y: Plane::filled(width, height, 100),
            cb: Plane::filled(width.div_ceil(2), height.div_ceil(2), 110),
            cr: Plane::filled(width.div_ceil(2), height.div_ceil(2), 150),
        };
        to_srgb(&mut picture, &profile);
        for plane in [&picture.y, &picture.cb, &picture.cr] {
            assert!(plane.samples.iter().all(|sample| *sample == plane.samples[0]));
        }
        assert_ne!(picture.y.samples[0], 100);
    }
}

#[test]
fn what_cannot_be_converted_is_named() {
    let whole = rgb_profile(4, DISPLAY_P3, &gamma(2.2));
    assert!(matches!(Profile::read(&[]), Err(Unusable::Broken(_))));
    // Cut or changed anywhere, a profile gives a profile or a reason, never a panic.
    for length in 0..whole.len() {
        let _ = Profile::read(&whole[..length]);
    }
    for at in 0..whole.len() {
        for value in [0, 0x7F, 0xFF] {
            let mut changed = whole.clone();
            changed[at] = value;
            if let Ok(profile) = Profile::read(&changed) {
                to_srgb(&mut picture_of(&[[255.0, 0.0, 9.0]]), &profile);
            }
        }
    }
    let mut cmyk = whole.clone();
    cmyk[16..20].copy_from_slice(b"CMYK");
    let reason = Profile::read(&cmyk).unwrap_err();
    assert_eq!(reason.to_string(), "colour profiles with the colour space CMYK are not converted");
    let tables = profiles::renamed(&whole, b"rXYZ", b"A2B0");
    assert_eq!(Profile::read(&tables).unwrap_err(), Unusable::Far("look-up tables".into()));
}

/// Tables are not measured: alone they count as far, unless they are called sRGB.
#[test]
fn look_up_tables_are_near_or_far() {
    let far = Err(Unusable::Far("look-up tables".into()));
    let near = Err(Unusable::Unsupported("look-up tables".into()));
    let whole = rgb_profile(2, DISPLAY_P3, &gamma(2.2));
    let tables =
        |profile: &[u8]| profiles::renamed(&profiles::renamed(profile, b"wtpt", b"A2B0"), b"rXYZ", b"B2A0");
    assert_eq!(Profile::read(&profiles::renamed(&whole, b"wtpt", b"A2B0")), near, "with a matrix");
    assert_eq!(Profile::read(&tables(&whole)), far);
    let name = whole.windows(4).position(|window| window == b"Test").unwrap();
    let mut named = whole.clone();
    named[name..name + 4].copy_from_slice(b"sRGB");
    assert_eq!(Profile::read(&tables(&named)), near);
    // In the other connection space too.
    let mut lab = tables(&whole);
    lab[20..24].copy_from_slice(b"Lab ");
    assert_eq!(Profile::read(&lab), far);
    assert_eq!(Profile::read(&profiles::renamed(&tables(&whole), b"RGB ", b"CMYK")), near);
}
