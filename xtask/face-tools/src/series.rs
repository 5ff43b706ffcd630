//! `evaluate DIR --series`: each photo spoilt in known ways, and how far the checks tell the spoilt from the good.

pub use crate::degrade::Degradation;
use crate::degrade::saved;
use crate::{preflight, session};
use anyhow::{Context, Result};
use face_preflight::Detector;
use face_preflight::Value;
use face_preflight::{Check, Options, Preflight, Session, Status};
use image::RgbImage;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
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
            Degradation::Jpeg(20),
            Degradation::Jpeg(10),
        ],
    ),
    ("source_quality", &[Degradation::Saved(75), Degradation::Saved(30), Degradation::Saved(20)]),
    ("turned_photo", &[Degradation::None, Degradation::Turn(1), Degradation::Turn(2), Degradation::Turn(3)]),
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
    /// How many any check told, this one or another that was silent on the photo as it is.
    pub told: usize,
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

    /// A session that has the spoilt photo, or its file where the file is what is spoilt.
    fn spoilt(&self, degradation: Degradation, detector: &Arc<Detector>) -> Result<Session> {
        let strict: Options = serde_json::from_str(r#"{ "preset": "strict", "landscape": "allow" }"#)?;
        if let Degradation::Saved(quality) = degradation {
            let mut session = Session::with_detector(strict, Some(Arc::clone(detector)))?;
            session.push(&saved(&self.image, quality)?)?;
            return Ok(session);
        }
        Ok(session(&degradation.of(&self.image, self.face_px, self.centre)?, detector, strict)?)
    }
}

/// What a check said of one spoilt photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// What was measured; `None` where the face was missed.
    pub value: Option<f64>,
    /// Whether it was past the threshold for a warning.
    pub warned: bool,
    /// Whether it was past the threshold at which `preset: strict` fails.
    pub failed: bool,
    /// Whether it or another check told what was silent on the photo as it is.
    pub told: bool,
}

/// Each check with each of its degradations.
pub fn steps() -> impl Iterator<Item = (&'static str, Degradation)> {
    SERIES.iter().flat_map(|(check, degradations)| degradations.iter().map(|kind| (*check, *kind)))
}

/// Spoils a photo in every way; in the order of [`steps`]. `finish` ends a session that has the whole photo.
pub fn outcomes(
    good: &Good,
    detector: &Arc<Detector>,
    finish: impl Fn(Session) -> Result<Preflight>,
) -> Result<Vec<Outcome>> {
    let judge = |degradation: Degradation| finish(good.spoilt(degradation, detector)?);
    let before = judge(Degradation::None)?;
    let before: HashSet<&str> = bad(&before).collect();
    let mut judged: HashMap<String, Preflight> = HashMap::new();
    let mut outcomes = Vec::new();
    for (check, degradation) in steps() {
        let photo = match judged.entry(degradation.name()) {
            Entry::Occupied(photo) => photo.into_mut(),
            Entry::Vacant(place) => place.insert(judge(degradation)?),
        };
        let found = find(photo, check)?;
        outcomes.push(Outcome {
            value: number(found),
            warned: is_bad(found),
            failed: found.status == Status::Fail,
            told: bad(photo).any(|id| id == check || !before.contains(id)),
        });
    }
    Ok(outcomes)
}

fn is_bad(check: &Check) -> bool {
    matches!(check.status, Status::Warn | Status::Fail)
}

/// The ids of the checks that warn or fail.
fn bad(photo: &Preflight) -> impl Iterator<Item = &'static str> {
    photo.report.checks.iter().filter(|check| is_bad(check)).map(|check| check.id)
}

/// The outcomes of many photos, step by step.
pub fn lines(photos: &[Vec<Outcome>]) -> Vec<Line> {
    let line = |(at, (check, degradation)): (usize, (&'static str, Degradation))| {
        let of_step: Vec<Outcome> = photos.iter().filter_map(|photo| photo.get(at).copied()).collect();
        let mut values: Vec<f64> = of_step.iter().filter_map(|outcome| outcome.value).collect();
        values.sort_by(f64::total_cmp);
        Line {
            check,
            degradation,
            missed: of_step.len() - values.len(),
            values,
            warned: of_step.iter().filter(|outcome| outcome.warned).count(),
            failed: of_step.iter().filter(|outcome| outcome.failed).count(),
            told: of_step.iter().filter(|outcome| outcome.told).count(),
        }
    };
    steps().enumerate().map(line).collect()
}

/// The lines as Markdown.
pub fn table(lines: &[Line], photos: usize) -> String {
    let mut text = format!(
        "{photos} photos; shares of all, under `preset: strict`.\n\n\
         | check | done to the photo | missed | least | median | most | warned | failed | told by any check |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|\n"
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
            "| `{}` | {} | {} % | {} | {} | {} | {} % | {} % | {} % |",
            line.check,
            line.degradation.name(),
            percent(line.missed),
            at(0.0),
            at(0.5),
            at(1.0),
            percent(line.warned),
            percent(line.failed),
            percent(line.told)
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
