//! `fuzz`: runs the fuzz targets one after the other and writes how often.

use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::{at_root, root};
use crate::render::markdown;
use crate::{marked_section, process};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::process::Stdio;

/// Each target with the folders of `fuzz/seeds` that it begins with.
const TARGETS: &[(&str, &[&str])] = &[
    ("jpeg", &["jpeg"]),
    ("png", &["png"]),
    ("truncation", &["jpeg", "png"]),
    ("preflight", &["jpeg", "png"]),
    ("round_trip", &["png"]),
    ("request", &["text"]),
    ("metadata", &["metadata"]),
];

/// Longest input: the seeds are pictures of at most 40 × 52 pixels.
const MOST_BYTES: u32 = 4_096;

pub fn run(mut arguments: Arguments) -> Result<()> {
    let minutes: u32 = arguments.opt_value_from_str("--minutes")?.unwrap_or(5);
    let only: Vec<String> = arguments.values_from_str("--only")?;
    arguments::finish(arguments)?;
    let is_target = |name: &String| TARGETS.iter().any(|(target, _)| target == name);
    if let Some(name) = only.iter().find(|name| !is_target(name)) {
        return Err(Misuse::new(format!("there is no fuzz target {name}")).into());
    }
    for (target, seeds) in
        TARGETS.iter().filter(|(name, _)| only.is_empty() || only.iter().any(|n| n == name))
    {
        let executions = fuzzed(target, seeds, minutes)?;
        add_to_row(target, executions, minutes.into(), &process::today()?)?;
    }
    Ok(())
}

/// Runs one target; the number of executions. A finding is an error, and its file is named by the fuzzer.
fn fuzzed(target: &str, seeds: &[&str], minutes: u32) -> Result<u64> {
    let corpus = format!("fuzz/corpus/{target}");
    fs::create_dir_all(root().join(&corpus))?;
    let mut cargo = at_root("cargo");
    // The stable compiler takes the flags of the nightly one then.
    cargo.env("RUSTC_BOOTSTRAP", "1").args(["fuzz", "run", "--sanitizer", "none"]);
    // Following each comparison takes nine tenths of the time. The mutations of parts find what it would: the numbers
    // that a file's parts begin with.
    cargo.args(["--no-trace-compares", target, &corpus]);
    cargo.args(seeds.iter().map(|folder| format!("fuzz/seeds/{folder}"))).arg("--");
    cargo.arg(format!("-max_total_time={}", u64::from(minutes) * 60));
    cargo.args([&format!("-max_len={MOST_BYTES}"), "-print_final_stats=1", "-verbosity=0"]);
    let output =
        cargo.stdout(Stdio::null()).output().context("cargo-fuzz is missing: cargo install cargo-fuzz")?;
    let log = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{target} has a finding, or could not run:\n{log}");
    executions(&log).with_context(|| format!("{target} did not say how often it ran:\n{log}"))
}

/// What libFuzzer says at its end.
fn executions(log: &str) -> Option<u64> {
    log.split_once("stat::number_of_executed_units:")?.1.split_whitespace().next()?.parse().ok()
}

/// Adds a run to a target's row; the other rows stay.
fn add_to_row(target: &str, executions: u64, minutes: u64, date: &str) -> Result<()> {
    let document = fs::read_to_string(root().join("fuzz/README.md"))?;
    let mut rows = rows(&document);
    let name = markdown::code(target);
    let row = rows.iter_mut().find(|row| row.first() == Some(&name));
    let row = row.with_context(|| format!("fuzz/README.md has no row for {target}"))?;
    *row = with_run(row, executions, minutes, date).context("fuzz/README.md has another table")?;
    let table = markdown::table(&["target", "executions", "minutes", "from", "to", "findings"], rows);
    marked_section::fill("fuzz/README.md", "runs", &table)
}

/// The row with one more run.
fn with_run(row: &[String], executions: u64, minutes: u64, date: &str) -> Option<Vec<String>> {
    let [name, before, minutes_before, from, _, findings] = row else { return None };
    let executions = before.replace(',', "").parse::<u64>().ok()? + executions;
    let minutes = minutes_before.parse::<u64>().ok()? + minutes;
    let executions = thousands(&executions.to_string());
    let row = [name.as_str(), &executions, &minutes.to_string(), from, date, findings];
    Some(row.map(str::to_owned).to_vec())
}

/// The rows of the marked table, without its head.
fn rows(document: &str) -> Vec<Vec<String>> {
    let table =
        document.split("<!-- runs:start -->").nth(1).and_then(|rest| rest.split("<!-- runs:end -->").next());
    let lines = table.unwrap_or_default().lines().filter(|line| line.starts_with("| `"));
    lines.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// 1234567 as 1,234,567.
fn thousands(number: &str) -> String {
    let mut text = String::new();
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_executions_is_read() {
        let log =
            "Done 5 runs in 2 second(s)\nstat::number_of_executed_units: 1234567\nstat::new_units_added: 3\n";
        assert_eq!(executions(log), Some(1_234_567));
        assert_eq!(executions("killed"), None);
        assert_eq!(thousands("1234567"), "1,234,567");
        assert_eq!(thousands("12"), "12");
    }

    #[test]
    fn runs_add_up() {
        let row = ["`jpeg`", "1,999,999", "30", "2026-11-30", "2026-11-30", "none"].map(str::to_owned);
        let sum = ["`jpeg`", "2,000,000", "35", "2026-11-30", "2026-12-01", "none"].map(str::to_owned);
        assert_eq!(with_run(&row, 1, 5, "2026-12-01"), Some(sum.to_vec()));
        assert_eq!(with_run(&row[1..], 1, 5, "2026-12-01"), None);
    }

    #[test]
    fn every_target_has_a_row_and_a_program() {
        let document = fs::read_to_string(root().join("fuzz/README.md")).unwrap();
        let named: Vec<String> = rows(&document).into_iter().map(|row| row[0].clone()).collect();
        let targets: Vec<String> = TARGETS.iter().map(|(name, _)| markdown::code(name)).collect();
        assert_eq!(named, targets);
        for (name, seeds) in TARGETS {
            assert!(root().join(format!("fuzz/fuzz_targets/{name}.rs")).is_file());
            assert!(seeds.iter().all(|folder| root().join("fuzz/seeds").join(folder).is_dir()));
        }
    }
}
