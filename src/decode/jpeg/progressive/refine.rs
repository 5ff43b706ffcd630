//! One more bit of the AC coefficients of one block (T.81 G.1.2.3).
//!
//! The codes give new coefficients, after runs of zeros. After each code stand the correction bits of the
//! coefficients in the run that were nonzero before: as many as the place of the new coefficient is farther than the
//! run is long.

use super::super::bit_buffer::BitReader;
use super::super::coefficients::Kept;
use super::super::huffman::{BadCode, Table, extend};
use super::band::Band;
use super::new_coefficients::{self, NewCoefficients};
use super::zeros::Zeros;

/// Reads a block. If it is in an end-of-band run, `eob_run` includes it on entry and excludes it on return.
#[inline(always)]
pub fn block(
    reader: &mut BitReader,
    (table, new_coefficients): (&Table, &NewCoefficients),
    band: Band,
    zeros: &mut Zeros,
    eob_run: &mut u32,
    mut kept: Kept,
) -> Result<(), BadCode> {
    let nonzero = *kept.history & band.positions();
    if *eob_run > 0 {
        *eob_run -= 1;
        if nonzero != 0 {
            let corrections = Corrections::default();
            corrections.rest(reader, nonzero, band).apply(nonzero, band, &mut kept);
        }
        return Ok(());
    }
    let mut history = *kept.history;
    let zero = !nonzero & band.positions();
    zeros.list(zero);
    let mut walk = Walk { next: band.first, zero: 0, zeros: zero.count_ones() };

    let mut corrections = Corrections::default();
    let mut ended = false;
    while walk.next <= band.last_needed.min(band.last) {
        reader.refill();
        let Some((run, value)) = symbol(reader, table, eob_run)? else {
            ended = true;
            break;
        };
        let (k, nonzero) = walk.pass(zeros, run)?;
        corrections.read(reader, nonzero);
        if value != 0 {
            history |= 1 << k;
            if let Some(slot) = kept.value(k) {
                *slot = (value << band.low) as i16;
            }
        }
    }
    if ended {
        let rest = nonzero & u64::MAX.unbounded_shl(walk.next);
        corrections.rest(reader, rest, band).apply(nonzero, band, &mut kept);
        *kept.history = history;
        return Ok(());
    }
    corrections.apply(nonzero, band, &mut kept);

    // After the needed coefficients the number of the others' corrections is enough, ...
    let end = 64 - nonzero.leading_zeros();
    while walk.next < end {
        reader.refill();
        let Some((run, value)) = symbol(reader, table, eob_run)? else {
            let rest = nonzero & u64::MAX.unbounded_shl(walk.next);
            reader.refill();
            pass_over(reader, rest.count_ones());
            *kept.history = history;
            return Ok(());
        };
        let (k, nonzero) = walk.pass(zeros, run)?;
        pass_over(reader, nonzero);
        history |= u64::from(value != 0) << k;
    }
    // ... and after the last that was nonzero there are none.
    new_coefficients::read(reader, (table, new_coefficients), band.last, walk.next, &mut history, eob_run)?;
    *kept.history = history;
    Ok(())
}

/// How far a block has been read.
struct Walk {
    /// The next zigzag position.
    next: u32,
    /// The number of the next zero coefficient, and how many there are.
    zero: u32,
    zeros: u32,
}

impl Walk {
    /// Goes after the zero coefficient that `run` others stand before. Returns its place and the number of nonzero
    /// ones before it.
    #[inline(always)]
    fn pass(&mut self, zeros: &Zeros, run: u32) -> Result<(u32, u32), BadCode> {
        let number = self.zero + run;
        if number >= self.zeros {
            return Err(BadCode);
        }
        let k = zeros.place(number);
        let nonzero = k - self.next - run;
        (self.next, self.zero) = (k + 1, number + 1);
        Ok((k, nonzero))
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

/// Passes over `count` bits, at most 63, after a symbol.
#[inline(always)]
fn pass_over(reader: &mut BitReader, mut count: u32) {
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

    /// Reads the bits of all coefficients of `nonzero`, and passes over those that are not needed.
    #[inline(always)]
    fn rest(mut self, reader: &mut BitReader, nonzero: u64, band: Band) -> Self {
        let needed = nonzero & u64::MAX >> (63 - band.last_needed);
        reader.refill();
        self.read(reader, needed.count_ones());
        reader.refill();
        pass_over(reader, (nonzero & !needed).count_ones());
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
