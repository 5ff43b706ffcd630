//! How long the first answer about a photo takes when nothing is cached, next to libraries that only make the small JPEG,
//! for docs/performance.md.

use super::figures::say;
use crate::checkout::at_root;
use crate::render::markdown;
use crate::{marked_section, npm, process, tools};
use anyhow::{Context, Result};
use serde_json::Value;

const OWN: &str = "face-preflight";
const PEERS: [&str; 3] = ["browser-image-compression", "@jsquash/jpeg", "compressorjs"];

/// The networks of `bench/peers/cold-start/run.js`, by their names there.
const NETWORKS: [(&str, &str); 3] = [
    ("none", "no limit"),
    ("fast3G", "fast 3G, 180 KB/s and 150 ms"),
    ("slow3G", "slow 3G, 50 KB/s and 400 ms"),
];

/// Expects the package to be built.
pub fn run(rounds: u32) -> Result<()> {
    let browser = tools::ensure_debian_tools()?;
    npm::install("bench/peers", npm::Extent::Build)?;
    let mut node = at_root("node");
    node.arg("bench/peers/cold-start/run.js").arg(rounds.to_string()).env("CHROMIUM", browser.chromium);
    let section = section(&serde_json::from_str(&process::output_of(&mut node)?)?)?;
    print!("{section}");
    marked_section::fill("docs/performance.md", "cold-start", &section)
}

/// Everything between the markers.
fn section(measured: &Value) -> Result<String> {
    let cells = measured["cells"].as_array().context("nothing was measured")?;
    let rows = cells.iter().map(row).collect::<Result<Vec<_>>>()?;
    let missed = rows.iter().flatten().filter(|figure| figure.contains("missed")).count();
    let version = |peer: &str| say(&measured["peers"][peer]);
    let photo = if measured["isReal"] == true { "a photo" } else { "a drawn photo" };
    Ok(format!(
        "From the address of a page to the first answer about {photo} of 2 MP, with nothing cached. The goal is to be ahead of \
         each, and was missed in {missed} of {} comparisons:\n\n{}\n\
         Written by `cargo xtask bench --only cold-start` on {}: {} cores of {}, Chromium {} with a fresh profile each time; \
         medians of {} rounds in which all take turns. The server of the pages delays each request and shares its rate among \
         all of them; a six times slower processor is all of the browser's processes standing still for five sixths of the \
         time. Each page is bundled by Vite {}, compressed, and has its photo as soon as it is there. \
         browser-image-compression {} and compressorjs {} let the browser decode, scale and encode, and load a script alone; \
         @jsquash/jpeg {} does it by WebAssembly. face-preflight's answer also has the checks, without the face.\n",
        rows.len() * PEERS.len(),
        markdown::table(&["network", "processor", OWN, PEERS[0], PEERS[1], PEERS[2]], rows.clone()),
        say(&measured["date"]),
        say(&measured["cores"]),
        say(&measured["processor"]),
        say(&measured["chromium"]),
        say(&measured["rounds"]),
        version("vite"),
        version(PEERS[0]),
        version(PEERS[2]),
        version(PEERS[1]),
    ))
}

/// What one network and one processor gave; a peer that was faster says by how much.
fn row(cell: &Value) -> Result<Vec<String>> {
    let seconds = |name: &str| {
        let ms = cell["contestants"][name]["doneMs"].as_f64();
        ms.map(|ms| ms / 1000.0).with_context(|| format!("no time of {name} in {cell}"))
    };
    let (_, network) =
        NETWORKS.iter().find(|(name, _)| cell["network"] == *name).context("an unknown network")?;
    let own = seconds(OWN)?;
    let kilobytes = cell["contestants"][OWN]["bytes"].as_f64().context("nothing was loaded")? / 1000.0;
    let mut figures = vec![
        (*network).to_owned(),
        format!("÷ {}", say(&cell["slower"])),
        format!("{own:.2} s, {kilobytes:.0} KB"),
    ];
    for peer in PEERS {
        let other = seconds(peer)?;
        figures.push(if own < other {
            format!("{other:.2} s")
        } else {
            format!("{other:.2} s (missed by {:.2} s)", own - other)
        });
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_faster_peer_is_a_goal_that_was_missed() {
        let time = |ms: f64| json!({ "doneMs": ms, "bytes": 120_400, "requests": 4 });
        let mut cell = json!({ "network": "slow3G", "slower": 6, "contestants": {
            "face-preflight": time(2_500.0),
            "browser-image-compression": time(1_000.0),
            "@jsquash/jpeg": time(4_000.0),
            "compressorjs": time(2_500.0),
        } });
        let text = section(&json!({ "cells": [cell] })).unwrap();
        let expected = "| slow 3G, 50 KB/s and 400 ms | ÷ 6 | 2.50 s, 120 KB | 1.00 s (missed by 1.50 s) | 4.00 s | 2.50 s (missed by 0.00 s) |";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("missed in 2 of 3 comparisons"), "{text}");
        cell["contestants"]["compressorjs"] = Value::Null;
        assert!(section(&json!({ "cells": [cell] })).is_err());
    }
}
