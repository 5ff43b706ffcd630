//! The fuzzer's own mutation, or one of the file's parts.

use face_preflight_fuzz::pieces;

/// Changes `data` up to `size`; the new size, at most `max_size`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    // Knuth's multiplier spreads a seed over 64 bits.
    let choices = u64::from(seed).wrapping_mul(6_364_136_223_846_793_005).to_be_bytes();
    let file = pieces::mutated(&data[..size], choices).unwrap_or_else(|| {
        let size = libfuzzer_sys::fuzzer_mutate(data, size, max_size);
        // One in four keeps its wrong checksums.
        if seed % 4 == 0 { data[..size].to_vec() } else { pieces::with_checksums(&data[..size]) }
    });
    let size = file.len().min(max_size);
    data[..size].copy_from_slice(&file[..size]);
    size
}
