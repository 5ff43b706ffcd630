#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| face_preflight_fuzz::preflight::holds(data));
