//! `bench --against`: this build of the package next to an earlier one.

use crate::checkout::at_root;
use crate::render::markdown;
use crate::{npm, process};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// Prints the CPU time of both builds on each photo. The folder is the `pkg` of another checkout.
pub fn compare(rounds: u32, earlier: &Path, photos: &[&str]) -> Result<()> {
    let earlier = earlier.canonicalize().with_context(|| format!("{} is no folder", earlier.display()))?;
    npm::install("tests", npm::Extent::All)?;
    let mut node = at_root("node");
    node.arg("bench/builds/run.js").arg(rounds.to_string()).arg(earlier).args(photos);
    let measured: Vec<Value> = serde_json::from_str(&process::output_of(&mut node)?)?;
    let rows = measured.iter().map(row).collect::<Result<Vec<_>>>()?;
    print!(
        "{}",
        markdown::table(&["photo", "this build", "earlier", "ratio", "middle half of the rounds"], rows)
    );
    Ok(())
}

fn row(photo: &Value) -> Result<Vec<String>> {
    let figure = |pointer: &str| {
        photo.pointer(pointer).and_then(Value::as_f64).with_context(|| format!("no {pointer} in {photo}"))
    };
    let name = photo["name"].as_str().context("a photo without a name")?;
    Ok(vec![
        if photo["face"] == true { format!("{name}, with its face") } else { name.to_owned() },
        format!("{:.0} ms", figure("/ownMs")?),
        format!("{:.0} ms", figure("/earlierMs")?),
        format!("{:.2}", figure("/ratio/median")?),
        format!("{:.2} to {:.2}", figure("/ratio/lower")?, figure("/ratio/upper")?),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_gives_the_ratio_and_its_spread() {
        let ratio = json!({ "lower": 0.91, "median": 1.004, "upper": 1.1 });
        let photo =
            json!({ "name": "12 MP", "face": true, "ownMs": 50.2, "earlierMs": 50.0, "ratio": ratio });
        let row = row(&photo).unwrap();
        assert_eq!(row, ["12 MP, with its face", "50 ms", "50 ms", "1.00", "0.91 to 1.10"]);
        assert!(super::row(&json!({ "name": "12 MP" })).is_err());
    }
}
