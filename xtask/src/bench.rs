//! `bench`: measures the package against its peers and writes the result into the README.

use crate::arguments::Arguments;
use crate::tools::{self, at_root, root};
use crate::{npm, pack, process};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write;
use std::fs;

const BEGIN: &str = "<!-- bench:start -->";
const END: &str = "<!-- bench:end -->";

/// The contestants of `tests/bench/contestants/` that the package is compared with, and their columns.
const PEERS: &[(&str, &str)] = &[("sharp", "sharp (native)"), ("jsquash", "@jsquash"), ("photon", "photon")];

pub fn run(mut arguments: Arguments) -> Result<()> {
    let rounds: u32 = arguments.take_value("--rounds")?.unwrap_or(5);
    arguments.finish()?;
    let browser = tools::ensure_debian_tools()?;
    pack::build()?;
    npm::install("tests", npm::Extent::All)?;
    npm::install("tests/bench", npm::Extent::Build)?;

    let mut node = at_root("node");
    node.arg("tests/bench/run.js").arg(rounds.to_string()).env("CHROMIUM", browser.chromium);
    let measured: Value = serde_json::from_str(&process::output_of(&mut node)?)?;
    let table = table(&measured)?;
    print!("{table}");

    let path = root().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let (head, rest) = readme.split_once(BEGIN).with_context(|| format!("README.md lacks {BEGIN}"))?;
    let (_, tail) = rest.split_once(END).with_context(|| format!("README.md lacks {END}"))?;
    fs::write(path, format!("{head}{BEGIN}\n{table}{END}{tail}"))?;
    Ok(())
}

/// CPU time and memory of each photo; the peers as multiples of the package's time.
fn table(measured: &Value) -> Result<String> {
    let mut text = String::from("| photo | face-preflight |");
    for (_, column) in PEERS {
        write!(text, " {column} |")?;
    }
    text += " memory, whole | memory, streamed | in Chromium | canvas |\n|---|--:|";
    text += &"--:|".repeat(PEERS.len() + 4);
    let [node, browser] =
        ["node", "browser"].map(|side| measured[side].as_array().cloned().unwrap_or_default());
    for (node, browser) in node.iter().zip(&browser) {
        let contestants = &node["contestants"];
        let own = &contestants["face-preflight"];
        let own_ms = own["cpuMs"].as_f64().with_context(|| format!("no time in {own}"))?;
        write!(text, "\n| {} | {own_ms:.0} ms |", node["photo"].as_str().unwrap_or_default())?;
        for (peer, _) in PEERS {
            write!(text, " {} |", ratio(&contestants[*peer]["cpuMs"], own_ms))?;
        }
        for form in [own, &contestants["face-preflight-streamed"]] {
            let bytes = form["wasmBytes"].as_f64().with_context(|| format!("no memory in {form}"))?;
            write!(text, " {:.1} MB |", bytes / 1e6)?;
        }
        let in_browser_ms = browser["cpuMs"].as_f64().context("no time of the browser")?;
        write!(text, " {in_browser_ms:.0} ms | {} |", ratio(&browser["canvasCpuMs"], in_browser_ms))?;
    }
    let say = |key: &str| measured[key].to_string().trim_matches('"').to_owned();
    write!(
        text,
        "\n\nCPU time of the whole job, median of {} interleaved rounds after one to warm up; peers as multiples of it. \
         {}, {}. Memory is the peak of the wasm memory, input included. Peers decode, scale to 720 px and \
         encode at quality 90; face-preflight also checks the photo and searches the quality. \
         photon and @jsquash leave EXIF's orientation as it is or to the caller.\n",
        say("rounds"),
        say("date"),
        say("machine"),
    )?;
    Ok(text)
}

/// How many times as long a peer takes; a dash where it could not do the job.
fn ratio(time_ms: &Value, own_ms: f64) -> String {
    time_ms.as_f64().map_or("—".into(), |time_ms| format!("{:.2} ×", time_ms / own_ms))
}
