//! Coefficients that become nonzero with a scan and of which no more than that is needed, where no correction bits
//! (T.81 G.1.2.3) stand between their codes.

use super::super::bit_buffer::BitReader;
use super::super::huffman::{BadCode, ENTRIES, LOOKUP_BITS, Table};
use super::band::Band;

/// A look-up gives the places of as many new coefficients as it holds.
///
/// | bits | |
/// |---|---|
/// | 14 to 63 | the places, a bit each, relative to the next coefficient |
/// | 13 | the last symbol ends the band of this block |
/// | 6 to 12 | number of coefficients; `NONE` when the look-up holds no whole symbol |
/// | 0 to 5 | number of bits |
///
/// The last magnitude may be outside of the look-up: its size is enough to skip it.
#[derive(Debug)]
pub struct NewCoefficients {
    entries: Box<[u64; ENTRIES]>,
    /// In a refinement new coefficients have one bit.
    refines: bool,
}

/// The tables of a scan and the coefficients that they code.
#[derive(Clone, Copy)]
pub struct Codes<'a> {
    pub table: &'a Table,
    pub new_coefficients: &'a NewCoefficients,
    pub band: Band,
}

/// More coefficients than a block has.
const NONE: u64 = 127;

/// Coefficients whose places an entry holds.
const PLACES: u32 = 50;

/// What `k` is raised by at the end of the band.
const END: u32 = 128;

impl NewCoefficients {
    /// Bytes that the table holds on the heap.
    pub const BYTES: usize = size_of::<[u64; ENTRIES]>();

    /// Where the scale needs the whole `band`, nothing is looked up, and so nothing is worked out.
    pub fn new(table: &Table, band: Band, refines: bool) -> Self {
        let mut entries = Box::new([NONE << 6; ENTRIES]);
        let is_used = band.last > band.last_needed;
        for (bits, entry) in (0..).zip(entries.iter_mut()).filter(|_| is_used) {
            *entry = Self::entry(table, bits, refines);
        }
        Self { entries, refines }
    }

    fn entry(table: &Table, bits: u32, refines: bool) -> u64 {
        let (mut length, mut coefficients, mut places) = (0, 0, 0);
        let mut end = false;
        while length < LOOKUP_BITS && !end {
            let rest = bits << (length + 16 - LOOKUP_BITS) & 0xFFFF;
            let Some((code_length, symbol)) = table.code(rest, LOOKUP_BITS - length) else { break };
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            // What ends the band of more blocks than this one has further bits.
            let is_other = size == 0 && 0 < run && run < 15 || refines && size > 1;
            if is_other || coefficients + run >= PLACES {
                break;
            }
            end = symbol == 0;
            length += code_length + size;
            if size > 0 {
                places |= 1 << (coefficients + run);
            }
            coefficients += if end { END } else { run + 1 };
        }
        let coefficients = if length == 0 { NONE } else { coefficients.into() };
        places << 14 | coefficients << 6 | u64::from(length)
    }

    // LOOKUP_BITS bits index ENTRIES entries.
    #[allow(clippy::indexing_slicing)]
    #[inline(always)]
    fn peek(&self, reader: &BitReader) -> Entry {
        Entry(self.entries[reader.peek(LOOKUP_BITS) as usize & (ENTRIES - 1)])
    }
}

#[derive(Clone, Copy)]
struct Entry(u64);

impl Entry {
    fn length(self) -> u32 {
        self.0 as u32 & 63
    }

    /// The number of coefficients, `END` or more when the last symbol ends the band.
    fn coefficients(self) -> u32 {
        self.0 as u32 >> 6 & 255
    }

    fn places(self) -> u64 {
        self.0 >> 14
    }
}

/// Reads from zigzag position `k` to the end of a block's band, after the last coefficient that was nonzero before.
///
/// `history` gets the places of the new coefficients, `eob_run` the number of blocks after this one that have none.
#[inline(always)]
pub fn read(
    reader: &mut BitReader,
    codes: Codes,
    mut k: u32,
    history: &mut u64,
    eob_run: &mut u32,
) -> Result<(), BadCode> {
    let Codes { table, new_coefficients, band: Band { last, .. } } = codes;
    while k <= last {
        reader.refill();
        let entry = new_coefficients.peek(reader);
        // The symbols of a look-up all belong to this block only if the last coefficient is not among them.
        if k + (entry.coefficients() & (END - 1)) <= last {
            reader.skip(entry.length());
            *history |= entry.places() << k;
            k += entry.coefficients();
            continue;
        }
        let symbol = table.symbol(reader)?;
        let (run, size) = (symbol >> 4, symbol & 15);
        if size == 0 && run < 15 {
            *eob_run = (1 << run) + reader.bits(run) - 1;
            return Ok(());
        }
        k += run;
        if k > last || new_coefficients.refines && size > 1 {
            return Err(BadCode);
        }
        if size > 0 {
            reader.skip(size);
            *history |= 1 << k;
        }
        k += 1;
    }
    // An end of the band, which is after no coefficient but the last, has added `END`.
    if k == last + 1 || k >= END { Ok(()) } else { Err(BadCode) }
}
