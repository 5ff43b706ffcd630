//! What another encoder reaches, quality by quality.

use crate::metric::Fidelity;
use std::collections::HashMap;

/// Another encoder's files of one picture; each quality is encoded and judged once at most.
pub struct Curve<'a> {
    encode: Box<dyn FnMut(u8) -> Vec<u8> + 'a>,
    fidelity: &'a Fidelity<'a>,
    files: HashMap<u8, Vec<u8>>,
    scores: HashMap<u8, f64>,
}

impl<'a> Curve<'a> {
    pub fn new(fidelity: &'a Fidelity<'a>, encode: impl FnMut(u8) -> Vec<u8> + 'a) -> Self {
        Self { encode: Box::new(encode), fidelity, files: HashMap::new(), scores: HashMap::new() }
    }

    /// SSIMULACRA2 at exactly this number of bytes: between the two qualities around it.
    pub fn at_size(&mut self, bytes: usize) -> f64 {
        let [low, high] = bisected(|quality| self.bytes(quality) <= bytes);
        let [below, above] = [low, high].map(|quality| self.bytes(quality) as f64);
        let part = (bytes as f64 - below) / (above - below);
        let [below, above] = [low, high].map(|quality| self.score(quality));
        below + (above - below) * part.clamp(0.0, 1.0)
    }

    /// The quality, with a fraction, whose file has this SSIMULACRA2.
    pub fn quality_of(&mut self, score: f64) -> f64 {
        let [low, high] = bisected(|quality| self.score(quality) <= score);
        let [below, above] = [low, high].map(|quality| self.score(quality));
        f64::from(low) + ((score - below) / (above - below)).clamp(0.0, 1.0)
    }

    fn file(&mut self, quality: u8) -> &[u8] {
        self.files.entry(quality).or_insert_with(|| (self.encode)(quality))
    }

    fn bytes(&mut self, quality: u8) -> usize {
        self.file(quality).len()
    }

    fn score(&mut self, quality: u8) -> f64 {
        if let Some(&score) = self.scores.get(&quality) {
            return score;
        }
        let fidelity = self.fidelity;
        let score = fidelity.of(self.file(quality));
        self.scores.insert(quality, score);
        score
    }
}

/// The highest quality that holds, or 1, and the one above it.
fn bisected(mut holds: impl FnMut(u8) -> bool) -> [u8; 2] {
    let (mut low, mut high) = (1, 100);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if holds(middle) { low = middle } else { high = middle }
    }
    [low, high]
}
