//! The Huffman tables that T.81 K.3.3 lists. Motion JPEG leaves them out of its frames, and so do webcams that write
//! single pictures: a table that a sequential scan needs and that was never defined is the listed one.

use super::super::segment::{HuffmanSpec, TableClass};

/// Tables K.3 and K.4, by destination: codes of each length for the sizes 0 to 11.
const DC_COUNTS: [[u8; 16]; 2] =
    [[0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]];

/// Tables K.5 and K.6, by destination.
const AC_COUNTS: [[u8; 16]; 2] =
    [[0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125], [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119]];

/// Values of the codes of up to 15 bits. Those of 16 bits are what is left of the runs with sizes 1 to 10, in order.
const LUMA_AC_VALUES: &[u8] = &[
    0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
    0x71, 0x14, //
    0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72,
    0x82,
];
const CHROMA_AC_VALUES: &[u8] = &[
    0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, 0x13,
    0x22, 0x32, //
    0x81, 0x08, 0x14, 0x42, 0x91, 0xA1, 0xB1, 0xC1, 0x09, 0x23, 0x33, 0x52, 0xF0, 0x15, 0x62, 0x72, 0xD1,
    0x0A, 0x16, //
    0x24, 0x34, 0xE1, 0x25, 0xF1,
];

/// The listed table of a class for a destination: 0 is for luma, 1 for chroma, and there are no others.
pub fn standard_table(class: TableClass, destination: usize) -> Option<HuffmanSpec> {
    let (counts, first) = match class {
        TableClass::Dc => {
            return Some(HuffmanSpec { counts: *DC_COUNTS.get(destination)?, values: (0..=11).collect() });
        }
        TableClass::Ac if destination == 0 => (AC_COUNTS.first()?, LUMA_AC_VALUES),
        TableClass::Ac => (AC_COUNTS.get(destination)?, CHROMA_AC_VALUES),
    };
    let has_size = |value: &u8| (1..=10).contains(&(value & 15));
    let rest = (0..=255).filter(|value| has_size(value) && !first.contains(value));
    Some(HuffmanSpec { counts: *counts, values: first.iter().copied().chain(rest).collect() })
}
