//! Photos of folders at the size that preflight gives them.

use crate::sample::{Sample, upright};
use image::RgbImage;
use image::imageops::{FilterType, crop_imm, resize};
use std::path::{Path, PathBuf};

/// Sides in pixels: the shorter one at most, the longer one at most.
const SHORTER: u32 = 720;
const LONGER: u32 = 960;

/// The JPEG and PNG files of a folder and of those in it, in the order of their names.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder is read").path()).collect();
    paths.sort();
    let inside = |path: PathBuf| {
        if path.is_dir() {
            return files(&path);
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if ["jpg", "jpeg", "png"].contains(&extension.as_str()) { vec![path] } else { vec![] }
    };
    paths.into_iter().flat_map(inside).collect()
}

/// A photo upright, scaled down where it is larger than preflight makes it, its middle, both sides even.
pub fn read(file: &Path) -> Sample {
    let photo = upright(file).to_rgb8();
    let scaled = scaled(photo);
    let (width, height) = scaled.dimensions();
    let longer = |side: u32| side.min(LONGER) & !1;
    let (to_width, to_height) = (longer(width), longer(height));
    let middle = crop_imm(&scaled, (width - to_width) / 2, (height - to_height) / 2, to_width, to_height);
    let picture = middle.to_image();
    Sample {
        name: name(file),
        width: to_width as usize,
        height: to_height as usize,
        rgb: picture.as_raw().as_chunks().0.to_vec(),
    }
}

fn scaled(photo: RgbImage) -> RgbImage {
    let (width, height) = photo.dimensions();
    let shorter = width.min(height);
    if shorter <= SHORTER {
        return photo;
    }
    let side = |side: u32| (u64::from(side) * u64::from(SHORTER)).div_ceil(u64::from(shorter)) as u32;
    resize(&photo, side(width), side(height), FilterType::Lanczos3)
}

/// What a photo is called in tables: its repository and file, without the folders between.
fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
