//! `fidelity`: the encoder against C mozjpeg and libjpeg at equal bytes, and the time of its search, into
//! the README.

use crate::arguments::Arguments;
use crate::process;
use crate::tools::{self, WASM_TARGET, at_root, cargo, root};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::process::Command;

const BEGIN: &str = "<!-- fidelity:start -->";
const END: &str = "<!-- fidelity:end -->";

/// Where the pictures of packages are unpacked, the samples of the timed run are written, and photos of
/// our own lie, where a checkout has them beside it.
const PHOTOS: &str = "target/fidelity/photos";
const SAMPLES: &str = "target/fidelity/samples";
const OWN_PHOTOS: &str = "../shared/photos";

pub fn run(mut arguments: Arguments) -> Result<()> {
    let scale = arguments.take_flag("--scale");
    let progressive = arguments.take_flag("--progressive");
    let subsampling = arguments.take_flag("--subsampling");
    arguments.finish()?;
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
    let times = times()?;
    let table = process::output_of(&mut fidelity("table", &[PHOTOS, OWN_PHOTOS]))?;
    let date = process::output_of(at_root("date").args(["-u", "+%F"]))?;
    let text = format!(
        "{table}\nSSIMULACRA2 (100 is the original) of 720 × 960 at equal bytes, and the lead over C mozjpeg's \
         progressive file with trellis; ours is baseline, 4:2:0. \
         CPU time of the whole search in WebAssembly, without wasm-opt: {times} {}.\n",
        date.trim()
    );
    print!("{text}");
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path)?;
    let (head, rest) = readme.split_once(BEGIN).with_context(|| format!("README.md lacks {BEGIN}"))?;
    let (_, tail) = rest.split_once(END).with_context(|| format!("README.md lacks {END}"))?;
    fs::write(path, format!("{head}{BEGIN}\n{text}{END}{tail}"))?;
    Ok(())
}

/// Cargo in the measurement's own workspace.
fn in_workspace(verb: &str) -> Command {
    let mut command = cargo();
    command.args([verb, "--quiet", "--locked", "--manifest-path", "bench/fidelity/Cargo.toml"]);
    command
}

fn fidelity(command: &str, folders: &[&str]) -> Command {
    let mut run = in_workspace("run");
    run.args(["--release", "--package", "fidelity", "--", command]).args(folders);
    run
}

/// Times the search on every picture: for each limit the median and the longest.
fn times() -> Result<String> {
    tools::ensure_wasm_target()?;
    let mut build = in_workspace("build");
    build.args(["--profile", "wasm", "--package", "fidelity-wasm", "--target", WASM_TARGET]);
    build.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", "-Ctarget-feature=+simd128");
    process::run(&mut build)?;
    fs::create_dir_all(root().join(SAMPLES))?;
    process::run(&mut fidelity("planes", &[SAMPLES, PHOTOS, OWN_PHOTOS]))?;
    let mut node = at_root("node");
    node.arg("bench/fidelity/wasm/time.js");
    node.arg(format!("bench/fidelity/target/{WASM_TARGET}/wasm/fidelity_wasm.wasm")).arg(SAMPLES);
    let measured: Vec<Value> =
        process::output_of(&mut node)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut parts = Vec::new();
    for limit in [50_000, 75_000, 100_000] {
        let of_limit = measured.iter().filter(|row| row["limit"] == limit);
        let mut times: Vec<f64> = of_limit.filter_map(|row| row["least"].as_f64()).collect();
        times.sort_by(f64::total_cmp);
        let median = times.get(times.len() / 2).context("nothing was timed")?;
        let longest = times.last().context("nothing was timed")?;
        parts.push(format!("{median:.1} ms at {} KB (longest {longest:.1})", limit / 1000));
    }
    Ok(format!("{}: the median picture's least of 7 runs.", parts.join(", ")))
}
