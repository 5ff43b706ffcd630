//! The faces of the fixtures, boxes rounded, with a second look where there is a doubt, as `face: true` does it: the
//! table that JavaScript reads too. `BLESS=1` writes it.

use super::{closer_detector, detector, root};
use face_preflight::Face;
use face_preflight::{Options, Session};
use std::fs;

fn line(name: &str, file: &[u8]) -> String {
    let mut session = Session::with_detector(Options::default(), Some(detector())).unwrap();
    session.push(file).unwrap();
    if session.in_doubt().unwrap() {
        session.set_detector(closer_detector());
    }
    let faces = session.finish().unwrap().report.faces.unwrap();
    let numbers = |face: &Face| {
        let rectangle = face.rectangle;
        let numbers = [face.score * 100.0, rectangle.x, rectangle.y, rectangle.width, rectangle.height];
        numbers.map(|number| format!("{}", (f64::from(number) + 0.5).floor())).join(",")
    };
    let faces: Vec<String> = faces.iter().map(numbers).collect();
    format!("{name} {}", if faces.is_empty() { "none".to_owned() } else { faces.join(" ") })
}

#[test]
fn the_faces_of_the_fixtures() {
    let table = root().join("tests/golden/faces.txt");
    let mut names: Vec<String> = fs::read_dir(root().join("tests/fixtures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with("x_") && (name.ends_with(".jpg") || name.ends_with(".png")))
        .collect();
    names.sort();
    let read = |name: &String| fs::read(root().join("tests/fixtures").join(name)).unwrap();
    let lines: Vec<String> = names.iter().map(|name| line(name, &read(name)) + "\n").collect();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&table, lines.concat()).unwrap();
    }
    assert_eq!(lines.concat(), fs::read_to_string(table).unwrap());
}
