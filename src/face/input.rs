//! From the picture to the 128 × 128 pixels that the net sees: the whole picture, black beside it.

use super::network::SIDE;
use crate::picture::{Picture, Plane};

/// Where the picture lies in what the net sees.
pub(super) struct Frame {
    /// Pixels of the picture for each pixel of the net.
    pub scale: f32,
    /// First column of the net's pixels that shows the picture.
    pub left: f32,
    /// First row of the net's pixels that shows the picture.
    pub top: f32,
}

/// The whole picture, its longer side on 128 pixels. Values are red, green and blue from -1 to 1.
pub(super) fn whole(picture: &Picture) -> (Vec<f32>, Frame) {
    let (width, height) = (picture.y.width.max(1), picture.y.height.max(1));
    let longer = width.max(height);
    let fit = |side: usize| ((side * SIDE + longer / 2) / longer).clamp(1, SIDE);
    let (columns, rows) = (fit(width), fit(height));
    let [y, cb, cr] = [&picture.y, &picture.cb, &picture.cr].map(|plane| averaged(plane, columns, rows));
    let (left, top) = ((SIDE - columns) / 2, (SIDE - rows) / 2);
    let mut pixels = vec![-1.0; SIDE * SIDE * 3];
    let shown = pixels.chunks_exact_mut(SIDE * 3).skip(top).take(rows);
    for (number, row) in shown.enumerate() {
        let samples = y.iter().zip(&cb).zip(&cr).skip(number * columns);
        for (pixel, ((y, cb), cr)) in row.chunks_exact_mut(3).skip(left).take(columns).zip(samples) {
            pixel.copy_from_slice(&rgb(*y, *cb - 128.0, *cr - 128.0).map(|value| value / 127.5 - 1.0));
        }
    }
    let scale = longer as f32 / SIDE as f32;
    (pixels, Frame { scale, left: left as f32, top: top as f32 })
}

/// ITU-R BT.601 full range (JFIF 1.02).
fn rgb(y: f32, cb: f32, cr: f32) -> [f32; 3] {
    [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb].map(|value| value.clamp(0.0, 255.0))
}

/// The plane on another grid, each sample the mean of the area that it covers. The sums are whole numbers, in units of
/// one part in `columns` times one part in `rows` of a sample, and thus exact.
pub(super) fn averaged(plane: &Plane, columns: usize, rows: usize) -> Vec<f32> {
    let mut sums = vec![0_u64; columns * rows];
    let mut line = vec![0_u64; columns];
    for (number, samples) in plane.rows().enumerate() {
        line.fill(0);
        for (x, sample) in samples.iter().enumerate() {
            for (column, share) in shares(x, plane.width, columns) {
                if let Some(sum) = line.get_mut(column) {
                    *sum += u64::from(*sample) * share;
                }
            }
        }
        for (row, share) in shares(number, plane.height, rows) {
            let line_sums = sums.iter_mut().skip(row * columns);
            line_sums.zip(&line).for_each(|(sum, value)| *sum += value * share);
        }
    }
    let area = (plane.width * plane.height).max(1) as f64;
    sums.into_iter().map(|sum| (sum as f64 / area) as f32).collect()
}

/// Which cells of a grid a sample reaches into, and with how many of its `cells` parts. A cell has `samples` parts.
fn shares(sample: usize, samples: usize, cells: usize) -> impl Iterator<Item = (usize, u64)> {
    let (start, end) = (sample * cells, (sample + 1) * cells);
    let first = start / samples.max(1);
    (first..cells).map_while(move |cell| {
        let overlap = end.min((cell + 1) * samples).checked_sub(start.max(cell * samples))?;
        (overlap > 0).then_some((cell, overlap as u64))
    })
}
