//! The search for the quality that meets a number of bytes.

use super::candidate::{Candidate, Codes};
use super::quantization::Coarseness;
use super::settings::{CannotFit, Encoded, Settings};
use super::transformed::Transformed;
use super::tuning::Tuning;
use crate::options::{Coding, Prefer};
use crate::picture::Picture;

/// The larger one of two files that fit.
fn larger(found: Option<Found>, other: Found) -> Option<Found> {
    found.filter(|found| found.jpeg.len() >= other.jpeg.len()).or(Some(other))
}

/// A file that fits.
struct Found {
    /// How coarse the file is, or one of its size that is quantized alike all over.
    coarseness: Coarseness,
    jpeg: Vec<u8>,
}

impl Found {
    fn encoded(self, floor_won: bool) -> Encoded {
        Encoded {
            quality: self.coarseness.quality(),
            equivalent_quality: self.coarseness.usual_quality(),
            jpeg: self.jpeg,
            floor_won,
        }
    }
}

/// Attempts whose file is off by no more than this, in 1/1000 of the limit, leave the tables and go
/// on by the price of a bit, because tables of whole numbers change sizes in jumps.
const NEAR: u64 = 40;
/// The same for files that are too large, once tables were tried: a higher price always helps.
const NEAR_LATER: u64 = 90;
/// A file this near under the limit, in 1/1000 of it, ends the search at once;
const HIT: u64 = 3;
/// one this near is good enough once prices were tried.
pub const ENOUGH: u64 = 10;
/// Attempts with other tables; one or two are usual.
const ATTEMPTS: usize = 14;
/// From this attempt on the interval that is left is halved: sizes do not follow the usual powers.
const BISECTED: usize = 3;
/// Patches of an attempt with another price of a bit; one is usual.
const PATCHES: usize = 6;
/// Attempts on a sample of the picture before the first on the whole.
const SAMPLED_ATTEMPTS: usize = 3;
/// The part of the limit that is aimed at, for the zeros that are stuffed after bytes of ones are guessed.
const AIM: f64 = 0.9993;

/// What is kept from attempt to attempt.
pub struct Search<'a> {
    transformed: Transformed<'a>,
    /// The last candidate, which is not made twice.
    latest: Option<Candidate<'a>>,
    /// The Huffman tables of the last attempt, which tell the next what a symbol costs.
    codes: Option<Codes>,
}

impl<'a> Search<'a> {
    /// Nothing is known but the picture.
    pub fn new(picture: &'a Picture, coding: Coding) -> Self {
        Self { transformed: Transformed::new(picture, coding), latest: None, codes: None }
    }
}

impl Search<'_> {
    /// The file of the usual tables.
    pub fn usual(&mut self, settings: &Settings) -> Result<Encoded, CannotFit> {
        let hard = settings.hard_limit_bytes;
        let window = settings.window_max_bytes.min(hard);
        let ceiling = Coarseness::of_usual_quality(settings.ceiling);
        let floor = Coarseness::of_usual_quality(settings.floor.min(settings.ceiling));
        let lowest = Coarseness::of_usual_quality(1);
        let coarsest = if settings.prefer == Prefer::Size { lowest } else { floor };
        if let Some(found) = self.best(ceiling, coarsest, window) {
            return Ok(match self.floors_file(&found, coarsest, hard) {
                Some(kept) => {
                    let floor_won = kept.jpeg.len() > window;
                    kept.encoded(floor_won)
                }
                None => found.encoded(false),
            });
        }
        if settings.prefer == Prefer::Quality
            && let Some(found) = self.best(floor, floor, hard)
        {
            return Ok(found.encoded(true));
        }
        // Where the window wins and not even the lowest quality fits it, nothing is smaller than that.
        let finest = if settings.prefer == Prefer::Size { lowest } else { floor };
        match self.best(finest, lowest, hard) {
            Some(found) => Ok(found.encoded(false)),
            None => {
                Err(CannotFit { bytes: self.latest.as_ref().map_or(usize::MAX, |last| last.write().len()) })
            }
        }
    }

    /// The finest file of at most `limit` bytes with other tables and prices, if any fits.
    pub fn tuned(&mut self, tuning: Tuning, limit: usize) -> Option<Vec<u8>> {
        self.transformed.tune(tuning);
        let (finest, lowest) = (Coarseness::of_usual_quality(100), Coarseness::of_usual_quality(1));
        self.best(finest, lowest, limit).map(|found| found.jpeg)
    }

    /// The finest file of at most `limit` bytes between two degrees of coarseness, if the coarsest
    /// fits.
    fn best(&mut self, finest: Coarseness, coarsest: Coarseness, limit: usize) -> Option<Found> {
        // The answer is coarser than `over` and at most as coarse as `under`.
        let (mut over, mut under) = (finest.0.saturating_sub(1), coarsest.0);
        let mut next = self.start(finest, coarsest, limit);
        let mut found = None;
        for attempt in 1..=ATTEMPTS {
            let (bytes, jpeg) = self.attempt(next, limit);
            if let Some(jpeg) = jpeg {
                under = next.0;
                found = larger(found, Found { coarseness: next, jpeg });
                if next == finest {
                    return found;
                }
            } else {
                over = next.0;
                if next == coarsest {
                    return None;
                }
            }
            let closed = under - over <= 1;
            let near = if attempt > 2 && bytes > limit { NEAR_LATER } else { NEAR };
            if closed || attempt == ATTEMPTS || within(bytes, limit, near) {
                found = self.trim(bytes, limit, [finest, coarsest], found);
                if closed || found.as_ref().is_some_and(|found| within(found.jpeg.len(), limit, ENOUGH)) {
                    return found;
                }
            }
            let guess = match attempt {
                ..BISECTED => corrected(next, bytes, limit).0,
                _ => (u64::from(over) * u64::from(under)).isqrt() as u32,
            };
            next = Coarseness(guess.clamp(over + 1, if found.is_some() { under - 1 } else { under }));
        }
        found.or_else(|| {
            let (_, jpeg) = self.attempt(coarsest, limit);
            jpeg.map(|jpeg| Found { coarseness: coarsest, jpeg })
        })
    }

    /// The file of the coarsest that is allowed, if it is larger than the one that was found and fits the limit: a file
    /// that was made to fit by the price of a bit may have become poorer than that.
    fn floors_file(&mut self, found: &Found, coarsest: Coarseness, limit: usize) -> Option<Found> {
        let near = u64::from(coarsest.0) * (1000 - 2 * NEAR_LATER) / 1000;
        if u64::from(found.coarseness.0) < near {
            return None;
        }
        self.best(coarsest, coarsest, limit).filter(|kept| kept.jpeg.len() > found.jpeg.len())
    }

    /// Moves the size of the latest attempt, whose file is already near the limit, by the price of a bit alone. Gives
    /// the largest file that fits, if any does; its quality is that of a file of its size made by tables alone.
    fn trim(
        &mut self,
        mut bytes: usize,
        limit: usize,
        [finest, coarsest]: [Coarseness; 2],
        mut found: Option<Found>,
    ) -> Option<Found> {
        let untrimmed = bytes;
        let candidate = self.latest.as_mut()?;
        let aim = (limit as f64 * AIM) as usize;
        for _ in 0..PATCHES {
            if bytes <= limit && within(bytes, limit, HIT) {
                break;
            }
            self.transformed.patch(candidate, bytes, aim);
            let (patched, jpeg) = candidate.within(limit);
            if let Some(jpeg) = jpeg {
                let coarseness = at_size(candidate.coarseness, untrimmed, jpeg.len() as f64);
                found = larger(found, Found { coarseness: coarseness.clamp(finest, coarsest), jpeg });
            }
            bytes = patched;
        }
        self.codes = Some(candidate.huffman.clone());
        found
    }

    /// Where to look first.
    fn start(&mut self, finest: Coarseness, coarsest: Coarseness, limit: usize) -> Coarseness {
        let mut guess = match &self.latest {
            Some(latest) => latest.coarseness.clamp(finest, coarsest),
            None => Coarseness(finest.0.midpoint(coarsest.0)),
        };
        if finest == coarsest {
            if self.codes.is_none() {
                // Nothing to look for, but prices to be learnt.
                self.codes = Some(self.transformed.estimate(finest, None).1);
            }
            return finest;
        }
        for _ in 0..SAMPLED_ATTEMPTS {
            let (bytes, codes) = self.transformed.estimate(guess, self.codes.as_ref());
            self.codes = Some(codes);
            let next = corrected(guess, bytes, limit).clamp(finest, coarsest);
            let settled = next == guess;
            guess = next;
            if settled {
                break;
            }
        }
        guess
    }

    /// Makes a candidate, unless it is the latest. Gives the size of its file, and the file if it
    /// has at most `limit` bytes.
    fn attempt(&mut self, coarseness: Coarseness, limit: usize) -> (usize, Option<Vec<u8>>) {
        let candidate = match self.latest.take() {
            Some(latest)
                if latest.coarseness == coarseness
                    && latest.patch.is_none()
                    && latest.tuning == self.transformed.tuning() =>
            {
                latest
            }
            _ => self.transformed.candidate(coarseness, self.codes.as_ref()),
        };
        self.codes = Some(candidate.huffman.clone());
        let candidate = self.latest.insert(candidate);
        candidate.within(limit)
    }
}

/// Whether two sizes differ by at most `thousandths` 1/1000 of the limit.
pub fn within(bytes: usize, limit: usize, thousandths: u64) -> bool {
    // A limit may be as large as a size can be, but no file is: so the products stay within 64 bits.
    const LARGEST: u64 = 1 << 50;
    let [bytes, limit] = [bytes, limit].map(|size| (size as u64).min(LARGEST));
    bytes.abs_diff(limit) * 1000 <= limit * thousandths
}

/// The coarseness at which a file would be just under the limit.
fn corrected(coarseness: Coarseness, bytes: usize, limit: usize) -> Coarseness {
    at_size(coarseness, bytes, limit as f64 * AIM)
}

/// The coarseness at which a file would have another size: sizes follow about the power -2/3 of coarseness.
fn at_size(coarseness: Coarseness, bytes: usize, wanted: f64) -> Coarseness {
    // A power of 3/2 needs no more than a square root, which IEEE 754 defines to the last bit.
    let ratio = bytes as f64 / wanted.max(1.0);
    Coarseness((f64::from(coarseness.0) * ratio * ratio.sqrt()) as u32)
}
