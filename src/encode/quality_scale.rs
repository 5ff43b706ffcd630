//! The two scales of quality: that of the encoder's own tables, and the usual one of libjpeg with
//! the tables of ITU-T T.81 Annex K. Both go from 1 to 100; here they are counted in hundredths.

/// Qualities of equal fidelity: usual, own.
///
/// The mean, over 33 photos (portraits, outdoor, fine detail), of the own quality whose file has the SSIMULACRA2 of
/// libjpeg's; `cargo xtask fidelity --scale` measures the same on the pictures of packages.
/// Both ends are the same by definition: at 100 all steps are 1, at 1 nearly all are 255.
#[rustfmt::skip]
const EQUAL: [(u32, u32); 17] = [
    (100, 100),
    (500, 400),
    (1_000, 880),
    (2_000, 2_040),
    (3_000, 3_250),
    (4_000, 4_560),
    (5_000, 5_600),
    (6_000, 6_290),
    (7_000, 7_260),
    (7_500, 7_640),
    (8_000, 8_075),
    (8_500, 8_485),
    (9_000, 8_890),
    (9_300, 9_122),
    (9_500, 9_385),
    (9_800, 9_750),
    (10_000, 10_000),
];

/// The own quality that is as faithful as a usual one, both in hundredths, 100 to 10,000.
pub fn own_of_usual(usual: u32) -> u32 {
    between(&EQUAL, usual)
}

/// The usual quality that is as faithful as an own one, both in hundredths, 100 to 10,000.
pub fn usual_of_own(own: u32) -> u32 {
    between(&EQUAL.map(|(usual, own)| (own, usual)), own)
}

/// On the straight lines between the points, to the nearest whole.
fn between(points: &[(u32, u32)], x: u32) -> u32 {
    let &[(mut from_x, mut from_y), .., (last_x, last_y)] = points else { return x };
    let x = x.clamp(from_x, last_x);
    for &(to_x, to_y) in points {
        if x < to_x {
            let (run, rise) = (to_x - from_x, to_y - from_y);
            return from_y + ((x - from_x) * rise + run / 2) / run;
        }
        (from_x, from_y) = (to_x, to_y);
    }
    last_y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scales_rise() {
        for (a, b) in EQUAL.iter().zip(&EQUAL[1..]) {
            assert!(a.0 < b.0 && a.1 < b.1);
        }
        for quality in 100..10_000 {
            assert!(own_of_usual(quality) <= own_of_usual(quality + 1));
            assert!(usual_of_own(quality) <= usual_of_own(quality + 1));
        }
    }

    #[test]
    fn there_and_back() {
        for quality in 100..=10_000 {
            assert!(usual_of_own(own_of_usual(quality)).abs_diff(quality) <= 1);
            assert!(own_of_usual(usual_of_own(quality)).abs_diff(quality) <= 1);
        }
        assert_eq!((own_of_usual(0), usual_of_own(0)), (100, 100));
        assert_eq!((own_of_usual(u32::MAX), usual_of_own(u32::MAX)), (10_000, 10_000));
    }
}
