//! The search for the quality that meets a number of bytes.

use super::candidate::{Candidate, Source};
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

    let mut search = Search { source: Source::new(picture), latest: None };
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

/// A file this near under the limit, in 1/1024 of it, ends the search.
const NEAR: usize = 1020;
/// Attempts at most; three or four are usual.
const ATTEMPTS: usize = 12;

struct Search<'a> {
    source: Source<'a>,
    /// The last candidate: its codes price the next one's bits, and it is not made twice.
    latest: Option<Candidate>,
}

impl Search<'_> {
    /// The finest file of at most `limit` bytes between two degrees of coarseness, if the coarsest
    /// fits. Sizes follow about the power -2/3 of coarseness, so the next attempt is near.
    fn best(&mut self, finest: Coarseness, coarsest: Coarseness, limit: usize) -> Option<Found> {
        // Too fine, then coarse enough: the answer lies between them.
        let (mut over, mut under) = (finest.0.saturating_sub(1), coarsest.0);
        let mut found = None;
        let start = self.latest.as_ref().map_or(finest.0.midpoint(coarsest.0), |last| last.coarseness.0);
        let mut next = start.clamp(finest.0, coarsest.0);
        for attempt in 1.. {
            let bytes = self.attempt(Coarseness(next));
            let fits = bytes <= limit;
            if let Some(latest) = self.latest.as_ref().filter(|_| fits) {
                under = next;
                found = Some(Found { coarseness: latest.coarseness, jpeg: latest.write() });
            } else {
                over = next;
            }
            let near = fits && (next == finest.0 || bytes * 1024 >= limit * NEAR);
            let exhausted = attempt >= ATTEMPTS && (fits || found.is_some());
            if near || exhausted || over >= coarsest.0 || under - over <= 1 {
                break;
            }
            next = match found {
                Some(_) => estimate(next, bytes, limit).clamp(over + 1, under - 1),
                None if attempt < ATTEMPTS => estimate(next, bytes, limit).clamp(over + 1, under),
                None => under,
            };
        }
        found
    }

    /// Makes a candidate, unless it is the latest; gives the size of its file.
    fn attempt(&mut self, coarseness: Coarseness) -> usize {
        let candidate = match self.latest.take() {
            Some(latest) if latest.coarseness == coarseness => latest,
            latest => self.source.candidate(coarseness, latest.as_ref()),
        };
        let bytes = candidate.write().len();
        self.latest = Some(candidate);
        bytes
    }
}

/// The coarseness at which a file would be just under the limit.
fn estimate(coarseness: u32, bytes: usize, limit: usize) -> u32 {
    // The power 3/2 needs no more than a square root, which IEEE 754 defines to the last bit.
    let ratio = bytes as f64 / (limit as f64 * 0.9985).max(1.0);
    (f64::from(coarseness) * ratio * ratio.sqrt()) as u32
}
