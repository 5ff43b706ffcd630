//! A file cut short never passes for a whole one: an error, or the same picture, or missing rows that are reported.

use super::decoding::{self, Decoded};
use super::tail::Tail;
use face_preflight::Error;
use face_preflight::internals::jpeg::Scale;

pub fn holds(data: &[u8]) {
    let mut tail = Tail(data);
    let scale = tail.of(&Scale::ALL);
    let kept = tail.below(usize::from(u16::MAX));
    let file = tail.0;
    let decode: &dyn Fn(&[u8]) -> Result<Decoded, Error> = if file.starts_with(b"\x89PNG") {
        &|file| decoding::png(std::iter::once(file), &decoding::limits(1 << 22))
    } else {
        &|file| decoding::jpeg(std::iter::once(file), &[scale], &decoding::limits(1 << 22))
    };
    let Ok(whole) = decode(file) else { return };
    let end = kept % file.len().max(1);
    let Ok(cut) = decode(&file[..end]) else { return };
    assert!(
        cut.checksums == whole.checksums || cut.outcome.repeated_rows > 0,
        "cut at {end} of {}: {cut:?} for {whole:?}",
        file.len()
    );
}
