//! The first bits of the AC coefficients of one block (T.81 G.1.2.2).

use super::super::bit_buffer::BitReader;
use super::super::coefficients::Kept;
use super::super::huffman::{BadCode, extend};
use super::new_coefficients::{self, Codes};

/// Reads a block outside of an end-of-band run; `eob_run` gets the number of blocks after it that have no coefficients.
#[inline(always)]
pub fn block(reader: &mut BitReader, codes: Codes, eob_run: &mut u32, mut kept: Kept) -> Result<(), BadCode> {
    let Codes { table, band, .. } = codes;
    let mut history = *kept.history;
    let mut k = band.first;
    while k <= band.last_needed.min(band.last) {
        reader.refill();
        let entry = table.peek(reader);
        let value = if entry.value() != 0 {
            reader.skip(entry.length());
            k += entry.run();
            entry.value()
        } else {
            let symbol = table.finish_symbol(entry, reader)?;
            let (run, size) = (symbol >> 4, symbol & 15);
            if size == 0 {
                if run < 15 {
                    *eob_run = (1 << run) + reader.bits(run) - 1;
                    *kept.history = history;
                    return Ok(());
                }
                k += 16;
                continue;
            }
            k += run;
            extend(reader.bits(size), size)
        };
        if k > band.last {
            return Err(BadCode);
        }
        history |= 1 << k;
        if let Some(slot) = kept.value(k) {
            *slot = (value << band.low) as i16;
        }
        k += 1;
    }
    new_coefficients::read(reader, codes, k, &mut history, eob_run)?;
    *kept.history = history;
    Ok(())
}
