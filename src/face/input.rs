//! From the picture to the 128 × 128 pixels that the net sees: a part of it, black beside it.

use super::network::SIDE;
use crate::picture::{Area, Picture, Plane, Subsampling};
use crate::scale::averaged;

/// Where what the net sees is in the picture.
pub(super) struct Frame {
    /// Pixels of the picture for each pixel of the net.
    pub scale: f32,
    /// Column of the picture that the net's first column shows.
    pub left: f32,
    /// Row of the picture that the net's first row shows.
    pub top: f32,
    /// Quarters by which the net sees it turned.
    pub turns: Turns,
}

/// Quarters, 0 to 3, by which a picture is turned back, counter-clockwise, before the net sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turns(pub u8);

impl Turns {
    /// Where a place of the turned square is in the square before, both `side` long.
    fn place(self, x: f32, y: f32, side: f32) -> (f32, f32) {
        match self.0 {
            0 => (x, y),
            1 => (side - y, x),
            2 => (side - x, side - y),
            _ => (y, side - x),
        }
    }
}

impl Frame {
    /// Where a place of the net's square is in the picture.
    pub fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = self.turns.place(x, y, SIDE as f32);
        (x * self.scale + self.left, y * self.scale + self.top)
    }

    /// Width and height in the picture of what has them in the net's square.
    pub fn size(&self, width: f32, height: f32) -> (f32, f32) {
        let (width, height) = if self.turns.0.is_multiple_of(2) { (width, height) } else { (height, width) };
        (width * self.scale, height * self.scale)
    }
}

/// A part of the picture, turned, its longer side on 128 pixels. Values are red, green and blue from -1 to 1.
pub(super) fn shown(picture: &Picture, area: Area, turns: Turns) -> (Vec<f32>, Frame) {
    let longer = area.width.max(area.height).max(1);
    let fit = |side: usize| ((side * SIDE + longer / 2) / longer).clamp(1, SIDE);
    let (columns, rows) = (fit(area.width), fit(area.height));
    let colours = colours(picture, area, columns, rows);
    let (left, top) = ((SIDE - columns) / 2, (SIDE - rows) / 2);
    let mut pixels = vec![-1.0; SIDE * SIDE * 3];
    let lines = pixels.chunks_exact_mut(SIDE * 3).skip(top).take(rows);
    for (line, colours) in lines.zip(colours.chunks_exact(columns)) {
        for (pixel, colour) in line.chunks_exact_mut(3).skip(left).zip(colours) {
            pixel.copy_from_slice(&colour.map(|value| value / 127.5 - 1.0));
        }
    }
    let scale = longer as f32 / SIDE as f32;
    let frame = Frame {
        scale,
        left: area.left as f32 - left as f32 * scale,
        top: area.top as f32 - top as f32 * scale,
        turns,
    };
    (if turns == Turns(0) { pixels } else { turned(&pixels, turns) }, frame)
}

/// A part of the picture averaged to a number of columns and rows: red, green and blue, 0 to 255.
pub(super) fn colours(picture: &Picture, area: Area, columns: usize, rows: usize) -> Vec<[f32; 3]> {
    let chroma = chroma_area(picture, area);
    let parts: [(&Plane, Area); 3] = [(&picture.y, area), (&picture.cb, chroma), (&picture.cr, chroma)];
    let [y, cb, cr] = parts.map(|(plane, area)| averaged(plane, area, columns, rows));
    y.iter().zip(&cb).zip(&cr).map(|((y, cb), cr)| rgb(*y, *cb - 128.0, *cr - 128.0)).collect()
}

fn turned(pixels: &[f32], turns: Turns) -> Vec<f32> {
    let mut turned = Vec::with_capacity(pixels.len());
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (from_x, from_y) = turns.place(x as f32, y as f32, (SIDE - 1) as f32);
            let start = (from_y as usize * SIDE + from_x as usize) * 3;
            turned.extend_from_slice(pixels.get(start..start + 3).unwrap_or_default());
        }
    }
    turned
}

/// The chroma samples under a part of the luma.
fn chroma_area(picture: &Picture, area: Area) -> Area {
    match picture.subsampling {
        Subsampling::Full => area,
        Subsampling::Quarter => {
            let half = |start: usize, length: usize| (start / 2, (start + length).div_ceil(2) - start / 2);
            let ((left, width), (top, height)) = (half(area.left, area.width), half(area.top, area.height));
            Area { left, top, width, height }
        }
    }
}

/// ITU-R BT.601 full range (JFIF 1.02).
///
/// The panic of `clamp` for an empty range can bring along the formatting of floats: 10 KB of the gzipped module.
#[allow(clippy::manual_clamp)]
fn rgb(y: f32, cb: f32, cr: f32) -> [f32; 3] {
    [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb]
        .map(|value| value.max(0.0).min(255.0))
}
