//! The JPEG decoder: pushed bytes in, rows of component samples out, in memory that does not grow with the
//! picture's height.
//!
//! It reads what ITU-T T.81 calls baseline, extended sequential with 8 bits, and progressive (SOF0, SOF1,
//! SOF2; Huffman coding), and it can reconstruct each component at N/8 of its size straight from the DCT
//! coefficients. `README.md` beside this file tells how; the clause numbers in the comments are T.81's.
//!
//! ```text
//!  push(bytes) ─▶ decoder ─▶ segment ─▶ Header ─▶ start(scales)
//!                    │ entropy-coded bytes
//!                    ▼
//!                 bit_buffer ─▶ scan ─▶ sequential ───────────────▶ idct ─▶ strip ─▶ RowSink::row
//!                              └──▶ progressive ─▶ coefficients ─▶┘
//! ```
//!
//! # What a damaged file gives
//!
//! Viewers show almost anything; a picture that goes to a face comparison must not have invented content.
//! [`Integrity`] reports what viewers tolerate and what leaves the picture of use, everything else is an error. The
//! check `intact` warns of all that is reported but of trailing bytes:
//!
//! | found | result |
//! |---|---|
//! | bytes before the start of image (at most 64 KiB) | `Integrity::leading_bytes` |
//! | bytes between the last unit of a scan or restart interval and the next marker, or between segments; a restart marker, start of image or TEM between segments | `Integrity::extra_bytes` |
//! | a segment length under 2 where no parameters are needed | what follows up to the next marker counts as `extra_bytes` |
//! | no end of image after the last unit of the last scan: the file ends, a start of image follows, or in a sequential file a further scan | `Integrity::end_missing` |
//! | bytes after the end of image (motion photos, gain maps) | `Integrity::trailing_bytes` |
//! | sequential, at least 64 rows of units, only the last row of units incomplete | its samples repeat the row above, `Integrity::repeated_rows` |
//! | progressive, every coefficient that the scales need has begun, refinements of some are missing at the end of image | `Integrity::is_coarse` |
//! | progressive, the first scan of a coefficient that the scales need is missing at the end of image | [`Error::Truncated`] |
//! | any other missing unit, with the end of the file or of the image after it | [`Error::Truncated`] |
//! | missing units, sequential or progressive, with any other marker after them, such as the next scan's tables | [`Error::Corrupt`] |
//! | a quantization step of 0 | its coefficients are 0; nothing is reported |
//! | a sequential scan that needs a Huffman table which was never defined | the table of K.3.3; nothing is reported |
//! | a code that no table holds, a coefficient past the 63rd | [`Error::Corrupt`] |
//! | an end-of-band run that reaches beyond its restart interval or its scan | [`Error::Corrupt`] |
//! | a scan header or restart interval of another length than its parameters have | [`Error::Corrupt`] |
//! | a progressive scan that does not go on where those before it ended: a refinement left out or repeated, a first scan repeated | [`Error::Corrupt`] |
//! | a restart marker out of order, after fewer units than its interval has, or where none is due | [`Error::Corrupt`] |

mod bit_buffer;
mod coefficients;
mod components;
mod decoder;
mod header;
mod huffman;
mod idct;
mod limits;
mod marker;
mod metadata;
mod plane;
mod progressive;
pub(super) mod quality;
mod scale;
mod scan;
mod segment;
mod sequential;
mod tables;
mod zigzag;

pub use decoder::Decoder;
pub use header::{Colour, Header};
pub use limits::Limits;
pub use scale::Scale;
pub use segment::CodingProcess;
#[cfg(feature = "internals")]
pub use {header::Component, idct::reconstruct, metadata::Adobe};

#[cfg(doc)]
use crate::{error::Error, rows::Integrity};
