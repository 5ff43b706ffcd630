//! What must hold for any bytes: one module a fuzz target, each with a function `holds` that panics where it
//! does not.
//!
//! The fuzzer runs them over bytes of its own (`fuzz_targets/`), `tests/rust/fuzz_replay.rs` over the seeds and
//! their mutations with every run of the tests.
//!
//! A file's parameters (scale, limits, chunks) follow it: decoders skip trailing bytes, so that
//! any photo is a seed as it is.

pub mod decoding;
pub mod jpeg;
pub mod memory;
pub mod metadata;
pub mod pieces;
pub mod png;
pub mod preflight;
pub mod request;
pub mod round_trip;
pub mod tail;
pub mod truncation;
