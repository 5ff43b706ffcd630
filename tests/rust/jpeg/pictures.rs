//! What people see: colours of every model as `djpeg` shows them, and every orientation upright. Needs Debian's
//! libjpeg-turbo-progs.

use crate::support::draw::portrait;
use crate::support::fixtures;
use crate::support::jpeg::libjpeg::{channels, pnm_of};
use crate::support::pipe::pipe;
use face_preflight::{Options, preflight};

/// The output at its best quality and with all its chroma.
fn options() -> Options {
    let mut options = Options { subsampling: face_preflight::Subsampling::Full, ..Options::default() };
    options.target.quality_floor = 100;
    options.target.quality_ceiling = 100;
    options
}

/// Interleaved RGB of what preflight makes of a photo that is small enough not to be scaled.
pub fn upright_rgb(file: &[u8]) -> (usize, usize, Vec<u8>) {
    let jpeg = preflight(file, &options()).unwrap().jpeg.unwrap();
    let picture = image::load_from_memory(&jpeg).unwrap().into_rgb8();
    (picture.width() as usize, picture.height() as usize, picture.into_raw())
}

/// The picture has the size and the colours that `djpeg` shows.
fn assert_as_djpeg_shows(name: &str, file: &[u8]) {
    let shown = channels(&pipe("djpeg", &["-pnm", "-dct", "int"], file));
    let (width, height, rgb) = upright_rgb(file);
    assert_eq!((width, height), (shown[0].width, shown[0].height));
    for channel in 0..3 {
        let ours: Vec<u8> = rgb.iter().skip(channel).step_by(3).copied().collect();
        let theirs = shown.get(channel).unwrap_or(&shown[0]);
        let ratio = crate::support::psnr(&ours, &theirs.samples);
        assert!(ratio > 38.0, "{name}, channel {channel}: {ratio:.1} dB");
    }
}

#[test]
fn colours_are_those_of_djpeg() {
    for name in ["baseline-444.jpg", "grey.jpg", "cmyk.jpg", "ycck.jpg", "progressive.jpg"] {
        assert_as_djpeg_shows(name, &std::fs::read(crate::support::fixture_folder().join(name)).unwrap());
    }
}

/// Inks are 0 where they are full, whether Adobe's segment says what they are or not.
#[test]
fn inks_are_those_of_djpeg_without_adobes_segment() {
    for (name, transform) in [("cmyk.jpg", 0), ("ycck.jpg", 2)] {
        let file = std::fs::read(crate::support::fixture_folder().join(name)).unwrap();
        let at = file.windows(5).position(|bytes| bytes == b"Adobe").unwrap();
        assert_eq!(file[at + 11], transform);
        let without = [&file[..at - 4], &file[at + 12..]].concat();
        let foreign = [&file[..at], b"Ducky", &file[at + 5..]].concat();
        let jfif = b"\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
        let with_jfif = [&without[..2], jfif, &without[2..]].concat();
        for (change, file) in [("none", &without), ("another", &foreign), ("JFIF's", &with_jfif)] {
            assert_eq!(preflight(file, &options()).unwrap().report.source.colour, "CMYK");
            assert_as_djpeg_shows(&format!("{name} with {change} in its place"), file);
        }
    }
}

/// Three components: JFIF goes before Adobe's segment, and that before the components' names.
#[test]
fn three_components_are_rgb_where_libjpeg_takes_them_for_it() {
    let drawing = portrait(486, 645);
    let source = pnm_of(drawing.width, drawing.height, &drawing.rgb);
    let adobe = pipe("cjpeg", &["-rgb", "-quality", "95"], &source);
    let ycc = pipe("cjpeg", &["-sample", "1x1", "-quality", "95"], &source);
    let at = adobe.windows(5).position(|bytes| bytes == b"Adobe").unwrap();
    assert_eq!(adobe[at + 11], 0);
    let transform_1 = [&adobe[..at + 11], &[1], &adobe[at + 12..]].concat();
    let names_alone = [&adobe[..at - 4], &adobe[at + 12..]].concat();
    let numbered = [(b"R", 1), (b"G", 2), (b"B", 3)]
        .iter()
        .fold(adobe.clone(), |file, (name, number)| renamed(&file, name[0], *number));
    let jfif = &ycc[2..20];
    assert_eq!(jfif[4..9], *b"JFIF\0");
    let with_jfif = [&adobe[..2], jfif, &adobe[2..]].concat();
    for (name, file, colour) in [
        ("Adobe's transform 0", &adobe, "RGB"),
        ("Adobe's transform 0, components 1 to 3", &numbered, "RGB"),
        ("Adobe's transform 1, components RGB", &transform_1, "YCbCr"),
        ("components RGB", &names_alone, "RGB"),
        ("JFIF, Adobe's transform 0, components RGB", &with_jfif, "YCbCr"),
    ] {
        assert_eq!(preflight(file, &options()).unwrap().report.source.colour, colour, "{name}");
        assert_as_djpeg_shows(name, file);
    }
}

/// The file with another name of a component in the headers of its frame and its scan.
fn renamed(file: &[u8], from: u8, to: u8) -> Vec<u8> {
    let mut file = file.to_vec();
    for (marker, first, step) in [([0xFF, 0xC0], 10, 3), ([0xFF, 0xDA], 5, 2)] {
        let at = file.windows(2).position(|pair| pair == marker).unwrap() + first;
        let names = file[at..].iter_mut().step_by(step).take(3);
        names.filter(|name| **name == from).for_each(|name| *name = to);
    }
    file
}

/// Adobe's segment with a transform that it does not have for four components: libjpeg warns and assumes YCCK, so that
/// `djpeg` shows what it shows with the right one.
#[test]
fn an_odd_transform_of_adobe_is_read_as_libjpeg_reads_it() {
    let file = std::fs::read(crate::support::fixture_folder().join("ycck.jpg")).unwrap();
    let transform = file.windows(5).position(|bytes| bytes == b"Adobe").unwrap() + 11;
    let with = |value: u8| {
        let mut file = file.clone();
        file[transform] = value;
        upright_rgb(&file)
    };
    let ycck = with(2);
    assert!(with(1) == ycck && with(3) == ycck && with(255) == ycck);
    assert!(with(0) != ycck);
}

#[test]
fn every_orientation_and_coding_is_upright() {
    let drawing = portrait(486, 645);
    for orientation in 1..=8 {
        let stored = drawing.stored(orientation);
        let source = pnm_of(stored.width, stored.height, &stored.rgb);
        for coding in [["-optimize", "-sample", "2x1"], ["-progressive", "-sample", "2x2"]] {
            let all = [["-quality", "95"].as_slice(), &coding].concat();
            let plain = pipe("cjpeg", &all, &source);
            let segment = fixtures::exif(orientation, false);
            let length = (segment.len() as u16 + 2).to_be_bytes();
            let file = [&plain[..2], &[0xFF, 0xE1], &length, &segment, &plain[2..]].concat();
            let (width, height, rgb) = upright_rgb(&file);
            assert_eq!((width, height), (drawing.width, drawing.height), "{orientation}");
            let ratio = crate::support::psnr(&rgb, &drawing.rgb);
            assert!(ratio > 36.0, "{orientation}, {coding:?}: {ratio:.1} dB");
        }
    }
}

/// Small pictures of odd sizes, whose last units are filled up: each orientation takes its rows and columns from the
/// right side of them.
#[test]
fn every_orientation_and_sampling_of_odd_sizes_is_upright() {
    let mut options = options();
    (options.target.min_width_px, options.target.min_height_px) = (1, 1);
    options.landscape = face_preflight::Landscape::Allow;
    for (width, height) in [(37, 51), (25, 33), (17, 31)] {
        let drawing = portrait(width, height);
        for orientation in 1..=8 {
            let stored = drawing.stored(orientation);
            let source = pnm_of(stored.width, stored.height, &stored.rgb);
            for sampling in ["1x1", "2x1", "1x2", "2x2", "4x1"] {
                for coding in ["-optimize", "-progressive"] {
                    let file = pipe("cjpeg", &["-quality", "98", "-sample", sampling, coding], &source);
                    let segment = fixtures::exif(orientation, false);
                    let length = (segment.len() as u16 + 2).to_be_bytes();
                    let file = [&file[..2], &[0xFF, 0xE1], &length, &segment, &file[2..]].concat();
                    let jpeg = preflight(&file, &options).unwrap().jpeg.unwrap();
                    let picture = image::load_from_memory(&jpeg).unwrap().into_rgb8();
                    assert_eq!((picture.width() as usize, picture.height() as usize), (width, height));
                    let ratio = crate::support::psnr(picture.as_raw(), &drawing.rgb);
                    assert!(
                        ratio > 28.0,
                        "{width}x{height}, {orientation}, {sampling}, {coding}: {ratio:.1} dB"
                    );
                }
            }
        }
    }
}
