//! Where a face lies and how it is turned, from its keypoints.

use super::arithmetic::direction_degrees;
use super::decode::{Face, Keypoint, Rectangle};
use crate::picture::Plane;
use crate::scale::Area;

/// Width of the tight box over its height; the mean of the photos it was fitted on.
const ASPECT: f32 = 0.715;

/// Where the eyes stand in the tight box, from its top.
const EYE_LEVEL: f32 = 0.41;

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
    /// The quarter turns nearest to the face's own axis.
    pub turns: QuarterTurns,
    /// What is left of the eye line's angle after the quarter turns, clockwise, -90 to 90 degrees.
    pub tilt_degrees: f64,
    /// Box from the hairline to the chin.
    pub tight: Rectangle,
}

impl Geometry {
    pub fn of(face: &Face) -> Self {
        let [left_eye, right_eye, _, mouth, ..] = face.keypoints;
        let eyes = Keypoint { x: (left_eye.x + right_eye.x) / 2.0, y: (left_eye.y + right_eye.y) / 2.0 };
        let eye_distance = distance(left_eye, right_eye);
        let turns = QuarterTurns::towards(mouth.x - eyes.x, mouth.y - eyes.y);
        let line =
            direction_degrees(f64::from(right_eye.x - left_eye.x), f64::from(right_eye.y - left_eye.y));
        Self {
            eyes,
            mouth,
            eye_distance,
            turns,
            tilt_degrees: within_half_turn(line - 90.0 * f64::from(turns.0)),
            tight: tight_box(eyes, eye_distance, distance(eyes, mouth), turns),
        }
    }

    /// Width of the tight box as the face sees it.
    pub fn width(&self) -> f32 {
        self.tight.width.min(self.tight.height)
    }
}

impl QuarterTurns {
    /// The turn that brings "down" closest to a direction of the picture.
    fn towards(x: f32, y: f32) -> Self {
        Self(match (x.abs() > y.abs(), x < 0.0, y < 0.0) {
            (true, true, _) => 1,
            (true, false, _) => 3,
            (false, _, true) => 2,
            (false, _, false) => 0,
        })
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
        Area { left, top, width: right - left, height: bottom - top }
    }
}

pub(super) fn distance(one: Keypoint, other: Keypoint) -> f32 {
    let (x, y) = (one.x - other.x, one.y - other.y);
    (x * x + y * y).sqrt()
}

/// An eye line has no beginning: of the angles that differ by half a turn, the one from -90 to 90.
fn within_half_turn(degrees: f64) -> f64 {
    let turned = [-540.0, -360.0, -180.0, 0.0, 180.0, 360.0].map(|half_turns| degrees + half_turns);
    turned.into_iter().fold(degrees, |best, angle| if angle.abs() < best.abs() { angle } else { best })
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
        for quarter in [0.0, 90.0, 180.0, 270.0] {
            for tilt in [-40.0, -10.0, 0.0, 25.0, 44.0] {
                let found = turned(quarter + tilt).tilt_degrees;
                assert!((found - f64::from(tilt)).abs() < 0.01, "{quarter} {tilt}: {found}");
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
