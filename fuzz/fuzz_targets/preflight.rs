#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| face_preflight_fuzz::preflight::holds(data));

#[path = "mutator.rs"]
mod mutator;

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutator::mutate(data, size, max_size, seed)
});
