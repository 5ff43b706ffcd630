//! Undoing the filters of rows (PNG Recommendation, third edition, 9.2) of pixels of one to four bytes.

use crate::simd::Eight;

/// Restores a row from what was stored of it and from the row above, zeros where there is none. `None`: there is no
/// such filter.
pub fn unfilter<const N: usize>(filter: u8, stored: &[u8], above: &[u8], row: &mut [u8]) -> Option<()> {
    match filter {
        0 => row.copy_from_slice(stored),
        1 => pixels::<N>(stored, above, row, |left, _| left),
        2 => {
            for ((place, &stored), &above) in row.iter_mut().zip(stored).zip(above) {
                *place = stored.wrapping_add(above);
            }
        }
        3 => pixels::<N>(stored, above, row, |left, above| ((u16::from(left) + u16::from(above)) / 2) as u8),
        4 => paeth::<N>(stored, above, row),
        _ => return None,
    }
    Some(())
}

/// Adds to each byte what `predict` makes of the one to the left and the one above.
#[inline(always)]
fn pixels<const N: usize>(stored: &[u8], above: &[u8], row: &mut [u8], predict: impl Fn(u8, u8) -> u8) {
    let mut left = [0; N];
    let stored = stored.as_chunks::<N>().0.iter().zip(above.as_chunks::<N>().0);
    for (place, (stored, above)) in row.as_chunks_mut::<N>().0.iter_mut().zip(stored) {
        for ((left, &stored), &above) in left.iter_mut().zip(stored).zip(above) {
            *left = stored.wrapping_add(predict(*left, above));
        }
        *place = left;
    }
}

/// The filter that most rows of photos have (9.4): the pixel to the left, above, or above and to the left, whichever is
/// nearest to left + above - (above and left). Each pixel waits for the one before, so its bytes go at once.
fn paeth<const N: usize>(stored: &[u8], above: &[u8], row: &mut [u8]) {
    let (mut left, mut corner) = (Eight::ZERO, Eight::ZERO);
    let stored = stored.as_chunks::<N>().0.iter().zip(above.as_chunks::<N>().0);
    for (place, (stored, above)) in row.as_chunks_mut::<N>().0.iter_mut().zip(stored) {
        let (stored, above) = (wide(stored), wide(above));
        left = stored.plus(nearest(left, above, corner)).low_bytes();
        corner = above;
        if let Some(bytes) = left.to_bytes().first_chunk() {
            *place = *bytes;
        }
    }
}

#[inline(always)]
fn wide<const N: usize>(pixel: &[u8; N]) -> Eight {
    Eight::from_bytes(std::array::from_fn(|at| pixel.get(at).copied().unwrap_or(0)))
}

/// The predictor of 9.4 without its three distances. With `low` and `high` of left and above, and
/// `left + above - corner` = e, the corner is nearest only when it is between them by more than
/// the distance to each; with `t` = 3 · corner - left - above that is `low < t < high`. Else e is on the side
/// of `low` when t ≥ high, and of `high` when t ≤ low.
#[inline(always)]
fn nearest(left: Eight, above: Eight, corner: Eight) -> Eight {
    let t = corner.plus(corner).plus(corner).minus(above).minus(left);
    let (low, high) = (left.min(above), left.max(above));
    let inner = Eight::select_greater(high, t, corner, low);
    Eight::select_greater(t, low, inner, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the Recommendation writes it.
    fn recommended(a: u8, b: u8, c: u8) -> u8 {
        let (a, b, c) = (i32::from(a), i32::from(b), i32::from(c));
        let p = a + b - c;
        let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
        (if pa <= pb && pa <= pc {
            a
        } else if pb <= pc {
            b
        } else {
            c
        }) as u8
    }

    #[test]
    fn paeth_is_the_recommendations() {
        for above in 0..=255 {
            for corner in 0..=255 {
                // The first pixel becomes `left`, the second gets the predictor alone.
                for left in 0..=255_u8 {
                    let first = left.wrapping_sub(recommended(0, corner, 0));
                    let mut row = [0; 2];
                    unfilter::<1>(4, &[first, 0], &[corner, above], &mut row);
                    assert_eq!(row, [left, recommended(left, above, corner)], "{left} {above} {corner}");
                }
            }
        }
    }

    #[test]
    fn each_filter_restores_what_it_was_made_of() {
        // Odd and even ones: averages are rounded down.
        let byte = |at: usize| (at * at * 31 + at * 6) as u8;
        let (above, row): (Vec<u8>, Vec<u8>) = (0..36).map(|at| (byte(at), byte(at + 50))).unzip();
        fn check<const N: usize>(above: &[u8], row: &[u8]) {
            for filter in 0..5 {
                let stored: Vec<u8> = (0..row.len())
                    .map(|at| {
                        let before = |row: &[u8]| if at < N { 0 } else { row[at - N] };
                        let (a, b, c) = (before(row), above[at], before(above));
                        let average = ((u16::from(a) + u16::from(b)) / 2) as u8;
                        let predicted = [0, a, b, average, recommended(a, b, c)][filter];
                        row[at].wrapping_sub(predicted)
                    })
                    .collect();
                let mut restored = vec![0; row.len()];
                assert!(unfilter::<N>(filter as u8, &stored, above, &mut restored).is_some());
                assert_eq!(restored, row, "filter {filter}, {N} bytes");
            }
        }
        check::<1>(&above, &row);
        check::<2>(&above, &row);
        check::<3>(&above, &row);
        check::<4>(&above, &row);
        assert!(unfilter::<1>(5, &above, &above, &mut [0; 36]).is_none());
    }
}
