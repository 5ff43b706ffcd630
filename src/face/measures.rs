//! What can be measured on a found face.

use super::arithmetic::direction_degrees;
use super::decode::{Face, Keypoint, Rectangle};
use super::input::averaged;
use super::sharpness::{Grey, directional_edge_ratio};
use crate::picture::{Picture, Plane};
use serde::Serialize;

/// Width to which a face is scaled before its sharpness is measured, so that the marks hold for every size.
const SHARPNESS_WIDTH_PX: usize = 128;

/// Luma from which on a sample counts as blown out.
const BLOWN_OUT: usize = 247;

/// Width of the tight box over its height; the mean of the photos it was fitted on.
const ASPECT: f32 = 0.715;

/// Values measured on one face. Lengths are in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measures {
    /// Box from the hairline to the chin, derived from eyes and mouth: its size does not depend on the detector.
    pub tight_box: Rectangle,
    /// Area of the tight box over the picture's.
    pub share: f64,
    /// Width of the tight box.
    pub width_px: f64,
    /// Distance between the eyes' centres.
    pub eye_distance_px: f64,
    /// How far the eye line is turned clockwise, -180 to 180 degrees.
    pub tilt_degrees: f64,
    /// Offset of the nose from the line through eyes and mouth, in eye distances; positive towards the picture's right
    /// side of an upright face.
    pub yaw: f64,
    /// The largest part of the tight box's side that lies outside of the picture.
    pub cut: f64,
    /// Whether an eye, the nose or the mouth lies outside of the picture.
    pub keypoint_outside: bool,
    /// Distance of the tight box's centre from the picture's, the larger of both shares of the picture's sides.
    pub off_centre: f64,
    /// Directional edge ratio.
    pub sharpness: f64,
    /// Luma that 95 % of the face's core stay at or below.
    pub bright_luma: f64,
    /// Share of the face's core that is blown out.
    pub blown_out: f64,
    /// Difference between the luma that 95 % and that 5 % of the face's core stay at or below.
    pub contrast: f64,
}

/// Measures a face.
pub fn measure(picture: &Picture, face: &Face) -> Measures {
    let (width, height) = (picture.y.width as f32, picture.y.height as f32);
    let [left_eye, right_eye, nose, mouth, ..] = face.keypoints;
    let eyes = Keypoint { x: (left_eye.x + right_eye.x) / 2.0, y: (left_eye.y + right_eye.y) / 2.0 };
    let eye_distance = distance(left_eye, right_eye);
    let tight = tight_box(eyes, eye_distance, distance(eyes, mouth));
    let inside = |point: &Keypoint| (0.0..width).contains(&point.x) && (0.0..height).contains(&point.y);
    let core = core_histogram(&picture.y, &tight);
    let middle = |start: f32, length: f32, whole: f32| ((start + length / 2.0) / whole.max(1.0) - 0.5).abs();
    Measures {
        tight_box: tight,
        share: f64::from(tight.width * tight.height / (width * height).max(1.0)),
        width_px: f64::from(tight.width),
        eye_distance_px: f64::from(eye_distance),
        tilt_degrees: direction_degrees(
            f64::from(right_eye.x - left_eye.x),
            f64::from(right_eye.y - left_eye.y),
        ),
        yaw: f64::from(offset(eyes, mouth, nose) / eye_distance.max(1e-3)),
        cut: f64::from(cut(&tight, width, height)),
        keypoint_outside: ![left_eye, right_eye, nose, mouth].iter().all(inside),
        off_centre: f64::from(middle(tight.x, tight.width, width).max(middle(tight.y, tight.height, height))),
        sharpness: f64::from(directional_edge_ratio(&scaled_face(&picture.y, &tight))),
        bright_luma: percentile(&core, 95),
        blown_out: share_from(&core, BLOWN_OUT),
        contrast: percentile(&core, 95) - percentile(&core, 5),
    }
}

fn distance(one: Keypoint, other: Keypoint) -> f32 {
    let (x, y) = (one.x - other.x, one.y - other.y);
    (x * x + y * y).sqrt()
}

/// The larger of what the eyes' distance and what the distance from eyes to mouth say, so that a turned head does not
/// shrink it.
fn tight_box(eyes: Keypoint, eye_distance: f32, eyes_to_mouth: f32) -> Rectangle {
    let width = (eye_distance / 0.484).max(ASPECT * eyes_to_mouth / 0.367);
    let height = width / ASPECT;
    Rectangle { x: eyes.x - width / 2.0, y: eyes.y - 0.41 * height, width, height }
}

/// How far a point lies beside the line from `start` to `end`.
fn offset(start: Keypoint, end: Keypoint, point: Keypoint) -> f32 {
    let (x, y) = (end.x - start.x, end.y - start.y);
    let across = (point.x - start.x) * y - (point.y - start.y) * x;
    across / distance(start, end).max(1e-3)
}

fn cut(tight: &Rectangle, width: f32, height: f32) -> f32 {
    let sides = [(tight.x, tight.width, width), (tight.y, tight.height, height)];
    let beyond =
        |(start, length, whole): (f32, f32, f32)| (-start).max(start + length - whole) / length.max(1e-3);
    sides.map(beyond).into_iter().fold(0.0, f32::max)
}

/// Whole pixels of a part of a plane, given in shares of a rectangle's sides.
fn part(plane: &Plane, rectangle: &Rectangle, across: (f32, f32), down: (f32, f32)) -> Plane {
    let clip = |start: f32, length: f32, (from, to): (f32, f32), whole: usize| {
        let place = |share: f32| ((start + share * length).max(0.0) as usize).min(whole);
        (place(from), place(to))
    };
    let (left, right) = clip(rectangle.x, rectangle.width, across, plane.width);
    let (top, bottom) = clip(rectangle.y, rectangle.height, down, plane.height);
    let rows = plane.rows().skip(top).take(bottom - top);
    let samples: Vec<u8> = rows.flat_map(|row| row.get(left..right).unwrap_or_default()).copied().collect();
    Plane { width: right - left, height: bottom - top, samples }
}

/// The part of the tight box that is skin in nearly every face.
fn core_histogram(luma: &Plane, tight: &Rectangle) -> [u32; 256] {
    let mut histogram = [0; 256];
    for sample in part(luma, tight, (0.15, 0.85), (0.15, 0.9)).samples {
        if let Some(count) = histogram.get_mut(usize::from(sample)) {
            *count += 1;
        }
    }
    histogram
}

fn scaled_face(luma: &Plane, tight: &Rectangle) -> Grey {
    let face = part(luma, tight, (0.0, 1.0), (0.0, 1.0));
    let width = SHARPNESS_WIDTH_PX.min(face.width);
    let height = (face.height * width).checked_div(face.width).unwrap_or_default().max(1);
    let values = if width == 0 || face.height == 0 { Vec::new() } else { averaged(&face, width, height) };
    Grey { width, height, values }
}

/// The smallest luma that at least `percent` of the samples do not pass.
fn percentile(histogram: &[u32; 256], percent: u32) -> f64 {
    let count: u32 = histogram.iter().sum();
    let wanted = (u64::from(count) * u64::from(percent)).div_ceil(100);
    let mut seen = 0;
    let found = histogram.iter().position(|count| {
        seen += u64::from(*count);
        seen >= wanted
    });
    found.unwrap_or(255) as f64
}

fn share_from(histogram: &[u32; 256], luma: usize) -> f64 {
    let count: u32 = histogram.iter().sum();
    let over: u32 = histogram.iter().skip(luma).sum();
    f64::from(over) / f64::from(count.max(1))
}
