//! Turning the small planes upright.

use super::plane::Plane;

/// How the stored picture has to be turned to stand upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// Stored upright.
    pub const UPRIGHT: Self = Self(0);

    /// From the EXIF value 1 to 8; `None` for anything else.
    pub fn from_exif(value: u16) -> Option<Self> {
        (1..=8).contains(&value).then(|| Self(value as u8 - 1))
    }

    /// The EXIF value, 1 to 8.
    pub fn exif(self) -> u8 {
        self.0 + 1
    }

    /// Whether stored rows become upright columns (5 to 8).
    pub fn swaps_axes(self) -> bool {
        self.exif() >= 5
    }

    /// Whether the stored horizontal axis runs against the upright axis that it becomes.
    pub fn reverses_horizontal(self) -> bool {
        matches!(self.exif(), 2 | 3 | 7 | 8)
    }

    /// Whether the stored vertical axis runs against the upright axis that it becomes.
    pub fn reverses_vertical(self) -> bool {
        matches!(self.exif(), 3 | 4 | 6 | 7)
    }
}

impl Plane {
    /// Turns the plane from stored to upright order.
    pub(crate) fn upright(mut self, orientation: Orientation) -> Self {
        if orientation.reverses_vertical() {
            self.samples = self.rows().rev().flatten().copied().collect();
        }
        if orientation.reverses_horizontal() {
            let width = self.width.max(1);
            self.samples.chunks_exact_mut(width).for_each(<[u8]>::reverse);
        }
        if orientation.swaps_axes() { transposed(&self) } else { self }
    }
}

/// Rows become columns, in square tiles so that both sides stay in the processor's cache.
fn transposed(plane: &Plane) -> Plane {
    const TILE: usize = 16;
    let mut turned = Plane::filled(plane.height, plane.width, 0);
    for top in (0..plane.height).step_by(TILE) {
        for left in (0..plane.width).step_by(TILE) {
            for (y, row) in plane.rows().enumerate().skip(top).take(TILE) {
                for (x, &sample) in row.iter().enumerate().skip(left).take(TILE) {
                    if let Some(place) = turned.samples.get_mut(x * plane.height + y) {
                        *place = sample;
                    }
                }
            }
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each orientation stores of the upright picture `ab/cd/ef` (CIPA DC-008, 4.6.5).
    #[test]
    fn all_eight() {
        let stored: [(u16, usize, &[u8]); 8] = [
            (1, 2, b"abcdef"),
            (2, 2, b"badcfe"),
            (3, 2, b"fedcba"),
            (4, 2, b"efcdab"),
            (5, 3, b"acebdf"),
            (6, 3, b"bdface"),
            (7, 3, b"fdbeca"),
            (8, 3, b"ecafdb"),
        ];
        for (value, width, samples) in stored {
            let plane = Plane { width, height: 6 / width, samples: samples.to_vec() };
            let orientation = Orientation::from_exif(value).unwrap();
            let turned = plane.upright(orientation);
            assert_eq!((turned.width, turned.height), (2, 3), "{value}");
            assert_eq!(turned.samples, b"abcdef", "{value}");
        }
    }
}
