//! The second look: what it measures, what it decides, and that every engine sees the same.

use super::{closer_detector, detector, root};
use face_preflight::internals::face::{Detection, measure};
use face_preflight::internals::picture::Picture;
use face_preflight::{Check, Options, Preflight, Session, Size, Status, Value};
use face_tools::drawn_faces::{self, Drawn, SELFIE};
use std::fs;
use std::path::PathBuf;

fn closely(picture: &Picture) -> Preflight {
    let size = Size { width: picture.width() as u32, height: picture.height() as u32 };
    let mut session = Session::for_pixels(size, Options::default(), Some(closer_detector())).unwrap();
    session.push(&drawn_faces::rgba(picture)).unwrap();
    session.finish().unwrap()
}

fn check<'a>(photo: &'a Preflight, id: &str) -> &'a Check {
    photo.report.checks.iter().find(|check| check.id == id).unwrap()
}

fn value(photo: &Preflight, id: &str) -> f64 {
    match check(photo, id).value {
        Some(Value::Number(number)) => number,
        ref other => panic!("{id}: {other:?}"),
    }
}

#[test]
fn without_it_nothing_is_said_of_nodding_and_the_mouth() {
    let photo = super::preflight(&drawn_faces::picture(720, 960, &[SELFIE]), &Options::default());
    for id in ["pitch", "mouth_open"] {
        assert_eq!(check(&photo, id).status, Status::Skipped, "{id}");
    }
    assert_ne!(check(&photo, "covered").status, Status::Skipped);
}

#[test]
fn a_drawn_face_looks_ahead_with_its_mouth_closed_however_it_is_turned() {
    let straight = closely(&drawn_faces::picture(720, 960, &[SELFIE]));
    let (nod, share) = (value(&straight, "pitch"), value(&straight, "face_share"));
    assert!(nod < 21.0, "{nod}");
    for degrees in [-30.0, 20.0, 90.0] {
        let photo = closely(&drawn_faces::picture(720, 960, &[Drawn { degrees, radius: 240.0, ..SELFIE }]));
        assert!(value(&photo, "pitch") < 25.0, "{degrees}: {}", value(&photo, "pitch"));
        assert!(value(&photo, "mouth_open") < 0.2, "{degrees}");
        let smaller = value(&photo, "face_share") / share * (280.0_f64 / 240.0).powi(2);
        assert!((smaller - 1.0).abs() < 0.2, "{degrees}: {smaller}");
    }
}

#[test]
fn of_a_doubtful_find_it_has_the_last_word() {
    let picture = drawn_faces::picture(720, 960, &[SELFIE]);
    let mut found = detector().detect(&picture);
    found.faces[0].score = 0.7;
    let mut nothing = found.clone();
    closer_detector().look_closely(&picture, &mut found);
    assert!(found.faces.len() == 1 && found.score > 0.9, "{}", found.score);
    assert_eq!(found.faces[0].score, 0.7, "the detector's own score stays");
    closer_detector().look_closely(&drawn_faces::picture(720, 960, &[]), &mut nothing);
    assert!(nothing.faces.is_empty() && nothing.score < 0.5 && nothing.landmarks.is_none());
}

#[test]
fn of_a_certain_face_it_changes_no_score() {
    let picture = drawn_faces::picture(720, 960, &[SELFIE]);
    let found = detector().detect(&picture);
    let certain = Detection { score: 0.97, ..found };
    let mut seen = Detection {
        faces: certain.faces.iter().map(|face| face_preflight::Face { score: 0.97, ..*face }).collect(),
        ..certain
    };
    closer_detector().look_closely(&drawn_faces::picture(720, 960, &[]), &mut seen);
    assert!(seen.score == 0.97 && seen.landmarks.is_some());
}

#[test]
fn of_somebody_in_doubt_beside_a_face_it_has_the_last_word_too() {
    let other = Drawn { centre: (150.0, 250.0), radius: 110.0, degrees: 0.0 };
    let first = Drawn { centre: (460.0, 600.0), radius: 200.0, degrees: 0.0 };
    let both = drawn_faces::picture(720, 960, &[first, other]);
    let found = detector().detect(&both);
    assert_eq!(found.faces.len(), 2);
    let left = |detector: &face_preflight::Detector, picture: &Picture, score: f32| {
        let mut found = found.clone();
        found.faces[1].score = score;
        detector.look_closely(picture, &mut found);
        found.faces.len()
    };
    let alone = drawn_faces::picture(720, 960, &[first]);
    assert_eq!((left(&closer_detector(), &both, 0.6), left(&closer_detector(), &alone, 0.6)), (2, 1));
    // Without the net a likely one stays, and one in doubt is forgotten.
    assert_eq!((left(&detector(), &both, 0.75), left(&detector(), &both, 0.6)), (2, 1));
}

/// A fixture whose face the detector alone is not certain of.
fn doubtful() -> Vec<u8> {
    fs::read(root().join("tests/fixtures/grey.jpg")).unwrap()
}

#[test]
fn a_session_says_whether_it_is_in_doubt_and_goes_on_with_another_detector() {
    let started = || {
        let mut session = Session::with_detector(Options::default(), Some(detector())).unwrap();
        session.push(&doubtful()).unwrap();
        session
    };
    let alone = started().finish().unwrap();
    assert_eq!(check(&alone, "no_face").status, Status::Warn);
    let mut session = started();
    assert!(session.in_doubt().unwrap() && session.in_doubt().unwrap());
    session.set_detector(closer_detector());
    assert!(!session.in_doubt().unwrap());
    let decided = session.finish().unwrap();
    assert_eq!(check(&decided, "no_face").status, Status::Pass);
    assert!(value(&decided, "no_face") > 0.9);
    assert_eq!(alone.jpeg, decided.jpeg);
    let mut unresolved = started();
    assert!(unresolved.in_doubt().unwrap());
    assert_eq!(unresolved.finish().unwrap().report.checks, alone.report.checks);
}

#[test]
fn a_session_that_cannot_be_read_is_not_in_doubt_but_fails() {
    let mut session = Session::with_detector(Options::default(), Some(detector())).unwrap();
    session.push(&doubtful()[..2000]).unwrap();
    let error = session.in_doubt().unwrap_err();
    assert_eq!(session.in_doubt().unwrap_err().code(), error.code());
    assert_eq!(session.finish().unwrap_err().code(), error.code());
    assert!(!Session::new(Options::default()).unwrap().in_doubt().unwrap());
}

#[test]
fn bytes_after_the_faces_were_looked_for_are_refused() {
    let mut session = Session::with_detector(Options::default(), Some(detector())).unwrap();
    session.push(&doubtful()).unwrap();
    session.in_doubt().unwrap();
    assert_eq!(session.push(&[0]).unwrap_err().code(), "corrupt");
}

#[test]
fn a_mask_is_told_and_its_colour_is_not_blamed_on_the_light() {
    let bare = drawn_faces::picture(720, 960, &[SELFIE]);
    let mut masked = bare.clone();
    let (x0, y0) = SELFIE.place((0.0, 0.45));
    for y in 0..960 {
        for x in 0..720 {
            let (across, down) = ((x as f64 - x0) / 230.0, (y as f64 - y0) / 140.0);
            if across * across + down * down < 1.0 {
                masked.cb.samples[y * 720 + x] = 170;
                masked.cr.samples[y * 720 + x] = 100;
            }
        }
    }
    let checks = |picture: &Picture| {
        let face = detector().detect(&bare).faces[0];
        let certain = face_preflight::Face { score: 0.93, ..face };
        let measures = measure(picture, &certain);
        let options = Options::default();
        let evidence = face_preflight::internals::check::FaceEvidence {
            score: certain.score,
            faces: &[certain],
            measures: Some(&measures),
            options: &options,
        };
        face_preflight::internals::check::of_face(&evidence)
    };
    let status = |checks: &[Check], id: &str| checks.iter().find(|check| check.id == id).unwrap().status;
    let (bare_checks, masked_checks) = (checks(&bare), checks(&masked));
    assert_eq!(status(&bare_checks, "covered"), Status::Pass);
    assert_ne!(status(&bare_checks, "colour_cast"), Status::Skipped);
    assert_eq!(status(&masked_checks, "covered"), Status::Warn);
    assert_eq!(status(&masked_checks, "colour_cast"), Status::Skipped);
}

/// `<fixture>` and the values of `no_face`, `face_share`, `pitch` and `mouth_open`.
fn line(path: &PathBuf) -> String {
    let mut session = Session::with_detector(Options::default(), Some(closer_detector())).unwrap();
    session.push(&fs::read(path).unwrap()).unwrap();
    let photo = session.finish().unwrap();
    let values = ["no_face", "face_share", "pitch", "mouth_open"].map(|id| match check(&photo, id).value {
        Some(Value::Number(number)) => format!("{number}"),
        _ => "none".to_owned(),
    });
    format!("{} {}\n", path.file_name().unwrap().to_string_lossy(), values.join(" "))
}

/// The table that JavaScript reads too. `BLESS=1` writes it.
#[test]
fn the_second_look_at_the_fixtures() {
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join("tests/fixtures"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            !name.starts_with("x_") && (name.ends_with(".jpg") || name.ends_with(".png"))
        })
        .collect();
    paths.sort();
    let lines: String = paths.iter().map(line).collect();
    let table = root().join("tests/golden/landmarks.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&table, &lines).unwrap();
    }
    assert_eq!(lines, fs::read_to_string(table).unwrap());
}
