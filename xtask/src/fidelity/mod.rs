//! `fidelity`: the encoder against C mozjpeg and libjpeg at equal bytes, and the time of its search, into
//! docs/fidelity.md.

mod photos;
mod program;

use self::program::{PAGE, fidelity, in_workspace};
use crate::arguments::{self, Arguments};
use crate::checkout::{at_root, root};
use crate::tools::{self, WASM_TARGET};
use crate::{marked_section, process};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

const LIMITS_BYTES: [u32; 3] = [50_000, 75_000, 100_000];

/// Where the pictures of packages are unpacked, the samples of the timed run are written, and
/// our own photos are, where a checkout has them beside it.
const PHOTOS: &str = "target/fidelity/photos";
const SAMPLES: &str = "target/fidelity/samples";
const OWN_PHOTOS: &str = "../shared/photos";

pub fn run(mut arguments: Arguments) -> Result<()> {
    if arguments.contains("--fetch") {
        return photos::fetch(arguments);
    }
    if let Some(folder) = arguments.opt_value_from_str("--photos")? {
        return photos::run(folder, arguments);
    }
    let scale = arguments.contains("--scale");
    let progressive = arguments.contains("--progressive");
    let subsampling = arguments.contains("--subsampling");
    let is_thorough = arguments.contains("--thorough");
    arguments::finish(arguments)?;
    if process::run(at_root("python3").args(["bench/fidelity/samples.py", PHOTOS])).is_err() {
        eprintln!("the packages' pictures could not be fetched: they are left out");
    }
    if scale {
        // The scale rests on what everybody can fetch.
        print!("{}", process::output_of(&mut fidelity("scale", &[PHOTOS]))?);
        return Ok(());
    }
    for (wanted, command) in [(progressive, "progressive"), (subsampling, "subsampling")] {
        if wanted {
            print!("{}", process::output_of(&mut fidelity(command, &[PHOTOS, OWN_PHOTOS]))?);
            return Ok(());
        }
    }
    if is_thorough {
        return thorough();
    }
    let times = times()?;
    let table = process::output_of(&mut fidelity("table", &[PHOTOS, OWN_PHOTOS]))?;
    let text = format!(
        "{table}\nSSIMULACRA2 (100 is the original) of 720 × 960 px at equal bytes, and the lead over C mozjpeg's \
         progressive file with trellis; ours is baseline, 4:2:0. \
         CPU time of the whole search in WebAssembly, without wasm-opt: {times} {}.\n",
        process::today()?
    );
    print!("{text}");
    marked_section::fill(PAGE, "fidelity", &text)
}

/// Times the search on every picture: for each limit the median and the longest.
fn times() -> Result<String> {
    let mut parts = Vec::new();
    for (limit, times) in LIMITS_BYTES.into_iter().zip(timed(&["usual"])?) {
        parts.push(format!("{:.1} ms at {} KB (longest {:.1})", times.median, limit / 1000, times.longest));
    }
    Ok(format!("{}; each is the median picture's fastest of 7 runs.", parts.join(", ")))
}

/// Milliseconds of CPU time.
struct Times {
    median: f64,
    longest: f64,
}

/// Times of all pictures for each limit; `how` is the effort and, where others than usual are wanted, how many rounds.
fn timed(how: &[&str]) -> Result<[Times; LIMITS_BYTES.len()]> {
    tools::ensure_wasm_target()?;
    let mut build = in_workspace("build");
    build.args(["--profile", "wasm", "--package", "fidelity-wasm", "--target", WASM_TARGET]);
    build.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", "-Ctarget-feature=+simd128");
    process::run(&mut build)?;
    fs::create_dir_all(root().join(SAMPLES))?;
    process::run(&mut fidelity("planes", &[SAMPLES, PHOTOS, OWN_PHOTOS]))?;
    let mut node = at_root("node");
    node.arg("bench/fidelity/wasm/time.js");
    node.arg(format!("bench/fidelity/target/{WASM_TARGET}/wasm/fidelity_wasm.wasm")).arg(SAMPLES).args(how);
    let measured: Vec<Value> =
        process::output_of(&mut node)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let at = |limit: u32| -> Result<Times> {
        let of_limit = measured.iter().filter(|row| row["limit"] == limit);
        let mut times: Vec<f64> = of_limit.filter_map(|row| row["least"].as_f64()).collect();
        times.sort_by(f64::total_cmp);
        let median = *times.get(times.len() / 2).context("nothing was timed")?;
        let longest = *times.last().context("nothing was timed")?;
        Ok(Times { median, longest })
    };
    let [small, middle, large] = LIMITS_BYTES;
    Ok([at(small)?, at(middle)?, at(large)?])
}

/// The thorough search: its table to be looked at, its worst face and its time into the page.
fn thorough() -> Result<()> {
    let table = process::output_of(&mut fidelity("thorough", &[PHOTOS, OWN_PHOTOS]))?;
    print!("{table}");
    let (faces, leads) =
        least_of_faces(&table).context("the table has no row of faces: their photos are not there")?;
    let (usual, thorough) = (timed(&["usual", "1"])?, timed(&["thorough", "1"])?);
    let mut parts = Vec::new();
    for ((limit, lead), (usual, thorough)) in
        LIMITS_BYTES.into_iter().zip(leads).zip(usual.iter().zip(&thorough))
    {
        parts.push(format!(
            "{lead} at {} KB ({:.2} s, {:.0} times the usual search)",
            limit / 1000,
            thorough.median / 1000.0,
            thorough.median / usual.median
        ));
    }
    let text = format!(
        "With `effort: 'thorough'` the smallest lead over C mozjpeg on the {faces} faces of the table is {}. Times are CPU \
         time in WebAssembly for the median picture. {}.\n",
        parts.join(", "),
        process::today()?
    );
    print!("\n{text}");
    marked_section::fill(PAGE, "fidelity-thorough", &text)
}

/// How many faces the table has, and their least lead at each limit.
fn least_of_faces(table: &str) -> Option<(&str, Vec<&str>)> {
    let row = table.lines().find_map(|line| line.strip_prefix("| **least lead of faces** ("))?;
    let (faces, leads) = row.split_once(") |")?;
    let leads = leads.split('|').map(|cell| cell.trim().trim_matches('*')).filter(|cell| !cell.is_empty());
    Some((faces, leads.collect()))
}

#[cfg(test)]
mod tests {
    use super::least_of_faces;

    #[test]
    fn the_row_of_faces_tells_how_many_there_are() {
        let table =
            "| **least lead** | | **-0.56** |\n| **least lead of faces** (7) | | **+1.39** | | **-0.14** |\n";
        assert_eq!(least_of_faces(table), Some(("7", vec!["+1.39", "-0.14"])));
        assert_eq!(least_of_faces("| **least lead** | | **-0.56** |\n"), None);
    }
}
