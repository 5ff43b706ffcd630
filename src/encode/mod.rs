//! JPEG encoder for one job: the best small picture in a given number of bytes. Integer arithmetic
//! only, so that every machine writes the same file.

mod budget;
mod candidate;
mod fdct;
mod huffman;
mod progressive;
pub mod quality_scale;
mod quantization;
mod scan_symbols;
mod settings;
mod similarity;
mod size_estimate;
mod symbol;
mod thorough;
mod transformed;
mod trellis;
mod tuning;
mod writer;

pub use settings::{CannotFit, Encoded, Settings};

use crate::options::Effort;
use crate::picture::Picture;
use budget::{ENOUGH, Search, within};

/// Encodes the picture in the best quality that the settings allow.
///
/// The highest quality between floor and ceiling that fits the window is taken; else what
/// [`Prefer`](crate::options::Prefer) says, and always a file within the hard limit.
///
/// # Errors
/// [`CannotFit`] when the lowest quality is over the hard limit.
pub fn encode(picture: &Picture, settings: &Settings) -> Result<Encoded, CannotFit> {
    let axis = 1..=usize::from(u16::MAX);
    if !axis.contains(&picture.width()) || !axis.contains(&picture.height()) {
        return Err(CannotFit { bytes: usize::MAX });
    }
    let mut search = Search::new(picture, settings.coding);
    let usual = search.usual(settings)?;
    Ok(match settings.effort {
        Effort::Usual => usual,
        Effort::Thorough => {
            let limit = limit_met(usual.jpeg.len(), settings);
            thorough::improved(&mut search, picture, usual, limit)
        }
    })
}

/// The limit that a file of `bytes` bytes was made to meet, or its size where something else decided.
fn limit_met(bytes: usize, settings: &Settings) -> usize {
    let hard = settings.hard_limit_bytes;
    let limits = [settings.window_max_bytes.min(hard), hard];
    limits.into_iter().find(|&limit| bytes <= limit && within(bytes, limit, ENOUGH)).unwrap_or(bytes)
}
