//! `evaluate DIR`: every photo of a folder through preflight and the face detector, every value as CSV on the standard
//! output, and with `--html FILE` as a sheet of pictures with the boxes drawn. For calibrating marks on photos of one's
//! own; nothing leaves the machine.

mod faceless;
mod sheet;

use crate::arguments::{self, Arguments, Misuse};
use crate::checkout::root;
use anyhow::{Context, Result};
use face_preflight::Detector;
use face_preflight::Value;
use face_preflight::{Options, Preflight, Session};
use face_tools::{series, weights};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One photo, as far as it came.
struct Row {
    name: String,
    outcome: Result<Preflight>,
}

pub fn run(mut arguments: Arguments) -> Result<()> {
    let html: Option<PathBuf> = arguments.opt_value_from_str("--html")?;
    let series = arguments.contains("--series");
    let faceless = arguments.contains("--faceless");
    let folder: Option<String> = arguments.opt_free_from_str()?;
    arguments::finish(arguments)?;
    let detector = Arc::new(Detector::new(&weights::shipped(root())?)?);
    if faceless {
        let paths = folder.map(|folder| files(Path::new(&folder))).transpose()?;
        return faceless::run(paths, &detector);
    }
    let folder = folder.ok_or_else(|| Misuse::new("which folder of photos?"))?;
    let paths = files(Path::new(&folder))?;
    if series {
        return print_series(&paths, &detector);
    }
    let rows: Vec<Row> = paths
        .iter()
        .map(|path| Row {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            outcome: evaluate(path, &detector),
        })
        .collect();
    print!("{}", csv(&rows));
    if let Some(html) = html {
        let text = sheet::sheet(&folder, &rows);
        fs::write(&html, text).with_context(|| format!("cannot write {}", html.display()))?;
    }
    Ok(())
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
    for image in paths.iter().filter_map(|path| image::open(path).ok()) {
        photos.extend(series::Good::of(&image.to_rgb8(), detector)?);
    }
    print!("{}", series::table(&series::lines(&photos, detector)?, photos.len()));
    Ok(())
}

/// The product's own way, from the file's bytes on.
fn evaluate(path: &Path, detector: &Arc<Detector>) -> Result<Preflight> {
    let mut session = Session::with_detector(Options::default(), Some(Arc::clone(detector)))?;
    session.push(&fs::read(path)?)?;
    Ok(session.finish()?)
}

/// Names and values of all that was measured: whether the photo fits, then each check's status and value.
fn values(photo: &Preflight) -> Vec<(String, String)> {
    let mut values = vec![("ok".to_owned(), photo.ok().to_string())];
    values.push(("faces".to_owned(), photo.report.faces.as_ref().map_or(0, Vec::len).to_string()));
    for check in &photo.report.checks {
        let value = match &check.value {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Text(text)) => text.clone(),
            None => String::new(),
        };
        values.push((format!("{} status", check.id), format!("{:?}", check.status).to_lowercase()));
        values.push((check.id.to_owned(), value));
    }
    values
}

fn csv(rows: &[Row]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let all: Vec<_> = rows.iter().map(|row| (row, row.outcome.as_ref().map(values))).collect();
    let fullest = all.iter().filter_map(|(_, values)| values.as_ref().ok()).max_by_key(|values| values.len());
    let names: Vec<&String> = fullest.into_iter().flatten().map(|(name, _)| name).collect();
    let mut text = String::from("file,error");
    names.iter().for_each(|name| text = format!("{text},{name}"));
    text.push('\n');
    for (row, values) in &all {
        let error = values.as_ref().err().map(|error| format!("{error:#}")).unwrap_or_default();
        text += &[quoted(&row.name), quoted(&error)].join(",");
        for name in &names {
            let found =
                values.as_ref().ok().and_then(|values| values.iter().find(|(other, _)| other == *name));
            text.push(',');
            text += &found.map(|(_, value)| quoted(value)).unwrap_or_default();
        }
        text.push('\n');
    }
    text
}
