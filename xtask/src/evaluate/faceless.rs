//! `evaluate --faceless`: pictures that show nobody, and how sure the detector is of a face in them, or where it is in doubt
//! the net of the second look.

use super::{groups::interval, second_look};
use crate::checkout::{at_root, root};
use crate::process;
use anyhow::{Context, Result, ensure};
use face_preflight::Value;
use face_preflight::{Detector, internals::face::CERTAIN};
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Where `cargo xtask fidelity` unpacks the pictures of packages, too.
const PHOTOS: &str = "target/fidelity/photos";

/// Those of them that show nobody. One is of a cat.
const NOBODY: [&str; 24] = [
    "brick.png",
    "cell.png",
    "chelsea.png",
    "chessboard_GRAY.png",
    "chessboard_RGB.png",
    "clock_motion.png",
    "coffee.png",
    "coins.png",
    "color.png",
    "grass.png",
    "gravel.png",
    "horse.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "logo.png",
    "microaneurysms.png",
    "moon.png",
    "motorcycle_left.png",
    "motorcycle_right.png",
    "page.png",
    "phantom.png",
    "retina.jpg",
    "rocket.jpg",
    "text.png",
];

/// Shorter side of the smallest quarter that is searched separately.
const LEAST_QUARTER_PX: u32 = 128;

/// Parts of the shape of a phone photo that are looked at of each picture, besides its quarters.
const CUTS: u32 = 4;

/// What a cut is enlarged or made smaller to, as photos come to the detector.
const CUT_PX: (u32, u32) = (720, 960);

/// Cuts in which an earlier search was certain of a face: the picture, left, top, width, height.
const ONCE_CERTAIN: [(&str, [u32; 4]); 3] = [
    ("motorcycle_right.png", [165, 5, 370, 493]),
    ("motorcycle_left.png", [303, 2, 370, 493]),
    ("motorcycle_right.png", [199, 4, 369, 492]),
];

/// What the detector says of one picture, its quarters and its cuts.
#[derive(Default)]
struct Tally {
    views: usize,
    /// Views with a face whose score is at least 0.5, and those where it is certain.
    likely: usize,
    certain: usize,
    /// Pictures that as a whole show no face of 0.5.
    whole: usize,
    /// The highest of the scores.
    score: f64,
}

/// Prints the table for the pictures of packages and for drawings, or for a folder that is known to show nobody. A
/// certain face is an error.
pub fn run(paths: Option<Vec<PathBuf>>, detector: &Arc<Detector>) -> Result<()> {
    let mut pictures = match &paths {
        Some(_) => Vec::new(),
        None => drawings(),
    };
    for path in paths.map_or_else(fetched, Ok)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let image = image::open(&path)
            .with_context(|| format!("{} is no picture that can be opened", path.display()))?;
        pictures.push((name, image.to_rgb8()));
    }
    let (table, all) = table(&pictures, detector)?;
    print!("{table}\n{}", refused(&all, pictures.len()));
    ensure!(all.views > 0, "there is no picture to look at");
    ensure!(all.certain == 0, "{} of {} views without anybody show a certain face", all.certain, all.views);
    Ok(())
}

/// The table, and the sum of its lines.
fn table(pictures: &[(String, RgbImage)], detector: &Arc<Detector>) -> Result<(String, Tally)> {
    let mut text = String::from(
        "| picture | views | likely | certain | highest score |\n\
         |---|--:|--:|--:|--:|\n",
    );
    let mut all = Tally::default();
    for (name, picture) in pictures {
        let tally = tally(name, picture, detector)?;
        line(&mut text, name, &tally);
        all.views += tally.views;
        all.whole += tally.whole;
        all.likely += tally.likely;
        all.certain += tally.certain;
        all.score = all.score.max(tally.score);
    }
    line(&mut text, &format!("all {}", pictures.len()), &all);
    Ok((text, all))
}

fn line(text: &mut String, name: &str, tally: &Tally) {
    let Tally { views, likely, certain, score, .. } = tally;
    let _ = writeln!(text, "| {name} | {views} | {likely} | {certain} | {score:.2} |");
}

/// How many pictures are certainly refused, as they are and over all views.
fn refused(all: &Tally, pictures: usize) -> String {
    let line = |of: &str, count: usize, refused: usize| {
        let (low, high) = interval(refused, count.max(1));
        let share = 100.0 * refused as f64 / count.max(1) as f64;
        format!("{refused} of {count} {of} refused = {share:.1} % ({low:.1}–{high:.1})\n")
    };
    line("whole pictures", pictures, all.whole) + &line("views", all.views, all.views - all.likely)
}

fn fetched() -> Result<Vec<PathBuf>> {
    process::run(at_root("python3").args(["bench/fidelity/samples.py", PHOTOS]))
        .context("the packages' pictures could not be fetched")?;
    Ok(NOBODY.iter().map(|name| root().join(PHOTOS).join(name)).collect())
}

/// The picture, its quarters and its cuts.
fn views(name: &str, picture: &RgbImage) -> Vec<RgbImage> {
    let (width, height) = picture.dimensions();
    let mut views = vec![picture.clone()];
    if width.min(height) / 2 >= LEAST_QUARTER_PX {
        let (width, height) = (width / 2, height / 2);
        for (x, y) in [(0, 0), (width, 0), (0, height), (width, height)] {
            views.push(imageops::crop_imm(picture, x, y, width, height).to_image());
        }
    }
    let once = ONCE_CERTAIN.iter().filter(|(known, _)| *known == name).map(|(_, area)| *area);
    for [x, y, width, height] in cuts(name, picture.dimensions()).into_iter().chain(once) {
        let cut = imageops::crop_imm(picture, x, y, width, height).to_image();
        views.push(imageops::resize(&cut, CUT_PX.0, CUT_PX.1, FilterType::Triangle));
    }
    views
}

/// Parts three wide and four high, from half of the largest one on, anywhere: the same for the same name. None of what
/// comes in that shape and size already, as the drawings do.
fn cuts(name: &str, (width, height): (u32, u32)) -> Vec<[u32; 4]> {
    let mut state =
        name.bytes().fold(1_u64, |state, byte| (state * 31 + u64::from(byte)) % 2_147_483_647).max(1);
    let mut up_to = move |most: u32| {
        // The generator of Park and Miller.
        state = state * 48_271 % 2_147_483_647;
        (state % (u64::from(most) + 1)) as u32
    };
    let quarter = (width / 3).min(height / 4);
    if (width, height) == CUT_PX || quarter == 0 {
        return Vec::new();
    }
    (0..CUTS)
        .map(|_| {
            let quarter = quarter - up_to(quarter / 2);
            let (cut_width, cut_height) = (3 * quarter, 4 * quarter);
            [up_to(width - cut_width), up_to(height - cut_height), cut_width, cut_height]
        })
        .collect()
}

fn tally(name: &str, picture: &RgbImage, detector: &Arc<Detector>) -> Result<Tally> {
    let mut tally = Tally::default();
    for view in &views(name, picture) {
        let options = serde_json::from_str(r#"{ "landscape": "allow" }"#)?;
        let photo = second_look::finish(face_tools::session(view, detector, options)?)?;
        let faces: Vec<f32> = photo.report.faces.iter().flatten().map(|face| face.score).collect();
        let no_face = photo.report.checks.iter().find(|check| check.id == "no_face");
        if let Some(Value::Number(score)) = no_face.and_then(|check| check.value.as_ref()) {
            tally.score = tally.score.max(*score);
        }
        tally.whole += usize::from(tally.views == 0 && faces.is_empty());
        tally.views += 1;
        tally.likely += usize::from(!faces.is_empty());
        tally.certain += usize::from(faces.iter().any(|score| *score >= CERTAIN));
    }
    Ok(tally)
}

/// A drawing's luma at a place.
type Drawing = fn(u32, u32) -> u32;

/// What photos of nothing look like, and patterns that nets take for something.
fn drawings() -> Vec<(String, RgbImage)> {
    let all: [(&str, Drawing); 7] = [
        ("drawn: gradient", |x, y| (x + y) * 255 / 1680),
        ("drawn: bars", |x, _| if (x / 40).is_multiple_of(2) { 220 } else { 30 }),
        ("drawn: squares", |x, y| if (x / 60 + y / 60).is_multiple_of(2) { 200 } else { 60 }),
        ("drawn: rings", |x, y| if (far(x, y, (360, 480)) / 30).is_multiple_of(2) { 210 } else { 90 }),
        ("drawn: noise", |x, y| (x + 720 * y) % 65_521 * 7919 % 65_521 * 31 % 256),
        ("drawn: discs", |x, y| if far(x % 240, y % 240, (120, 120)) < 80 { 200 } else { 110 }),
        ("drawn: two dots", |x, y| {
            let dot = far(x, y, (260, 400)).min(far(x, y, (460, 400))) < 30;
            if dot { 40 } else { 190 }
        }),
    ];
    let draw = |drawing: Drawing| {
        RgbImage::from_fn(720, 960, |x, y| {
            let luma = drawing(x, y) as u8;
            Rgb([luma, luma, luma])
        })
    };
    all.into_iter().map(|(name, drawing)| (name.to_owned(), draw(drawing))).collect()
}

fn far(x: u32, y: u32, (to_x, to_y): (u32, u32)) -> u32 {
    f64::from(x.abs_diff(to_x)).hypot(f64::from(y.abs_diff(to_y))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use face_tools::drawn_faces::{self, SELFIE};
    use face_tools::weights;

    fn detector() -> Arc<Detector> {
        Arc::new(Detector::new(&weights::shipped(root()).unwrap()).unwrap())
    }

    #[test]
    fn drawings_of_nobody_show_no_certain_face() {
        let (text, all) = table(&drawings(), &detector()).unwrap();
        println!("{text}");
        assert_eq!((all.views, all.certain), (35, 0), "{text}");
    }

    #[test]
    fn a_certain_face_where_nobody_is_ends_in_an_error() {
        let folder = root().join("target/faceless-test");
        std::fs::create_dir_all(&folder).unwrap();
        let said = |faces: &[_]| {
            let rgba = drawn_faces::rgba(&drawn_faces::picture(720, 960, faces));
            let path = folder.join("picture.png");
            image::save_buffer(&path, &rgba, 720, 960, image::ExtendedColorType::Rgba8).unwrap();
            run(Some(vec![path]), &detector()).map_err(|error| error.to_string())
        };
        assert_eq!(said(&[]), Ok(()));
        assert_eq!(said(&[SELFIE]), Err("1 of 5 views without anybody show a certain face".to_owned()));
        assert!(run(Some(Vec::new()), &detector()).is_err());
    }

    #[test]
    fn cuts_have_the_shape_of_phone_photos_and_stay_the_same() {
        let all = cuts("coffee.png", (600, 400));
        assert_eq!((all.len(), &all), (CUTS as usize, &cuts("coffee.png", (600, 400))));
        for [x, y, width, height] in all {
            assert_eq!(width * 4, height * 3);
            assert!(x + width <= 600 && y + height <= 400 && height >= 200, "{x} {y} {width} {height}");
        }
    }

    #[test]
    fn what_is_no_picture_ends_in_an_error() {
        let path = std::env::temp_dir().join("face-preflight-no-picture.png");
        std::fs::write(&path, "no picture").unwrap();
        let error = run(Some(vec![path.clone()]), &detector()).unwrap_err().to_string();
        std::fs::remove_file(path).unwrap();
        assert!(error.contains("no-picture.png"), "{error}");
    }
}
