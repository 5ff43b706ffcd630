//! Huffman tables for decoding (T.81 annex C and F.2.2.3), laid out so that most coefficients cost one look-up.

mod pairs;
mod skip;
mod standard;
mod table;

pub use pairs::{AFTER_DC_ALONE, PairTable};
pub use skip::SkipTable;
pub use standard::standard_table;
pub use table::{BadCode, ENTRIES, LOOKUP_BITS, Table, extend};
