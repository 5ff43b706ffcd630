//! `evaluate DIR --series`: each photo spoilt in known ways, and how far the checks tell the spoilt from the good.

use crate::{degrade::Degradation, preflight};
use anyhow::{Context, Result};
use face_preflight::Detector;
use face_preflight::Value;
use face_preflight::{Check, Preflight, Status};
use image::RgbImage;
use std::fmt::Write;
use std::sync::Arc;

/// Checks, and what is done to see whether they notice. Each check must accept the first of its degradations.
const SERIES: &[(&str, &[Degradation])] = &[
    (
        "blur",
        &[
            Degradation::None,
            Degradation::Noise(6.0),
            Degradation::Noise(12.0),
            Degradation::Light(0.35),
            Degradation::Light(2.0),
            Degradation::Jpeg(60),
            Degradation::Blur(0.015, 0.0),
            Degradation::Blur(0.025, 6.0),
            Degradation::Blur(0.04, 12.0),
            Degradation::Motion(0.06),
            Degradation::Motion(0.12),
            Degradation::Motion(0.2),
            Degradation::Upscaled(40.0),
        ],
    ),
    (
        "dark",
        &[
            Degradation::None,
            Degradation::Light(0.35),
            Degradation::Light(0.25),
            Degradation::Light(0.12),
            Degradation::Light(0.06),
        ],
    ),
    (
        "bright",
        &[Degradation::None, Degradation::Light(2.0), Degradation::Light(4.0), Degradation::Light(8.0)],
    ),
    ("contrast", &[Degradation::None, Degradation::Light(0.12), Degradation::Light(0.06)]),
    (
        "tilt",
        &[
            Degradation::None,
            Degradation::Tilt(-20.0),
            Degradation::Tilt(20.0),
            Degradation::Tilt(-40.0),
            Degradation::Tilt(40.0),
        ],
    ),
    (
        "blocky",
        &[
            Degradation::None,
            Degradation::Noise(6.0),
            Degradation::Jpeg(75),
            Degradation::Jpeg(50),
            Degradation::Jpeg(30),
        ],
    ),
];

/// A good photo, as it goes out.
pub struct Good {
    /// Upright.
    pub image: RgbImage,
    face_px: f64,
    centre: (f64, f64),
}

/// One line of the table.
pub struct Line {
    /// The id of the check that has to notice.
    pub check: &'static str,
    /// What is done to each photo.
    pub degradation: Degradation,
    /// Photos in which the face was missed.
    pub missed: usize,
    /// What was measured where it was not, in order.
    pub values: Vec<f64>,
    /// How many of these were past the threshold for a warning.
    pub warned: usize,
    /// How many were past the threshold at which `preset: strict` fails.
    pub failed: usize,
}

impl Good {
    /// The picture that goes out, cut to the face where the photo allows it; `None` where the face has fewer pixels than
    /// the checks are made for.
    pub fn of(image: &RgbImage, detector: &Arc<Detector>) -> Result<Option<Self>> {
        let options = serde_json::from_str(r#"{ "crop": "face", "landscape": "crop" }"#)?;
        let photo = preflight(image, detector, options)?;
        let (Some(face), Some(jpeg)) = (photo.report.faces.iter().flatten().next(), &photo.jpeg) else {
            return Ok(None);
        };
        let Some(face_px) = number(find(&photo, "face_small")?).filter(|_| {
            // Without its sharpness it is too small to be judged.
            find(&photo, "blur").is_ok_and(|check| check.value.is_some())
        }) else {
            return Ok(None);
        };
        let [left, right, _, mouth, ..] = face.keypoints;
        let centre = (f64::from(left.x + right.x) / 2.0, f64::from(left.y + mouth.y) / 2.0);
        Ok(Some(Self { image: image::load_from_memory(jpeg)?.to_rgb8(), face_px, centre }))
    }
}

/// Spoils every photo in every way.
pub fn lines(photos: &[Good], detector: &Arc<Detector>) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (check, degradations) in SERIES {
        for degradation in *degradations {
            lines.push(line(check, *degradation, photos, detector)?);
        }
    }
    Ok(lines)
}

fn line(
    check: &'static str,
    degradation: Degradation,
    photos: &[Good],
    detector: &Arc<Detector>,
) -> Result<Line> {
    let mut line = Line { check, degradation, missed: 0, values: Vec::new(), warned: 0, failed: 0 };
    for good in photos {
        let spoilt = degradation.of(&good.image, good.face_px, good.centre)?;
        let strict = serde_json::from_str(r#"{ "preset": "strict", "landscape": "allow" }"#)?;
        let photo = preflight(&spoilt, detector, strict)?;
        let found = find(&photo, check)?;
        match number(found) {
            None => line.missed += 1,
            Some(value) => line.values.push(value),
        }
        line.warned += usize::from(matches!(found.status, Status::Warn | Status::Fail));
        line.failed += usize::from(found.status == Status::Fail);
    }
    line.values.sort_by(f64::total_cmp);
    Ok(line)
}

/// The lines as Markdown.
pub fn table(lines: &[Line], photos: usize) -> String {
    let mut text = format!(
        "{photos} photos; shares of all, under `preset: strict`.\n\n\
         | check | done to the photo | missed | least | median | most | warned | failed |\n\
         |---|---|--:|--:|--:|--:|--:|--:|\n"
    );
    let percent = |count: usize| 100 * count / photos.max(1);
    for line in lines {
        let at = |share: f64| {
            let last = line.values.len().saturating_sub(1) as f64;
            line.values
                .get((last * share).round() as usize)
                .map_or("–".to_owned(), |value| format!("{value:.2}"))
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | {} % | {} | {} | {} | {} % | {} % |",
            line.check,
            line.degradation.name(),
            percent(line.missed),
            at(0.0),
            at(0.5),
            at(1.0),
            percent(line.warned),
            percent(line.failed)
        );
    }
    text
}

fn find<'a>(photo: &'a Preflight, id: &str) -> Result<&'a Check> {
    photo.report.checks.iter().find(|check| check.id == id).with_context(|| format!("there is no check {id}"))
}

fn number(check: &Check) -> Option<f64> {
    match check.value {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}
