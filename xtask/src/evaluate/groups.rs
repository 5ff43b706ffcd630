//! `evaluate DIR --groups FILE`: how often each check warns or fails in each group of photos, with Wilson's interval.

use super::table::{Row, cells};
use anyhow::{Context, Result};
use face_preflight::internals::check::CHECKS;
use std::collections::BTreeMap;
use std::fmt::Write;

/// For 95 % of an interval.
const Z: f64 = 1.96;

/// The photos of each group, by name. A photo may be in several.
pub type Groups = BTreeMap<String, Vec<String>>;

/// Reads lines of `file,group`; the first is the head.
pub fn read(text: &str) -> Result<Groups> {
    let mut groups = Groups::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let cells = cells(line);
        let [file, group, ..] = cells.as_slice() else { anyhow::bail!("no group in {line}") };
        groups.entry(group.clone()).or_default().push(file.clone());
    }
    Ok(groups)
}

/// Wilson's interval of a share, in percent.
fn interval(bad: usize, of: usize) -> (f64, f64) {
    let (bad, n) = (bad as f64, of as f64);
    let share = bad / n;
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    (100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0))
}

/// `3 of 120 = 2.5 % (0.9–7.1)`.
fn rate(answers: impl Iterator<Item = bool>) -> String {
    let (mut bad, mut of) = (0, 0);
    for answer in answers {
        bad += usize::from(answer);
        of += 1;
    }
    if of == 0 {
        return "–".to_owned();
    }
    let (low, high) = interval(bad, of);
    format!("{bad} of {of} = {:.1} % ({low:.1}–{high:.1})", 100.0 * bad as f64 / of as f64)
}

/// The table as Markdown.
pub fn table(rows: &[Row], groups: &Groups) -> Result<String> {
    let members: Vec<(&String, Vec<&Row>)> = groups
        .iter()
        .map(|(group, names)| {
            let find = |name: &String| {
                rows.iter().find(|row| row.name == *name).with_context(|| format!("there is no photo {name}"))
            };
            Ok((group, names.iter().map(find).collect::<Result<Vec<_>>>()?))
        })
        .collect::<Result<_>>()?;
    let mut text = String::from("| warned or failed |");
    members.iter().for_each(|(group, rows)| {
        let _ = write!(text, " {group}, {} |", rows.len());
    });
    text += "\n|---|";
    members.iter().for_each(|_| text += "--:|");
    text.push('\n');
    let mut line = |title: &str, answer: &dyn Fn(&Row) -> Option<bool>| {
        let _ = write!(text, "| {title} |");
        for (_, rows) in &members {
            let read = rows.iter().filter(|row| row.error.is_empty());
            let _ = write!(text, " {} |", rate(read.filter_map(|row| answer(row))));
        }
        text.push('\n');
    };
    // That the sides were cut off is no fault of the light or the face.
    let counted = || CHECKS.iter().filter(|check| check.id != "portrait");
    let any = |row: &Row| counted().any(|check| row.is_bad(check.id) == Some(true));
    line("any check but `portrait`", &|row| Some(any(row)));
    line("any failure", &|row| Some(!row.ok));
    line("any failure under `preset: strict`", &|row| Some(!row.strict));
    for check in CHECKS {
        line(&format!("`{}`", check.id), &|row| row.is_bad(check.id));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = interval(0, 182);
        assert!(low.abs() < 1e-9 && (high - 2.07).abs() < 0.01, "{low} {high}");
        let (low, high) = interval(13, 193);
        assert!((low - 3.98).abs() < 0.02 && (high - 11.2).abs() < 0.05, "{low} {high}");
        assert_eq!(rate(std::iter::empty()), "–");
    }

    #[test]
    fn each_group_has_its_rates() {
        let row = |name: &str, status: &str| {
            let checks = vec![(status.to_owned(), String::new()); CHECKS.len()];
            Row { name: name.to_owned(), error: String::new(), ok: true, strict: true, faces: 1, checks }
        };
        let rows = [row("a", "warn"), row("b", "note"), row("c", "skipped")];
        let groups = read("file,group\na,one\nb,one\nc,two\na,two\n").unwrap();
        let table = table(&rows, &groups).unwrap();
        assert!(table.contains("| one, 2 | two, 2 |"), "{table}");
        let dark = table.lines().find(|line| line.starts_with("| `dark`")).unwrap();
        assert!(dark.contains("| 1 of 2 = 50.0 %") && dark.contains("| 1 of 1 = 100.0 %"), "{dark}");
        assert!(super::table(&rows, &read("file,group\nx,one\n").unwrap()).is_err());
    }
}
