//! What the points say of a head: how large it is, whether it nods, whether its mouth is open.

use super::Landmarks;
use super::points::{CHIN, EYE_CORNERS, FOREHEAD, LOWER_LIP, OUTLINE, UPPER_LIP};
use crate::face::arithmetic::direction_degrees;
use crate::face::decode::Rectangle;

/// The outline ends on the forehead. The hairline, where the other measure of a face ends, is this much higher, in heights
/// of the outline; the mean of the portraits that both were compared on.
const HAIRLINE: f32 = 0.19;

impl Landmarks {
    /// By how much the head is lowered, in degrees; negative where it is raised. The angle of the line from forehead to
    /// chin, which leans by 8° in a head that looks straight ahead.
    pub fn pitch_degrees(&self) -> f64 {
        let [_, top, top_depth] = self.point(FOREHEAD);
        let [_, bottom, bottom_depth] = self.point(CHIN);
        direction_degrees(f64::from(bottom - top), f64::from(bottom_depth - top_depth))
    }

    /// Distance between the middles of the eyes in the picture and in depth, so that a turned head does not shorten it.
    pub fn eye_distance(&self) -> f64 {
        let [one, other, third, fourth] = EYE_CORNERS.map(|corner| self.point(corner));
        let apart = one.iter().zip(other).zip(third.iter().zip(fourth));
        let square = apart.map(|((one, other), (third, fourth))| (one + other - third - fourth) / 2.0);
        f64::from(square.map(|length| length * length).sum::<f32>().sqrt() * self.square.scale)
    }

    /// Distance between the lips over the one from the eyes to the chin.
    pub fn mouth_open(&self) -> f64 {
        let corners = EYE_CORNERS.map(|corner| self.point(corner));
        let eyes = [0, 1].map(|axis| {
            corners.iter().filter_map(|corner| corner.get(axis)).sum::<f32>() / corners.len() as f32
        });
        let apart = |[x, y, _]: [f32; 3], [other_x, other_y]: [f32; 2]| {
            ((x - other_x) * (x - other_x) + (y - other_y) * (y - other_y)).sqrt()
        };
        let [x, y, _] = self.point(UPPER_LIP);
        f64::from(apart(self.point(LOWER_LIP), [x, y]) / apart(self.point(CHIN), eyes).max(1.0))
    }

    /// Box from the hairline to the chin, as wide as the head is at the ears; it follows the face by quarter turns.
    pub fn head(&self) -> Rectangle {
        let outline = || OUTLINE.map(|number| self.point(number));
        let extent = |axis: usize| {
            let values = outline().filter_map(|point| point.get(axis).copied());
            let (low, high) = values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| {
                (value.min(low), value.max(high))
            });
            (low, high)
        };
        let ((left, right), (top, bottom)) = (extent(0), extent(1));
        let top = top - HAIRLINE * (bottom - top);
        let centre = self.square.place((left + right) / 2.0, (top + bottom) / 2.0);
        let (across, down) = ((right - left) * self.square.scale, (bottom - top) * self.square.scale);
        let (width, height) = if self.square.is_upright() { (across, down) } else { (down, across) };
        Rectangle { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height }
    }
}
