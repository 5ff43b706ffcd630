//! The usual quality scale: ITU-T T.81 table K.1 scaled as libjpeg scales it.

/// Table K.1 in zigzag order.
const LUMA: [u16; 64] = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, //
    26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, //
    56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, //
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/// The quality, 1 to 100, whose luma table is nearest to `table` (sum of absolute differences).
///
/// Exact for every table that libjpeg writes; an equivalent for tables of other encoders.
pub fn nearest(table: &[u16; 64]) -> u8 {
    (1..=100).min_by_key(|&quality| distance(table, quality)).unwrap_or(1)
}

fn distance(table: &[u16; 64], quality: u8) -> u32 {
    let percent = scale_percent(quality);
    LUMA.iter()
        .zip(table)
        .map(|(&base, &step)| {
            let scaled = ((u32::from(base) * percent + 50) / 100).clamp(1, 255);
            scaled.abs_diff(u32::from(step))
        })
        .sum()
}

/// What libjpeg multiplies the tables of Annex K with.
fn scale_percent(quality: u8) -> u32 {
    let quality = u32::from(quality.clamp(1, 100));
    if quality < 50 { 5000 / quality } else { 200 - 2 * quality }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_quality_again() {
        for quality in 1..=100 {
            let percent = scale_percent(quality);
            let table = LUMA.map(|base| ((u32::from(base) * percent + 50) / 100).clamp(1, 255) as u16);
            // The lowest qualities share tables clamped to 255.
            assert_eq!(distance(&table, nearest(&table)), 0, "{quality}");
            if quality > 10 {
                assert_eq!(nearest(&table), quality);
            }
        }
    }
}
