//! How much light falls on a face.
//!
//! Dark skin in good light and light skin in the dark can read the same; what else is in the picture tells them apart. At
//! a quarter of the light even white reads 137, so where a hundredth of the frame is brighter than that, light there is.

use crate::picture::{Histogram, Picture};

/// The frame's luma from which on it shows that there is light: what white reads at a quarter of it.
const LIT_FRAME: f64 = 140.0;

/// What each luma over that adds to the face's, and what all of them add at most. With more, a face against the light would
/// pass.
const ADDED: f64 = 1.5;
const MOST_ADDED: f64 = 45.0;

/// A face that reads this much needs nothing added.
const LIT_FACE: f64 = 140.0;

/// The luma of the face's brightest twentieth, and what the frame adds to it.
pub(super) fn on_face(bright_luma: f64, picture: &Picture) -> f64 {
    if bright_luma >= LIT_FACE {
        return bright_luma;
    }
    let frame = Histogram::of(picture.y.rows()).percentile(99) as f64;
    (bright_luma + ((frame - LIT_FRAME) * ADDED).clamp(0.0, MOST_ADDED)).min(LIT_FACE)
}

#[cfg(test)]
mod tests {
    use super::on_face;
    use crate::picture::{Picture, Plane, Subsampling};

    /// One bright sample in fifty, the others dark.
    fn frame(bright: u8) -> Picture {
        let plane = |value: u8| Plane { width: 50, height: 50, samples: vec![value; 2500] };
        let mut y = plane(30);
        y.samples.iter_mut().step_by(50).for_each(|sample| *sample = bright);
        Picture { y, cb: plane(128), cr: plane(128), subsampling: Subsampling::Full }
    }

    #[test]
    fn a_bright_frame_shows_that_there_is_light() {
        assert_eq!(on_face(100.0, &frame(137)), 100.0);
        assert_eq!(on_face(100.0, &frame(150)), 115.0);
        assert_eq!(on_face(60.0, &frame(250)), 105.0);
        assert_eq!(on_face(120.0, &frame(250)), 140.0);
        assert_eq!(on_face(180.0, &frame(30)), 180.0);
    }
}
