//! What the thorough search varies beside the coarseness: how steps are distributed over the frequencies, and what a bit costs.

/// How many knobs there are.
pub const KNOBS: usize = 5;

/// Departures from the usual tables and prices; all 0 is the usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tuning(pub [i32; KNOBS]);

impl Tuning {
    /// The share of the usual step at a place of the table, row by row, in 1/256.
    pub fn luma_step(self, place: u8) -> u32 {
        let [dc, _, steepness, ..] = self.0;
        if place == 0 { share(dc) } else { slope(steepness, place) }
    }

    /// The same for chroma.
    pub fn chroma_step(self, place: u8) -> u32 {
        let [_, chroma, steepness, ..] = self.0;
        share(chroma) * slope(steepness, place) / ONE
    }

    /// The price of a bit, in 1/256 of the usual.
    pub fn lambda(self) -> u32 {
        let [.., lambda, _] = self.0;
        share(lambda)
    }

    /// How much dearer a bit is in textured blocks, in 1/256 of the usual.
    pub fn masking(self) -> u32 {
        let [.., masking] = self.0;
        share(masking)
    }
}

/// A share that changes nothing.
const ONE: u32 = 256;

fn share(departure: i32) -> u32 {
    ONE.saturating_add_signed(departure)
}

/// `steepness` is how much coarser steps become from one diagonal of the table to the next.
fn slope(steepness: i32, place: u8) -> u32 {
    /// The diagonal that stays.
    const MIDDLE: i32 = 4;
    let diagonal = i32::from(place % 8 + place / 8);
    share(steepness * (diagonal - MIDDLE)).max(ONE / 4)
}
