//! Real photos beside the checkout come out as the rules of the picture say.

use face_preflight::{Options, Preflight, Status, preflight};
use std::{fs, path::PathBuf};

fn photos() -> Vec<(String, PathBuf)> {
    let Some(folder) = crate::support::shared_photos() else { return Vec::new() };
    let mut photos: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    photos.sort();
    photos
}

fn run(path: &PathBuf) -> Preflight {
    preflight(&fs::read(path).unwrap(), &Options::default()).unwrap()
}

/// The output has the markers of a bare JFIF file and no others.
fn assert_bare(jpeg: &[u8]) {
    let mut at = 2;
    while jpeg[at + 1] != 0xda {
        let marker = jpeg[at + 1];
        assert!(matches!(marker, 0xe0 | 0xdb | 0xc0 | 0xc4), "marker {marker:02x}");
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    assert!(jpeg.ends_with(&[0xff, 0xd9]));
}

#[test]
fn come_out_upright_and_small() {
    for (name, path) in photos() {
        let photo = run(&path);
        let output = photo.report.output.clone().unwrap();
        let jpeg = photo.jpeg.as_ref().unwrap();
        assert_bare(jpeg);
        assert!(jpeg.len() <= 600_000, "{name}");
        if name == "exif-landscape-6.jpg" {
            continue;
        }
        assert!(output.height > output.width, "{name}: {output:?}");
        let source = &photo.report.source;
        let shorter = source.width.min(source.height).min(720);
        assert_eq!(output.width, shorter, "{name}: {output:?}");
        let failed: Vec<_> = photo
            .report
            .checks
            .iter()
            .filter(|check| check.status == Status::Fail)
            .map(|check| check.id)
            .collect();
        if shorter >= 480 {
            assert!(failed.is_empty(), "{name}: {failed:?}");
        } else {
            assert_eq!(failed, ["resolution"], "{name}");
        }
    }
}

#[test]
fn all_orientations_are_the_same_picture() {
    let turned: Vec<_> =
        photos().into_iter().filter(|(name, _)| name.starts_with("exif-portrait-")).collect();
    let mut first: Option<image::GrayImage> = None;
    for (name, path) in turned {
        let jpeg = run(&path).jpeg.unwrap();
        let picture = image::load_from_memory(&jpeg).unwrap().to_luma8();
        match &first {
            None => first = Some(picture),
            Some(first) => {
                assert_eq!(first.dimensions(), picture.dimensions(), "{name}");
                let ratio = crate::support::psnr(first.as_raw(), picture.as_raw());
                assert!(ratio > 30.0, "{name}: {ratio:.1} dB");
            }
        }
    }
}
