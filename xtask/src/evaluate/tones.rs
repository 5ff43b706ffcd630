//! `evaluate DIR --tones`: a first draft of groups by the colour of the cheeks, to be looked through.
//!
//! The individual typology angle (Chardon et al., 1991) is a measure of skin in even light. In photos the light counts as
//! much as the skin: a dark photo of light skin reads as darker skin. So a group made of it alone says that a check that
//! marks down dark photos marks down that group; an observer has to correct it.

use super::table::Row;
use anyhow::{Context, Result};
use face_preflight::{Face, Preflight};

/// Angles, in degrees, from which on skin counts as light and as of middle tone.
const LIGHT: f64 = 41.0;
const MIDDLE: f64 = 10.0;

/// Side of the square on a cheek, in eye distances.
const SIDE: f32 = 0.3;

/// `D`, `M` or `L`, from what goes out; `None` where there is no face or no picture.
pub fn group(photo: &Preflight) -> Result<Option<&'static str>> {
    let (Some(jpeg), Some(face)) = (&photo.jpeg, photo.report.faces.iter().flatten().next()) else {
        return Ok(None);
    };
    let image = image::load_from_memory(jpeg).context("the output cannot be read")?.to_rgb8();
    let angle = angle(face, &|x, y| {
        let inside = x >= 0.0 && y >= 0.0 && (x as u32) < image.width() && (y as u32) < image.height();
        inside.then(|| image.get_pixel(x as u32, y as u32).0)
    });
    Ok(angle.map(|angle| {
        if angle >= LIGHT {
            "L"
        } else if angle >= MIDDLE {
            "M"
        } else {
            "D"
        }
    }))
}

/// The head and one line of the groups' file.
pub const HEAD: &str = "file,group";

pub fn line(row: &Row, group: &str) -> String {
    format!("\"{}\",{group}", row.name.replace('"', "\"\""))
}

fn angle(face: &Face, pixel: &dyn Fn(f32, f32) -> Option<[u8; 3]>) -> Option<f64> {
    let [left, right, _, mouth, ..] = face.keypoints;
    let (x, y) = ((left.x + right.x) / 2.0, (left.y + right.y) / 2.0);
    let (dx, dy) = (right.x - left.x, right.y - left.y);
    let side = SIDE * (dx * dx + dy * dy).sqrt();
    let mut sum = [0.0; 3];
    let mut count = 0.0;
    for eye in [left, right] {
        let (middle_x, middle_y) = (eye.x + (mouth.x - x) / 2.0, eye.y + (mouth.y - y) / 2.0);
        for step in 0..=255_u8 {
            let (column, row) = (f32::from(step % 16) / 15.0 - 0.5, f32::from(step / 16) / 15.0 - 0.5);
            if let Some(rgb) = pixel(middle_x + column * side, middle_y + row * side) {
                sum.iter_mut().zip(lab(rgb)).for_each(|(sum, value)| *sum += value);
                count += 1.0;
            }
        }
    }
    let [lightness, _, b] = sum.map(|sum| sum / count);
    (count > 0.0).then(|| (lightness - 50.0).atan2(b).to_degrees())
}

/// CIELAB of sRGB, D65.
fn lab(rgb: [u8; 3]) -> [f64; 3] {
    let [red, green, blue] = rgb.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let curve = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { t * 841.0 / 108.0 + 4.0 / 29.0 };
    let x = curve((0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47);
    let y = curve(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175 * blue);
    let z = curve((0.019_333_9 * red + 0.119_192 * green + 0.950_304_1 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use face_preflight::Keypoint;

    #[test]
    fn tones_are_told_by_the_cheeks() {
        let place = |x: f32, y: f32| Keypoint { x, y };
        let keypoints = [place(100.0, 100.0), place(160.0, 100.0), place(130.0, 130.0), place(130.0, 160.0)];
        let [a, b, c, d] = keypoints;
        let face = Face { keypoints: [a, b, c, d, a, b], ..Face::default() };
        let of = |rgb: [u8; 3]| angle(&face, &|_, _| Some(rgb)).unwrap();
        assert!(of([238, 205, 180]) > LIGHT);
        assert!((MIDDLE..LIGHT).contains(&of([190, 145, 110])), "{}", of([190, 145, 110]));
        assert!(of([90, 60, 45]) < MIDDLE);
        assert!(angle(&face, &|_, _| None).is_none());
    }
}
