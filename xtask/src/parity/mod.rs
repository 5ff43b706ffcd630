//! `parity`: both nets against Google's models as TensorFlow Lite's own runtime runs them, every number of a pattern and
//! of a drawn face; and what the weights as shipped, of eight bits, make of it. What the runtime says of the drawn face
//! is kept in tables, so that a test needs no Python; `BLESS=1` writes them.

mod detector;
mod landmarks;
mod reference;
mod table;

use crate::arguments::{self, Arguments};
use crate::python;
use anyhow::Result;
use face_preflight::internals::face::Net;
use reference::Model;

const REQUIREMENTS: &str = "bench/parity/requirements.txt";

pub fn run(arguments: Arguments) -> Result<()> {
    arguments::finish(arguments)?;
    let python = python::programs("parity", REQUIREMENTS)?.join("python");
    detector::compare(&Model::of(&python, Net::Detector)?)?;
    println!();
    landmarks::compare(&Model::of(&python, Net::Landmarks)?)
}
