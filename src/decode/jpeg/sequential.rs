//! One block of a sequential scan (T.81 F.2.2).

use super::bit_buffer::BitReader;
use super::huffman::{AFTER_DC_ALONE, BadCode, PairTable, SkipTable, Table, extend};
use super::zigzag::{Block, Dequantization};

/// The tables of a component's AC coefficients.
#[derive(Clone, Debug)]
pub struct AcTables {
    single: Table,
    pairs: PairTable,
    skip: SkipTable,
}

impl AcTables {
    /// Bytes that the tables hold on the heap.
    pub const BYTES: usize = Table::BYTES + PairTable::BYTES + SkipTable::BYTES;

    /// For a scale whose last needed zigzag position is `last_needed`. What it never looks up is not worked out.
    pub fn new(single: Table, last_needed: u32) -> Self {
        let pairs = PairTable::new(&single, last_needed > 0);
        let skip = SkipTable::new(&single, last_needed < 63);
        Self { pairs, skip, single }
    }
}

/// A component's tables, and what its scale needs.
pub struct ComponentTables<'a> {
    pub dc: &'a Table,
    pub ac: &'a AcTables,
    pub dequantization: &'a Dequantization,
    /// The last zigzag position that the scale needs.
    pub last_needed: u32,
}

/// Reads a block: the difference of its DC coefficient, then runs and values of its AC coefficients. The reader was
/// refilled, or has the bits of a look-up that the block before left.
///
/// Coefficients up to zigzag position `last_needed` go, dequantized, into `block`, which was cleared; the rest is
/// skipped. Returns whether the block has AC coefficients among the needed ones.
#[inline(always)]
pub fn block(
    reader: &mut BitReader,
    tables: &ComponentTables,
    prediction: &mut i32,
    block: &mut Block,
) -> Result<bool, BadCode> {
    let mut k = short_symbols(reader, tables, 0, prediction, block);
    while k < 64 {
        k = long_symbol(reader, tables, k, prediction, block)?;
        reader.refill();
        if k < 64 {
            k = short_symbols(reader, tables, k, prediction, block);
        }
    }
    if k > 64 && k < END_OF_BLOCK {
        return Err(BadCode);
    }
    Ok(tables.last_needed > 0 && k != AFTER_DC_ALONE)
}

/// What an end of block adds to the position: more than the coefficients of a block and a run after them.
const END_OF_BLOCK: u32 = 128;

/// Reads the symbols from zigzag position `k` on up to one that is not found by one look-up. Returns its position,
/// or at the end of the block 64 or more.
///
/// A function of its own and without calls: in a larger one the reader does not stay in registers. In the whole job the
/// gain was not measurable; `README.md` beside this file tells what was tried.
#[inline(never)]
fn short_symbols(
    from: &mut BitReader,
    tables: &ComponentTables,
    mut k: u32,
    prediction: &mut i32,
    block: &mut Block,
) -> u32 {
    let mut reader = from.clone();
    let (pairs, skip, dequantization) = (&tables.ac.pairs, &tables.ac.skip, tables.dequantization);
    let last_needed = tables.last_needed;
    if k == 0 {
        let entry = tables.dc.peek(&reader);
        reader.refill();
        let Some(difference) = entry.whole_difference() else { return 0 };
        reader.skip(entry.length());
        *prediction = prediction.wrapping_add(difference);
        dequantization.store(block, 0, *prediction);
        k = 1;
    }
    // The refill comes after the look-up, for which the last one left enough bits: while an entry is on its way from
    // memory, the bits for the next look-up are put in place.
    while k <= last_needed {
        let pair = pairs.peek(&reader);
        reader.refill();
        if pair.is_to_be_read_alone(k) {
            *from = reader;
            return k;
        }
        reader.skip(pair.length());
        dequantization.store(block, k + pair.run(), pair.first_value());
        k += pair.step();
        dequantization.store(block, (k - 1) & 63, pair.last_value());
    }
    while k < 64 {
        let symbols = skip.peek(&reader);
        reader.refill();
        // The symbols of a look-up all belong to this block only if the 63rd coefficient is not among them.
        if k + symbols.coefficients() > 63 {
            break;
        }
        reader.skip(symbols.length());
        k += symbols.coefficients() + symbols.end_of_block();
    }
    *from = reader;
    k
}

/// Reads the symbol at zigzag position `k`, whatever it is. Returns the position after it.
#[inline(never)]
fn long_symbol(
    reader: &mut BitReader,
    tables: &ComponentTables,
    k: u32,
    prediction: &mut i32,
    block: &mut Block,
) -> Result<u32, BadCode> {
    if k == 0 {
        *prediction = prediction.wrapping_add(tables.dc.difference(reader)?);
        tables.dequantization.store(block, 0, *prediction);
        return Ok(1);
    }
    reader.refill();
    let symbol = tables.ac.single.symbol(reader)?;
    let (run, size) = (symbol >> 4, symbol & 15);
    match (run, size) {
        (15, 0) => Ok(k + 16),
        (_, 0) => Ok(k + END_OF_BLOCK),
        _ => {
            let value = extend(reader.bits(size), size);
            tables.dequantization.store(block, k + run, value);
            Ok(k + run + 1)
        }
    }
}
