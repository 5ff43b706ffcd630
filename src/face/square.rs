//! A square of the picture, anywhere and turned, as the pixels that a net sees.

use super::decode::{Keypoint, Rectangle};
use super::input::colours;
use crate::picture::{Area, Picture};

/// Where the square is in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    /// Pixels along a side, as the net sees them.
    pub side: usize,
    /// Its middle, in the picture.
    pub centre: Keypoint,
    /// Pixels of the picture for each pixel of the net.
    pub scale: f32,
    /// The direction of the square's rows, of length 1.
    pub across: (f32, f32),
}

impl Square {
    /// Where a place of the net's square is in the picture.
    pub fn place(&self, x: f32, y: f32) -> Keypoint {
        let middle = self.side as f32 / 2.0;
        let (x, y) = ((x - middle) * self.scale, (y - middle) * self.scale);
        let (cosine, sine) = self.across;
        Keypoint { x: self.centre.x + x * cosine - y * sine, y: self.centre.y + x * sine + y * cosine }
    }

    /// Whether the face stands upright or upside down rather than on its side.
    pub fn is_upright(&self) -> bool {
        let (cosine, sine) = self.across;
        cosine.abs() >= sine.abs()
    }

    /// Moves the square to where `origin` is the corner of the picture, and scales it.
    pub fn transform(&mut self, origin: (f32, f32), scale: f32) {
        self.centre.x = (self.centre.x - origin.0) * scale;
        self.centre.y = (self.centre.y - origin.1) * scale;
        self.scale *= scale;
    }

    /// The part of the picture that shows the square.
    fn area(&self, picture: &Picture) -> Area {
        let (cosine, sine) = self.across;
        let half = self.side as f32 / 2.0 * self.scale * (cosine.abs() + sine.abs());
        let (x, y) = (self.centre.x - half, self.centre.y - half);
        Rectangle { x, y, width: 2.0 * half, height: 2.0 * half }.samples(&picture.y)
    }

    /// The square's red, green and blue from 0 to 1; beyond the picture its edge repeats, as in MediaPipe. Black where
    /// the picture shows nothing of the square.
    pub fn shown(&self, picture: &Picture) -> Vec<f32> {
        let area = self.area(picture);
        let mut pixels = Vec::with_capacity(self.side * self.side * 3);
        if area.width == 0 || area.height == 0 {
            pixels.resize(self.side * self.side * 3, 0.0);
            return pixels;
        }
        let grid = Grid::of(picture, area, self.scale);
        for y in 0..self.side {
            for x in 0..self.side {
                let place = self.place(x as f32 + 0.5, y as f32 + 0.5);
                pixels.extend(grid.at(place).map(|value| value / 255.0));
            }
        }
        pixels
    }
}

/// A part of the picture, averaged so that its pixels are as large as the net's or smaller.
struct Grid {
    colours: Vec<[f32; 3]>,
    columns: usize,
    rows: usize,
    area: Area,
}

impl Grid {
    fn of(picture: &Picture, area: Area, scale: f32) -> Self {
        let fit = |length: usize| ((length as f32 / scale.max(1.0) + 0.5) as usize).clamp(1, length);
        let (columns, rows) = (fit(area.width), fit(area.height));
        Self { colours: colours(picture, area, columns, rows), columns, rows, area }
    }

    /// Between the four nearest pixels.
    fn at(&self, place: Keypoint) -> [f32; 3] {
        let along = |at: f32, start: usize, length: usize, cells: usize| {
            let cell = (at - start as f32) * cells as f32 / length as f32 - 0.5;
            let cell = cell.max(0.0).min((cells - 1) as f32);
            let first = cell as usize;
            (first, (first + 1).min(cells - 1), cell - first as f32)
        };
        let (left, right, x) = along(place.x, self.area.left, self.area.width, self.columns);
        let (top, bottom, y) = along(place.y, self.area.top, self.area.height, self.rows);
        let colour = |column: usize, row: usize| {
            self.colours.get(row * self.columns + column).copied().unwrap_or_default()
        };
        let upper = mixed(colour(left, top), colour(right, top), x);
        let lower = mixed(colour(left, bottom), colour(right, bottom), x);
        mixed(upper, lower, y)
    }
}

fn mixed(one: [f32; 3], other: [f32; 3], share: f32) -> [f32; 3] {
    let mut sum = one;
    sum.iter_mut().zip(other).for_each(|(value, other)| *value += (other - *value) * share);
    sum
}
