//! `evaluate DIR`: every photo of a folder through preflight and the face detector, every value as CSV on the standard
//! output, and with `--html FILE` as a sheet of pictures with the boxes drawn. For calibrating marks on photos of one's
//! own; nothing leaves the machine.

use crate::arguments::{Arguments, Misuse};
use crate::tools::root;
use crate::weights::{MODEL, convert};
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use face_preflight::face::{Detector, Encoding, Face, Measures, measure};
use face_preflight::picture::{Picture, Plane, Subsampling};
use face_preflight::report::Value;
use face_preflight::{Options, Preflight, preflight};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// One photo, as far as it came.
struct Row {
    name: String,
    outcome: Result<Evaluated>,
}

struct Evaluated {
    photo: Preflight,
    faces: Vec<Face>,
    measures: Option<Measures>,
}

pub fn run(mut arguments: Arguments) -> Result<()> {
    let html: Option<PathBuf> = arguments.take_value("--html")?;
    let folder = arguments.take_word().ok_or_else(|| Misuse::new("which folder of photos?"))?;
    let folder = PathBuf::from(folder);
    arguments.finish()?;
    let model = fs::read(root().join(MODEL)).context("run `npm ci` in tests/ first: it brings the model")?;
    let detector = Detector::new(&convert(&model, Encoding::Byte)?)?;
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    let rows: Vec<Row> = paths
        .iter()
        .map(|path| Row {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            outcome: evaluate(path, &detector),
        })
        .collect();
    print!("{}", csv(&rows));
    if let Some(html) = html {
        fs::write(&html, sheet(&rows)).with_context(|| format!("cannot write {}", html.display()))?;
    }
    Ok(())
}

fn evaluate(path: &Path, detector: &Detector) -> Result<Evaluated> {
    let photo = preflight(&fs::read(path)?, &Options::default())?;
    let (faces, measures) = match &photo.jpeg {
        Some(jpeg) => {
            let picture = picture(jpeg)?;
            let faces = detector.detect(&picture);
            let measures = faces.first().map(|face| measure(&picture, face));
            (faces, measures)
        }
        None => (Vec::new(), None),
    };
    Ok(Evaluated { photo, faces, measures })
}

/// The JPEG that goes out, decoded by another decoder than the product's own.
fn picture(jpeg: &[u8]) -> Result<Picture> {
    let rgb = image::load_from_memory(jpeg)?.to_rgb8();
    let plane = |weights: [f32; 3], middle: f32| Plane {
        width: rgb.width() as usize,
        height: rgb.height() as usize,
        samples: rgb
            .pixels()
            .map(|pixel| {
                let parts = pixel.0.iter().zip(weights).map(|(value, weight)| f32::from(*value) * weight);
                (parts.sum::<f32>() + middle).round() as u8
            })
            .collect(),
    };
    // JFIF 1.02.
    Ok(Picture {
        subsampling: Subsampling::Full,
        y: plane([0.299, 0.587, 0.114], 0.0),
        cb: plane([-0.168_736, -0.331_264, 0.5], 128.0),
        cr: plane([0.5, -0.418_688, -0.081_312], 128.0),
    })
}

/// Names and values of all that was measured.
fn values(evaluated: &Evaluated) -> Vec<(String, String)> {
    let mut values = vec![("ok".to_owned(), evaluated.photo.ok().to_string())];
    for check in &evaluated.photo.report.checks {
        let value = match &check.value {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Text(text)) => text.clone(),
            None => String::new(),
        };
        values.push((check.id.to_owned(), value));
    }
    values.push(("faces".to_owned(), evaluated.faces.len().to_string()));
    let Some((face, measures)) = evaluated.faces.first().zip(evaluated.measures) else { return values };
    let numbers = [
        ("score", f64::from(face.score)),
        ("share", measures.share),
        ("widthPx", measures.width_px),
        ("eyeDistancePx", measures.eye_distance_px),
        ("tiltDegrees", measures.tilt_degrees),
        ("yaw", measures.yaw),
        ("cut", measures.cut),
        ("offCentre", measures.off_centre),
        ("sharpness", measures.sharpness),
        ("brightLuma", measures.bright_luma),
        ("blownOut", measures.blown_out),
        ("contrast", measures.contrast),
    ];
    values.extend(numbers.map(|(name, value)| (name.to_owned(), format!("{value:.3}"))));
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

fn sheet(rows: &[Row]) -> String {
    let mut text = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Evaluation</title>\
         <style>body{font:14px sans-serif}figure{display:inline-block;vertical-align:top;width:20em}\
         svg{width:100%;height:auto}rect{fill:none;stroke:#0c0;stroke-width:4}circle{fill:#f0f}</style>\n",
    );
    for row in rows {
        let name = escaped(&row.name);
        match &row.outcome {
            Ok(evaluated) => {
                let _ = write!(text, "<figure>{}<figcaption><b>{name}</b>", drawing(evaluated));
                for (name, value) in values(evaluated) {
                    let _ = write!(text, "<br>{name}: {}", escaped(&value));
                }
                text += "</figcaption></figure>\n";
            }
            Err(error) => {
                let _ =
                    writeln!(text, "<figure><b>{name}</b><p>{}</p></figure>", escaped(&format!("{error:#}")));
            }
        }
    }
    text
}

/// The picture with the tight box of the first face and all keypoints.
fn drawing(evaluated: &Evaluated) -> String {
    let Some((jpeg, output)) = evaluated.photo.jpeg.as_ref().zip(evaluated.photo.report.output.as_ref())
    else {
        return "<p>no picture</p>".to_owned();
    };
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} {}\"><image width=\"100%\" href=\"data:image/jpeg;base64,{}\"/>",
        output.width,
        output.height,
        STANDARD.encode(jpeg)
    );
    for face in &evaluated.faces {
        for point in face.keypoints {
            let _ = write!(svg, "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\"/>", point.x, point.y);
        }
    }
    if let Some(Measures { tight_box: tight, .. }) = evaluated.measures {
        let _ = write!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            tight.x, tight.y, tight.width, tight.height
        );
    }
    svg + "</svg>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
