//! The tests of the crate that need no process of their own.
#![allow(missing_docs)]

mod bad_input;
mod colour;
mod consumer;
mod encode;
mod fixtures;
mod golden;
mod jpeg;
mod photos;
mod pipeline;
mod png_differential;
mod png_kinds;
mod request;
mod structure;
mod support;
mod work;
