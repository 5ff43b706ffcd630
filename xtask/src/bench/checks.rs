//! The time of the checks and of the face detector, for docs/performance.md.

use super::figures::{beside_goal, say};
use crate::checkout::at_root;
use crate::render::markdown;
use crate::wasm::{self, Variant};
use crate::{marked_section, process};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Each takes milliseconds, so that many are soon done.
const ROUNDS: u32 = 100;

/// Expects the package to be built.
pub fn run() -> Result<()> {
    let module = wasm::compile(Variant::Simd, "checks-bench", &[])?;
    let mut node = at_root("node");
    node.arg("bench/peers/checks.js").arg(module).arg(ROUNDS.to_string());
    let section = section(&serde_json::from_str(&process::output_of(&mut node)?)?)?;
    print!("{section}");
    marked_section::fill("docs/performance.md", "checks-speed", &section)
}

/// Everything between the markers.
fn section(measured: &Value) -> Result<String> {
    let time = |job: &str, kind: &str| {
        measured["times"][job][kind].as_f64().with_context(|| format!("no {kind} of {job}"))
    };
    let row = |name: &str, goal: Value, figure: &dyn Fn(&str) -> Result<f64>| -> Result<Vec<String>> {
        let cell = |kind: &str| Ok::<_, anyhow::Error>(beside_goal(figure(kind)?, &goal, " ms"));
        Ok(vec![name.to_owned(), cell("median")?, cell("minimum")?])
    };
    let rows = [
        row("`inspect` of a frame of 96 × 128", json!(8), &|kind| time("inspectSmall", kind))?,
        row("`inspect` of a frame of 480 × 640", Value::Null, &|kind| time("inspectLarge", kind))?,
        row("`preflight` of 720 × 960 pixels", Value::Null, &|kind| time("withoutFace", kind))?,
        row("the same with `face: true`", Value::Null, &|kind| time("withFace", kind))?,
        row("the difference: face detection and its checks", json!(8), &|kind| {
            Ok(time("withFace", kind)? - time("withoutFace", kind)?)
        })?,
        row("the difference with nobody in the picture", Value::Null, &|kind| {
            Ok(time("withNobody", kind)? - time("withoutFace", kind)?)
        })?,
        row("the difference with a face a tenth of the width wide", Value::Null, &|kind| {
            Ok(time("withSmallFace", kind)? - time("withoutFace", kind)?)
        })?,
        row("the other checks alone", json!(3), &|kind| time("measures", kind))?,
    ];
    Ok(format!(
        "CPU time in Node with SIMD; goals are in brackets:\n\n{}\n\
         Written by `cargo xtask bench --only checks` on {}: {} cores of {}, Node {}; {} rounds in which \
         all jobs take turns, after 20 warm-up rounds, on a drawn person. `inspect` and `preflight` are the package's own \
         calls; `preflight` also scales and encodes. The last row is a module built from the same code without wasm-opt, \
         which only runs the {} checks that such a picture allows.\n",
        markdown::table(&["job", "median", "minimum"], rows.to_vec()),
        say(&measured["date"]),
        say(&measured["cores"]),
        say(&measured["processor"]),
        say(&measured["node"]),
        say(&measured["rounds"]),
        say(&measured["checks"]),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_face_is_the_difference() {
        let time = |median: f64| json!({ "median": median, "minimum": median / 2.0 });
        let mut measured = json!({ "times": {
            "inspectSmall": time(4.0), "inspectLarge": time(5.0), "withoutFace": time(50.0),
            "withFace": time(59.0), "withNobody": time(90.0), "withSmallFace": time(70.0), "measures": time(2.0),
        } });
        let text = section(&measured).unwrap();
        assert!(text.contains("its checks | 9.00 ms (≤ 8, missed) | 4.50 ms (≤ 8) |"), "{text}");
        assert!(text.contains("nobody in the picture | 40 ms | 20 ms |"), "{text}");
        assert!(text.contains("tenth of the width wide | 20 ms | 10.00 ms |"), "{text}");
        assert!(text.contains("other checks alone | 2.00 ms (≤ 3) | 1.00 ms (≤ 3) |"), "{text}");
        measured["times"]["measures"] = Value::Null;
        assert!(section(&measured).is_err());
    }
}
