//! Photos with profiles through the whole of preflight, against LittleCMS.

use super::common::profiles::{
    DISPLAY_P3, P3_CHROMATICITIES, Tag, curve_table, rgb_profile, srgb_curve, srgb_light,
};
use super::{errors, littlecms};
use face_preflight::{Options, Preflight, Status, preflight, report::Value};

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
        assert_eq!(profile_check(&result), (Status::Warn, "left as it is".into()));
        assert!(result.report.source.profile.is_some());
        assert_eq!(result.jpeg, plain);
    }
}
