//! One block of a sequential scan (T.81 F.2.2).

use super::huffman::{BadCode, SkipTable, Table};
use super::window::Reader;
use super::zigzag::{Block, Dequantization};

/// Reads a block: the difference of its DC coefficient, then runs and values of its AC coefficients.
///
/// Coefficients up to zigzag position `last_needed` go, dequantized, into `block`, which was cleared; the rest is
/// passed over. Returns whether the block has AC coefficients among the needed ones.
#[inline(always)]
pub fn block(
    reader: &mut Reader,
    dc: &Table,
    (ac, skip): (&Table, &SkipTable),
    dequantization: &Dequantization,
    last_needed: u32,
    prediction: &mut i32,
    block: &mut Block,
) -> Result<bool, BadCode> {
    *prediction = prediction.wrapping_add(dc.difference(reader)?);
    dequantization.store(block, 0, *prediction);

    let mut k = 1;
    while k <= last_needed {
        reader.refill();
        let entry = ac.peek(reader);
        if entry.value() != 0 {
            k += entry.run();
            dequantization.store(block, k, entry.value());
            reader.skip(entry.length());
            k += 1;
            // At most 11 bits were read: those of another look-up are there.
            let entry = ac.peek(reader);
            if k <= last_needed && entry.value() != 0 {
                k += entry.run();
                dequantization.store(block, k, entry.value());
                reader.skip(entry.length());
                k += 1;
            }
            continue;
        }
        let symbol = ac.finish_symbol(entry, reader)?;
        let (run, size) = (symbol >> 4, symbol & 15);
        if size == 0 {
            // End of block, or a run of 16 zeros.
            if run < 15 {
                return Ok(k > 1);
            }
            k += 16;
            continue;
        }
        k += run;
        let value = super::huffman::extend(reader.bits(size), size);
        dequantization.store(block, k, value);
        k += 1;
    }
    skip_rest(reader, ac, skip, k)?;
    Ok(last_needed > 0)
}

/// Passes over the coefficients from zigzag position `k` to the end of the block.
#[inline(always)]
fn skip_rest(reader: &mut Reader, ac: &Table, skip: &SkipTable, mut k: u32) -> Result<(), BadCode> {
    while k < 64 {
        reader.refill();
        let symbols = skip.peek(reader);
        // The symbols of a look-up all belong to this block only if the 63rd coefficient is not among them.
        if k + symbols.coefficients() <= 63 {
            reader.skip(symbols.length());
            k += symbols.coefficients() + symbols.end_of_block();
            continue;
        }
        let symbol = ac.symbol(reader)?;
        let (run, size) = (symbol >> 4, symbol & 15);
        if size == 0 && run < 15 {
            return Ok(());
        }
        reader.skip(size);
        k += run + 1;
    }
    // An end of block adds 128.
    if k == 64 || k >= 128 { Ok(()) } else { Err(BadCode) }
}
