//! Choices read from the end of the fuzzer's bytes.

/// The bytes that no choice was taken from yet.
pub struct Tail<'a>(pub &'a [u8]);

impl Tail<'_> {
    /// The last byte; 0 when none is left.
    pub fn byte(&mut self) -> u8 {
        let Some((&last, rest)) = self.0.split_last() else { return 0 };
        self.0 = rest;
        last
    }

    /// 0 to `end - 1`, from two bytes.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(u16::from_be_bytes([self.byte(), self.byte()])) % end.max(1)
    }

    /// True for one in `turns`.
    pub fn one_in(&mut self, turns: u8) -> bool {
        self.byte().is_multiple_of(turns)
    }

    /// True for one in `turns`, by all bytes that are left. The fuzzer keeps what is rare and slow and goes on from it:
    /// read from one byte, this would soon be true for most.
    pub fn rarely(&self, turns: u32) -> bool {
        let hash = self
            .0
            .iter()
            .fold(0x811C_9DC5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (hash >> 8).is_multiple_of(turns)
    }

    /// One of the choices.
    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.byte()) % choices.len()]
    }
}

/// One input in as many is also read in chunks. All of them would leave the fuzzer half of its executions, and what
/// depends on chunks shows on many inputs.
pub const COMPARED: u8 = 4;

/// Cuts `file` into chunks whose lengths repeat a pattern.
pub fn chunks(file: &[u8], lengths: [usize; 3]) -> impl Iterator<Item = &[u8]> {
    let (mut rest, mut turn) = (file, 0);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (chunk, later) = rest.split_at(lengths[turn % 3].clamp(1, rest.len()));
        (rest, turn) = (later, turn + 1);
        Some(chunk)
    })
}
