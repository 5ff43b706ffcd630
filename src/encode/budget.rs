//! The search for the quality that meets a number of bytes.

use super::candidate::{Candidate, Codes, Price, Source};
use super::quantization::Coarseness;
use super::{CannotFit, Encoded, Request};
use crate::options::Prefer;
use crate::picture::Picture;

/// Encodes the picture in the best quality that the request allows.
///
/// The highest quality between floor and ceiling that fits the window is taken; else what
/// [`Prefer`] says, and always a file within the hard limit.
///
/// # Errors
/// [`CannotFit`] when the lowest quality is over the hard limit.
pub fn encode(picture: &Picture, request: &Request) -> Result<Encoded, CannotFit> {
    let axis = 1..=usize::from(u16::MAX);
    if !axis.contains(&picture.width()) || !axis.contains(&picture.height()) {
        return Err(CannotFit { bytes: usize::MAX });
    }
    let hard = request.hard_limit_bytes;
    let window = request.window_max_bytes.min(hard);
    let ceiling = Coarseness::of_usual_quality(request.ceiling);
    let floor = Coarseness::of_usual_quality(request.floor.min(request.ceiling));
    let lowest = Coarseness::of_usual_quality(1);

    let mut search = Search { source: Source::new(picture), latest: None, codes: None };
    if let Some(found) = search.best(ceiling, floor, window) {
        return Ok(found.encoded(false));
    }
    if request.prefer == Prefer::Size
        && let Some(found) = search.best(floor, lowest, window)
    {
        return Ok(found.encoded(false));
    }
    if let Some(found) = search.best(floor, floor, hard) {
        return Ok(found.encoded(true));
    }
    match search.best(floor, lowest, hard) {
        Some(found) => Ok(found.encoded(false)),
        None => Err(CannotFit { bytes: search.latest.map_or(usize::MAX, |last| last.write().len()) }),
    }
}

/// A file that fits.
struct Found {
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
const NEAR: u64 = 15;
/// A file this near under the limit, in 1/1000 of it, ends the search.
const HIT: u64 = 3;
/// Attempts with other tables, once one fits; two are usual.
const ATTEMPTS: usize = 8;
/// Attempts with another price; one is usual.
const PRICE_ATTEMPTS: usize = 3;
/// Attempts on a sample of the picture before the first on the whole.
const SAMPLED_ATTEMPTS: usize = 3;
/// The part of the limit that attempts aim at.
const AIM: f64 = 0.9985;

struct Search<'a> {
    source: Source<'a>,
    /// The last candidate, which is not made twice.
    latest: Option<Candidate>,
    /// The Huffman tables of the last attempt, which tell the next what a symbol costs.
    codes: Option<Codes>,
}

impl Search<'_> {
    /// The finest file of at most `limit` bytes between two degrees of coarseness, if the coarsest
    /// fits.
    fn best(&mut self, finest: Coarseness, coarsest: Coarseness, limit: usize) -> Option<Found> {
        // The answer is coarser than `over` and at most as coarse as `under`.
        let (mut over, mut under) = (finest.0.saturating_sub(1), coarsest.0);
        let mut next = self.start(finest, coarsest, limit);
        let mut found = None;
        for attempt in 1.. {
            let (bytes, jpeg) = self.attempt(next, Price::default(), limit);
            if let Some(jpeg) = jpeg {
                under = next.0;
                found = Some(Found { coarseness: next, jpeg });
                if next == finest {
                    return found;
                }
            } else {
                over = next.0;
                if next == coarsest {
                    return None;
                }
            }
            let exhausted = attempt >= ATTEMPTS && found.is_some();
            if exhausted || under - over <= 1 || within(bytes, limit, NEAR) {
                found = self.trim(next, bytes, limit, found);
                if found.is_some() {
                    return found;
                }
            }
            next = Coarseness(match found {
                Some(_) => corrected(next, bytes, limit).0.clamp(over + 1, under - 1),
                None if attempt < ATTEMPTS => corrected(next, bytes, limit).0.clamp(over + 1, under),
                None => under,
            });
        }
        found
    }

    /// Moves the size of a file that is already near the limit by the price of a bit alone: sizes
    /// follow about the power -1/10 of it. Gives the largest file that fits, if any does.
    fn trim(
        &mut self,
        coarseness: Coarseness,
        bytes: usize,
        limit: usize,
        mut found: Option<Found>,
    ) -> Option<Found> {
        let (mut bytes, mut price) = (bytes, Price::default());
        for _ in 0..PRICE_ATTEMPTS {
            if bytes <= limit && within(bytes, limit, HIT) {
                break;
            }
            price = price.corrected(bytes as f64 / (limit as f64 * AIM));
            let jpeg;
            (bytes, jpeg) = self.attempt(coarseness, price, limit);
            let largest = found.as_ref().map_or(0, |found| found.jpeg.len());
            found = jpeg.filter(|jpeg| jpeg.len() > largest).map(|jpeg| Found { coarseness, jpeg }).or(found);
        }
        found
    }

    /// Where to look first.
    fn start(&mut self, finest: Coarseness, coarsest: Coarseness, limit: usize) -> Coarseness {
        let mut guess = match &self.latest {
            Some(latest) => latest.coarseness,
            None => Coarseness(finest.0.midpoint(coarsest.0)),
        };
        for _ in 0..SAMPLED_ATTEMPTS {
            guess = guess.clamp(finest, coarsest);
            let (bytes, codes) = self.source.estimate(guess, self.codes.as_ref());
            self.codes = Some(codes);
            guess = corrected(guess, bytes, limit);
        }
        guess.clamp(finest, coarsest)
    }

    /// Makes a candidate, unless it is the latest. Gives the size of its file, and the file if it
    /// has at most `limit` bytes.
    fn attempt(&mut self, coarseness: Coarseness, price: Price, limit: usize) -> (usize, Option<Vec<u8>>) {
        let candidate = match self.latest.take() {
            Some(latest) if latest.coarseness == coarseness && latest.price == price => latest,
            _ => self.source.candidate(coarseness, price, self.codes.as_ref()),
        };
        self.codes = Some(candidate.huffman.clone());
        let candidate = self.latest.insert(candidate);
        let bytes = candidate.bytes_before_stuffing();
        if bytes > limit {
            return (bytes, None);
        }
        let jpeg = candidate.write();
        (jpeg.len(), Some(jpeg).filter(|jpeg| jpeg.len() <= limit))
    }
}

/// Whether two sizes differ by so many 1/1000 of the limit at most.
fn within(bytes: usize, limit: usize, thousandths: u64) -> bool {
    bytes.abs_diff(limit) as u64 <= limit as u64 / 1000 * thousandths
}

/// The coarseness at which a file would be just under the limit: sizes follow about the power -2/3
/// of coarseness.
fn corrected(coarseness: Coarseness, bytes: usize, limit: usize) -> Coarseness {
    // A power of 3/2 needs no more than a square root, which IEEE 754 defines to the last bit.
    let ratio = bytes as f64 / (limit as f64 * AIM).max(1.0);
    Coarseness((f64::from(coarseness.0) * ratio * ratio.sqrt()) as u32)
}
