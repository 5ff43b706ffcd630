//! Photos with profiles through the whole of preflight, against LittleCMS.

use super::{errors, littlecms};
use crate::support::profiles::{
    DISPLAY_P3, P3_CHROMATICITIES, SRGB, Tag, curve_table, grey_profile, rgb_profile, srgb_curve, srgb_light,
};
use face_preflight::{Options, Preflight, Session, Status, Value, preflight};

const WIDTH: usize = 480;
const HEIGHT: usize = 640;

/// Skin, lips, foliage and sky in waves, many of them beyond sRGB.
fn photo() -> Vec<u8> {
    let wave = |place: usize, length: f64, shift: f64| (place as f64 / length + shift).sin();
    (0..WIDTH * HEIGHT)
        .flat_map(|place| {
            let (x, y) = (place % WIDTH, place / WIDTH);
            [
                150.0 + 100.0 * wave(x, 61.0, 0.0),
                130.0 + 90.0 * wave(y, 83.0, 1.0),
                110.0 + 90.0 * wave(x + y, 127.0, 2.0),
            ]
        })
        .map(|number: f64| number.round() as u8)
        .collect()
}

fn png(rgb: &[u8], describe: impl FnOnce(&mut png::Info)) -> Vec<u8> {
    let mut file = Vec::new();
    let mut info = png::Info::with_size(WIDTH as u32, HEIGHT as u32);
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    describe(&mut info);
    let encoder = png::Encoder::with_info(&mut file, info).unwrap();
    encoder.write_header().unwrap().write_image_data(rgb).unwrap();
    file
}

fn jpeg(rgb: &[u8], profile: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 97);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.add_icc_profile(profile).unwrap();
    encoder.encode(rgb, WIDTH as u16, HEIGHT as u16, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

/// One pixel in 29, as floats.
fn some(rgb: &[u8]) -> Vec<[f64; 3]> {
    rgb.as_chunks::<3>().0.iter().step_by(29).map(|pixel| pixel.map(f64::from)).collect()
}

/// Mean ΔE2000 between what comes out and LittleCMS's conversion of what went in; and between
/// what went in and that conversion.
fn mean_errors(file: &[u8], profile: &[u8], name: &str) -> (f64, f64) {
    let result = preflight(file, &Options::default()).unwrap();
    assert_eq!(profile_check(&result), (Status::Pass, "converted to sRGB".into()), "{name}");
    let before = image::load_from_memory(file).unwrap().to_rgb8().into_raw();
    let after = image::load_from_memory(&result.jpeg.unwrap()).unwrap().to_rgb8().into_raw();
    assert_eq!(before.len(), after.len());
    let expected = littlecms(profile, &some(&before), name);
    (errors(&some(&after), &expected).0, errors(&some(&before), &expected).0)
}

fn profile_check(result: &Preflight) -> (Status, String) {
    let check = result.report.checks.iter().find(|check| check.id == "colour_profile").unwrap();
    let Some(Value::Text(handling)) = &check.limit else { panic!("{check:?}") };
    (check.status, handling.clone())
}

#[test]
fn p3_photos_keep_their_colours() {
    let rgb = photo();
    let curves: [(&str, u8, Tag); 3] = [
        ("function", 4, srgb_curve()),
        ("function-v2", 2, srgb_curve()),
        ("table-v2", 2, curve_table(1024, srgb_light)),
    ];
    for (name, version, curve) in curves {
        let profile = rgb_profile(version, DISPLAY_P3, &curve);
        let files = [jpeg(&rgb, &profile), png(&rgb, |info| info.icc_profile = Some(profile.clone().into()))];
        for (file, format) in files.iter().zip(["jpeg", "png"]) {
            let name = format!("pipeline-{name}-{format}");
            let (converted, untouched) = mean_errors(file, &profile, &name);
            println!("{name}: mean {converted:.3}, without conversion {untouched:.2}");
            assert!(converted < 1.0 && untouched > 2.0, "{name}: {converted}, {untouched}");
        }
    }
}

/// Eight bits of light are few in the shadows: scaled, and as luma and chroma, they would be fewer.
#[test]
fn linear_photos_keep_their_shadows() {
    let light = |sample: &u8| (srgb_light(f64::from(*sample) / 255.0) * 255.0).round() as u8;
    let rgb: Vec<u8> = photo().iter().map(light).collect();
    for (name, primaries) in [("srgb", SRGB), ("p3", DISPLAY_P3)] {
        let profile = rgb_profile(4, primaries, &super::gamma(1.0));
        let file = png(&rgb, |info| info.icc_profile = Some(profile.clone().into()));
        let (converted, untouched) = mean_errors(&file, &profile, &format!("pipeline-linear-{name}"));
        println!("{name}: mean {converted:.3}, without conversion {untouched:.2}");
        assert!(converted < 1.0 && untouched > 10.0, "{name}: {converted}, {untouched}");
    }
    let grey: Vec<u8> = rgb.iter().step_by(3).copied().collect();
    let of = |profile: Option<Vec<u8>>, samples: &[u8]| {
        let file = png(samples, |info| {
            info.color_type = png::ColorType::Grayscale;
            info.icc_profile = profile.map(Into::into);
        });
        preflight(&file, &Options::default()).unwrap()
    };
    let linear = of(Some(grey_profile(&super::gamma(1.0))), &grey);
    assert_eq!(profile_check(&linear), (Status::Pass, "converted to sRGB".into()));
    let samples = |result: Preflight| image::load_from_memory(&result.jpeg.unwrap()).unwrap().to_luma8();
    let expected = |sample: &u8| {
        let light = f64::from(*sample) / 255.0;
        let number = if light < 0.0031308 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        (255.0 * number).round() as u8
    };
    let encoded: Vec<u8> = grey.iter().map(expected).collect();
    let (linear, meant) = (samples(linear), samples(of(None, &encoded)));
    let largest = linear.iter().zip(meant.iter()).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(largest <= Some(1), "{largest:?}");
}

#[test]
fn png_chunks_count_in_the_order_of_the_standard() {
    let rgb = photo();
    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let [white, red, green, blue] = P3_CHROMATICITIES;
    let chromaticities = png::SourceChromaticities::new(white, red, green, blue);
    // sRGB's curve is near a power of 2.2, which is what gAMA can say.
    let from_chunks = png(&rgb, |info| {
        info.source_gamma = Some(png::ScaledFloat::new(1.0 / 2.2));
        info.source_chromaticities = Some(chromaticities);
    });
    let gamma_profile = rgb_profile(4, DISPLAY_P3, &super::gamma(2.2));
    let (converted, untouched) = mean_errors(&from_chunks, &gamma_profile, "pipeline-chunks");
    assert!(converted < 1.0 && untouched > 2.0, "{converted}, {untouched}");

    let handling = |file: &[u8]| profile_check(&preflight(file, &Options::default()).unwrap());
    // An sRGB chunk of perceptual intent, right after IHDR.
    let mut srgb_over_gamma = png(&rgb, |info| info.source_gamma = Some(png::ScaledFloat::new(1.0)));
    assert_eq!(handling(&srgb_over_gamma), (Status::Pass, "converted to sRGB".into()));
    srgb_over_gamma.splice(33..33, *b"\0\0\0\x01sRGB\0\xae\xce\x1c\xe9");
    assert_eq!(handling(&srgb_over_gamma), (Status::Pass, "sRGB".into()));
    let profile_over_gamma = png(&rgb, |info| {
        info.icc_profile = Some(p3.clone().into());
        info.source_gamma = Some(png::ScaledFloat::new(1.0));
    });
    let (converted, _) = mean_errors(&profile_over_gamma, &p3, "pipeline-precedence");
    assert!(converted < 1.0, "{converted}");
    // A profile beside an sRGB chunk counts, in either order of the two; cICP counts before both.
    let with_profile = png(&rgb, |info| info.icc_profile = Some(p3.clone().into()));
    let idat = with_profile.windows(4).position(|window| window == b"IDAT").unwrap() - 4;
    for at in [AFTER_IHDR, idat] {
        let both = with_chunk(&with_profile, at, b"sRGB", &[0]);
        let (converted, untouched) = mean_errors(&both, &p3, "pipeline-profile-over-srgb");
        assert!(converted < 1.0 && untouched > 2.0, "{converted}, {untouched}");
        let all = with_chunk(&both, AFTER_IHDR, b"cICP", &[1, 13, 0, 1]);
        assert_eq!(handling(&all), (Status::Pass, "sRGB".into()));
    }
}

/// Where the chunks after IHDR begin.
const AFTER_IHDR: usize = 33;

fn with_chunk(png: &[u8], at: usize, kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [kind, data].concat();
    // The cyclic redundancy check of annex D, bit by bit.
    let bit = |crc: u32, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    let crc = !body.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), bit));
    let length = (data.len() as u32).to_be_bytes();
    [&png[..at], &length, &body, &crc.to_be_bytes(), &png[at..]].concat()
}

#[test]
fn png_code_points_are_srgb_display_p3_or_left() {
    let rgb = photo();
    let plain = png(&rgb, |_| {});
    let with = |points: [u8; 4]| with_chunk(&plain, AFTER_IHDR, b"cICP", &points);
    let plain_jpeg = preflight(&plain, &Options::default()).unwrap().jpeg;

    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let (converted, untouched) = mean_errors(&with([12, 13, 0, 1]), &p3, "pipeline-cicp");
    assert!(converted < 1.0 && untouched > 2.0, "{converted}, {untouched}");
    let result = preflight(&with([12, 13, 0, 1]), &Options::default()).unwrap();
    assert_eq!(result.report.source.profile.as_deref(), Some("Display P3"));

    let srgb = preflight(&with([1, 13, 0, 1]), &Options::default()).unwrap();
    assert_eq!(profile_check(&srgb), (Status::Pass, "sRGB".into()));
    assert_eq!(srgb.jpeg, plain_jpeg);
    // BT.2100 with PQ and HLG, BT.709 with its own curve, narrow range, unspecified.
    let left = |status: Status, points: [u8; 4]| {
        let name = format!("the code points {}/{} are not converted", points[0], points[1]);
        is_left_with(status, &with(points), &name, &plain_jpeg);
    };
    for points in [[9, 16, 0, 1], [9, 18, 0, 1], [1, 8, 0, 1], [9, 13, 0, 1], [1, 13, 0, 0], [12, 13, 0, 0]] {
        left(Status::Fail, points);
    }
    for points in [[1, 1, 0, 1], [2, 2, 0, 1]] {
        left(Status::Warn, points);
    }
}

/// A chunk of which nothing can be read must not pass for none.
#[test]
fn damaged_colour_chunks_of_a_png_are_reported() {
    let rgb = photo();
    let plain = png(&rgb, |_| {});
    let plain_jpeg = preflight(&plain, &Options::default()).unwrap().jpeg;
    let reason = "the colour profile is damaged: its PNG chunk cannot be read";
    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let with_profile = png(&rgb, |info| info.icc_profile = Some(p3.clone().into()));
    let start = with_profile.windows(4).position(|window| window == b"iCCP").unwrap();
    let name = with_profile[start + 4..].iter().position(|&byte| byte == 0).unwrap();
    // Another method of compression, another bit of the compressed data, another bit of the CRC.
    let length = u32::from_be_bytes(with_profile[start - 4..start].try_into().unwrap()) as usize;
    for at in [start + 4 + name + 1, start + length - 20, start + 4 + length] {
        let mut damaged = with_profile.clone();
        damaged[at] ^= 8;
        is_left(&damaged, reason, &plain_jpeg);
    }
    let iccp = |data: &[u8]| with_chunk(&plain, AFTER_IHDR, b"iCCP", data);
    for data in [&b"a name"[..], b"\0\0", b"icc\0\0", b"icc\0\0not zlib", &[7; 90]] {
        is_left(&iccp(data), reason, &plain_jpeg);
    }
    // A matrix, of which RGB has none; an invalid range; too short; too long; empty.
    for data in [&[1, 13, 1, 1][..], &[12, 13, 0, 2], &[1, 13, 0], &[1, 13, 0, 1, 0], &[]] {
        let file = with_chunk(&plain, AFTER_IHDR, b"cICP", data);
        is_left(&file, reason, &plain_jpeg);
        let pieces = |bytes: usize| {
            let mut session = Session::new(Options::default()).unwrap();
            file.chunks(bytes).for_each(|piece| session.push(piece).unwrap());
            session.finish().unwrap()
        };
        for bytes in [1, 7] {
            assert_eq!(pieces(bytes), preflight(&file, &Options::default()).unwrap());
        }
        // It counts before a profile that could be read.
        is_left(&with_chunk(&with_profile, AFTER_IHDR, b"cICP", data), reason, &plain_jpeg);
    }
    for (kind, data) in [(b"gAMA", &[0, 0][..]), (b"gAMA", &[0; 4]), (b"cHRM", &[1; 31])] {
        is_left(&with_chunk(&plain, AFTER_IHDR, kind, data), reason, &plain_jpeg);
    }
}

/// The file's profile is reported and left: nothing of the picture changes.
fn is_left(file: &[u8], name: &str, plain: &Option<Vec<u8>>) {
    is_left_with(Status::Warn, file, name, plain);
}

fn is_left_with(status: Status, file: &[u8], name: &str, plain: &Option<Vec<u8>>) {
    let result = preflight(file, &Options::default()).unwrap();
    assert_eq!(profile_check(&result), (status, "left as it is".into()), "{name}");
    let reported = result.report.source.profile.unwrap();
    assert!(reported.ends_with(name), "{reported}: {name}");
    assert!(result.jpeg == *plain, "{name}: the picture changed");
}

/// A JPEG without profile, and the same with APP2 segments of these payloads after ICC's name.
fn with_segments(plain: &[u8], payloads: &[Vec<u8>]) -> Vec<u8> {
    let segments = payloads.iter().flat_map(|payload| {
        let length = (2 + 12 + payload.len() as u16).to_be_bytes();
        [&b"\xFF\xE2"[..], &length, b"ICC_PROFILE\0", payload].concat()
    });
    plain[..2].iter().copied().chain(segments).chain(plain[2..].iter().copied()).collect()
}

fn plain_jpeg(samples: &[u8], colour: jpeg_encoder::ColorType) -> Vec<u8> {
    let mut file = Vec::new();
    jpeg_encoder::Encoder::new(&mut file, 97).encode(samples, WIDTH as u16, HEIGHT as u16, colour).unwrap();
    file
}

/// EXIF that tells a colour space.
fn exif_of(colour_space: u16) -> Vec<u8> {
    let [high, low] = colour_space.to_be_bytes();
    let mut tiff = b"MM\0*\0\0\0\x08".to_vec();
    tiff.extend(*b"\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0");
    tiff.extend(*b"\0\x01\xa0\x01\0\x03\0\0\0\x01");
    tiff.extend([high, low, 0, 0, 0, 0, 0, 0]);
    tiff
}

#[test]
fn colours_that_exif_in_a_png_says_are_not_srgb_are_reported_where_no_other_chunk_tells_them() {
    let plain = png(&photo(), |_| {});
    let untouched = preflight(&plain, &Options::default()).unwrap().jpeg;
    let with_exif = |file: &[u8], colour_space| with_chunk(file, AFTER_IHDR, b"eXIf", &exif_of(colour_space));
    let reason = "EXIF says that the colours are not sRGB, but there is no profile";
    let uncalibrated = with_exif(&plain, 0xFFFF);
    is_left(&uncalibrated, reason, &untouched);
    let handling = |file: &[u8]| profile_check(&preflight(file, &Options::default()).unwrap());
    let srgb = (Status::Pass, "sRGB".into());
    assert_eq!(handling(&with_exif(&plain, 1)), srgb);
    for (kind, data) in [(b"sRGB", &[0][..]), (b"cICP", &[1, 13, 0, 1])] {
        assert_eq!(handling(&with_chunk(&uncalibrated, AFTER_IHDR, kind, data)), srgb);
    }
    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let with_profile = png(&photo(), |info| info.icc_profile = Some(p3.into()));
    assert_eq!(handling(&with_exif(&with_profile, 0xFFFF)), (Status::Pass, "converted to sRGB".into()));
}

/// DCF's way to name Adobe RGB, and "uncalibrated", without a profile.
#[test]
fn colours_that_exif_alone_says_are_not_srgb_are_reported() {
    let plain = plain_jpeg(&photo(), jpeg_encoder::ColorType::Rgb);
    let untouched = preflight(&plain, &Options::default()).unwrap().jpeg;
    let with_exif = |file: &[u8], colour_space: u16| {
        let payload = [b"Exif\0\0", exif_of(colour_space).as_slice()].concat();
        let length = (payload.len() as u16 + 2).to_be_bytes();
        [&file[..2], b"\xFF\xE1", &length, &payload, &file[2..]].concat()
    };
    let reason = "EXIF says that the colours are not sRGB, but there is no profile";
    is_left(&with_exif(&plain, 0xFFFF), reason, &untouched);
    let handling = |file: &[u8]| profile_check(&preflight(file, &Options::default()).unwrap());
    assert_eq!(handling(&with_exif(&plain, 1)), (Status::Pass, "sRGB".into()));
    // A profile says more.
    let p3 = jpeg(&photo(), &rgb_profile(4, DISPLAY_P3, &srgb_curve()));
    assert_eq!(handling(&with_exif(&p3, 0xFFFF)), (Status::Pass, "converted to sRGB".into()));
}

#[test]
fn incomplete_and_oversized_profiles_of_a_jpeg_are_reported() {
    let plain = plain_jpeg(&photo(), jpeg_encoder::ColorType::Rgb);
    let left = preflight(&plain, &Options::default()).unwrap();
    assert_eq!(profile_check(&left), (Status::Pass, "sRGB".into()));
    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let chunk = |number: u8, count: u8, data: &[u8]| [&[number, count], data].concat();
    let (first, second) = p3.split_at(200);
    let whole = with_segments(&plain, &[chunk(2, 2, second), chunk(1, 2, first)]);
    let result = preflight(&whole, &Options::default()).unwrap();
    assert_eq!(profile_check(&result), (Status::Pass, "converted to sRGB".into()));
    for incomplete in [
        vec![chunk(1, 2, &p3)],
        vec![chunk(2, 2, &p3)],
        vec![chunk(1, 2, first), chunk(1, 2, second)],
        vec![chunk(1, 2, first), chunk(2, 3, second)],
        vec![vec![1]],
    ] {
        is_left(
            &with_segments(&plain, &incomplete),
            if incomplete[0].len() > 1 { "its chunks are not all there" } else { "signature" },
            &left.jpeg,
        );
    }
    let padded = |bytes: usize| {
        let mut profile = p3.clone();
        profile.resize(bytes, 0);
        let count = profile.len().div_ceil(65_000) as u8;
        let chunks: Vec<_> =
            profile.chunks(65_000).zip(1..).map(|(data, number)| chunk(number, count, data)).collect();
        with_segments(&plain, &chunks)
    };
    let result = preflight(&padded(256 << 10), &Options::default()).unwrap();
    assert_eq!(profile_check(&result), (Status::Pass, "converted to sRGB".into()));
    is_left(&padded((256 << 10) + 1), "profiles with more than 256 KiB are not converted", &left.jpeg);
}

#[test]
fn profiles_of_other_components_are_reported() {
    let rgb = photo();
    let grey: Vec<u8> = rgb.iter().copied().step_by(3).collect();
    let grey_png = |profile: Option<&[u8]>| {
        png(&grey, |info| {
            info.color_type = png::ColorType::Grayscale;
            info.icc_profile = profile.map(|profile| profile.to_vec().into());
        })
    };
    let of_grey = grey_profile(&super::gamma(1.8));
    // Blue's curve is another.
    let tinted = two_curves(&super::gamma(1.8), &super::gamma(1.7));
    let segment = |profile: &[u8]| vec![[&[1, 1], profile].concat()];
    let jpegs =
        [plain_jpeg(&rgb, jpeg_encoder::ColorType::Rgb), plain_jpeg(&grey, jpeg_encoder::ColorType::Luma)];
    let of_others = "profiles with other components than the picture's are not converted";
    let of_tint = "profiles with curves that make grey coloured are not converted";
    for (reason, plain, file) in [
        (of_others, &jpegs[0], with_segments(&jpegs[0], &segment(&of_grey))),
        (of_tint, &jpegs[1], with_segments(&jpegs[1], &segment(&tinted))),
        (of_others, &png(&rgb, |_| {}), png(&rgb, |info| info.icc_profile = Some(of_grey.clone().into()))),
        (of_tint, &grey_png(None), grey_png(Some(&tinted))),
    ] {
        is_left(&file, reason, &preflight(plain, &Options::default()).unwrap().jpeg);
    }
    let handling = |file: &[u8]| profile_check(&preflight(file, &Options::default()).unwrap());
    assert_eq!(handling(&grey_png(Some(&of_grey))), (Status::Pass, "converted to sRGB".into()));
    // Grey of sRGB's curve is grey of sRGB, whatever the number of components and the primaries.
    let near = two_curves(&srgb_curve(), &curve_table(4096, srgb_light));
    for profile in [rgb_profile(4, SRGB, &srgb_curve()), rgb_profile(4, DISPLAY_P3, &srgb_curve()), near] {
        assert_eq!(handling(&grey_png(Some(&profile))), (Status::Pass, "sRGB".into()));
        let file = with_segments(&jpegs[1], &segment(&profile));
        assert_eq!(handling(&file), (Status::Pass, "sRGB".into()));
    }
    // Another curve counts as it does in a profile for grey.
    let converted = |profile: &[u8]| preflight(&grey_png(Some(profile)), &Options::default()).unwrap();
    let p3 = converted(&rgb_profile(4, DISPLAY_P3, &super::gamma(1.8)));
    assert_eq!(profile_check(&p3), (Status::Pass, "converted to sRGB".into()));
    assert_eq!(p3.jpeg, converted(&of_grey).jpeg);
}

/// Display P3 with a curve for red and green and another for blue.
fn two_curves(curve: &Tag, blues: &Tag) -> Vec<u8> {
    super::profiles::rgb_profile_of_curves(4, DISPLAY_P3, [curve, curve, blues])
}

#[test]
fn profiles_that_would_destroy_the_picture_are_reported_and_left() {
    use super::{gamma, parametric};
    let rgb = photo();
    let plain = preflight(&png(&rgb, |_| {}), &Options::default()).unwrap().jpeg;
    let whole = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let with_byte = |at: usize, value: &[u8]| {
        let mut profile = whole.clone();
        profile[at..at + value.len()].copy_from_slice(value);
        profile
    };
    let with_curve = |curve: &Tag| rgb_profile(4, DISPLAY_P3, curve);
    let dip = |light: f64| if (0.5..0.51).contains(&light) { 0.4 } else { light };
    let tables = "with look-up tables are not converted";
    let (range, level) = ("a curve's numbers are out of range", "a curve does not rise");
    let (primaries, class) = ("its primaries describe no colours", "prtr and spac are not converted");
    let version = "with a version other than 2 and 4 are not converted";
    let [red, green, blue] = DISPLAY_P3;
    for (profile, reason) in [
        (super::profiles::renamed(&whole, b"wtpt", b"A2B0"), tables),
        (super::profiles::renamed(&whole, b"wtpt", b"A2B1"), tables),
        (super::profiles::renamed(&whole, b"wtpt", b"D2B1"), tables),
        (with_curve(&gamma(0.0)), range),
        (with_curve(&gamma(255.9)), range),
        (with_curve(&parametric(0, &[0.01])), range),
        (with_curve(&parametric(3, &[2.4, 0.0, 0.0, 0.0, 0.0])), level),
        (with_curve(&parametric(3, &[1.0, -1.0, 1.0, 0.0, 0.0])), level),
        (with_curve(&curve_table(256, |_| 1.0)), level),
        (with_curve(&curve_table(256, |number| 1.0 - number)), level),
        (with_curve(&curve_table(256, dip)), level),
        (rgb_profile(4, [[0.0; 3]; 3], &srgb_curve()), primaries),
        (rgb_profile(4, [[0.3214, 0.3333, 0.275]; 3], &srgb_curve()), primaries),
        (rgb_profile(4, [red, green.map(|part| part / 3.0), blue], &srgb_curve()), primaries),
        (
            rgb_profile(4, [[9.0, -8.0, 9.0], [-8.4, 8.0, -8.3], [0.3642, 1.0, 0.1249]], &srgb_curve()),
            primaries,
        ),
        (with_byte(12, b"link"), class),
        (with_byte(12, b"abst"), class),
        (with_byte(8, &[5]), version),
        (with_byte(8, &[0]), version),
    ] {
        is_left(&png(&rgb, |info| info.icc_profile = Some(profile.into())), reason, &plain);
    }
    for class in [b"mntr", b"scnr", b"prtr", b"spac"] {
        let file = png(&rgb, |info| info.icc_profile = Some(with_byte(12, class).into()));
        let result = preflight(&file, &Options::default()).unwrap();
        assert_eq!(profile_check(&result), (Status::Pass, "converted to sRGB".into()));
    }
}

#[test]
fn unusable_profiles_are_reported_and_change_nothing() {
    let rgb = photo();
    let whole = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let plain = preflight(&png(&rgb, |_| {}), &Options::default()).unwrap().jpeg;
    for profile in [
        whole[..60].to_vec(),
        whole[..whole.len() - 40].to_vec(),
        super::profiles::renamed(&whole, b"rXYZ", b"A2B0"),
        super::profiles::renamed(&whole, b"RGB ", b"CMYK"),
        b"not a profile".to_vec(),
    ] {
        let file = png(&rgb, |info| info.icc_profile = Some(profile.clone().into()));
        let result = preflight(&file, &Options::default()).unwrap();
        let (status, handling) = profile_check(&result);
        assert!(matches!(status, Status::Warn | Status::Fail) && handling == "left as it is");
        assert!(result.report.source.profile.is_some());
        assert_eq!(result.jpeg, plain);
    }
}

/// A profile behind the pixels' beginning is followed by nobody.
#[test]
fn profiles_that_come_too_late_are_reported() {
    let rgb = photo();
    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    let plain = plain_jpeg(&rgb, jpeg_encoder::ColorType::Rgb);
    let untouched = preflight(&plain, &Options::default()).unwrap().jpeg;
    let segment =
        [&b"\xFF\xE2"[..], &(16 + p3.len() as u16).to_be_bytes(), b"ICC_PROFILE\0\x01\x01", &p3].concat();
    let end = plain.len() - 2;
    let late = |file: &[u8]| [&file[..file.len() - 2], &segment, b"\xFF\xD9"].concat();
    is_left(&late(&plain), "the colour profile is damaged: it comes after the picture", &untouched);
    assert_eq!(plain[end..], *b"\xFF\xD9");
    // Not where another one was followed.
    let followed = late(&jpeg(&rgb, &p3));
    let handling = |file: &[u8]| profile_check(&preflight(file, &Options::default()).unwrap());
    assert_eq!(handling(&followed), (Status::Pass, "converted to sRGB".into()));
}
