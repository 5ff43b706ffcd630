//! The values of each photo as rows of a table: printed one by one, so that a run that is stopped leaves what it has.

use anyhow::{Context, Result, ensure};
use face_preflight::internals::check::CHECKS;
use face_preflight::{Landscape, Options, Preflight, Preset, Status, Value};
use std::collections::HashSet;

/// What is known of one photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    /// Why it could not be read; empty where it could.
    pub error: String,
    /// Whether no check fails by default, and under `preset: strict`.
    pub ok: bool,
    pub strict: bool,
    /// Faces found.
    pub faces: usize,
    /// Status and value of each check, in the order of [`CHECKS`]. Statuses are those of the default options.
    pub checks: Vec<(String, String)>,
}

/// Checks that fail under `preset: strict` only.
fn strict_alone() -> HashSet<String> {
    let rows = Options::reference().into_iter().filter(|row| row.default == "off");
    rows.filter_map(|row| Some(row.name.strip_prefix("checks.")?.strip_suffix(".fail")?.to_owned())).collect()
}

/// The options that a photo is judged by. Of public photos many are square or wide: their sides are cut off.
pub fn options() -> Options {
    Options { landscape: Landscape::Crop, ..Options::of(Preset::Strict) }
}

impl Row {
    /// Of a photo judged by [`options`].
    pub fn of(name: String, outcome: &Result<Preflight>) -> Self {
        let photo = match outcome {
            Ok(photo) => photo,
            Err(error) => {
                let error = format!("{error:#}");
                return Self { name, error, ok: false, strict: false, faces: 0, checks: Vec::new() };
            }
        };
        let alone = strict_alone();
        let told = |id: &str| {
            let found = photo.report.checks.iter().find(|check| check.id == id);
            let status = found.map_or(Status::Skipped, |check| check.status);
            let status = if status == Status::Fail && alone.contains(id) { Status::Warn } else { status };
            let value = match found.and_then(|check| check.value.as_ref()) {
                Some(Value::Number(number)) => number.to_string(),
                Some(Value::Text(text)) => text.clone(),
                None => String::new(),
            };
            (format!("{status:?}").to_lowercase(), value)
        };
        let checks: Vec<_> = CHECKS.iter().map(|check| told(check.id)).collect();
        Self {
            name,
            error: String::new(),
            ok: checks.iter().all(|(status, _)| status != "fail"),
            strict: photo.ok(),
            faces: photo.report.faces.as_ref().map_or(0, Vec::len),
            checks,
        }
    }

    /// Status and value of a check.
    pub fn check(&self, id: &str) -> Option<&(String, String)> {
        CHECKS.iter().zip(&self.checks).find(|(check, _)| check.id == id).map(|(_, found)| found)
    }

    /// Whether a check that was made did not pass.
    pub fn is_bad(&self, id: &str) -> Option<bool> {
        let (status, _) = self.check(id)?;
        (status != "skipped").then(|| status == "warn" || status == "fail")
    }

    /// One line.
    pub fn csv(&self) -> String {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\"").replace('\n', " "));
        let mut cells = vec![quoted(&self.name), quoted(&self.error)];
        cells.extend([self.ok.to_string(), self.strict.to_string(), self.faces.to_string()]);
        cells.extend(self.checks.iter().flat_map(|(status, value)| [quoted(status), quoted(value)]));
        cells.join(",")
    }

    /// Reads a line of [`csv`](Self::csv).
    pub fn read(line: &str) -> Result<Self> {
        let cells = cells(line);
        let [name, error, ok, strict, faces, checks @ ..] = cells.as_slice() else {
            anyhow::bail!("a row has too few cells");
        };
        ensure!(checks.is_empty() || checks.len() == 2 * CHECKS.len(), "{name} has other columns");
        Ok(Self {
            name: name.clone(),
            error: error.clone(),
            ok: ok == "true",
            strict: strict == "true",
            faces: faces.parse().with_context(|| format!("{name}: how many faces?"))?,
            checks: checks
                .as_chunks::<2>()
                .0
                .iter()
                .map(|[status, value]| (status.clone(), value.clone()))
                .collect(),
        })
    }
}

/// The names of the columns.
pub fn head() -> String {
    let checks = CHECKS.iter().map(|check| format!("{0} status,{0}", check.id));
    ["file,error,ok,strict,faces".to_owned()].into_iter().chain(checks).collect::<Vec<_>>().join(",")
}

/// The cells of a line of CSV.
pub fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.trim_end_matches('\r').chars().peekable();
    while let Some(character) = characters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let mut row = Row::of("a \"b\", c.jpg".to_owned(), &Err(anyhow::anyhow!("no, photo")));
        assert_eq!(Row::read(&row.csv()).unwrap(), row);
        row.checks = vec![("pass".to_owned(), "480 × 640".to_owned()); CHECKS.len()];
        assert_eq!(Row::read(&row.csv()).unwrap(), row);
        assert_eq!(head().split(',').count(), cells(&row.csv()).len());
        assert!(Row::read("a,b").is_err());
    }
}
