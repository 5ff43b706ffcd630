//! The sheet of `evaluate --html`: how the values spread over all photos, then each photo with what was found drawn into
//! it, what is wrong first. One file that asks nothing of the network and runs no script.

use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use face_preflight::Preflight;
use face_preflight::{Check, Output, Status, Value};
use std::fmt::Write;

const STYLE: &str = include_str!("sheet.css");

/// What the lines in the pictures mean.
const LEGEND: &str = "<p class=\"legend\"><svg viewBox=\"0 0 28 22\" aria-hidden=\"true\"><rect class=\"line\" x=\"4\" y=\"3\" \
    width=\"20\" height=\"16\" stroke-width=\"3\"/></svg> the face as the detector finds it · \
    <svg viewBox=\"0 0 28 22\" aria-hidden=\"true\"><rect class=\"line tight\" x=\"4\" y=\"3\" width=\"20\" height=\"16\" \
    stroke-width=\"2\"/></svg> the box from hairline to chin that share, place, sharpness and light are measured by · \
    <svg viewBox=\"0 0 28 22\" aria-hidden=\"true\"><circle class=\"point\" cx=\"14\" cy=\"11\" r=\"5\"/></svg> eyes, nose, \
    mouth and ears</p>\n";

/// One photo, as far as it came.
pub struct Judged {
    pub name: String,
    pub outcome: Result<Preflight>,
}

/// The whole page.
pub fn sheet(folder: &str, rows: &[Judged]) -> String {
    let photos: Vec<&Preflight> = rows.iter().filter_map(|row| row.outcome.as_ref().ok()).collect();
    let folder = escaped(folder);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Evaluation of {folder}</title>\n\
         <style>\n{STYLE}</style>\n<h1>{folder}</h1>\n<p>{}</p>\n{LEGEND}<ul class=\"photos\">\n",
        counts(rows, &photos)
    );
    rows.iter().for_each(|row| text += &card(row));
    text += "</ul>\n";
    text + &spread(&photos) + "</html>\n"
}

fn counts(rows: &[Judged], photos: &[&Preflight]) -> String {
    let unfit = photos.iter().filter(|photo| !photo.ok()).count();
    let found =
        photos.iter().filter(|photo| photo.report.faces.as_ref().is_some_and(|faces| !faces.is_empty()));
    format!(
        "{} files: {} read, of these {unfit} with a failed check; a face is found in {}.",
        rows.len(),
        photos.len(),
        found.count()
    )
}

fn card(row: &Judged) -> String {
    let name = escaped(&row.name);
    match &row.outcome {
        Ok(photo) => {
            format!(
                "<li>{}<h2>{name}</h2>\n{}{}</li>\n",
                drawing(photo),
                verdict(photo),
                checks(&photo.report.checks)
            )
        }
        Err(error) => format!(
            "<li><h2>{name}</h2>\n<p class=\"state fail\">not read</p>\n<p>{}</p></li>\n",
            escaped(&format!("{error:#}"))
        ),
    }
}

fn verdict(photo: &Preflight) -> String {
    let warned = photo.report.checks.iter().any(|check| check.status == Status::Warn);
    let (class, words) = match (photo.ok(), warned) {
        (false, _) => ("fail", "unfit"),
        (true, true) => ("warn", "fit, with warnings"),
        (true, false) => ("pass", "fit"),
    };
    let faces = photo.report.faces.as_ref().map_or(0, Vec::len);
    let faces = if faces == 1 { "1 face".to_owned() } else { format!("{faces} faces") };
    format!("<p class=\"state {class}\">{words} · {faces}</p>\n")
}

/// What is wrong, in the order of the report, failures first; the rest folded under a summary.
fn checks(checks: &[Check]) -> String {
    let of = |status| checks.iter().filter(move |check| check.status == status);
    let bad: Vec<&Check> = of(Status::Fail).chain(of(Status::Warn)).collect();
    let rest: Vec<&Check> = of(Status::Note).chain(of(Status::Pass)).chain(of(Status::Skipped)).collect();
    let mut text = if bad.is_empty() { String::new() } else { table(&bad) };
    if !rest.is_empty() {
        let passed = of(Status::Pass).chain(of(Status::Note)).count();
        let skipped = of(Status::Skipped).count();
        let _ = write!(
            text,
            "<details><summary>{passed} passed, {skipped} not measured</summary>\n{}</details>",
            table(&rest)
        );
    }
    text
}

fn table(checks: &[&Check]) -> String {
    let mut text = String::from("<table>\n<tr><th>check<th>value<th>limit\n");
    for check in checks {
        let class = match check.status {
            Status::Fail => "fail",
            Status::Warn => "warn",
            Status::Pass | Status::Note | Status::Skipped => "",
        };
        let unit = if matches!(check.value, Some(Value::Number(_))) { check.unit } else { "" };
        let _ = writeln!(
            text,
            "<tr class=\"{class}\"><td>{}<td>{} <small>{}</small><td>{}",
            check.id,
            shown(check.value.as_ref()),
            escaped(unit),
            shown(check.limit.as_ref())
        );
    }
    text + "</table>\n"
}

fn shown(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => escaped(text),
        None => "–".to_owned(),
    }
}

/// For each check that gives numbers how often it warned and failed, and the least, the middle and the largest value.
fn spread(photos: &[&Preflight]) -> String {
    let mut text = String::from(
        "<section class=\"spread\"><h2>How the values spread</h2>\n<div class=\"wide\"><table>\n\
         <tr><th>check<th>warned / failed<th>least<th>middle<th>largest\n",
    );
    let Some(fullest) = photos.iter().max_by_key(|photo| photo.report.checks.len()) else {
        return String::new();
    };
    for Check { id, unit, .. } in &fullest.report.checks {
        let found = || photos.iter().flat_map(|photo| &photo.report.checks).filter(|check| check.id == *id);
        let mut values: Vec<f64> = found()
            .filter_map(
                |check| if let Some(Value::Number(number)) = check.value { Some(number) } else { None },
            )
            .collect();
        values.sort_by(f64::total_cmp);
        let (Some(least), Some(middle), Some(largest)) =
            (values.first(), values.get(values.len() / 2), values.last())
        else {
            continue;
        };
        let with = |status| found().filter(|check| check.status == status).count();
        let _ = writeln!(
            text,
            "<tr><td>{id} <small>{}</small><td>{} / {}<td>{least}<td>{middle}<td>{largest}",
            escaped(unit),
            with(Status::Warn),
            with(Status::Fail)
        );
    }
    text + "</table></div></section>\n"
}

/// The picture that goes out with its faces; the one that the checks are about, the first, has its keypoints and the box
/// that it is measured by.
fn drawing(photo: &Preflight) -> String {
    let Some((jpeg, output)) = photo.jpeg.as_ref().zip(photo.report.output.as_ref()) else {
        return "<p>no picture could be made</p>".to_owned();
    };
    let Output { width, height, .. } = output;
    // Lines of the same width on the sheet, however large the picture is.
    let unit = f64::from(*width.max(height)) / 240.0;
    let mut svg = format!(
        "<svg class=\"drawing\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>with its faces</title>\
         <image width=\"{width}\" height=\"{height}\" href=\"data:image/jpeg;base64,{}\"/>",
        STANDARD.encode(jpeg)
    );
    let mut frame = |rectangle: face_preflight::Rectangle, class: &str, thickness: f64| {
        for (class, thickness) in [("under", thickness * 1.9), (class, thickness)] {
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" stroke-width=\"{thickness:.1}\"/>",
                rectangle.x, rectangle.y, rectangle.width, rectangle.height
            );
        }
    };
    let faces = photo.report.faces.as_deref().unwrap_or_default();
    faces.iter().for_each(|face| frame(face.rectangle, "line", unit));
    if let Some(first) = faces.first() {
        frame(first.tight_box(), "line tight", 0.6 * unit);
        for point in first.keypoints {
            let _ = write!(
                svg,
                "<circle class=\"point\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{:.1}\" stroke-width=\"{:.1}\"/>",
                point.x,
                point.y,
                1.6 * unit,
                0.4 * unit
            );
        }
    }
    svg + "</svg>"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::root;
    use anyhow::{Result, anyhow};
    use face_preflight::Detector;
    use face_tools::drawn_faces::{self, Drawn, SELFIE};
    use face_tools::weights;
    use image::{DynamicImage, RgbaImage};
    use std::sync::{Arc, LazyLock};

    static DETECTOR: LazyLock<Arc<Detector>> =
        LazyLock::new(|| Arc::new(Detector::new(&weights::shipped(root()).unwrap()).unwrap()));

    fn row(name: &str, outcome: Result<Preflight>) -> Judged {
        Judged { name: name.to_owned(), outcome }
    }

    fn photo(drawn: Drawn, marks: &str) -> Preflight {
        let rgba = drawn_faces::rgba(&drawn_faces::picture(720, 960, &[drawn]));
        let image = DynamicImage::from(RgbaImage::from_raw(720, 960, rgba).unwrap());
        face_tools::preflight(&image.to_rgb8(), &DETECTOR, serde_json::from_str(marks).unwrap()).unwrap()
    }

    #[test]
    fn the_face_is_framed_where_it_is() {
        let photo = photo(SELFIE, "{}");
        let svg = drawing(&photo);
        assert!(svg.starts_with("<svg class=\"drawing\" viewBox=\"0 0 720 960\""));
        let found = photo.report.faces.as_ref().unwrap()[0];
        for (class, rectangle) in [("line", found.rectangle), ("line tight", found.tight_box())] {
            let place = format!("<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\"", rectangle.x, rectangle.y);
            assert!(svg.contains(&place), "{place}");
        }
        assert_eq!(svg.matches("<circle").count(), 6);
    }

    #[test]
    fn what_is_wrong_comes_first_and_what_passed_is_folded() {
        let strict =
            r#"{ "checks": { "tilt": { "warn": 0, "fail": null }, "face_share": { "fail": 0.9 } } }"#;
        let photo = photo(Drawn { degrees: 4.0, ..SELFIE }, strict);
        let text = checks(&photo.report.checks);
        let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("no {what} in {text}"));
        assert!(at("<tr class=\"fail\"><td>face_share<td>") < at("<tr class=\"warn\"><td>tilt<td>"));
        assert!(at("<td>tilt<td>") < at("<details>") && at("<details>") < at("<td>portrait<td>720 × 960"));
        assert!(text.contains("<small>share</small><td>0.9\n"));
    }

    #[test]
    fn files_that_are_no_photo_stand_among_the_photos() {
        let rows = [row("good.jpg", Ok(photo(SELFIE, "{}"))), row("<b>&\".txt", Err(anyhow!("no <photo>")))];
        let text = sheet("photos & more", &rows);
        assert!(text.contains("2 files: 1 read, of these 0 with a failed check; a face is found in 1."));
        assert!(text.contains("<h2>&lt;b>&amp;&quot;.txt</h2>") && text.contains("<p>no &lt;photo></p>"));
        assert!(text.contains("<h1>photos &amp; more</h1>"));
        assert!(sheet("none", &[]).contains("0 files"));
    }

    #[test]
    fn the_spread_counts_and_ranks_the_values() {
        let marks = r#"{ "checks": { "tilt": { "warn": 12, "fail": null } } }"#;
        let photos = [0.0, 5.0, 20.0].map(|degrees| photo(Drawn { degrees, ..SELFIE }, marks));
        let text = spread(&photos.each_ref());
        let line =
            text.lines().find(|line| line.starts_with("<tr><td>tilt <small>degrees</small><td>")).unwrap();
        let [_, _, bad, least, middle, largest] = line.split("<td>").collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert_eq!(bad, "1 / 0");
        let [least, middle, largest] = [least, middle, largest].map(|value| value.parse::<f64>().unwrap());
        assert!(least < middle && middle < largest && largest > 12.0);
        assert!(!text.contains("portrait"), "words do not spread");
    }
}
