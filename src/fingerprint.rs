//! A picture's fingerprint: whether two files show the same picture, not whether two pictures show
//! the same person.

use crate::{Error, Options, Session, options::Limits, scale};

/// Samples along each side.
pub const SIDE: usize = 16;

/// The upright picture's luma on [`SIDE`] × [`SIDE`] samples, row by row.
///
/// Another size, quality or format of the same picture gives nearly the same samples.
///
/// # Errors
///
/// As [`preflight`](crate::preflight), when the picture cannot be read.
pub fn fingerprint(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut session = Session::new(Options { limits: limits.clone(), ..Options::default() })?;
    session.push(bytes)?;
    let decoded = session.into_decoded()?;
    Ok(scale::resized(&decoded.picture.y, SIDE, SIDE).samples)
}
