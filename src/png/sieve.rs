//! The chunks before the pixels, on their way to the decoder: those that nobody reads are left out.
//!
//! They are parsed from the first byte on at each try, so their bytes are held. Text and whatever else a program likes
//! to store is none of them, however long it is.

/// Signature, or the length and the type of a chunk.
const HEAD_BYTES: usize = 8;
/// What is read besides the critical chunks: the meaning of the pixels, and what announces frames behind them.
const READ: [&[u8; 4]; 9] = [b"tRNS", b"cICP", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"eXIf", b"acTL", b"fcTL"];

/// Passes on the bytes of a PNG.
#[derive(Default)]
pub struct Sieve {
    state: State,
    head: [u8; HEAD_BYTES],
    head_bytes: usize,
    /// Bytes passed on so far.
    passed: u64,
    gaps: Vec<Gap>,
    /// Bytes that have to be held, those of the current chunk included.
    pub held: u64,
    /// The first chunk is the one that Apple's tools put before the header of a PNG of their own kind.
    pub is_apple: bool,
}

#[derive(Default)]
enum State {
    #[default]
    Signature,
    /// The length and type of a chunk.
    Head,
    /// The data of a chunk and its CRC.
    Body { wanted: bool, left: u64 },
    /// From the first IDAT on everything is passed.
    Pixels,
}

/// Bytes left out at one place.
struct Gap {
    /// Bytes passed on before.
    at: u64,
    bytes: u64,
}

impl Sieve {
    /// Takes the bytes up to the next place where the answer changes; returns how many, and what of them to pass on.
    pub fn take<'a>(&'a mut self, chunk: &'a [u8]) -> (usize, &'a [u8]) {
        match &mut self.state {
            State::Pixels => {
                self.passed += chunk.len() as u64;
                (chunk.len(), chunk)
            }
            State::Body { wanted, left } => {
                let count = usize::try_from(*left).unwrap_or(usize::MAX).min(chunk.len());
                let wanted = *wanted;
                *left -= count as u64;
                if *left == 0 {
                    self.state = State::Head;
                }
                if wanted {
                    self.passed += count as u64;
                    return (count, chunk.get(..count).unwrap_or_default());
                }
                self.leave_out(count as u64);
                (count, &[])
            }
            State::Signature | State::Head => self.take_head(chunk),
        }
    }

    fn take_head(&mut self, chunk: &[u8]) -> (usize, &[u8]) {
        let mut count = 0;
        for (place, &byte) in self.head.iter_mut().skip(self.head_bytes).zip(chunk) {
            *place = byte;
            count += 1;
        }
        self.head_bytes += count;
        if self.head_bytes < HEAD_BYTES {
            return (count, &[]);
        }
        self.head_bytes = 0;
        let wanted = self.end_head();
        if wanted {
            self.passed += HEAD_BYTES as u64;
            return (count, &self.head);
        }
        self.leave_out(HEAD_BYTES as u64);
        (count, &[])
    }

    /// Whether the chunk whose head is complete is read by anybody.
    fn end_head(&mut self) -> bool {
        let [a, b, c, d, kind @ ..] = self.head;
        if matches!(self.state, State::Signature) {
            self.state = State::Head;
            return true;
        }
        let is_first = self.passed == HEAD_BYTES as u64;
        self.is_apple |= is_first && &kind == b"CgBI";
        if &kind == b"IDAT" {
            self.state = State::Pixels;
            return true;
        }
        let is_critical = kind.first().is_some_and(|letter| letter & 0x20 == 0);
        let wanted = is_first || is_critical || READ.contains(&&kind);
        let left = u64::from(u32::from_be_bytes([a, b, c, d])) + 4;
        self.state = State::Body { wanted, left };
        if wanted {
            self.held = self.passed + HEAD_BYTES as u64 + left + (self.gaps.len() * size_of::<Gap>()) as u64;
        }
        wanted
    }

    /// The bytes of a head that the file's end cuts off.
    pub fn take_rest(&mut self) -> &[u8] {
        let count = std::mem::take(&mut self.head_bytes);
        self.head.get(..count).unwrap_or_default()
    }

    fn leave_out(&mut self, bytes: u64) {
        match self.gaps.last_mut() {
            Some(last) if last.at == self.passed => last.bytes += bytes,
            _ => self.gaps.push(Gap { at: self.passed, bytes }),
        }
    }

    /// The file's offset of a byte that was passed on.
    pub fn offset(&self, passed: u64) -> u64 {
        passed + self.gaps.iter().take_while(|gap| gap.at <= passed).map(|gap| gap.bytes).sum::<u64>()
    }
}
