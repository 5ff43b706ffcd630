//! The thorough search: tables and prices that suit the picture, in place of those that suit all pictures alike.

use super::Encoded;
use super::budget::Search;
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
