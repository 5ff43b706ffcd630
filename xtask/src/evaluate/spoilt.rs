//! `evaluate DIR --series`: each photo of a folder spoilt in known ways, and in how many the checks notice; with `--groups`
//! in each group of photos. With `--csv FILE` every outcome goes into a file, photo by photo, and what is in it is not
//! measured again.

use super::groups::{self, Groups, Share};
use super::second_look;
use super::table::cells;
use anyhow::{Context, Result};
use face_preflight::Detector;
use face_tools::series::{self, Good, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const HEAD: &str = "file,check,done to the photo,value,warned,failed,told";

/// Steps that the last lines of the table by groups add up: what is done, the check that has to tell it, and the steps.
const SUMS: [(&str, &str, &[&str]); 4] = [
    (
        "blur and motion",
        "blur",
        &[
            "blur 0.015",
            "blur 0.025, noise 6",
            "blur 0.04, noise 12",
            "motion 0.06",
            "motion 0.12",
            "motion 0.2",
        ],
    ),
    ("turns", "turned_photo", &["turn 90°", "turn 180°", "turn 270°"]),
    ("JPEG 20 and 30 in the pixels", "blocky", &["JPEG 30", "JPEG 20"]),
    ("saved as JPEG 20 and 30", "source_quality", &["saved as JPEG 30", "saved as JPEG 20"]),
];

/// The outcomes of each photo with a face that is large enough, by name; none of what is no such photo.
type Outcomes = BTreeMap<String, Vec<Outcome>>;

/// The tables, as Markdown: the values of all photos, and how often the checks notice in each group.
pub fn run(
    paths: &[PathBuf],
    csv: Option<&Path>,
    groups: Option<&Groups>,
    detector: &Arc<Detector>,
) -> Result<String> {
    let outcomes = measured(paths, csv, detector)?;
    let photos: Vec<Vec<Outcome>> =
        outcomes.values().filter(|outcomes| !outcomes.is_empty()).cloned().collect();
    let table = series::table(&series::lines(&photos), photos.len());
    Ok(match groups {
        Some(groups) => format!("{}\n{table}", by_groups(&outcomes, groups)),
        None => table,
    })
}

fn measured(paths: &[PathBuf], csv: Option<&Path>, detector: &Arc<Detector>) -> Result<Outcomes> {
    let mut known = match csv.filter(|path| path.is_file()) {
        Some(path) => read(&fs::read_to_string(path)?)?,
        None => Outcomes::new(),
    };
    let mut out: Box<dyn Write> = match csv {
        Some(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
        None => Box::new(std::io::sink()),
    };
    writeln!(out, "{HEAD}")?;
    let mut all = Outcomes::new();
    for (number, path) in paths.iter().enumerate() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let outcomes = if let Some(outcomes) = known.remove(&name) {
            outcomes
        } else {
            eprintln!("{} of {}: {name}", number + 1, paths.len());
            match image::open(path).map(|image| Good::of(&image.to_rgb8(), detector)) {
                Ok(good) => good?.map_or_else(
                    || Ok(Vec::new()),
                    |good| series::outcomes(&good, detector, second_look::finish),
                )?,
                Err(_) => Vec::new(),
            }
        };
        write!(out, "{}", lines(&name, &outcomes))?;
        out.flush()?;
        all.insert(name, outcomes);
    }
    Ok(all)
}

/// A photo's lines of the file; one without a check where no face is large enough.
fn lines(name: &str, outcomes: &[Outcome]) -> String {
    let name = name.replace('"', "\"\"");
    if outcomes.is_empty() {
        return format!("\"{name}\",,,,,,\n");
    }
    let line = |((check, degradation), outcome): ((&str, series::Degradation), &Outcome)| {
        let value = outcome.value.map_or_else(String::new, |value| value.to_string());
        let Outcome { warned, failed, told, .. } = outcome;
        format!("\"{name}\",{check},\"{}\",{value},{warned},{failed},{told}\n", degradation.name())
    };
    series::steps().zip(outcomes).map(line).collect()
}

/// Photos that were measured to the end.
fn read(text: &str) -> Result<Outcomes> {
    let mut all = Outcomes::new();
    for line in text.lines().skip(1) {
        let cells = cells(line);
        let [name, check, _, value, warned, failed, told] = cells.as_slice() else { continue };
        let outcomes = all.entry(name.clone()).or_default();
        if !check.is_empty() {
            let value = if value.is_empty() { None } else { Some(value.parse().context(line.to_owned())?) };
            let [warned, failed, told] = [warned, failed, told].map(|cell| cell == "true");
            outcomes.push(Outcome { value, warned, failed, told });
        }
    }
    let whole = series::steps().count();
    all.retain(|_, outcomes| outcomes.is_empty() || outcomes.len() == whole);
    Ok(all)
}

fn by_groups(outcomes: &Outcomes, groups: &Groups) -> String {
    let of_group = |names: &Vec<String>| -> Vec<&Vec<Outcome>> {
        names.iter().filter_map(|name| outcomes.get(name)).filter(|photo| !photo.is_empty()).collect()
    };
    let columns: Vec<_> =
        groups.members.iter().map(|(group, names)| (group.as_str(), of_group(names))).collect();
    let mut counts: Vec<_> = columns.iter().map(|(group, photos)| (*group, photos.len())).collect();
    counts.push(("all", counts.iter().map(|(_, count)| count).sum()));
    let mut text = groups::head("check, done to the photo", &counts, "");
    let mut line = |title: &str, steps: &[usize], noticed: fn(&Outcome) -> bool| {
        let share = |photos: &Vec<&Vec<Outcome>>| {
            let of_steps = photos.iter().flat_map(|photo| steps.iter().filter_map(|at| photo.get(*at)));
            Share::of(of_steps.map(noticed)).text()
        };
        let all: Vec<_> = columns.iter().flat_map(|(_, photos)| photos.iter().copied()).collect();
        let cells: Vec<_> = columns.iter().map(|(_, photos)| photos).chain([&all]).map(share).collect();
        let _ = writeln!(text, "| {title} | {} |", cells.join(" | "));
    };
    for (at, (check, degradation)) in series::steps().enumerate() {
        line(&format!("`{check}`, {}", degradation.name()), &[at], |outcome| outcome.warned);
    }
    for (title, check, names) in SUMS {
        let of_sum = |(_, (of, degradation)): &(usize, (&str, series::Degradation))| {
            *of == check && names.contains(&degradation.name().as_str())
        };
        let steps: Vec<usize> = series::steps().enumerate().filter(of_sum).map(|(at, _)| at).collect();
        line(&format!("{title}, by `{check}`"), &steps, |outcome| outcome.warned);
        line(&format!("{title}, by any check"), &steps, |outcome| outcome.told);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(warned: bool) -> Vec<Outcome> {
        series::steps().map(|_| Outcome { value: Some(1.5), warned, failed: false, told: true }).collect()
    }

    #[test]
    fn outcomes_are_read_as_they_were_written_and_halves_are_left_out() {
        let mut one = photo(true);
        one[3].value = None;
        let whole = lines("a \"b\", c.jpg", &one);
        let half: String = lines("d.jpg", &one).lines().take(5).map(|line| format!("{line}\n")).collect();
        let text = format!("{HEAD}\n{whole}{}{half}", lines("text.md", &[]));
        let expected =
            Outcomes::from([("a \"b\", c.jpg".to_owned(), one), ("text.md".to_owned(), Vec::new())]);
        assert_eq!(read(&text).unwrap(), expected);
    }

    #[test]
    fn what_is_noticed_is_counted_in_each_group() {
        let outcomes = Outcomes::from([
            ("a".to_owned(), photo(true)),
            ("b".to_owned(), photo(false)),
            ("c".to_owned(), Vec::new()),
        ]);
        let groups = Groups::read("file,group\na,one\nb,one\nc,one\na,two\n").unwrap();
        let text = by_groups(&outcomes, &groups);
        assert!(text.starts_with("| check, done to the photo | one, 2 | two, 1 | all, 3 |\n"), "{text}");
        assert!(text.contains("| `turned_photo`, turn 90° | 1 of 2 = 50.0 %"), "{text}");
        assert!(text.contains("| blur and motion, by `blur` | 6 of 12 = 50.0 %"), "{text}");
        assert!(text.contains("| turns, by any check | 6 of 6 = 100.0 %"), "{text}");
    }
}
