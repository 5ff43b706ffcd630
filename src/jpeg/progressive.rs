//! One block of a progressive scan (T.81 G.1.2).

use super::coefficients::Kept;
use super::huffman::{BadCode, Table, extend};
use super::window::Reader;

/// The band of coefficients of a scan and their bit position.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    /// First and last zigzag position (Ss, Se).
    pub first: u32,
    pub last: u32,
    /// Bit position of the scan's bit (Al).
    pub low: u32,
    /// Last position that the scale needs; all behind it is passed over.
    pub last_needed: u32,
}

impl Band {
    /// Whether the scan can be passed over unread: the scale needs none of its coefficients, and no refinement
    /// that mixes them with needed ones can follow and ask which of them are nonzero.
    pub fn is_needless(self) -> bool {
        self.last_needed == 0 || (self.first > self.last_needed && self.low == 0)
    }
}

/// Reads the first bits of AC coefficients (G.1.2.2) of a block outside of an end-of-band run; `eob_run` gets the
/// number of blocks behind it that have none.
#[inline(always)]
pub fn ac_first(
    reader: &mut Reader,
    table: &Table,
    band: Band,
    eob_run: &mut u32,
    mut kept: Kept,
) -> Result<(), BadCode> {
    let mut k = band.first;
    while k <= band.last {
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
        *kept.history |= 1 << k;
        if k <= band.last_needed
            && let Some(slot) = kept.value(k)
        {
            *slot = (value << band.low) as i16;
        }
        k += 1;
    }
    if k == band.last + 1 { Ok(()) } else { Err(BadCode) }
}

/// Reads one more bit of AC coefficients (G.1.2.3).
#[inline(always)]
pub fn ac_refine(
    reader: &mut Reader,
    table: &Table,
    band: Band,
    eob_run: &mut u32,
    mut kept: Kept,
) -> Result<(), BadCode> {
    let nonzero = *kept.history;
    let needed = u64::MAX >> (63 - band.last_needed);
    // Positions of the band that were not visited yet.
    let mut left = (u64::MAX >> (63 - band.last)) & (u64::MAX << band.first);
    while *eob_run == 0 && left & needed != 0 {
        let Some((run, value)) = refining_symbol(reader, table, eob_run)? else { break };
        let k = position(left & !nonzero, run)?;
        correct(reader, left & below(k) & nonzero, band, &mut kept);
        left &= !below(k) << 1;
        if value != 0 {
            *kept.history |= 1 << k;
            if k <= band.last_needed
                && let Some(slot) = kept.value(k)
            {
                *slot = (value << band.low) as i16;
            }
        }
    }
    // Behind the needed coefficients only their number counts.
    while *eob_run == 0 && left != 0 {
        let Some((run, value)) = refining_symbol(reader, table, eob_run)? else { break };
        let k = position(left & !nonzero, run)?;
        pass_over(reader, (left & below(k) & nonzero).count_ones());
        left &= !below(k) << 1;
        // Nothing asks for the history after the last bit.
        if value != 0 && band.low > 0 {
            *kept.history |= 1 << k;
        }
    }
    if *eob_run > 0 {
        correct(reader, left & nonzero, band, &mut kept);
        *eob_run -= 1;
    }
    Ok(())
}

/// The next run of zeros and the value behind it, 0 for a run of 16; `None` where an end-of-band run begins.
#[inline(always)]
fn refining_symbol(
    reader: &mut Reader,
    table: &Table,
    eob_run: &mut u32,
) -> Result<Option<(u32, i32)>, BadCode> {
    reader.refill();
    let entry = table.peek(reader);
    let (run, value) = if entry.value() != 0 {
        reader.skip(entry.length());
        (entry.run(), entry.value())
    } else {
        let symbol = table.finish_symbol(entry, reader)?;
        match (symbol & 15, symbol >> 4) {
            (0, 15) => (15, 0),
            (0, run) => {
                *eob_run = (1 << run) + reader.bits(run);
                return Ok(None);
            }
            (size, run) => (run, extend(reader.bits(size), size)),
        }
    };
    // A coefficient of which only now a bit is known has size 1.
    if (-1..=1).contains(&value) { Ok(Some((run, value))) } else { Err(BadCode) }
}

/// The place of the new coefficient (or of the last of 16 zeros): behind `run` zeros.
#[inline(always)]
fn position(mut zeros: u64, run: u32) -> Result<u32, BadCode> {
    for _ in 0..run {
        zeros &= zeros.wrapping_sub(1);
    }
    if zeros == 0 { Err(BadCode) } else { Ok(zeros.trailing_zeros()) }
}

/// The positions before `k`.
#[inline(always)]
fn below(k: u32) -> u64 {
    (1 << k) - 1
}

/// Passes over bits behind a symbol of a refinement, of which with its sign there were at most 17.
#[inline(always)]
fn pass_over(reader: &mut Reader, mut count: u32) {
    if count > 15 {
        reader.refill();
        while count > 32 {
            reader.skip(32);
            reader.refill();
            count -= 32;
        }
    }
    reader.skip(count);
}

/// Reads the correction bits of the coefficients of `nonzero`, lowest zigzag position first.
#[inline(always)]
fn correct(reader: &mut Reader, mut nonzero: u64, band: Band, kept: &mut Kept) {
    let needed = u64::MAX >> (63 - band.last_needed);
    // A reader holds 32 bits in any case, a block has up to 63.
    while nonzero.count_ones() > 32 {
        reader.refill();
        kept.correct(nonzero.trailing_zeros(), reader.bits(1), band.low);
        nonzero &= nonzero - 1;
    }
    reader.refill();
    let mut bits = reader.peek(32);
    // The bits of needed coefficients come first; those of the others are passed over.
    let mut left = nonzero & needed;
    while left != 0 {
        kept.correct(left.trailing_zeros(), bits >> 31, band.low);
        left &= left - 1;
        bits <<= 1;
    }
    reader.skip(nonzero.count_ones());
}

impl Kept<'_> {
    /// One step of bit `low` away from zero when `bit` is set; nothing happens to a coefficient that is not kept.
    #[inline(always)]
    fn correct(&mut self, k: u32, bit: u32, low: u32) {
        if let Some(slot) = self.value(k) {
            // A branch on the bit would be mispredicted every other time.
            let (sign, set) = (*slot >> 15, -(bit as i16));
            *slot = slot.wrapping_add((((1 << low) ^ sign) - sign) & set);
        }
    }
}
