//! What the encoder's tests encode: pictures drawn by a formula.

use face_preflight::internals::picture::{Picture, Plane};
use face_preflight::{Prefer, Subsampling, internals::encode::Settings};

/// The same noise on every machine; a copy begins where the original is.
pub fn noise_from(mut state: u32) -> impl FnMut() -> u8 + Copy {
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    }
}

/// A picture by the samples of its planes: `sample(plane, x, y)`, row by row, one plane after the other.
pub fn picture(
    width: usize,
    height: usize,
    subsampling: Subsampling,
    mut sample: impl FnMut(usize, usize, usize) -> u8,
) -> Picture {
    let mut plane = |index: usize, width: usize, height: usize| Plane {
        width,
        height,
        samples: (0..width * height).map(|place| sample(index, place % width, place / width)).collect(),
    };
    let (chroma_width, chroma_height) = (subsampling.chroma_len(width), subsampling.chroma_len(height));
    Picture {
        subsampling,
        y: plane(0, width, height),
        cb: plane(1, chroma_width, chroma_height),
        cr: plane(2, chroma_width, chroma_height),
    }
}

/// The number of bytes decides, and the quality may be any.
pub fn by_bytes(window_max_bytes: usize) -> Settings {
    Settings {
        ceiling: 100,
        window_max_bytes,
        hard_limit_bytes: window_max_bytes,
        prefer: Prefer::Size,
        ..Settings::default()
    }
}

/// A PNG file of RGB samples.
pub fn png_file(width: u32, height: u32, rgb: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(rgb).unwrap();
    file
}
