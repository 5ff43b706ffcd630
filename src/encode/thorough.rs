//! The thorough search: quantization tables and λ that suit the picture, instead of those that suit all pictures alike.

use super::budget::Search;
use super::settings::Encoded;
use super::similarity::difference;
use super::tuning::{KNOBS, Tuning};
use crate::picture::Picture;

/// The first step of each knob. Later rounds take halves.
const STEPS: [i32; KNOBS] = [64, 40, 8, 96, 128];
/// How far each may go from the usual, which is 0.
const REACH: [i32; KNOBS] = [160, 120, 24, 240, 256];
/// Rounds over all knobs.
const ROUNDS: u32 = 2;
/// Tunings tried in all, so that the time is bounded.
const TRIALS: usize = 32;

/// The best of files with at most `limit` bytes, the usual one among them: goes from tuning to tuning, a knob at a time,
/// as long as the file becomes more like the picture.
pub fn improved(search: &mut Search, picture: &Picture, usual: Encoded, limit: usize) -> Encoded {
    let mut descent =
        Descent { search, picture, limit, trials: 0, best: Tuning::default(), least: 0.0, jpeg: usual.jpeg };
    descent.least = descent.difference(&descent.jpeg);
    for round in 0..ROUNDS {
        for (knob, (step, reach)) in STEPS.into_iter().zip(REACH).enumerate() {
            let step = step >> round;
            let moved = |from: i32, by: i32| (from + by).clamp(-reach, reach);
            for by in [step, -step] {
                let mut gained = false;
                while descent.try_to_move(knob, |from| moved(from, by)) {
                    gained = true;
                }
                if gained {
                    break;
                }
            }
        }
    }
    Encoded { jpeg: descent.jpeg, ..usual }
}

struct Descent<'a, 's> {
    search: &'a mut Search<'s>,
    picture: &'a Picture,
    limit: usize,
    /// Tunings tried so far.
    trials: usize,
    /// The best so far, its difference from the picture, and its file.
    best: Tuning,
    least: f64,
    jpeg: Vec<u8>,
}

impl Descent<'_, '_> {
    /// How much a file differs from the picture. Every file of ours can be read.
    fn difference(&self, jpeg: &[u8]) -> f64 {
        difference(self.picture, jpeg).unwrap_or(f64::MAX)
    }

    /// Tries the best tuning with one knob moved; tells whether it is better.
    fn try_to_move(&mut self, knob: usize, moved: impl Fn(i32) -> i32) -> bool {
        let mut tuning = self.best;
        let Some(place) = tuning.0.get_mut(knob) else { return false };
        *place = moved(*place);
        if tuning == self.best || self.least <= 0.0 || self.trials >= TRIALS {
            return false;
        }
        self.trials += 1;
        let Some(jpeg) = self.search.tuned(tuning, self.limit) else { return false };
        let difference = self.difference(&jpeg);
        let better = difference < self.least;
        if better {
            (self.best, self.least, self.jpeg) = (tuning, difference, jpeg);
        }
        better
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Settings, encode};
    use crate::options::{Coding, Effort, Prefer};
    use crate::picture::{Plane, Subsampling};

    /// Waves of many frequencies with a little grain; a corner of strong noise.
    fn picture(seed: u32, subsampling: Subsampling) -> Picture {
        let (width, height) = (120, 160);
        let mut state = seed;
        let mut plane = |width: usize, height: usize| {
            let sample = |place: usize| {
                let (x, y) = (place % width, place / width);
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let grain = state >> 24;
                if x + y < 40 { grain as u8 } else { ((x * x / 60 + y * 2) as u32 % 200 + grain / 10) as u8 }
            };
            Plane { width, height, samples: (0..width * height).map(sample).collect() }
        };
        let chroma = (subsampling.chroma_len(width), subsampling.chroma_len(height));
        let (y, cb, cr) = (plane(width, height), plane(chroma.0, chroma.1), plane(chroma.0, chroma.1));
        Picture { subsampling, y, cb, cr }
    }

    #[test]
    fn never_poorer_than_the_usual_file() {
        let mut gains = 0;
        for seed in 1..=4 {
            for (subsampling, coding) in
                [(Subsampling::Quarter, Coding::Baseline), (Subsampling::Full, Coding::Progressive)]
            {
                let picture = picture(seed, subsampling);
                let settings = Settings {
                    window_max_bytes: 4_000 + 700 * seed as usize,
                    prefer: Prefer::Size,
                    coding,
                    ..Settings::default()
                };
                let [usual, thorough] = [Effort::Usual, Effort::Thorough].map(|effort| {
                    let file = encode(&picture, &Settings { effort, ..settings.clone() }).unwrap();
                    difference(&picture, &file.jpeg).unwrap()
                });
                assert!(thorough <= usual, "{thorough} over {usual}");
                gains += i32::from(thorough < usual);
            }
        }
        assert!(gains >= 6, "{gains} of 8");
    }

    #[test]
    fn coarser_files_differ_more() {
        for subsampling in [Subsampling::Quarter, Subsampling::Full] {
            let picture = picture(9, subsampling);
            let differences = [100, 95, 80, 50, 20].map(|quality| {
                let settings = Settings { ceiling: quality, floor: quality, ..Settings::default() };
                difference(&picture, &encode(&picture, &settings).unwrap().jpeg).unwrap()
            });
            assert!(differences.is_sorted_by(|finer, coarser| finer < coarser), "{differences:?}");
        }
    }
}
