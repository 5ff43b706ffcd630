//! The committed fixtures, each made here; `tests/rust/fixtures.rs` holds them against the files.

use super::draw::{Drawing, portrait};
use super::profiles::{
    ADOBE_RGB, DISPLAY_P3, P3_CHROMATICITIES, gamma, grey_profile, renamed, rgb_profile, srgb_curve,
};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A fixture's file name and content.
pub type Fixture = (String, Vec<u8>);

/// All fixtures.
pub fn all() -> Vec<Fixture> {
    let small = portrait(600, 800);
    let mut fixtures = codings(&small);
    fixtures.extend(orientations());
    fixtures.extend(sizes());
    fixtures.extend(scales());
    fixtures.extend(png_kinds(&portrait(480, 640)));
    fixtures.extend(profiles(&portrait(480, 640)));
    fixtures.extend(broken(&small));
    fixtures
}

fn jpeg(drawing: &Drawing, quality: u8, setting: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    encoded(&drawing.rgb, drawing, ColorType::Rgb, quality, setting)
}

fn encoded(
    samples: &[u8],
    size: &Drawing,
    colour: ColorType,
    quality: u8,
    setting: impl FnOnce(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    setting(&mut encoder);
    encoder.encode(samples, size.width as u16, size.height as u16, colour).unwrap();
    file
}

fn codings(drawing: &Drawing) -> Vec<Fixture> {
    let sampled = |factor| jpeg(drawing, 85, |encoder| encoder.set_sampling_factor(factor));
    let inks: Vec<u8> =
        drawing.rgb.chunks_exact(3).flat_map(|p| [255 - p[0], 255 - p[1], 255 - p[2], 0]).collect();
    vec![
        ("baseline-420.jpg".into(), jpeg(drawing, 85, |_| {})),
        ("baseline-422.jpg".into(), sampled(SamplingFactor::F_2_1)),
        ("baseline-440.jpg".into(), sampled(SamplingFactor::F_1_2)),
        ("baseline-444.jpg".into(), sampled(SamplingFactor::F_1_1)),
        ("baseline-411.jpg".into(), sampled(SamplingFactor::F_4_1)),
        ("restart.jpg".into(), jpeg(drawing, 85, |encoder| encoder.set_restart_interval(7))),
        (
            "non-interleaved.jpg".into(),
            jpeg(drawing, 85, |encoder| encoder.set_optimized_huffman_tables(true)),
        ),
        ("progressive.jpg".into(), jpeg(drawing, 85, |encoder| encoder.set_progressive(true))),
        (
            "progressive-restart.jpg".into(),
            jpeg(drawing, 85, |encoder| {
                encoder.set_progressive(true);
                encoder.set_restart_interval(5);
            }),
        ),
        ("grey.jpg".into(), encoded(&drawing.grey(), drawing, ColorType::Luma, 85, |_| {})),
        ("cmyk.jpg".into(), encoded(&inks, drawing, ColorType::Cmyk, 85, |_| {})),
        ("ycck.jpg".into(), encoded(&inks, drawing, ColorType::CmykAsYcck, 85, |_| {})),
        ("quality-15.jpg".into(), jpeg(drawing, 15, |_| {})),
        (
            "metadata.jpg".into(),
            jpeg(drawing, 80, |encoder| {
                encoder.add_app_segment(1, exif(1, true)).unwrap();
                encoder.add_app_segment(13, b"Photoshop 3.0\0not for others".to_vec()).unwrap();
            }),
        ),
        ("trailing.jpg".into(), {
            let mut file = jpeg(drawing, 70, |_| {});
            file.extend_from_slice(b"MotionPhoto_Data\0\0\0\x18ftypmp42 and a video that nobody asked for");
            file
        }),
    ]
}

fn orientations() -> Vec<Fixture> {
    let upright = portrait(481, 643);
    (1..=8)
        .map(|value| {
            let stored = upright.stored(value);
            let file = jpeg(&stored, 80, |encoder| {
                encoder.add_app_segment(1, exif(value, false)).unwrap();
            });
            (format!("orientation-{value}.jpg"), file)
        })
        .collect()
}

fn sizes() -> Vec<Fixture> {
    let at = |width, height, quality| jpeg(&portrait(width, height), quality, |_| {});
    vec![
        ("large.jpg".into(), at(1500, 2000, 60)),
        ("tall.jpg".into(), at(700, 2600, 60)),
        ("odd.jpg".into(), at(721, 1283, 70)),
        ("small.jpg".into(), at(320, 426, 80)),
        ("landscape.jpg".into(), at(1280, 960, 60)),
        ("square.jpg".into(), at(640, 640, 70)),
    ]
}

/// So high that the decoder reconstructs them at every N/8 that the default takes (the figures are luma's and chroma's
/// N), in few pixels: the longer side is scaled to 1,920.
fn scales() -> Vec<Fixture> {
    let at = |height, factor| jpeg(&portrait(480, height), 50, |encoder| encoder.set_sampling_factor(factor));
    vec![
        ("scale-6-6.jpg".into(), at(4_608, SamplingFactor::F_2_2)),
        ("scale-4-2.jpg".into(), at(7_680, SamplingFactor::F_1_1)),
        ("scale-3-2.jpg".into(), at(11_600, SamplingFactor::F_1_1)),
    ]
}

/// A TIFF structure with the orientation, and a place if wanted, as cameras write it.
pub fn exif(orientation: u16, with_place: bool) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    let entries: u16 = if with_place { 2 } else { 1 };
    tiff.extend(entries.to_be_bytes());
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1]);
    tiff.extend(orientation.to_be_bytes());
    tiff.extend([0, 0]);
    if with_place {
        // GPSInfo: a directory at offset 38 with the latitude's hemisphere.
        tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
        tiff.extend([0, 0, 0, 0]);
        tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    }
    tiff.extend([0, 0, 0, 0]);
    tiff
}

fn png_kinds(drawing: &Drawing) -> Vec<Fixture> {
    let rgba: Vec<u8> = drawing
        .rgb
        .chunks_exact(3)
        .enumerate()
        .flat_map(|(at, p)| [p[0], p[1], p[2], if at / drawing.width < 100 { (at % 256) as u8 } else { 255 }])
        .collect();
    let deep: Vec<u8> = drawing.rgb.iter().flat_map(|&sample| [sample, sample]).collect();
    let palette: Vec<u8> = (0..=255u8).flat_map(|i| [i & 0xe0, (i & 0x1c) << 3, (i & 3) << 6]).collect();
    let indexed: Vec<u8> =
        drawing.rgb.chunks_exact(3).map(|p| (p[0] & 0xe0) | ((p[1] >> 3) & 0x1c) | (p[2] >> 6)).collect();
    let png = |colour, depth, samples: &[u8], palette: Option<&[u8]>| {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, drawing.width as u32, drawing.height as u32);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        encoder.set_compression(png::Compression::High);
        if let Some(palette) = palette {
            encoder.set_palette(palette.to_vec());
        }
        encoder.write_header().unwrap().write_image_data(samples).unwrap();
        file
    };
    use png::{BitDepth, ColorType};
    vec![
        ("rgb.png".into(), png(ColorType::Rgb, BitDepth::Eight, &drawing.rgb, None)),
        ("alpha.png".into(), png(ColorType::Rgba, BitDepth::Eight, &rgba, None)),
        ("grey.png".into(), png(ColorType::Grayscale, BitDepth::Eight, &drawing.grey(), None)),
        ("deep.png".into(), png(ColorType::Rgb, BitDepth::Sixteen, &deep, None)),
        ("palette.png".into(), png(ColorType::Indexed, BitDepth::Eight, &indexed, Some(&palette))),
    ]
}

/// Photos whose numbers do not mean sRGB, or do not say well what they mean.
fn profiles(drawing: &Drawing) -> Vec<Fixture> {
    let jpeg_with = |profile: &[u8]| jpeg(drawing, 85, |encoder| encoder.add_icc_profile(profile).unwrap());
    let png_with = |describe: &dyn Fn(&mut png::Info)| {
        let mut file = Vec::new();
        let mut info = png::Info::with_size(drawing.width as u32, drawing.height as u32);
        info.color_type = png::ColorType::Rgb;
        info.bit_depth = png::BitDepth::Eight;
        describe(&mut info);
        let mut encoder = png::Encoder::with_info(&mut file, info).unwrap();
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&drawing.rgb).unwrap();
        file
    };
    let p3 = rgb_profile(4, DISPLAY_P3, &srgb_curve());
    vec![
        ("profile-p3.jpg".into(), jpeg_with(&p3)),
        ("profile-v2.jpg".into(), jpeg_with(&rgb_profile(2, ADOBE_RGB, &gamma(2.199_219)))),
        ("profile-lut.jpg".into(), jpeg_with(&renamed(&p3, b"rXYZ", b"A2B0"))),
        ("profile-broken.jpg".into(), jpeg_with(&p3[..p3.len() / 2])),
        ("profile-grey.jpg".into(), {
            encoded(&drawing.grey(), drawing, ColorType::Luma, 85, |encoder| {
                encoder.add_icc_profile(&grey_profile(&gamma(1.8))).unwrap();
            })
        }),
        ("profile-p3.png".into(), png_with(&|info| info.icc_profile = Some(p3.clone().into()))),
        (
            "gamma-chromaticities.png".into(),
            png_with(&|info| {
                info.source_gamma = Some(png::ScaledFloat::new(0.454_55));
                let [white, red, green, blue] = P3_CHROMATICITIES;
                info.source_chromaticities = Some(png::SourceChromaticities::new(white, red, green, blue));
            }),
        ),
    ]
}

/// Files that must fail; their names begin with `x_`.
fn broken(drawing: &Drawing) -> Vec<Fixture> {
    let good = jpeg(drawing, 60, |_| {});
    let png = png_kinds(&portrait(480, 640)).swap_remove(2).1;
    let frame = good.windows(2).position(|bytes| bytes == [0xff, 0xc0]).unwrap();
    let huffman = good.windows(2).position(|bytes| bytes == [0xff, 0xc4]).unwrap();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut file = good.clone();
        file.truncate(4_000);
        change(&mut file);
        file
    };
    vec![
        ("x_truncated.jpg".into(), good[..good.len() / 2].to_vec()),
        ("x_truncated.png".into(), png[..png.len() / 2].to_vec()),
        ("x_arithmetic.jpg".into(), changed(&|file| file[frame + 1] = 0xc9)),
        ("x_lossless.jpg".into(), changed(&|file| file[frame + 1] = 0xc3)),
        (
            "x_12-bit.jpg".into(),
            changed(&|file| {
                file[frame + 1] = 0xc1;
                file[frame + 4] = 12;
            }),
        ),
        ("x_zero-size.jpg".into(), changed(&|file| file[frame + 7..frame + 9].fill(0))),
        (
            "x_claims-65500.jpg".into(),
            changed(&|file| {
                file[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
            }),
        ),
        ("x_huffman.jpg".into(), changed(&|file| file[huffman + 5..huffman + 21].fill(0xff))),
        ("x_empty.jpg".into(), Vec::new()),
        ("x_text.jpg".into(), b"This is no photo.\n".to_vec()),
        ("x_heic.jpg".into(), b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec()),
        ("x_webp.jpg".into(), b"RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0".to_vec()),
    ]
}
