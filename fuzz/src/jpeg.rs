//! Any bytes to the JPEG decoder: no panic, memory within the limit, and chunks do not matter.

use super::decoding;
use super::memory::peak_of;
use super::tail::{COMPARED, Tail, chunks};
use face_preflight::internals::jpeg::Scale;

/// What the decoder holds beside: itself, the window of a file that is refused before a limit counts it, the tables as
/// the file states them, half of a look-up while it is made, errors' texts.
const FIXED_BYTES: usize = 36 << 10;
/// Bytes of the window, between which there may be some that were taken out.
const WINDOW_BYTES: usize = 16 << 10;

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let scales: [Scale; 4] = std::array::from_fn(|_| tail.of(&Scale::ALL).up_to_diagonal(tail.byte().into()));
    // Near to what small pictures need.
    let limits = decoding::limits((16 << 10) + (u64::from(tail.byte()) << 10));
    let lengths = std::array::from_fn(|_| 1 + tail.below(600));
    let compares = tail.one_in(COMPARED);
    let file = tail.0;

    let (whole, peak) = peak_of(|| decoding::jpeg(std::iter::once(file), &scales, &limits));
    // A segment and what is kept of it.
    let metadata = 2 * file.len();
    let allowed = limits.memory_bytes as usize + metadata + removed_bytes(file) + FIXED_BYTES;
    assert!(peak <= allowed, "{peak} bytes, {allowed} allowed");

    if compares {
        assert_eq!(decoding::jpeg(chunks(file, lengths), &scales, &limits), whole);
    }
}

/// What the window holds to find back to the file's offsets: eight bytes for each place where some were taken out, and
/// half as many again while their number doubles.
fn removed_bytes(file: &[u8]) -> usize {
    let places = file.iter().filter(|&&byte| byte == 0xFF).count();
    12 * places.min(WINDOW_BYTES).next_power_of_two()
}
