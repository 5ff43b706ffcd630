//! The tables of bundlers, runtimes, test runners and engines. The tests of `tests/package` leave a file for each cell
//! in `target/matrix`.

use crate::checkout::root;
use crate::marked_section;
use crate::render::markdown;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// The tables in their order: their name in the cells' files, and the head of their first column.
const TABLES: &[(&str, &str)] = &[
    ("bundlers", "Bundler"),
    ("servers", "Bundler for Node"),
    ("runtimes", "Runtime"),
    ("runners", "Test runner or loader"),
    ("engines", "Engine"),
];

/// The suites that fill them: the tables are written when both ran and passed.
pub const SUITES: [&str; 2] = ["packaging", "packaging-all"];

/// What one test found out.
struct Cell {
    table: String,
    row: String,
    column: String,
    found: String,
    date: String,
    /// When the test ended, in milliseconds: rows and columns stand in the order of the tests.
    at: u64,
}

fn folder() -> PathBuf {
    root().join("target/matrix")
}

/// Removes what earlier runs found, so that nothing of it is taken for this run's.
pub fn forget() -> Result<()> {
    match folder().exists() {
        true => fs::remove_dir_all(folder()).context("cannot remove target/matrix"),
        false => Ok(()),
    }
}

/// Writes the tables into their page.
pub fn write() -> Result<()> {
    marked_section::fill("docs/support.md", "matrix", &render(&read()?)?)
}

fn read() -> Result<Vec<Cell>> {
    let mut cells = Vec::new();
    for entry in fs::read_dir(folder()).context("no test of tests/package ran")? {
        let value: Value = serde_json::from_str(&fs::read_to_string(entry?.path())?)?;
        let text = |key: &str| {
            let text = value[key].as_str().with_context(|| format!("no {key} in {value}"))?;
            anyhow::Ok(text.to_owned())
        };
        cells.push(Cell {
            table: text("table")?,
            row: text("row")?,
            column: text("column")?,
            found: text("found")?,
            date: text("date")?,
            at: value["at"].as_u64().with_context(|| format!("no time in {value}"))?,
        });
    }
    cells.sort_by_key(|cell| cell.at);
    Ok(cells)
}

fn render(cells: &[Cell]) -> Result<String> {
    let mut text = String::new();
    for (name, head) in TABLES {
        let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.table == *name).collect();
        ensure!(!cells.is_empty(), "no test filled the table of {name}");
        let rows = in_order(cells.iter().map(|cell| cell.row.as_str()));
        let columns = in_order(cells.iter().map(|cell| cell.column.as_str()));
        let found = |row: &str, column: &str| {
            let cell = cells.iter().find(|cell| cell.row == row && cell.column == column);
            cell.map_or(String::new(), |cell| cell.found.clone())
        };
        let header: Vec<String> = columns.iter().map(|column| named(column)).collect();
        let header: Vec<&str> = [*head].into_iter().chain(header.iter().map(String::as_str)).collect();
        let lines = rows.iter().map(|row| {
            let found = columns.iter().map(|column| found(row, column));
            [(*row).to_owned()].into_iter().chain(found).collect()
        });
        text += &markdown::table(&header, lines);
        text += "\n";
    }
    let date = cells.iter().map(|cell| cell.date.as_str()).max().unwrap_or_default();
    Ok(text + &format!("Each filled cell is a test that passed on {date}; empty cells do not apply.\n"))
}

/// Each once, where it comes first.
fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// What is imported stands as code.
fn named(column: &str) -> String {
    if column.starts_with("face-preflight") { markdown::code(column) } else { column.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(table: &str, row: &str, column: &str, found: &str, at: u64) -> Cell {
        let [table, row, column, found] = [table, row, column, found].map(String::from);
        Cell { table, row, column, found, date: "2026-01-02".into(), at }
    }

    #[test]
    fn a_cell_that_no_test_filled_is_empty() {
        let cells = [
            cell("bundlers", "B 2", "face-preflight", "yes", 1),
            cell("bundlers", "A 1", "on the server", "no", 2),
            cell("servers", "S", "x", "yes", 3),
            cell("runtimes", "R", "x", "yes", 4),
            cell("runners", "T", "x", "yes", 5),
            cell("engines", "E", "x", "yes", 6),
        ];
        let text = render(&cells).unwrap();
        let bundlers = "| Bundler | `face-preflight` | on the server |\n| --- | --- | --- |\n| B 2 | yes |  |\n| A 1 |  | no |\n";
        assert!(text.starts_with(bundlers), "{text}");
        assert!(text.ends_with("passed on 2026-01-02; empty cells do not apply.\n"), "{text}");
        assert!(render(&cells[..5]).unwrap_err().to_string().contains("engines"));
    }
}
