//! `profile`: where the time of a preflight goes, stage by stage.

use crate::arguments::{self, Arguments};
use crate::checkout::{at_root, root};
use crate::render::markdown;
use crate::{marked_section, npm, pack, process, wasm};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fs;

/// The photos of `tests/support/photos.js`.
const PHOTOS: &[&str] = &["p12", "p12-prog", "p48"];

/// Each stage with what the names of its functions begin with; of several that fit, the first one counts.
const STAGES: &[(&str, &[&str])] = &[
    (
        "byte stuffing taken out",
        &["face_preflight::decode::jpeg::bit_buffer", "face_preflight::decode::jpeg::decoder::Decoder::"],
    ),
    (
        "entropy decoding",
        &[
            "face_preflight::decode::jpeg::sequential",
            "face_preflight::decode::jpeg::progressive",
            "face_preflight::decode::jpeg::huffman",
            "face_preflight::decode::jpeg::scan",
            "face_preflight::decode::jpeg::decoder::scans",
        ],
    ),
    ("inverse DCT", &["face_preflight::decode::jpeg::idct", "face_preflight::decode::jpeg::plane"]),
    ("the decoder's rest", &["face_preflight::decode::jpeg"]),
    ("resampler", &["face_preflight::scale"]),
    ("encoder: DCT", &["face_preflight::encode::fdct"]),
    ("encoder: choice of the levels", &["face_preflight::encode::trellis"]),
    ("encoder: symbols, their codes, writing", &["face_preflight::encode"]),
    ("checks, colours, report", &["face_preflight::", "session_"]),
    ("JavaScript and memory", &[""]),
];

pub fn run(mut arguments: Arguments) -> Result<()> {
    let rounds: u32 = arguments.opt_value_from_str("--rounds")?.unwrap_or(60);
    arguments::finish(arguments)?;
    pack::build()?;
    npm::install("tests", npm::Extent::All)?;
    let module = root().join("target/pack/named.wasm");
    fs::write(&module, wasm::named("face_preflight.wasm")?)?;
    let mut node = at_root("node");
    node.arg("bench/peers/profile.js").arg(&module).arg(rounds.to_string()).args(PHOTOS);
    let section = section(&serde_json::from_str(&process::output_of(&mut node)?)?)?;
    print!("{section}");
    marked_section::fill("src/decode/jpeg/README.md", "profile", &section)
}

/// Everything between the markers.
fn section(measured: &Value) -> Result<String> {
    let photos = measured["photos"].as_array().context("no photos were profiled")?;
    let mut head = vec!["share of the time".to_owned()];
    let mut columns = Vec::new();
    for photo in photos {
        head.push(photo["name"].as_str().context("a photo without a name")?.to_owned());
        columns.push(shares(photo["functions"].as_object().context("a photo without functions")?));
    }
    let rows = STAGES.iter().enumerate().map(|(stage, (name, _))| {
        let share = |shares: &Vec<f64>| format!("{:.1} %", shares[stage]);
        [(*name).to_owned()].into_iter().chain(columns.iter().map(share)).collect()
    });
    let say = |key: &str| measured[key].to_string().trim_matches('"').to_owned();
    Ok(format!(
        "{}\nWritten by `cargo xtask profile` on {}: V8's sampling profiler, Node {}, {} calls a photo. What the compiler put \
         into another function counts there.\n",
        markdown::table(&head.iter().map(String::as_str).collect::<Vec<_>>(), rows),
        say("date"),
        say("node"),
        say("rounds"),
    ))
}

/// The share of each stage, in percent.
fn shares(functions: &Map<String, Value>) -> Vec<f64> {
    let mut times = vec![0.0; STAGES.len()];
    for (name, time) in functions {
        times[stage_of(name)] += time.as_f64().unwrap_or_default();
    }
    let all: f64 = times.iter().sum();
    times.into_iter().map(|time| 100.0 * time / all).collect()
}

/// A function that Rust implements for a type is named `<type as trait>::name` or `module::<impl type>::name`.
fn stage_of(function: &str) -> usize {
    let path = function.trim_start_matches('<');
    let is_of = |(_, beginnings): &(&str, &[&str])| beginnings.iter().any(|&begin| path.starts_with(begin));
    STAGES.iter().position(is_of).unwrap_or(STAGES.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn functions_belong_to_stages() {
        let stage = |function| STAGES[stage_of(function)].0;
        assert_eq!(
            stage("face_preflight::decode::jpeg::bit_buffer::put_groups::h0f20a314712ac006"),
            STAGES[0].0
        );
        assert_eq!(stage("face_preflight::decode::jpeg::sequential::short_symbols"), "entropy decoding");
        let walk = "face_preflight::decode::jpeg::decoder::scans::<impl face_preflight::decode::jpeg::decoder::Decoder>::decode";
        assert_eq!(stage(walk), "entropy decoding");
        assert_eq!(stage("face_preflight::decode::jpeg::plane::Plane::reconstruct"), "inverse DCT");
        let sink = "<face_preflight::session::Sinks as face_preflight::rows::RowSink>::row";
        assert_eq!(stage(sink), "checks, colours, report");
        assert_eq!(stage("js passArray8ToWasm0"), "JavaScript and memory");
        assert_eq!(
            stage("<dlmalloc::dlmalloc::Dlmalloc<dlmalloc::sys::System>>::malloc"),
            "JavaScript and memory"
        );
    }

    #[test]
    fn shares_are_of_all_the_time() {
        let functions = json!({
            "face_preflight::scale::resample::Resampler::push_row": 3.0,
            "face_preflight::encode::fdct::transform": 1.0,
        });
        let measured = json!({ "photos": [{ "name": "12 MP", "functions": functions }], "rounds": 2 });
        let text = section(&measured).unwrap();
        assert!(text.contains("| resampler | 75.0 % |"), "{text}");
        assert!(text.contains("| encoder: DCT | 25.0 % |"), "{text}");
        assert!(text.contains("| inverse DCT | 0.0 % |"), "{text}");
    }
}
