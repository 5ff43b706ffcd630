//! Other people's programs as filters.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Feeds `input` to a program and returns what it writes; a decoder has to find nothing to warn of.
pub fn pipe(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let output = run(program, arguments, input);
    let warnings = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && (program != "djpeg" || warnings.is_empty()),
        "{program} {arguments:?}: {warnings}"
    );
    output.stdout
}

/// What a program writes for `input`, `None` where it fails or warns.
pub fn try_pipe(program: &str, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let output = run(program, arguments, input);
    (output.status.success() && output.stderr.is_empty()).then_some(output.stdout)
}

fn run(program: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} of libjpeg-turbo-progs is needed: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feed = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that fails may leave what it does not read.
    let _ = feed.join().unwrap();
    output
}
