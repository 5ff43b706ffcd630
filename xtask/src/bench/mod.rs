//! `bench`: measures the package against its peers and writes the result into docs/performance.md.

mod builds;
mod checks;
mod cold_start;
mod figures;
mod first_load;

use crate::arguments::{self, Arguments};
use crate::checkout::at_root;
use crate::render::markdown;
use crate::tools;
use crate::{marked_section, npm, pack, process};
use anyhow::{Context, Result};
use figures::{beside_goal, say};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The photos of `tests/support/photos.js`.
const PHOTOS: &[&str] = &["p12", "p12-o6", "p12-444", "p12-prog", "p48", "p48-prog", "p12-png"];

/// What `--only` calls the time of the checks.
const CHECKS: &str = "checks";

/// What `--only` calls the first answer with nothing cached.
const COLD_START: &str = "cold-start";

/// What `--only` calls the first load of the page.
const FIRST_LOAD: &str = "first-load";

pub fn run(mut arguments: Arguments) -> Result<()> {
    let rounds: u32 = arguments.opt_value_from_str("--rounds")?.unwrap_or(7);
    let mut only: Vec<String> = Vec::new();
    while let Some(subject) = arguments.opt_value_from_str("--only")? {
        only.push(subject);
    }
    let earlier: Option<PathBuf> = arguments.opt_value_from_str("--against")?;
    arguments::finish(arguments)?;
    let asked = |subject: &str| only.is_empty() || only.iter().any(|named| named == subject);
    let photos: Vec<&str> = if only.is_empty() {
        PHOTOS.to_vec()
    } else {
        only.iter()
            .map(String::as_str)
            .filter(|subject| ![CHECKS, FIRST_LOAD, COLD_START].contains(subject))
            .collect()
    };

    pack::build()?;
    if let Some(earlier) = earlier {
        return builds::compare(rounds, &earlier, &photos);
    }
    if !photos.is_empty() {
        let section = measure_photos(rounds, &photos)?;
        print!("{section}");
        if only.is_empty() {
            marked_section::fill("docs/performance.md", "bench", &section)?;
        }
    }
    if asked(CHECKS) {
        checks::run()?;
    }
    if asked(FIRST_LOAD) {
        first_load::run(rounds)?;
    }
    if asked(COLD_START) { cold_start::run(rounds) } else { Ok(()) }
}

fn measure_photos(rounds: u32, photos: &[&str]) -> Result<String> {
    let browser = tools::ensure_debian_tools()?;
    npm::install("tests", npm::Extent::All)?;
    npm::install("bench/peers", npm::Extent::Build)?;
    let mut node = at_root("node");
    node.arg("bench/peers/run.js").arg(rounds.to_string()).args(photos).env("CHROMIUM", browser.chromium);
    let measured: Value = serde_json::from_str(&process::output_of(&mut node)?)?;
    section(&measured)
}

/// Everything between the markers.
fn section(measured: &Value) -> Result<String> {
    let photos = measured["photos"].as_array().context("no photos were measured")?;
    let times = photos.iter().map(time_row).collect::<Result<Vec<_>>>()?;
    let memories = photos.iter().map(memory_row).collect::<Result<Vec<_>>>()?;
    let mut text = String::from(
        "CPU time of the whole job. A ratio is against the peer that the column names; goals are in brackets.\n\n",
    );
    text += &markdown::table(
        &[
            "photo",
            "face-preflight",
            "÷ sharp, native",
            "@jsquash ÷ sharp",
            "photon ÷ sharp",
            "in Chromium ÷ canvas",
        ],
        times,
    );
    text += "\nPeak WebAssembly memory, input included:\n\n";
    text += &markdown::table(&["photo", "streamed", "whole", "@jsquash", "photon"], memories);
    writeln!(text, "\n{}", how(measured))?;
    Ok(text)
}

fn time_row(photo: &Value) -> Result<Vec<String>> {
    let time = |contestant: &str| photo["contestants"][contestant]["cpuMs"].as_f64();
    let own = time("face-preflight").with_context(|| format!("no time in {photo}"))?;
    let sharp = time("sharp").with_context(|| format!("no time of sharp in {photo}"))?;
    let in_browser =
        time("face-preflight in Chromium").with_context(|| format!("no time of Chromium in {photo}"))?;
    let goals = &photo["goals"];
    let against = |own: f64, other: Option<f64>, goal: &Value| {
        other.map_or("—".to_owned(), |other| beside_goal(own / other, goal, " ×"))
    };
    let peer = |peer| against(time(peer).unwrap_or(f64::NAN), time(peer).map(|_| sharp), &Value::Null);
    Ok(vec![
        photo["name"].as_str().unwrap_or_default().to_owned(),
        format!("{own:.0} ms"),
        against(own, Some(sharp), &goals["ofSharp"]),
        peer("jsquash"),
        peer("photon"),
        against(in_browser, time("canvas"), &goals["ofCanvas"]),
    ])
}

fn memory_row(photo: &Value) -> Result<Vec<String>> {
    let memory = |contestant: &str, goal: &str| {
        let bytes = photo["contestants"][contestant]["wasmBytes"].as_f64();
        bytes.map_or("—".to_owned(), |bytes| {
            beside_goal(bytes / f64::from(1 << 20), &photo["goals"][goal], " MiB")
        })
    };
    Ok(vec![
        photo["name"].as_str().context("a photo without a name")?.to_owned(),
        memory("face-preflight-streamed", "streamedMiB"),
        memory("face-preflight", "wholeMiB"),
        memory("jsquash", ""),
        memory("photon", ""),
    ])
}

/// How and where it was measured.
fn how(measured: &Value) -> String {
    let version = |peer: &str| say(&measured["peers"][peer]);
    let source =
        if measured["photos"][0]["isReal"] == true { "photos" } else { "enlarged drawings with noise" };
    format!(
        "Written by `cargo xtask bench` on {}: {} cores of {}, Node {}, Chromium {}. Medians of {} rounds in which all \
         contestants take turns, after one warm-up round. Measured with {source}. sharp {} (native libvips, one thread), \
         @jsquash/jpeg {} and photon {} (WebAssembly) decode, scale to a shorter side of 720 px and encode at quality 90; \
         the canvas column uses `createImageBitmap` and `OffscreenCanvas`. face-preflight also checks the photo and \
         searches for the quality. photon ignores the EXIF orientation.",
        say(&measured["date"]),
        say(&measured["cores"]),
        say(&measured["processor"]),
        say(&measured["node"]),
        say(&measured["chromium"]),
        say(&measured["rounds"]),
        version("sharp"),
        version("@jsquash/jpeg"),
        version("@cf-wasm/photon"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_stand_beside_their_goals() {
        let photo = json!({
            "name": "12 MP baseline",
            "goals": { "ofSharp": 0.8, "ofCanvas": 0.5, "streamedMiB": 6, "wholeMiB": 10 },
            "contestants": {
                "face-preflight": { "cpuMs": 60.0, "wasmBytes": 5 << 20 },
                "face-preflight-streamed": { "cpuMs": 61.0, "wasmBytes": 7 << 20 },
                "sharp": { "cpuMs": 50.0, "wasmBytes": 0 },
                "jsquash": { "cpuMs": 500.0, "wasmBytes": 100 << 20 },
                "photon": { "failed": "out of memory" },
                "face-preflight in Chromium": { "cpuMs": 50.0 },
                "canvas": { "cpuMs": 100.0 },
            },
        });
        let text = section(&json!({ "photos": [photo] })).unwrap();
        let time = "| 12 MP baseline | 60 ms | 1.20 × (≤ 0.8, missed) | 10.00 × | — | 0.50 × (≤ 0.5) |";
        let memory = "| 12 MP baseline | 7.00 MiB (≤ 6, missed) | 5.00 MiB (≤ 10) | 100 MiB | — |";
        assert!(text.contains(time), "{text}");
        assert!(text.contains(memory), "{text}");
    }
}
