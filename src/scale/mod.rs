//! From the photo's size to the output's: first the plan (pure arithmetic), then the pixels.

mod average;
mod axis;
mod kernel;
mod plan;
mod planes;
mod resample;

pub(crate) use average::averaged;
pub use axis::Axis;
pub use plan::{Framing, Plan};
pub(crate) use plan::{centred_portrait, output_size, smaller_size, smallest_size};
pub use planes::PlanesScaler;
pub use resample::Resampler;

use crate::picture::{Picture, Plane, Size};

/// A smaller copy of a small picture.
pub(crate) fn shrink(picture: &Picture, size: Size) -> Picture {
    let (width, height) = (size.width as usize, size.height as usize);
    let subsampling = picture.subsampling;
    let chroma = (subsampling.chroma_len(width), subsampling.chroma_len(height));
    Picture {
        subsampling,
        y: resized(&picture.y, width, height),
        cb: resized(&picture.cb, chroma.0, chroma.1),
        cr: resized(&picture.cr, chroma.0, chroma.1),
    }
}

/// The whole plane on another grid.
pub(crate) fn resized(plane: &Plane, width: usize, height: usize) -> Plane {
    let axis = |from: usize, len: usize| {
        let step = from as f64 / len.max(1) as f64;
        Axis { origin: step / 2.0, step, len }
    };
    let mut resampler =
        Resampler::new(&axis(plane.width, width), &axis(plane.height, height), plane.width, plane.height);
    plane.rows().for_each(|row| resampler.push_row(row));
    resampler.finish()
}
