//! The points that are asked for, by their numbers in the mesh of 468 that the model was made with
//! (`canonical_face_model_uv_visualization` of MediaPipe). What no check reads is left out of the weights: that halves
//! their file.
//!
//! Left and right are those of the picture.

use std::ops::Range;

/// The mesh's number of each point.
pub const POINTS: [u16; 128] = [
    // The outline of the face, clockwise from the middle of the forehead.
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176,
    149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109, //
    // The left eye: outer corner, lower lid, inner corner, upper lid.
    33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246, //
    // The right eye: the same, seen in a mirror.
    263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466, //
    // The outer border of the lips: left corner, below, right corner, above.
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185, //
    // The inner one.
    78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191, //
    // The nose, from between the eyes to below the tip, and its wings.
    168, 6, 197, 195, 5, 4, 1, 2, 98, 327, //
    // The brows, left and right, each from the left.
    70, 63, 105, 66, 107, 336, 296, 334, 293, 300,
];

/// The outline of the face.
pub const OUTLINE: Range<usize> = 0..36;

/// Where the outline meets the middle line: above and below.
pub const FOREHEAD: usize = 0;
pub const CHIN: usize = 18;

/// Corners of the eyes, from left to right.
pub const EYE_CORNERS: [usize; 4] = [36, 44, 60, 52];

/// The middle of the inner border of the lower lip, and of the upper one.
pub const LOWER_LIP: usize = 93;
pub const UPPER_LIP: usize = 103;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_point_at_the_meshs_numbers() {
        let named = [FOREHEAD, CHIN, LOWER_LIP, UPPER_LIP].map(|place| POINTS[place]);
        assert_eq!(named, [10, 152, 14, 13]);
        assert_eq!(EYE_CORNERS.map(|place| POINTS[place]), [33, 133, 362, 263]);
        assert_eq!(POINTS[OUTLINE.end], 33);
        let mut sorted = POINTS;
        sorted.sort_unstable();
        assert!(sorted.windows(2).all(|pair| pair[0] < pair[1]) && sorted[127] < 468);
    }
}
