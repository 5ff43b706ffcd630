//! How long the first load of the page takes on a slow phone, for docs/performance.md.

use super::figures::{beside_goal, say};
use crate::checkout::at_root;
use crate::render::markdown;
use crate::{marked_section, npm, process, tools};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Seconds until the camera's button works, on the slow network and the slow processor.
const GOAL_S: f64 = 5.0;

/// Expects the package and the page to be built.
pub fn run(rounds: u32) -> Result<()> {
    let browser = tools::ensure_debian_tools()?;
    npm::install("tests", npm::Extent::All)?;
    let mut node = at_root("node");
    node.arg("bench/first-load/run.js").arg(rounds.to_string()).env("CHROMIUM", browser.chromium);
    let section = section(&serde_json::from_str(&process::output_of(&mut node)?)?)?;
    print!("{section}");
    marked_section::fill("docs/performance.md", "first-load", &section)
}

/// Everything between the markers.
fn section(measured: &Value) -> Result<String> {
    let row = |name: &str, condition: &str, goal: Value| -> Result<Vec<String>> {
        let figure = |key: &str| {
            measured["conditions"][condition][key]
                .as_f64()
                .with_context(|| format!("no {key} of {condition}"))
        };
        Ok(vec![
            name.to_owned(),
            beside_goal(figure("shownMs")? / 1000.0, &Value::Null, " s"),
            beside_goal(figure("worksMs")? / 1000.0, &goal, " s"),
            format!("{:.0}", figure("requests")?),
            format!("{:.0} KB", figure("bytes")? / 1000.0),
        ])
    };
    let rows = [
        row("slow 3G, a six times slower processor", "slow", json!(GOAL_S))?,
        row("slow 3G", "slowNetwork", Value::Null)?,
        row("this machine as it is", "full", Value::Null)?,
    ];
    Ok(format!(
        "The first visit, from the address to a button that opens the camera's dialog; goals are in brackets:\n\n{}\n\
         Written by `cargo xtask bench --only first-load` on {}: {} cores of {}, Chromium {} with a fresh profile; medians \
         of {} rounds. Slow 3G is 50 KB/s with 400 ms for each request. The WebAssembly and the detector's weights are \
         loaded after that, while the person reads.\n",
        markdown::table(
            &["conditions", "the button is there", "the button works", "requests", "loaded"],
            rows.to_vec()
        ),
        say(&measured["date"]),
        say(&measured["cores"]),
        say(&measured["processor"]),
        say(&measured["chromium"]),
        say(&measured["rounds"]),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_slow_phone_has_a_goal() {
        let load = |works: f64| json!({ "shownMs": works - 100.0, "worksMs": works, "requests": 5, "bytes": 49_400 });
        let mut measured = json!({ "conditions": {
            "slow": load(5_100.0), "slowNetwork": load(2_000.0), "full": load(300.0),
        } });
        let text = section(&measured).unwrap();
        assert!(text.contains("slower processor | 5.00 s | 5.10 s (≤ 5, missed) | 5 | 49 KB |"), "{text}");
        assert!(text.contains("as it is | 0.20 s | 0.30 s | 5 | 49 KB |"), "{text}");
        measured["conditions"]["full"] = Value::Null;
        assert!(section(&measured).is_err());
    }
}
