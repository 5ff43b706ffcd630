//! What can be measured on a found face.

use super::decode::{Face, Keypoint, Rectangle};
use super::geometry::{Geometry, distance};
use super::landmarks::Landmarks;
use super::sharpness::{self, directional_edge_ratio};
use super::{cheeks, cover, light};
use crate::picture::{Area, Histogram, Picture};
use crate::scale::averaged;
use serde::Serialize;

/// Luma from which on a sample counts as blown out.
pub(crate) const BLOWN_OUT: usize = 247;

/// The part of the tight box that is skin in nearly every face: shares of its width and of its height.
const CORE: ((f32, f32), (f32, f32)) = ((0.15, 0.85), (0.15, 0.9));

/// By how much the tip of the nose is before the eyes, in distances between them: its offset in those of the picture is the
/// tangent of the yaw times this.
const NOSE: f32 = 0.6;

/// Values measured on one face. Lengths are in pixels of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measures {
    /// Box from the hairline to the chin, derived from eyes and mouth: its size does not depend on the detector. It
    /// follows a turned face by quarter turns.
    pub tight_box: Rectangle,
    /// Area of the tight box over the picture's, 1 at most.
    pub share: f64,
    /// Width of the tight box, as the face sees it.
    pub width_px: f64,
    /// Distance between the eyes' centres, as it would be if the head looked ahead: over the cosine of the yaw.
    pub eye_distance_px: f64,
    /// Quarter turns, clockwise, that the picture is turned by: 0, 90, 180 or 270 degrees.
    pub turned_degrees: f64,
    /// What is left of the eye line's angle after the quarter turns, clockwise, -60 to 60 degrees.
    pub tilt_degrees: f64,
    /// Offset of the nose from the line through eyes and mouth, in eye distances; positive towards the side of the
    /// second eye.
    pub yaw: f64,
    /// The largest part of the tight box's side that is outside of the picture.
    pub cut: f64,
    /// Whether an eye, the nose or the mouth is outside of the picture.
    pub keypoint_outside: bool,
    /// Distance of the tight box's centre from the picture's, the larger of both shares of the picture's sides.
    pub off_centre: f64,
    /// Where the tight box's centre is from the picture's, along the axis of that larger share.
    pub off_centre_to: Side,
    /// Directional edge ratio of the face, where that is in doubt with a share of the eyes'; `None` for a face that has
    /// fewer pixels than its marks were measured on.
    pub sharpness: Option<f64>,
    /// Luma that 95 % of the face's core stay at or below; `None` where the core is outside of the picture, as for the
    /// next two.
    pub bright_luma: Option<f64>,
    /// That luma, and what the brightness of the whole picture adds to it: how much light falls on the face.
    pub light: Option<f64>,
    /// Share of the face's core that is blown out.
    pub blown_out: Option<f64>,
    /// Difference between the luma that 95 % and that 5 % of the face's core stay at or below.
    pub contrast: Option<f64>,
    /// Doublings of light between the cheeks; `None` where a cheek is outside of the picture.
    pub uneven_light: Option<f64>,
    /// Distance of the cheeks' colour from the range of skin in CIELAB; `None` likewise.
    pub colour_cast: Option<f64>,
    /// Distance of the lower face's colour from that between the eyes, in CIELAB's a* and b*; `None` where one of them is
    /// outside of the picture.
    pub lower_colour: Option<f64>,
    /// By how much the head is lowered, in degrees, negative where it is raised; `None` where only the detector saw the
    /// face, as for the next.
    pub pitch_degrees: Option<f64>,
    /// Distance between the lips over the one from the eyes to the chin.
    pub mouth_open: Option<f64>,
}

impl Measures {
    /// Adds what the second net sees of the face. The head's size is then measured on its outline, not derived from eyes
    /// and mouth.
    pub(crate) fn with_landmarks(self, picture: &Picture, landmarks: Option<&Landmarks>) -> Self {
        let Some(landmarks) = landmarks else { return self };
        let (width, height) = (picture.y.width as f32, picture.y.height as f32);
        let head = landmarks.head();
        Self {
            tight_box: head,
            share: share(&head, width, height),
            cut: f64::from(cut(&head, width, height)),
            eye_distance_px: landmarks.eye_distance(),
            pitch_degrees: Some(landmarks.pitch_degrees()),
            mouth_open: Some(landmarks.mouth_open()),
            ..self
        }
    }
}

fn share(face: &Rectangle, width: f32, height: f32) -> f64 {
    f64::from((face.area() / (width * height).max(1.0)).min(1.0))
}

/// A side of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The left side.
    Left,
    /// The right side.
    Right,
    /// The upper edge.
    High,
    /// The lower edge.
    Low,
}

/// Measures a face.
pub fn measure(picture: &Picture, face: &Face) -> Measures {
    let (width, height) = (picture.y.width as f32, picture.y.height as f32);
    let [left_eye, right_eye, nose, mouth, ..] = face.keypoints;
    let geometry = Geometry::of(face);
    let tight = geometry.tight;
    let inside = |point: &Keypoint| (0.0..width).contains(&point.x) && (0.0..height).contains(&point.y);
    let core = geometry.turns.part(&tight, CORE.0, CORE.1).samples(&picture.y);
    let core = Some(Histogram::of(core.rows(&picture.y))).filter(|core| core.count() > 0);
    let core = core.as_ref();
    let middle = |start: f32, length: f32, whole: f32| (start + length / 2.0) / whole.max(1.0) - 0.5;
    let (across, down) = (middle(tight.x, tight.width, width), middle(tight.y, tight.height, height));
    let cheeks = cheeks::measure(picture, &geometry, [left_eye, right_eye]);
    let yaw = offset(geometry.eyes, mouth, nose) / geometry.eye_distance.max(1e-3);
    let bright_luma = core.map(|core| core.percentile(95) as f64);
    Measures {
        tight_box: tight,
        share: share(&tight, width, height),
        width_px: f64::from(geometry.width()),
        eye_distance_px: f64::from(geometry.eye_distance * (1.0 + (yaw / NOSE) * (yaw / NOSE)).sqrt()),
        turned_degrees: 90.0 * f64::from(geometry.turns.0),
        tilt_degrees: geometry.tilt_degrees,
        yaw: f64::from(yaw),
        cut: f64::from(cut(&tight, width, height)),
        keypoint_outside: ![left_eye, right_eye, nose, mouth].iter().all(inside),
        off_centre: f64::from(across.abs().max(down.abs())),
        off_centre_to: side(across, down),
        sharpness: sharpness(picture, &geometry, [left_eye, right_eye]),
        bright_luma,
        light: bright_luma.map(|luma| light::on_face(luma, picture)),
        blown_out: core.map(|core| core.share_from(BLOWN_OUT)),
        contrast: core.map(|core| core.percentile(95) as f64 - core.percentile(5) as f64),
        uneven_light: cheeks.map(|cheeks| cheeks.difference),
        colour_cast: cheeks.map(|cheeks| cheeks.cast),
        lower_colour: cover::colour_distance(picture, &geometry),
        pitch_degrees: None,
        mouth_open: None,
    }
}

fn side(across: f32, down: f32) -> Side {
    match (across.abs() > down.abs(), across < 0.0, down < 0.0) {
        (true, true, _) => Side::Left,
        (true, false, _) => Side::Right,
        (false, _, true) => Side::High,
        (false, _, false) => Side::Low,
    }
}

/// How far a point is beside the line from `start` to `end`.
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

/// Of a face that reads between these the eyes are looked at too. Less is blurred, whatever noise in smeared eyes reads.
const BLURRED: f64 = 1.2;
const DOUBTFUL_SHARPNESS: f64 = 1.5;

/// What counts then of the face's reading, and what of the mean of both eyes: the weights that told blurred faces from
/// sharp ones best. Eyes alone tell less: lids and brows keep edges along a movement that smears the rest.
const OF_FACE: f64 = 0.85;
const OF_EYES: f64 = 0.13;

/// Sides of the box around an eye, in eye distances.
const EYE: (f32, f32) = (0.66, 0.48);

/// On the part of the tight box that the picture shows. Smooth skin between dark hair and a collar has no fine edges but
/// the eyes', so these have a say where the face as a whole is in doubt.
fn sharpness(picture: &Picture, geometry: &Geometry, eyes: [Keypoint; 2]) -> Option<f64> {
    let scale = sharpness::WIDTH_PX as f32 / geometry.width();
    if scale > 1.0 {
        return None;
    }
    let face = edge_ratio(picture, geometry.tight.samples(&picture.y), scale)?;
    if !(BLURRED..DOUBTFUL_SHARPNESS).contains(&face) {
        return Some(face);
    }
    let (width, height) = (EYE.0 * geometry.eye_distance, EYE.1 * geometry.eye_distance);
    let (width, height) = if geometry.turns.0.is_multiple_of(2) { (width, height) } else { (height, width) };
    let of_eye = |eye: Keypoint| {
        let around = Rectangle { x: eye.x - width / 2.0, y: eye.y - height / 2.0, width, height };
        edge_ratio(picture, around.samples(&picture.y), scale)
    };
    let [Some(one), Some(other)] = eyes.map(of_eye) else { return Some(face) };
    Some((OF_FACE * face + OF_EYES * (one + other) / 2.0).min(DOUBTFUL_SHARPNESS))
}

/// Of an area that is scaled to as many pixels as the marks were measured on; `None` where it is outside of the picture.
fn edge_ratio(picture: &Picture, area: Area, scale: f32) -> Option<f64> {
    if area.width == 0 || area.height == 0 {
        return None;
    }
    let scaled = |length: usize| ((length as f32 * scale + 0.5) as usize).max(1);
    let (columns, rows) = (scaled(area.width), scaled(area.height));
    let part = sharpness::Grey { width: columns, values: averaged(&picture.y, area, columns, rows) };
    Some(f64::from(directional_edge_ratio(&part)))
}
