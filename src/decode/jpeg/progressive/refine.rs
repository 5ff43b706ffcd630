//! One more bit of the AC coefficients of one block (T.81 G.1.2.3).
//!
//! The codes give new coefficients, after runs of zeros. After each code stand the correction bits of the
//! coefficients in the run that were nonzero before: as many as the place of the new coefficient is farther than the
//! run is long.

use super::super::bit_buffer::BitReader;
use super::super::coefficients::Kept;
use super::super::huffman::{BadCode, Table, extend};
use super::band::Band;
use super::new_coefficients::{self, Codes};
use super::zeros::Zeros;
use std::ops::ControlFlow;

/// Reads a block. If it is in an end-of-band run, `eob_run` includes it on entry and excludes it on return.
#[inline(always)]
pub fn block(
    reader: &mut BitReader,
    codes: Codes,
    zeros: &mut Zeros,
    eob_run: &mut u32,
    mut kept: Kept,
) -> Result<(), BadCode> {
    let nonzero = *kept.history & codes.band.positions();
    if *eob_run > 0 {
        *eob_run -= 1;
        if nonzero != 0 {
            let corrections = Corrections::default();
            corrections.rest(reader, nonzero, codes.band).apply(nonzero, codes.band, &mut kept);
        }
        return Ok(());
    }
    let zero = !nonzero & codes.band.positions();
    zeros.list(zero);
    let mut walk = Walk {
        zeros,
        zeros_count: zero.count_ones(),
        nonzero,
        next: codes.band.first,
        next_zero: 0,
        history: *kept.history,
    };
    if needed(reader, codes, &mut walk, eob_run, &mut kept)?.is_continue()
        && unneeded(reader, codes, &mut walk, eob_run)?.is_continue()
    {
        // After the last coefficient that was nonzero there are no corrections.
        new_coefficients::read(reader, codes, walk.next, &mut walk.history, eob_run)?;
    }
    *kept.history = walk.history;
    Ok(())
}

/// Reads and corrects the coefficients that the scale needs, as long as the block's band goes on.
#[inline(always)]
fn needed(
    reader: &mut BitReader,
    Codes { table, band, .. }: Codes,
    walk: &mut Walk,
    eob_run: &mut u32,
    kept: &mut Kept,
) -> Result<ControlFlow<()>, BadCode> {
    let mut corrections = Corrections::default();
    while walk.next <= band.last_needed.min(band.last) {
        reader.refill();
        let Some((run, value)) = symbol(reader, table, eob_run)? else {
            corrections.rest(reader, walk.rest(), band).apply(walk.nonzero, band, kept);
            return Ok(ControlFlow::Break(()));
        };
        let (k, nonzero) = walk.step(run)?;
        corrections.read(reader, nonzero);
        if value != 0 {
            walk.history |= 1 << k;
            if let Some(slot) = kept.value(k) {
                *slot = (value << band.low) as i16;
            }
        }
    }
    corrections.apply(walk.nonzero, band, kept);
    Ok(ControlFlow::Continue(()))
}

/// Reads on to the last coefficient that was nonzero before. The number of corrections is enough here.
#[inline(always)]
fn unneeded(
    reader: &mut BitReader,
    Codes { table, .. }: Codes,
    walk: &mut Walk,
    eob_run: &mut u32,
) -> Result<ControlFlow<()>, BadCode> {
    let end = 64 - walk.nonzero.leading_zeros();
    while walk.next < end {
        reader.refill();
        let Some((run, value)) = symbol(reader, table, eob_run)? else {
            reader.refill();
            skip(reader, walk.rest().count_ones());
            return Ok(ControlFlow::Break(()));
        };
        let (k, nonzero) = walk.step(run)?;
        skip(reader, nonzero);
        walk.history |= u64::from(value != 0) << k;
    }
    Ok(ControlFlow::Continue(()))
}

/// How far a block has been read.
struct Walk<'a> {
    /// The places of the zero coefficients, and how many there are.
    zeros: &'a Zeros,
    zeros_count: u32,
    /// The coefficients that were nonzero before, a bit each.
    nonzero: u64,
    /// The next zigzag position, and the number of the next zero coefficient.
    next: u32,
    next_zero: u32,
    /// Those that are nonzero now.
    history: u64,
}

impl Walk<'_> {
    /// Goes after the zero coefficient that `run` others stand before. Returns its place and the number of nonzero
    /// ones before it.
    #[inline(always)]
    fn step(&mut self, run: u32) -> Result<(u32, u32), BadCode> {
        let number = self.next_zero + run;
        if number >= self.zeros_count {
            return Err(BadCode);
        }
        let k = self.zeros.place(number);
        let nonzero = k - self.next - run;
        (self.next, self.next_zero) = (k + 1, number + 1);
        Ok((k, nonzero))
    }

    /// The coefficients from here on that were nonzero before.
    #[inline(always)]
    fn rest(&self) -> u64 {
        self.nonzero & u64::MAX.unbounded_shl(self.next)
    }
}

/// The next run of zeros and the value after it, 0 for a run of 16; `None` where an end-of-band run begins, whose
/// blocks after this one `eob_run` then counts.
#[inline(always)]
fn symbol(reader: &mut BitReader, table: &Table, eob_run: &mut u32) -> Result<Option<(u32, i32)>, BadCode> {
    let entry = table.peek(reader);
    let (run, value) = if entry.value() != 0 {
        reader.skip(entry.length());
        (entry.run(), entry.value())
    } else {
        let symbol = table.finish_symbol(entry, reader)?;
        match (symbol & 15, symbol >> 4) {
            (0, 15) => (15, 0),
            (0, run) => {
                *eob_run = (1 << run) + reader.bits(run) - 1;
                return Ok(None);
            }
            (size, run) => (run, extend(reader.bits(size), size)),
        }
    };
    // A coefficient of which only now a bit is known has size 1.
    if (-1..=1).contains(&value) { Ok(Some((run, value))) } else { Err(BadCode) }
}

/// Bits that are there after a symbol, which with its sign has at most 17 of the 32 of a refill.
const LEFT: u32 = 15;

/// Skips `count` bits, at most 63, after a symbol.
#[inline(always)]
fn skip(reader: &mut BitReader, mut count: u32) {
    if count > LEFT {
        reader.refill();
        if count > 32 {
            reader.skip(32);
            reader.refill();
            count -= 32;
        }
    }
    reader.skip(count);
}

/// The correction bits of a block's coefficients, in the order of the coefficients.
#[derive(Clone, Copy, Default)]
struct Corrections {
    /// The last one is the lowest bit.
    bits: u64,
    count: u32,
}

impl Corrections {
    /// Reads `count` bits, at most 63, after a symbol.
    #[inline(always)]
    fn read(&mut self, reader: &mut BitReader, mut count: u32) {
        if count > LEFT {
            reader.refill();
            if count > 32 {
                self.take(reader, 32);
                reader.refill();
                count -= 32;
            }
        }
        self.take(reader, count);
    }

    /// Reads `count` bits, at most 32, that are there.
    #[inline(always)]
    fn take(&mut self, reader: &mut BitReader, count: u32) {
        self.bits = self.bits << count | reader.long_bits(count);
        self.count += count;
    }

    /// Reads the bits of all coefficients of `nonzero`, and skips those that are not needed.
    #[inline(always)]
    fn rest(mut self, reader: &mut BitReader, nonzero: u64, band: Band) -> Self {
        let needed = nonzero & u64::MAX >> (63 - band.last_needed);
        reader.refill();
        self.read(reader, needed.count_ones());
        reader.refill();
        skip(reader, (nonzero & !needed).count_ones());
        self
    }

    /// Corrects the needed ones of the coefficients that were nonzero before.
    #[inline(always)]
    fn apply(self, nonzero: u64, band: Band, kept: &mut Kept) {
        let mut left = nonzero & u64::MAX >> (63 - band.last_needed);
        let mut bits = self.bits.unbounded_shl(64 - self.count);
        while left != 0 {
            kept.correct(left.trailing_zeros(), (bits >> 63) as i16, band.low);
            left &= left - 1;
            bits <<= 1;
        }
    }
}

impl Kept<'_> {
    /// One step of bit `low` away from zero when `bit` is set; nothing happens to a coefficient that is not kept.
    #[inline(always)]
    fn correct(&mut self, k: u32, bit: i16, low: u32) {
        if let Some(slot) = self.value(k) {
            // A branch on the bit would be mispredicted every other time.
            let (sign, set) = (*slot >> 15, -bit);
            *slot = slot.wrapping_add((((1 << low) ^ sign) - sign) & set);
        }
    }
}
