//! `evaluate DIR`: every photo of a folder through preflight and the face detector, every value as CSV on the standard
//! output, row by row, and with `--html FILE` as a sheet of pictures with the boxes drawn. With `--groups FILE` how often
//! each check warns in each group of photos. With `--thorough` the net of the second look sees every face, as with
//! `face: 'thorough'`. For calibrating marks on photos of one's own; nothing leaves the machine.

mod faceless;
pub mod fetch;
mod groups;
mod ofiq;
mod second_look;
mod sheet;
mod spoilt;
mod table;
mod tones;

use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::root;
use crate::marked_section;
use anyhow::{Context, Result};
use face_preflight::{Detector, Preflight, Session};
use face_tools::weights;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where `--write` puts the tables, between marks.
const PAGE: &str = "src/check/README.md";

/// What is to be made of the photos.
struct Judging<'a> {
    html: Option<PathBuf>,
    /// Where the CSV goes; what is in it already is not measured again.
    csv: Option<PathBuf>,
    /// Only the photos that it names are judged.
    groups: Option<groups::Groups>,
    tones: bool,
    /// Whether the values are compared with OFIQ's.
    ofiq: bool,
    /// Whether the tables go into the document, too.
    write: bool,
    detector: &'a Arc<Detector>,
}

pub fn run(mut arguments: Arguments) -> Result<()> {
    if arguments.contains("--fetch") {
        let from: Option<String> = arguments.opt_value_from_str("--from")?;
        let folder: Option<PathBuf> = arguments.opt_free_from_str()?;
        arguments::finish(arguments)?;
        let folder = folder.ok_or_else(|| Misuse::new("into which folder?"))?;
        return fetch::run(&folder, from.as_deref().unwrap_or(fetch::GITHUB), fetch::LIST);
    }
    let detector = if arguments.contains("--thorough") {
        second_look::closer_detector()?
    } else {
        Arc::new(Detector::new(&weights::shipped(root())?)?)
    };
    let groups: Option<PathBuf> = arguments.opt_value_from_str("--groups")?;
    let judging = Judging {
        html: arguments.opt_value_from_str("--html")?,
        csv: arguments.opt_value_from_str("--csv")?,
        groups: groups.map(|path| groups::Groups::read(&fs::read_to_string(path)?)).transpose()?,
        tones: arguments.contains("--tones"),
        ofiq: arguments.contains("--ofiq"),
        write: arguments.contains("--write"),
        detector: &detector,
    };
    let series = arguments.contains("--series");
    let faceless = arguments.contains("--faceless");
    let folder: Option<PathBuf> = arguments.opt_free_from_str()?;
    arguments::finish(arguments)?;
    if faceless {
        let paths = folder.map(|folder| files(&folder)).transpose()?;
        return faceless::run(paths, &detector);
    }
    let folder = folder.ok_or_else(|| Misuse::new("which folder of photos?"))?;
    let mut paths = files(&folder)?;
    if let Some(groups) = &judging.groups {
        let names = groups.names();
        paths.retain(|path| names.contains(name_of(path).as_str()));
    }
    if series {
        let table = spoilt::run(&paths, judging.csv.as_deref(), judging.groups.as_ref(), &detector)?;
        return judging.print("evaluate-series", &table);
    }
    judging.all(&folder, &paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Judging<'_> {
    /// Prints a table; with `--write` into the document, too.
    fn print(&self, section: &str, table: &str) -> Result<()> {
        print!("{table}");
        if self.write { marked_section::fill(PAGE, section, &format!("\n{table}\n")) } else { Ok(()) }
    }

    /// Row by row, so that a run that is stopped leaves what it has, and says how far it is.
    fn all(&self, folder: &Path, paths: &[PathBuf]) -> Result<()> {
        let (rows, photos, pairs) = self.rows(paths)?;
        if let Some(groups) = &self.groups {
            self.print("evaluate-groups", &groups::table(&rows, groups)?)?;
            println!();
            self.print("evaluate-portraits", &groups::portraits(&rows, groups)?)?;
        }
        if self.ofiq {
            self.print("evaluate-ofiq", &ofiq::table(&pairs))?;
        }
        if let Some(html) = &self.html {
            let text = sheet::sheet(&folder.display().to_string(), &photos);
            fs::write(html, text).with_context(|| format!("cannot write {}", html.display()))?;
        }
        Ok(())
    }

    fn rows(&self, paths: &[PathBuf]) -> Result<(Vec<table::Row>, Vec<sheet::Judged>, Vec<ofiq::Pair>)> {
        let mut known = self.known()?;
        let mut out: Box<dyn Write> = match &self.csv {
            Some(path) => {
                Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
            }
            None if self.groups.is_some() || self.tones || self.ofiq => Box::new(std::io::sink()),
            None => Box::new(std::io::stdout()),
        };
        writeln!(out, "{}", table::head())?;
        if self.tones {
            println!("{}", tones::HEAD);
        }
        let (mut rows, mut photos, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        for (number, path) in paths.iter().enumerate() {
            let name = name_of(path);
            let row = if let Some(row) = known.remove(&name) {
                row
            } else {
                eprintln!("{} of {}: {name}", number + 1, paths.len());
                let outcome = evaluate(path, self.detector);
                let row = table::Row::of(name.clone(), &outcome);
                if let (true, Ok(photo)) = (self.tones, &outcome)
                    && let Some(group) = tones::group(photo)?
                {
                    println!("{}", tones::line(&row, group));
                }
                if let (true, Ok(photo)) = (self.ofiq, &outcome) {
                    pairs.extend(ofiq::of(photo)?);
                }
                if self.html.is_some() {
                    photos.push(sheet::Judged { name, outcome });
                }
                row
            };
            writeln!(out, "{}", row.csv())?;
            out.flush()?;
            rows.push(row);
        }
        Ok((rows, photos, pairs))
    }

    /// The rows of an earlier run, by name. A sheet, tones and OFIQ's formulas need the pictures, so for these there are
    /// none.
    fn known(&self) -> Result<HashMap<String, table::Row>> {
        let pictures = self.html.is_some() || self.tones || self.ofiq;
        let Some(path) = self.csv.as_ref().filter(|path| path.is_file() && !pictures) else {
            return Ok(HashMap::new());
        };
        let text = fs::read_to_string(path)?;
        let rows = text.lines().skip(1).map(table::Row::read);
        rows.map(|row| row.map(|row| (row.name.clone(), row))).collect()
    }
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    Ok(paths)
}

/// The product's own way, from the file's bytes on.
fn evaluate(path: &Path, detector: &Arc<Detector>) -> Result<Preflight> {
    let mut session = Session::with_detector(table::options(), Some(Arc::clone(detector)))?;
    session.push(&fs::read(path)?)?;
    second_look::finish(session)
}
