//! `test`: the suites of the project, one after the other, none silently left out.

mod count;
mod second_run;
mod suites;

use crate::arguments::{self, Arguments, Misuse};
use crate::process::{self, End};
use crate::{checkout, matrix, npm, tools};
use anyhow::{Result, bail};
use count::Count;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use suites::{Suite, Tools};

/// What became of one suite.
struct Outcome {
    suite: &'static str,
    count: Count,
    /// Why the suite failed, where its own output does not say it.
    trouble: Option<String>,
    /// Files of tests that failed first and passed in a second run.
    unsteady: Vec<PathBuf>,
    took: Duration,
}

pub fn run(mut arguments: Arguments) -> Result<()> {
    let mut only = Vec::new();
    while let Some(name) = arguments.opt_value_from_str::<_, String>("--only")? {
        only.push(name);
    }
    let with_heavy = arguments.contains("--all");
    arguments::finish(arguments)?;
    // Where it cannot be had the suite is left out, and named as such.
    let all = suites::all(tools::ensure_least_rust()?);
    if let Some(unknown) = only.iter().find(|name| all.iter().all(|suite| suite.name != **name)) {
        let names: Vec<&str> = all.iter().map(|suite| suite.name).collect();
        bail!(Misuse::new(format!("--only {unknown}: the suites are {}", names.join(", "))));
    }

    let is_wanted = |suite: &&Suite| match only.is_empty() {
        true => with_heavy || !suite.heavy,
        false => only.iter().any(|name| suite.name == *name),
    };
    process::end_with_us()?;
    suites::keep_program()?;
    let fills_matrix =
        matrix::SUITES.iter().all(|name| all.iter().filter(is_wanted).any(|s| s.name == *name));
    if fills_matrix {
        matrix::forget()?;
    }
    let (tools, preparation) = prepare();
    let mut outcomes = vec![preparation];
    for suite in all.iter().filter(is_wanted) {
        println!("\n==== {} ====", suite.name);
        outcomes.push(run_suite(suite, &tools));
    }
    let is_left_out = |suite: &&Suite| only.is_empty() && !is_wanted(suite);
    let left_out: Vec<&str> = all.iter().filter(is_left_out).map(|suite| suite.name).collect();
    let failed =
        |name: &str| outcomes.iter().any(|outcome| outcome.suite == name && outcome.count.failed > 0);
    if fills_matrix && !matrix::SUITES.iter().any(|name| failed(name)) {
        matrix::write()?;
    }
    report(&outcomes, &left_out)
}

/// Installs what the tests need. What can not be installed is reported, and the suites in need of it fail.
fn prepare() -> (Tools, Outcome) {
    println!("==== prepare ====");
    let started = Instant::now();
    let browser = tools::ensure_debian_tools();
    let mut server_tools = checkout::at_root("node");
    let steps = [
        tools::ensure_wasm_target(),
        tools::ensure_rust_components(),
        npm::install("xtask", npm::Extent::All),
        npm::install("tests", npm::Extent::All),
        process::run(server_tools.arg("tests/support/install.js")),
    ];
    let (browser, no_browser) = match browser {
        Ok(browser) => (Some(browser), None),
        Err(error) => (None, Some(error)),
    };
    let troubles: Vec<String> = steps
        .into_iter()
        .filter_map(Result::err)
        .chain(no_browser)
        .map(|error| format!("{error:#}"))
        .collect();
    troubles.iter().for_each(|trouble| eprintln!("{trouble}"));
    let outcome = Outcome {
        suite: "prepare",
        count: Count { passed: 0, failed: troubles.len(), ignored: 0 },
        trouble: (!troubles.is_empty()).then(|| troubles.join("; ")),
        unsteady: Vec::new(),
        took: started.elapsed(),
    };
    (Tools { browser }, outcome)
}

fn run_suite(suite: &Suite, tools: &Tools) -> Outcome {
    let started = Instant::now();
    let mut count = Count::default();
    let mut unsteady = Vec::new();
    let trouble = (suite.commands)(tools)
        .and_then(|commands| {
            for mut command in commands {
                unsteady.extend(run_command(suite, &mut command, &mut count)?);
            }
            Ok(())
        })
        .and_then(|()| match (suite.counts, count) {
            (Some(_), Count { ignored: 1.., .. }) => bail!("{} tests were skipped", count.ignored),
            (Some(_), Count { passed: 0, .. }) => bail!("no test ran"),
            _ => Ok(()),
        })
        .err()
        .map(|error| format!("{error:#}"));
    if let Some(trouble) = &trouble {
        eprintln!("{}: {trouble}", suite.name);
        count.failed = count.failed.max(1);
    } else if suite.counts.is_none() {
        count.passed = 1;
    }
    Outcome { suite: suite.name, count, trouble, unsteady, took: started.elapsed() }
}

/// Runs a command of a suite, and a second time what failed in it. Returns the files that passed only then.
fn run_command(suite: &Suite, command: &mut Command, count: &mut Count) -> Result<Vec<PathBuf>> {
    second_run::forget()?;
    let (end, first) = watch(suite, command)?;
    count.add(first);
    let files = match end {
        End::Succeeded => return Ok(Vec::new()),
        End::TimedOut => {
            bail!("{} was ended after {} s", process::describe(command), suite.limit.as_secs())
        }
        End::Failed => second_run::candidates()?,
    };
    if files.is_empty() {
        bail!("{} failed", process::describe(command));
    }
    let (end, second) = watch(suite, &mut second_run::command(command, &files))?;
    if end != End::Succeeded || second.ignored > 0 {
        bail!("{} failed, twice", process::describe(command));
    }
    // The tests of these files that passed at first are counted already.
    count.passed += count.failed;
    count.failed = 0;
    Ok(files)
}

fn watch(suite: &Suite, command: &mut Command) -> Result<(End, Count)> {
    println!("$ {}", process::describe(command));
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut count = Count::default();
    let end = process::watch(command, suite.limit, |line| {
        if let Some(reads) = suite.counts {
            count.add(reads(&count::without_colour(line)));
        }
    })?;
    Ok((end, count))
}

/// The table of what ran and the names of what did not; the last line is the sum.
fn report(outcomes: &[Outcome], left_out: &[&str]) -> Result<()> {
    println!("\n{:<16} {:>7} {:>7} {:>8}", "suite", "passed", "failed", "seconds");
    for Outcome { suite, count, trouble, took, .. } in outcomes {
        let trouble = trouble.as_deref().unwrap_or_default().lines().next().unwrap_or_default();
        let row = format!(
            "{suite:<16} {:>7} {:>7} {:>8.1}  {trouble}",
            count.passed,
            count.failed,
            took.as_secs_f32()
        );
        println!("{}", row.trim_end());
    }
    if !left_out.is_empty() {
        println!("left out: {} (`cargo xtask test --all` runs everything)", left_out.join(", "));
    }
    for file in outcomes.iter().flat_map(|outcome| &outcome.unsteady) {
        println!("passed in a second run only: {}", file.display());
    }
    let passed: usize = outcomes.iter().map(|outcome| outcome.count.passed).sum();
    let failed: usize = outcomes.iter().map(|outcome| outcome.count.failed).sum();
    println!("{passed} passed, {failed} failed");
    std::process::exit(i32::from(failed > 0));
}
