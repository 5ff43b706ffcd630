//! Any bytes as EXIF, as a colour profile and as the head of a file: an answer without panic, from memory that
//! follows the bytes.

use super::memory::peak_of;
use face_preflight::internals::{colour::Profile, exif, sniff};

pub fn holds(data: &[u8]) {
    let ((), peak) = peak_of(|| {
        let _ = exif::orientation(data);
        let _ = Profile::read(data);
        let _ = sniff::identify(data);
    });
    assert!(peak <= 4 * data.len() + (256 << 10), "{peak} bytes for {}", data.len());
}
