//! What goes wrong with photos, done to good ones on purpose.

use anyhow::Result;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use std::io::Cursor;

/// A way of spoiling a photo. Lengths are in widths of the face.
#[derive(Clone, Copy, Debug)]
pub enum Degradation {
    /// Unchanged.
    None,
    /// Gaussian blur of this sigma, then noise.
    Blur(f64, f64),
    /// A straight, level movement of this length.
    Motion(f64),
    /// Gaussian noise of this standard deviation, in levels.
    Noise(f64),
    /// Brightness multiplied by this factor.
    Light(f64),
    /// Turned clockwise by this angle in degrees.
    Tilt(f64),
    /// Turned clockwise by this many quarters.
    Turn(u8),
    /// Through a JPEG of this quality, whose blocks then do not start at the corner.
    Jpeg(u8),
    /// Saved as a JPEG of this quality, which is the file that comes.
    Saved(u8),
    /// Enlarged from a face of this width in pixels.
    Upscaled(f64),
}

impl Degradation {
    /// How tables call it.
    pub fn name(self) -> String {
        match self {
            Self::None => "as it is".to_owned(),
            Self::Blur(sigma, 0.0) => format!("blur {sigma}"),
            Self::Blur(sigma, noise) => format!("blur {sigma}, noise {noise}"),
            Self::Motion(length) => format!("motion {length}"),
            Self::Noise(deviation) => format!("noise {deviation}"),
            Self::Light(gain) => format!("light × {gain}"),
            Self::Tilt(degrees) => format!("tilt {degrees}°"),
            Self::Turn(quarters) => format!("turn {}°", 90 * u32::from(quarters)),
            Self::Jpeg(quality) => format!("JPEG {quality}"),
            Self::Saved(quality) => format!("saved as JPEG {quality}"),
            Self::Upscaled(width) => format!("enlarged from {width} px"),
        }
    }

    /// A spoilt copy of a photo whose face is `face_px` wide, with its middle at `centre`.
    pub fn of(self, photo: &RgbImage, face_px: f64, centre: (f64, f64)) -> Result<RgbImage> {
        Ok(match self {
            Self::None | Self::Saved(_) => photo.clone(),
            Self::Blur(sigma, noise) => noisy(&blurred(photo, sigma * face_px), noise),
            Self::Motion(length) => moved(photo, length * face_px),
            Self::Noise(deviation) => noisy(photo, deviation),
            Self::Light(gain) => lit(photo, gain),
            Self::Tilt(degrees) => turned(photo, degrees, centre),
            Self::Turn(1) => image::imageops::rotate90(photo),
            Self::Turn(2) => image::imageops::rotate180(photo),
            Self::Turn(3) => image::imageops::rotate270(photo),
            Self::Turn(_) => photo.clone(),
            Self::Jpeg(quality) => recoded(photo, quality)?,
            Self::Upscaled(width) => enlarged(photo, width / face_px),
        })
    }
}

fn each(photo: &RgbImage, mut change: impl FnMut(f64) -> f64) -> RgbImage {
    let mut copy = photo.clone();
    for sample in copy.iter_mut() {
        *sample = change(f64::from(*sample)).round().clamp(0.0, 255.0) as u8;
    }
    copy
}

/// Gaussian.
fn blurred(photo: &RgbImage, sigma: f64) -> RgbImage {
    image::imageops::blur(photo, sigma as f32)
}

/// The mean over a level stretch.
fn moved(photo: &RgbImage, length: f64) -> RgbImage {
    let half = (length / 2.0).round() as i64;
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let mut sums = [0_u32; 3];
        for shift in -half..=half {
            let from = (i64::from(x) + shift).clamp(0, i64::from(photo.width()) - 1);
            let pixel = photo.get_pixel(from as u32, y);
            sums.iter_mut().zip(pixel.0).for_each(|(sum, value)| *sum += u32::from(value));
        }
        Rgb(sums.map(|sum| (sum / (2 * half as u32 + 1)) as u8))
    })
}

/// The sum of twelve even random numbers less six is nearly normal; the same numbers every time.
fn noisy(photo: &RgbImage, deviation: f64) -> RgbImage {
    if deviation == 0.0 {
        return photo.clone();
    }
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut even = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    each(photo, |value| value + deviation * ((0..12).map(|_| even()).sum::<f64>() - 6.0))
}

/// In linear light.
fn lit(photo: &RgbImage, gain: f64) -> RgbImage {
    each(photo, |value| {
        let number = value / 255.0;
        let light =
            if number <= 0.04045 { number / 12.92 } else { ((number + 0.055) / 1.055).powf(2.4) } * gain;
        let number = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
        number * 255.0
    })
}

fn turned(photo: &RgbImage, degrees: f64, (x0, y0): (f64, f64)) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let (x, y) = (f64::from(x) - x0, f64::from(y) - y0);
        let (from_x, from_y) = (x0 + x * cos + y * sin, y0 - x * sin + y * cos);
        let within = |value: f64, length: u32| value.round().clamp(0.0, f64::from(length) - 1.0) as u32;
        *photo.get_pixel(within(from_x, photo.width()), within(from_y, photo.height()))
    })
}

/// The file of a JPEG.
pub(crate) fn saved(photo: &RgbImage, quality: u8) -> Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    photo.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))?;
    Ok(file.into_inner())
}

fn recoded(photo: &RgbImage, quality: u8) -> Result<RgbImage> {
    let whole = image::load_from_memory(&saved(photo, quality)?)?.to_rgb8();
    Ok(image::imageops::crop_imm(&whole, 3, 5, whole.width() - 3, whole.height() - 5).to_image())
}

fn enlarged(photo: &RgbImage, scale: f64) -> RgbImage {
    let small = |length: u32| ((f64::from(length) * scale).round() as u32).clamp(1, length);
    let shrunk = resize(photo, small(photo.width()), small(photo.height()), FilterType::Triangle);
    resize(&shrunk, photo.width(), photo.height(), FilterType::CatmullRom)
}
