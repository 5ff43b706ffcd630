//! Where a face is and how it is turned, from its keypoints.

use super::arithmetic::direction_degrees;
use super::decode::{Face, Keypoint, Rectangle};
use crate::picture::{Area, Plane};

/// Width of the tight box over its height; the mean of the photos it was fitted on.
const ASPECT: f32 = 0.715;

/// Where the eyes stand in the tight box, from its top.
const EYE_LEVEL: f32 = 0.41;

/// Up to here a face is tilted, further on its picture is turned: heads laid on a shoulder read up to 60 degrees.
const MOST_TILT_DEGREES: f64 = 60.0;

/// How a picture is turned, clockwise, seen from its face: by 0, 1, 2 or 3 quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct QuarterTurns(pub u8);

/// A face's place without the detector's habits: all from eyes and mouth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Geometry {
    /// Middle between the eyes.
    pub eyes: Keypoint,
    /// Middle of the mouth.
    pub mouth: Keypoint,
    /// Distance between the eyes.
    pub eye_distance: f32,
    /// The direction of the eye line, of length 1, towards the right of the face as a viewer sees it.
    pub across: (f32, f32),
    /// The eye line's angle, clockwise, -180 to 180 degrees.
    pub degrees: f64,
    /// By how many quarter turns the picture is turned.
    pub turns: QuarterTurns,
    /// What is left of that angle after the quarter turns, clockwise, -60 to 60 degrees.
    pub tilt_degrees: f64,
    /// Box from the hairline to the chin.
    pub tight: Rectangle,
}

impl Geometry {
    pub fn of(face: &Face) -> Self {
        let [left_eye, right_eye, _, mouth, ..] = face.keypoints;
        let eyes = Keypoint { x: (left_eye.x + right_eye.x) / 2.0, y: (left_eye.y + right_eye.y) / 2.0 };
        let eye_distance = distance(left_eye, right_eye);
        let line = (f64::from(right_eye.x - left_eye.x), f64::from(right_eye.y - left_eye.y));
        // The net may take a face on its head for an upright one and swap its eyes: the mouth says which way it stands.
        let down = f64::from(mouth.y - eyes.y) * line.0 - f64::from(mouth.x - eyes.x) * line.1;
        let line = if down < 0.0 { (-line.0, -line.1) } else { line };
        let degrees = direction_degrees(line.0, line.1);
        let (turns, tilt_degrees) = QuarterTurns::of(degrees);
        let length = (line.0 * line.0 + line.1 * line.1).sqrt();
        let across =
            if length > 0.0 { ((line.0 / length) as f32, (line.1 / length) as f32) } else { (1.0, 0.0) };
        Self {
            eyes,
            mouth,
            eye_distance,
            across,
            degrees,
            turns,
            tilt_degrees,
            tight: tight_box(eyes, eye_distance, distance(eyes, mouth), turns),
        }
    }

    /// Width of the tight box as the face sees it.
    pub fn width(&self) -> f32 {
        self.tight.width.min(self.tight.height)
    }
}

impl QuarterTurns {
    /// The turns of a picture whose face is at an angle of -180 to 180 degrees, and what is left of the angle.
    fn of(degrees: f64) -> (Self, f64) {
        let quarters_aside = if degrees.abs() <= MOST_TILT_DEGREES {
            0.0
        } else if degrees.abs() >= 180.0 - MOST_TILT_DEGREES {
            2.0
        } else {
            1.0
        };
        let quarters = quarters_aside * degrees.signum();
        (Self((quarters + 4.0) as u8 % 4), degrees - 90.0 * quarters)
    }

    /// A part of a face's box, given in shares of its sides as the face sees them.
    pub fn part(self, whole: &Rectangle, across: (f32, f32), down: (f32, f32)) -> Rectangle {
        let back = |(from, to): (f32, f32)| (1.0 - to, 1.0 - from);
        let (horizontal, vertical) = match self.0 {
            0 => (across, down),
            1 => (back(down), across),
            2 => (back(across), back(down)),
            _ => (down, back(across)),
        };
        Rectangle {
            x: whole.x + horizontal.0 * whole.width,
            y: whole.y + vertical.0 * whole.height,
            width: (horizontal.1 - horizontal.0) * whole.width,
            height: (vertical.1 - vertical.0) * whole.height,
        }
    }
}

impl Rectangle {
    /// Its area.
    pub(crate) fn area(&self) -> f32 {
        self.width * self.height
    }

    /// The whole samples of a plane that it covers, as far as the plane goes.
    pub(super) fn samples(&self, plane: &Plane) -> Area {
        let clip = |start: f32, length: f32, whole: usize| {
            let place = |at: f32| (at.max(0.0) as usize).min(whole);
            (place(start), place(start + length))
        };
        let (left, right) = clip(self.x, self.width, plane.width);
        let (top, bottom) = clip(self.y, self.height, plane.height);
        Area { left, top, width: right.saturating_sub(left), height: bottom.saturating_sub(top) }
    }
}

pub(super) fn distance(one: Keypoint, other: Keypoint) -> f32 {
    let (x, y) = (one.x - other.x, one.y - other.y);
    (x * x + y * y).sqrt()
}

/// Its width is the larger of what the eyes' distance and what the distance from eyes to mouth say, so that a turned
/// head does not shrink it. It follows the face by quarter turns.
fn tight_box(eyes: Keypoint, eye_distance: f32, eyes_to_mouth: f32, turns: QuarterTurns) -> Rectangle {
    let across = (eye_distance / 0.484).max(ASPECT * eyes_to_mouth / 0.367);
    let down = across / ASPECT;
    let (above, below) = (EYE_LEVEL * down, (1.0 - EYE_LEVEL) * down);
    let (width, height) = if turns.0.is_multiple_of(2) { (across, down) } else { (down, across) };
    let (x, y) = match turns.0 {
        0 => (eyes.x - across / 2.0, eyes.y - above),
        1 => (eyes.x - below, eyes.y - across / 2.0),
        2 => (eyes.x - across / 2.0, eyes.y - below),
        _ => (eyes.x - above, eyes.y - across / 2.0),
    };
    Rectangle { x, y, width, height }
}

impl Face {
    /// Box from the hairline to the chin, in pixels of the picture: the one that size, place, sharpness and light of the
    /// face are measured by.
    pub fn tight_box(&self) -> Rectangle {
        Geometry::of(self).tight
    }

    /// Whether it is on its side or upside down.
    pub(crate) fn turned(&self) -> bool {
        Geometry::of(self).turns != QuarterTurns(0)
    }

    /// The eye line's angle, clockwise, -180 to 180 degrees.
    pub(super) fn degrees(&self) -> f64 {
        Geometry::of(self).degrees
    }

    /// Whether it is nearer to lying than to standing.
    pub(super) fn leans(&self) -> bool {
        self.degrees().abs() > 45.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A face with eyes 48.4 apart and the mouth 30 below them, turned clockwise.
    fn turned(degrees: f32) -> Geometry {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let place = |x: f32, y: f32| Keypoint { x: 500.0 + x * cos - y * sin, y: 500.0 + x * sin + y * cos };
        let [left, right] = [place(-24.2, 0.0), place(24.2, 0.0)];
        let keypoints = [left, right, place(0.0, 15.0), place(0.0, 30.0), left, right];
        Geometry::of(&Face { keypoints, ..Face::default() })
    }

    #[test]
    fn the_box_follows_the_face_by_quarter_turns() {
        let (above, below) = (0.41 * 100.0 / 0.715, 0.59 * 100.0 / 0.715);
        for (degrees, turns, x, y) in [
            (0.0, 0, -50.0, -above),
            (90.0, 1, -below, -50.0),
            (180.0, 2, -50.0, -below),
            (-90.0, 3, -above, -50.0),
        ] {
            let face = turned(degrees);
            assert_eq!(face.turns.0, turns, "{degrees}");
            let near = |value: f32, wanted: f32| {
                assert!((value - wanted - 500.0).abs() < 0.01, "{degrees}: {value}")
            };
            near(face.tight.x, x);
            near(face.tight.y, y);
            assert!((face.width() - 100.0).abs() < 0.01);
        }
    }

    #[test]
    fn tilt_is_what_is_left_after_the_quarter_turns() {
        // A head that is laid on a shoulder is no turned photo, upside down neither.
        for (angle, tilt) in [
            (-55.0, -55.0),
            (0.0, 0.0),
            (44.0, 44.0),
            (59.0, 59.0),
            (61.0, -29.0),
            (80.0, -10.0),
            (-115.0, -25.0),
            (121.0, -59.0),
            (134.0, -46.0),
            (-140.0, 40.0),
            (180.0, 0.0),
        ] {
            let found = turned(angle).tilt_degrees;
            assert!((found - tilt).abs() < 0.01, "{angle}: {found}");
        }
    }

    #[test]
    fn swapped_eyes_and_a_mouth_aside_leave_no_tilt_over_half_a_quarter() {
        for degrees in -180..180_i16 {
            let upright = turned(f32::from(degrees));
            let (sin, cos) = f32::from(degrees).to_radians().sin_cos();
            let place =
                |x: f32, y: f32| Keypoint { x: 500.0 + x * cos - y * sin, y: 500.0 + x * sin + y * cos };
            let (left, right) = (place(-24.2, 0.0), place(24.2, 0.0));
            for aside in [-12.0, 0.0, 12.0] {
                for [left, right] in [[left, right], [right, left]] {
                    let keypoints = [left, right, place(0.0, 15.0), place(aside, 30.0), left, right];
                    let face = Geometry::of(&Face { keypoints, ..Face::default() });
                    assert!(face.tilt_degrees.abs() < 60.01, "{degrees} {aside}: {}", face.tilt_degrees);
                    let angle = |face: &Geometry| 90.0 * f64::from(face.turns.0) + face.tilt_degrees;
                    let off = (angle(&face) - angle(&upright)).rem_euclid(360.0);
                    assert!(off.min(360.0 - off) < 0.01, "{degrees} {aside}: {}", angle(&face));
                }
            }
        }
    }

    #[test]
    fn parts_are_seen_from_the_face() {
        let whole = Rectangle { x: 0.0, y: 0.0, width: 100.0, height: 200.0 };
        let upper_left = |turns| QuarterTurns(turns).part(&whole, (0.0, 0.5), (0.0, 0.25));
        assert_eq!((upper_left(0).x, upper_left(0).y), (0.0, 0.0));
        assert_eq!((upper_left(1).x, upper_left(1).y), (75.0, 0.0));
        assert_eq!((upper_left(2).x, upper_left(2).y), (50.0, 150.0));
        assert_eq!((upper_left(3).x, upper_left(3).y), (0.0, 100.0));
    }
}
