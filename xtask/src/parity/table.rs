//! The committed tables of what the runtime says.

use crate::checkout::root;
use anyhow::{Result, ensure};
use std::fs;

/// How far the results of the same weights may differ: scores before the logistic function, coordinates in pixels of
/// the net.
pub const ALLOWED: f32 = 1e-3;

/// A line of a table: a number and what the runtime says of it.
pub type Line = (usize, Vec<f32>);

/// Holds a table to what the runtime says; writes it where that is asked for.
pub fn compare_table(path: &str, seen: &[Line]) -> Result<()> {
    if std::env::var_os("BLESS").is_some() {
        let line = |(number, numbers): &Line| {
            let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:.4}")).collect();
            format!("{number} {}\n", numbers.join(" "))
        };
        fs::write(root().join(path), seen.iter().map(line).collect::<String>())?;
    }
    let table = table(path)?;
    let same = seen.len() == table.len()
        && seen.iter().zip(&table).all(|(one, other)| one.0 == other.0 && apart(&one.1, &other.1) <= ALLOWED);
    ensure!(same, "{path} is not what the runtime says: `BLESS=1 cargo xtask parity` writes it");
    Ok(())
}

pub fn table(path: &str) -> Result<Vec<Line>> {
    let text = fs::read_to_string(root().join(path))?;
    let line = |line: &str| {
        let mut words = line.split(' ');
        let number = words.next().unwrap_or_default().parse()?;
        Ok((number, words.map(str::parse).collect::<Result<_, _>>()?))
    };
    text.lines().map(line).collect()
}

/// The largest difference between two rows of numbers.
pub fn apart(one: &[f32], other: &[f32]) -> f32 {
    if one.len() != other.len() {
        return f32::INFINITY;
    }
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).fold(0.0, f32::max)
}
