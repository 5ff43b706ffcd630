//! JPEG encoder for one job: the best small picture in a given number of bytes. Integer arithmetic
//! only, so that every machine writes the same file.

mod budget;
mod candidate;
mod fdct;
mod huffman;
mod progressive;
pub mod quality_scale;
mod quantization;
mod request;
mod similarity;
mod size_estimate;
mod symbol;
mod symbols;
mod thorough;
mod transformed;
mod trellis;
mod tuning;
mod writer;

pub use request::{CannotFit, Encoded, Request};

use crate::options::Effort;
use crate::picture::Picture;
use budget::{ENOUGH, Search, within};

/// Encodes the picture in the best quality that the request allows.
///
/// The highest quality between floor and ceiling that fits the window is taken; else what
/// [`Prefer`](crate::options::Prefer) says, and always a file within the hard limit.
///
/// # Errors
/// [`CannotFit`] when the lowest quality is over the hard limit.
pub fn encode(picture: &Picture, request: &Request) -> Result<Encoded, CannotFit> {
    let axis = 1..=usize::from(u16::MAX);
    if !axis.contains(&picture.width()) || !axis.contains(&picture.height()) {
        return Err(CannotFit { bytes: usize::MAX });
    }
    let mut search = Search::new(picture, request.coding);
    let usual = search.usual(request)?;
    Ok(match request.effort {
        Effort::Usual => usual,
        Effort::Thorough => {
            let limit = limit_met(usual.jpeg.len(), request);
            thorough::improved(&mut search, picture, usual, limit)
        }
    })
}

/// The limit that a file of `bytes` bytes was made to meet, or its size where something else decided.
fn limit_met(bytes: usize, request: &Request) -> usize {
    let hard = request.hard_limit_bytes;
    let limits = [request.window_max_bytes.min(hard), hard];
    limits.into_iter().find(|&limit| bytes <= limit && within(bytes, limit, ENOUGH)).unwrap_or(bytes)
}
