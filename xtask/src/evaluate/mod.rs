//! `evaluate DIR`: every photo of a folder through preflight and the face detector, every value as CSV on the standard
//! output, row by row, and with `--html FILE` as a sheet of pictures with the boxes drawn. With `--groups FILE` how often
//! each check warns in each group of photos. For calibrating marks on photos of one's own; nothing leaves the machine.

mod faceless;
mod fetch;
mod groups;
mod ofiq;
mod sheet;
mod table;
mod tones;

use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::root;
use anyhow::{Context, Result};
use face_preflight::{Detector, Preflight, Session};
use face_tools::{series, weights};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be made of the photos.
struct Wishes {
    html: Option<PathBuf>,
    /// Where the CSV goes; what is in it already is not measured again.
    csv: Option<PathBuf>,
    groups: Option<groups::Groups>,
    tones: bool,
    /// Whether the values are compared with OFIQ's.
    ofiq: bool,
}

pub fn run(mut arguments: Arguments) -> Result<()> {
    let groups: Option<PathBuf> = arguments.opt_value_from_str("--groups")?;
    let wishes = Wishes {
        html: arguments.opt_value_from_str("--html")?,
        csv: arguments.opt_value_from_str("--csv")?,
        groups: groups.map(|path| groups::read(&fs::read_to_string(path)?)).transpose()?,
        tones: arguments.contains("--tones"),
        ofiq: arguments.contains("--ofiq"),
    };
    let series = arguments.contains("--series");
    let faceless = arguments.contains("--faceless");
    let fetch = arguments.contains("--fetch");
    let folder: Option<PathBuf> = arguments.opt_free_from_str()?;
    arguments::finish(arguments)?;
    if fetch {
        return fetch::run(&folder.ok_or_else(|| Misuse::new("into which folder?"))?);
    }
    let detector = Arc::new(Detector::new(&weights::shipped(root())?)?);
    if faceless {
        let paths = folder.map(|folder| files(&folder)).transpose()?;
        return faceless::run(paths, &detector);
    }
    let folder = folder.ok_or_else(|| Misuse::new("which folder of photos?"))?;
    let paths = files(&folder)?;
    if series {
        return match &wishes.groups {
            None => print_series(&paths, &detector),
            Some(groups) => groups.iter().try_for_each(|(group, names)| {
                println!("\n{group}: ");
                let of_group = |path: &&PathBuf| names.contains(&name_of(path));
                print_series(&paths.iter().filter(of_group).cloned().collect::<Vec<_>>(), &detector)
            }),
        };
    }
    evaluate_all(&folder, &paths, &wishes, &detector)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Row by row, so that a run that is stopped leaves what it has, and says how far it is.
fn evaluate_all(folder: &Path, paths: &[PathBuf], wishes: &Wishes, detector: &Arc<Detector>) -> Result<()> {
    let mut known = known(wishes)?;
    let mut out: Box<dyn Write> = match &wishes.csv {
        Some(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
        None if wishes.groups.is_some() || wishes.tones || wishes.ofiq => Box::new(std::io::sink()),
        None => Box::new(std::io::stdout()),
    };
    writeln!(out, "{}", table::head())?;
    if wishes.tones {
        println!("{}", tones::HEAD);
    }
    let (mut rows, mut photos, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for (number, path) in paths.iter().enumerate() {
        let name = name_of(path);
        let row = if let Some(row) = known.remove(&name) {
            row
        } else {
            eprintln!("{} of {}: {name}", number + 1, paths.len());
            let outcome = evaluate(path, detector);
            let row = table::Row::of(name.clone(), &outcome);
            if let (true, Ok(photo)) = (wishes.tones, &outcome)
                && let Some(group) = tones::group(photo)?
            {
                println!("{}", tones::line(&row, group));
            }
            if let (true, Ok(photo)) = (wishes.ofiq, &outcome) {
                pairs.extend(ofiq::of(photo)?);
            }
            if wishes.html.is_some() {
                photos.push(sheet::Judged { name, outcome });
            }
            row
        };
        writeln!(out, "{}", row.csv())?;
        out.flush()?;
        rows.push(row);
    }
    if let Some(groups) = &wishes.groups {
        print!("{}", groups::table(&rows, groups)?);
    }
    if wishes.ofiq {
        print!("{}", ofiq::table(&pairs));
    }
    if let Some(html) = &wishes.html {
        let text = sheet::sheet(&folder.display().to_string(), &photos);
        fs::write(html, text).with_context(|| format!("cannot write {}", html.display()))?;
    }
    Ok(())
}

/// The rows of an earlier run, by name. A sheet, tones and OFIQ's formulas need the pictures, so for these there are none.
fn known(wishes: &Wishes) -> Result<HashMap<String, table::Row>> {
    let Some(path) = wishes
        .csv
        .as_ref()
        .filter(|path| path.is_file() && wishes.html.is_none() && !wishes.tones && !wishes.ofiq)
    else {
        return Ok(HashMap::new());
    };
    let text = fs::read_to_string(path)?;
    let rows = text.lines().skip(1).map(table::Row::read);
    rows.map(|row| row.map(|row| (row.name.clone(), row))).collect()
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

/// Files that are no photos are left out, and photos in which no face is large enough.
fn print_series(paths: &[PathBuf], detector: &Arc<Detector>) -> Result<()> {
    let mut photos = Vec::new();
    for path in paths {
        let Ok(image) = image::open(path) else { continue };
        eprintln!("{}", name_of(path));
        photos.extend(series::Good::of(&image.to_rgb8(), detector)?);
    }
    print!("{}", series::table(&series::lines(&photos, detector)?, photos.len()));
    Ok(())
}

/// The product's own way, from the file's bytes on.
fn evaluate(path: &Path, detector: &Arc<Detector>) -> Result<Preflight> {
    let mut session = Session::with_detector(table::options(), Some(Arc::clone(detector)))?;
    session.push(&fs::read(path)?)?;
    Ok(session.finish()?)
}
