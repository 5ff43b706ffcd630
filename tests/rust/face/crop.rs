//! Cutting to the face: share, place, edges, smallest size.

use super::{check, face, options, preflight, status, value};
use face_preflight::Rectangle;
use face_preflight::internals::picture::Picture;
use face_preflight::{Output, Value};
use face_preflight::{Preflight, Status};
use face_tools::drawn_faces::{self, Drawn};

fn output(photo: &Preflight) -> &Output {
    photo.report.output.as_ref().unwrap()
}

fn size(photo: &Preflight) -> (u32, u32) {
    (output(photo).width, output(photo).height)
}

/// Where the eyes stand, as shares of the picture that goes out.
fn eyes(photo: &Preflight) -> (f64, f64) {
    let [left, right, ..] = face(photo).keypoints;
    let (width, height) = size(photo);
    (
        f64::from(left.x + right.x) / 2.0 / f64::from(width),
        f64::from(left.y + right.y) / 2.0 / f64::from(height),
    )
}

#[test]
fn a_photo_is_cut_to_the_face_when_asked() {
    let drawn = Drawn { centre: (520.0, 1100.0), radius: 340.0, degrees: 0.0 };
    let picture = drawn_faces::picture(1440, 1920, &[drawn]);
    let plain = preflight(&picture, &options("{}"));
    assert!(!output(&plain).cropped && value(&plain, "face_share") < 0.25);
    let cut = preflight(&picture, &options(r#"{ "crop": "face" }"#));
    assert!(output(&cut).cropped);
    assert_eq!(size(&cut), (720, 960));
    let share = value(&cut, "face_share");
    assert!((share - 0.45).abs() < 0.02, "{share}");
    let (x, y) = eyes(&cut);
    assert!((x - 0.5).abs() < 0.02 && (0.40..0.46).contains(&y), "{x} {y}");
    assert_eq!(status(&cut, "off_centre"), Status::Pass);
    let less = preflight(&picture, &options(r#"{ "crop": "face", "target": { "faceShare": 0.3 } }"#));
    assert!((value(&less, "face_share") - 0.3).abs() < 0.02);
}

#[test]
fn the_cut_keeps_to_the_edges() {
    for centre in [(250.0, 1100.0), (1200.0, 400.0), (700.0, 1560.0)] {
        let drawn = Drawn { centre, radius: 340.0, degrees: 0.0 };
        let picture = drawn_faces::picture(1440, 1920, &[drawn]);
        let cut = preflight(&picture, &options(r#"{ "crop": "face" }"#));
        assert!(output(&cut).cropped, "{centre:?}");
        assert_eq!(size(&cut), (720, 960), "{centre:?}");
        let share = value(&cut, "face_share");
        assert!((share - 0.45).abs() < 0.05, "{centre:?}: {share}");
    }
}

#[test]
fn the_cut_is_never_smaller_than_the_api_takes() {
    // A face so small that 45 % would be less than 480 × 640.
    let drawn = Drawn { centre: (400.0, 500.0), radius: 90.0, degrees: 0.0 };
    let cut = preflight(&drawn_faces::picture(900, 1200, &[drawn]), &options(r#"{ "crop": "face" }"#));
    assert!(output(&cut).cropped);
    assert_eq!(size(&cut), (480, 640));
    assert_eq!(status(&cut, "resolution"), Status::Warn);
    assert!(value(&cut, "face_share") < 0.3);
    // A photo without pixels to spare stays whole.
    let drawn = Drawn { centre: (240.0, 330.0), radius: 120.0, degrees: 0.0 };
    let whole = preflight(&drawn_faces::picture(480, 640, &[drawn]), &options(r#"{ "crop": "face" }"#));
    assert!(!output(&whole).cropped);
    assert_eq!(size(&whole), (480, 640));
}

#[test]
fn a_face_that_is_large_enough_stays_as_it_is() {
    let drawn = Drawn { centre: (540.0, 960.0), radius: 520.0, degrees: 0.0 };
    let picture = drawn_faces::picture(1080, 1920, &[drawn]);
    let plain = preflight(&picture, &options("{}"));
    assert!(value(&plain, "face_share") > 0.45, "{}", value(&plain, "face_share"));
    let whole = preflight(&picture, &options(r#"{ "crop": "face" }"#));
    assert!(!output(&whole).cropped);
    assert_eq!(size(&whole), (720, 1280));
}

#[test]
fn the_cut_leaves_room_above_and_below_the_face() {
    let mut cut = 0;
    for radius in [450.0, 465.0, 480.0, 495.0, 510.0, 525.0] {
        let drawn = Drawn { centre: (540.0, 960.0), radius, degrees: 0.0 };
        let picture = drawn_faces::picture(1080, 1920, &[drawn]);
        let share = value(&preflight(&picture, &options("{}")), "face_share");
        assert!((0.3..0.5).contains(&share), "{share}");
        let photo = preflight(&picture, &options(r#"{ "crop": "face" }"#));
        let Rectangle { y, height, .. } = face(&photo).tight_box();
        let below = size(&photo).1 as f32 - y - height;
        // Corners are on even pixels.
        let slack = 2.0;
        assert!(y + slack >= 0.25 * height, "{share}: {y} above {height}");
        assert!(below + slack >= 0.15 * height, "{share}: {below} below {height}");
        cut += usize::from(output(&photo).cropped);
    }
    assert!((1..6).contains(&cut), "{cut}: both sides of the rule are to be seen");
}

#[test]
fn without_a_face_and_for_a_turned_one_nothing_is_cut() {
    let wish = options(r#"{ "crop": "face" }"#);
    let empty = preflight(&drawn_faces::picture(1440, 1920, &[]), &wish);
    assert!(!output(&empty).cropped);
    assert_eq!(size(&empty), (720, 960));
    let drawn = Drawn { centre: (700.0, 900.0), radius: 300.0, degrees: 90.0 };
    let turned = preflight(&drawn_faces::picture(1440, 1920, &[drawn]), &wish);
    assert!(!output(&turned).cropped);
    assert_eq!(size(&turned), (720, 960));
}

#[test]
fn a_landscape_photo_is_cut_at_the_face() {
    let drawn = Drawn { centre: (1500.0, 600.0), radius: 280.0, degrees: 0.0 };
    let picture = drawn_faces::picture(1920, 1280, &[drawn]);
    let cut = preflight(&picture, &options(r#"{ "landscape": "crop" }"#));
    assert!(!output(&cut).cropped);
    assert_eq!(size(&cut), (720, 960));
    assert_eq!(check(&cut, "portrait").status, Status::Warn);
    let (x, _) = eyes(&cut);
    assert!((x - 0.5).abs() < 0.1, "{x}");
    let face_cut = preflight(&picture, &options(r#"{ "landscape": "crop", "crop": "face" }"#));
    assert!(output(&face_cut).cropped);
    assert!((value(&face_cut, "face_share") - 0.45).abs() < 0.03);
    // Where there is no face the middle is kept; where landscape fails nothing is cut.
    let empty = drawn_faces::picture(1920, 1280, &[]);
    assert_eq!(size(&preflight(&empty, &options(r#"{ "landscape": "crop" }"#))), (720, 960));
    let refused = preflight(&picture, &options(r#"{ "crop": "face" }"#));
    assert_eq!(status(&refused, "portrait"), Status::Fail);
    assert!(!output(&refused).cropped);
}

#[test]
fn sizes_of_the_report_are_those_of_the_cut() {
    let drawn = Drawn { centre: (520.0, 1100.0), radius: 300.0, degrees: 0.0 };
    let cut = preflight(&drawn_faces::picture(1440, 1920, &[drawn]), &options(r#"{ "crop": "face" }"#));
    let jpeg = image::load_from_memory(cut.jpeg.as_ref().unwrap()).unwrap();
    assert_eq!((jpeg.width(), jpeg.height()), size(&cut));
    assert_eq!(check(&cut, "portrait").value, Some(Value::Text("1440 × 1920".to_owned())));
}

#[test]
fn a_mark_that_no_cut_reaches_is_no_error_and_the_check_tells_it() {
    let strict =
        options(r#"{ "crop": "face", "preset": "strict", "checks": { "face_share": { "fail": 0.6 } } }"#);
    let small = Drawn { centre: (720.0, 1000.0), radius: 340.0, degrees: 0.0 };
    let cut = preflight(&drawn_faces::picture(1440, 1920, &[small]), &strict);
    assert!(output(&cut).cropped);
    assert_eq!(status(&cut, "face_share"), Status::Fail);
    let share = value(&cut, "face_share");
    assert!((share - 0.45).abs() < 0.02, "{share}");
    assert!(check(&cut, "face_share").advice().unwrap().contains("closer"));
    // What meets the mark as it is stays whole, though a larger share is asked for than a cut can give.
    let large =
        drawn_faces::picture(1440, 1920, &[Drawn { centre: (720.0, 960.0), radius: 690.0, degrees: 0.0 }]);
    let wish =
        r#"{ "crop": "face", "target": { "faceShare": 0.6 }, "checks": { "face_share": { "fail": 0.5 } } }"#;
    let whole = preflight(&large, &options(wish));
    let share = value(&whole, "face_share");
    assert!((0.5..0.6).contains(&share), "{share}");
    assert!(!output(&whole).cropped);
    assert_ne!(status(&whole, "face_share"), Status::Fail);
}

#[test]
fn faces_that_the_cut_leaves_outside_are_no_longer_told() {
    let first = Drawn { centre: (400.0, 640.0), radius: 300.0, degrees: 0.0 };
    let second = Drawn { centre: (1550.0, 640.0), radius: 230.0, degrees: 0.0 };
    let picture = drawn_faces::picture(1920, 1280, &[first, second]);
    let whole = preflight(&picture, &options(r#"{ "landscape": "allow" }"#));
    assert_eq!(whole.report.faces.as_ref().unwrap().len(), 2);
    assert_ne!(status(&whole, "many_faces"), Status::Pass);
    for wish in [
        r#"{ "landscape": "crop", "preset": "strict" }"#,
        r#"{ "landscape": "crop", "crop": "face", "preset": "strict" }"#,
    ] {
        let cut = preflight(&picture, &options(wish));
        assert_eq!(cut.report.faces.as_ref().unwrap().len(), 1, "{wish}");
        assert_eq!((status(&cut, "many_faces"), value(&cut, "many_faces")), (Status::Pass, 0.0), "{wish}");
        let (x, _) = eyes(&cut);
        assert!((x - 0.5).abs() < 0.1, "{wish}: {x}");
    }
}

#[test]
fn a_second_face_that_the_cut_shows_is_still_told() {
    let first = Drawn { centre: (700.0, 700.0), radius: 250.0, degrees: 0.0 };
    let second = Drawn { centre: (1130.0, 500.0), radius: 160.0, degrees: 0.0 };
    let cut = preflight(
        &drawn_faces::picture(1920, 1280, &[first, second]),
        &options(r#"{ "landscape": "crop" }"#),
    );
    assert_eq!(cut.report.faces.as_ref().unwrap().len(), 2);
    assert_eq!(status(&cut, "many_faces"), Status::Warn);
}

/// Blurs a face by means over squares of `2 * radius + 1` pixels.
fn blur(picture: &mut Picture, face: &Drawn, radius: usize) {
    let around = |centre: f64, length: usize| {
        let at = |place: f64| (place.max(0.0) as usize).min(length);
        at(centre - 2.0 * face.radius)..at(centre + 2.0 * face.radius)
    };
    let (columns, rows) = (around(face.centre.0, picture.width()), around(face.centre.1, picture.height()));
    for plane in [&mut picture.y, &mut picture.cb, &mut picture.cr] {
        for step in [1, plane.width] {
            let before = plane.samples.clone();
            for y in rows.clone() {
                for x in columns.clone() {
                    let place = y * plane.width + x;
                    let near = (0..=2 * radius)
                        .filter_map(|offset| before.get((place + offset * step).checked_sub(radius * step)?));
                    let (sum, count) =
                        near.fold((0, 0), |(sum, count), &near| (sum + u32::from(near), count + 1));
                    plane.samples[place] = (sum / count) as u8;
                }
            }
        }
    }
}

#[test]
fn a_landscape_photo_is_cut_at_a_face_in_doubt_as_well() {
    let drawn = Drawn { centre: (170.0, 450.0), radius: 60.0, degrees: 0.0 };
    let mut picture = drawn_faces::picture(1600, 900, &[drawn]);
    blur(&mut picture, &drawn, 16);
    let cut = preflight(&picture, &options(r#"{ "landscape": "crop" }"#));
    assert!((0.5..0.85).contains(&value(&cut, "no_face")), "{}", value(&cut, "no_face"));
    let shown = face(&cut).rectangle;
    let (width, height) = size(&cut);
    assert!(shown.x > 0.0 && shown.x + shown.width < width as f32, "{shown:?} in {width} × {height}");
    assert!(value(&cut, "dark") > 100.0);
    // To be cut down to, a face has to be certain.
    let close = preflight(&picture, &options(r#"{ "landscape": "crop", "crop": "face" }"#));
    assert!(!output(&close).cropped);
    assert_eq!((size(&close), close.report.faces), (size(&cut), cut.report.faces));
}
