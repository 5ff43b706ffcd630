//! Area averages: each sample of the small grid is the mean of the area that it covers.
//!
//! The sums are whole numbers, in units of one part in `columns` times one part in `rows` of a sample, and thus exact.

use crate::picture::{Area, Plane};

/// An area of a plane on a grid of `columns` × `rows`, row by row; empty where the area is.
pub(crate) fn averaged(plane: &Plane, area: Area, columns: usize, rows: usize) -> Vec<f32> {
    let mut averages = Vec::with_capacity(columns * rows);
    if area.width == 0 || area.height == 0 {
        return averages;
    }
    let parts = (area.width * area.height) as f64;
    let lines: Vec<&[u8]> = area.rows(plane).collect();
    // Each cell's first sample, and the shares of all its samples.
    let cells: Vec<(usize, Vec<u32>)> = (0..columns)
        .map(|column| {
            let shares = covered(column, area.width, columns).map(|(_, share)| share);
            (column * area.width / columns, shares.collect())
        })
        .collect();
    // Down first, which is the larger work: every column alone, side by side.
    let mut sums = vec![0_u32; area.width];
    for row in 0..rows {
        sums.fill(0);
        for (line, share) in covered(row, area.height, rows) {
            let samples = lines.get(line).copied().unwrap_or_default();
            sums.iter_mut().zip(samples).for_each(|(sum, sample)| *sum += u32::from(*sample) * share);
        }
        averages.extend(cells.iter().map(|(first, shares)| {
            let touched = sums.get(*first..).unwrap_or_default();
            let products = touched.iter().zip(shares).map(|(sum, share)| u64::from(*sum) * u64::from(*share));
            (products.sum::<u64>() as f64 / parts) as f32
        }));
    }
    averages
}

/// The samples that a cell of a grid covers, and with how many of their `cells` parts. A cell has `samples` parts.
fn covered(cell: usize, samples: usize, cells: usize) -> impl Iterator<Item = (usize, u32)> {
    let (start, end) = (cell * samples, (cell + 1) * samples);
    (start / cells..end.div_ceil(cells)).map(move |sample| {
        let overlap = end.min((sample + 1) * cells) - start.max(sample * cells);
        (sample, overlap as u32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_of_whole_and_of_split_samples() {
        let plane = Plane { width: 3, height: 2, samples: vec![0, 30, 60, 90, 120, 150] };
        assert_eq!(averaged(&plane, Area::whole(&plane), 1, 1), [75.0]);
        assert_eq!(averaged(&plane, Area::whole(&plane), 3, 1), [45.0, 75.0, 105.0]);
        assert_eq!(averaged(&plane, Area::whole(&plane), 2, 1), [55.0, 95.0]);
        let right = Area { left: 1, top: 0, width: 2, height: 1 };
        assert_eq!(averaged(&plane, right, 4, 1), [30.0, 30.0, 60.0, 60.0]);
        assert_eq!(averaged(&plane, Area { width: 0, ..right }, 4, 4), [0.0; 0]);
    }
}
