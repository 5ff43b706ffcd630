//! A small face anywhere in the picture: found at every place, once.

use super::{options, photos, preflight_image};
use face_preflight::{Face, Rectangle};
use face_tools::drawn_faces::{self, Drawn};
use image::imageops::{FilterType, overlay, resize};
use image::{DynamicImage, Rgb, RgbImage};

/// Of the picture's width.
const FACE_SHARES: [f32; 3] = [0.1, 0.125, 0.15];

/// Name of the sample that is always there.
const DRAWN: &str = "a drawn face";

/// Width and height of the picture.
const SIZE: (u32, u32) = (720, 960);

/// The same of what phones take: 9 to 16, and still longer.
const LONG: [(u32, u32); 2] = [(720, 1280), (720, 1600)];

const GREY: [u8; 3] = [120, 130, 140];
const WHITE: [u8; 3] = [255; 3];

/// By how much a small copy's face may be tilted otherwise than the large one's.
const DEGREES_OFF: f64 = 10.0;

/// By what share its eyes may be farther from or nearer to each other.
const EYES_OFF: f32 = 0.2;

/// A photo's largest face: what is put into the windows.
struct Sample {
    name: String,
    photo: RgbImage,
    face: Rectangle,
}

impl Sample {
    fn of(name: &str, photo: &DynamicImage) -> Self {
        let faces = faces(&photo.to_rgb8());
        let face = faces.first().unwrap_or_else(|| panic!("{name} has no face")).rectangle;
        Self { name: name.to_owned(), photo: photo.to_rgb8(), face }
    }

    /// A copy whose face is so wide.
    fn shrunk(&self, face_px: f32) -> Self {
        let scale = face_px / self.face.width;
        let length = |pixels: u32| (pixels as f32 * scale).round() as u32;
        let (width, height) = self.photo.dimensions();
        let photo = resize(&self.photo, length(width), length(height), FilterType::Triangle);
        let Rectangle { x, y, width, height } = self.face;
        let face = Rectangle { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
        Self { name: self.name.clone(), photo, face }
    }

    /// The photo on one colour with the middle of its face at a place; and where the face is.
    fn window(&self, size: (u32, u32), (x, y): (f32, f32), background: [u8; 3]) -> (RgbImage, Rectangle) {
        let corner = (x - self.face.width / 2.0, y - self.face.height / 2.0);
        let mut window = RgbImage::from_pixel(size.0, size.1, Rgb(background));
        overlay(&mut window, &self.photo, (corner.0 - self.face.x) as i64, (corner.1 - self.face.y) as i64);
        (window, Rectangle { x: corner.0, y: corner.1, ..self.face })
    }
}

/// The drawn face always; real ones where a checkout has them beside it.
fn samples() -> Vec<Sample> {
    let drawn = Drawn { centre: (240.0, 330.0), radius: 150.0, degrees: 0.0 };
    let picture = drawn_faces::picture(480, 640, &[drawn]);
    let rgba = image::RgbaImage::from_raw(480, 640, drawn_faces::rgba(&picture)).unwrap();
    let mut samples = vec![Sample::of(DRAWN, &rgba.into())];
    samples.extend(photos().iter().map(|(name, photo)| Sample::of(name, photo)));
    samples
}

fn faces(photo: &RgbImage) -> Vec<Face> {
    let report = preflight_image(&photo.clone().into(), &options(r#"{ "landscape": "allow" }"#)).report;
    let output = report.output.unwrap();
    let scale = photo.width() as f32 / output.width as f32;
    let mut faces = report.faces.unwrap();
    faces.iter_mut().for_each(|Face { rectangle: Rectangle { x, y, width, height }, keypoints, .. }| {
        [x, y, width, height].into_iter().for_each(|length| *length *= scale);
        keypoints
            .iter_mut()
            .flat_map(|point| [&mut point.x, &mut point.y])
            .for_each(|length| *length *= scale);
    });
    faces
}

/// Whether the middle of a face is in the middle part of a square.
fn shows(face: &Face, square: &Rectangle) -> bool {
    let off = |start: f32, length: f32, other: f32, side: f32| {
        (start + length / 2.0 - other - side / 2.0).abs() < side / 4.0
    };
    let Rectangle { x, y, width, height } = face.rectangle;
    off(x, width, square.x, square.width) && off(y, height, square.y, square.height)
}

#[test]
fn a_small_face_is_found_at_every_place_and_once() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for sample in samples() {
        for share in FACE_SHARES {
            let shrunk = sample.shrunk(share * SIZE.0 as f32);
            // Of the real faces every third place: they take the most time.
            for step in (0..20_u8).step_by(if sample.name == DRAWN { 1 } else { 3 }) {
                let place = (90.0 + f32::from(step % 4) * 181.0, 80.0 + f32::from(step / 4) * 199.0);
                let (window, at) = shrunk.window(SIZE, place, GREY);
                let faces = faces(&window);
                let found = faces.iter().filter(|face| shows(face, &at)).count();
                all += 1;
                if found != 1 {
                    wrong.push(format!(
                        "{} {share} {place:?}: {found} of {}: {faces:?}",
                        sample.name,
                        faces.len()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}

#[test]
fn a_small_face_is_found_in_the_long_pictures_of_phones() {
    let mut wrong = Vec::new();
    for sample in samples().iter().filter(|sample| WHOLE.contains(&sample.name.as_str())) {
        for share in FACE_SHARES {
            let shrunk = sample.shrunk(share * SIZE.0 as f32);
            for (size, down) in LONG.into_iter().flat_map(|size| [(size, 0.3), (size, 0.7)]) {
                let (window, at) = shrunk.window(size, (360.0, down * size.1 as f32), GREY);
                let faces = faces(&window);
                if faces.iter().filter(|face| shows(face, &at)).count() != 1 {
                    wrong.push(format!("{} {share} {size:?} {down}: {faces:?}", sample.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}

/// Windows of a sample in which a turned look was surer of something else than the upright one of the face.
const DOUBTED: (&str, [(f32, f32); 2]) = ("sk_astronaut.png", [(90.0, 279.0), (452.0, 80.0)]);

#[test]
fn what_a_turned_look_takes_for_a_face_is_none_beside_one() {
    for sample in samples().iter().filter(|sample| sample.name == DOUBTED.0) {
        let shrunk = sample.shrunk(0.1 * SIZE.0 as f32);
        for place in DOUBTED.1 {
            let (window, at) = shrunk.window(SIZE, place, GREY);
            let faces = faces(&window);
            assert!(faces.len() == 1 && shows(&faces[0], &at), "{place:?}: {faces:?}");
        }
    }
}

/// The samples that show one face, and that whole: another or a missing half moves the eyes.
const WHOLE: [&str; 4] = [DRAWN, "fr_biden.jpg", "fr_obama.jpg", "sk_astronaut.png"];

/// The angle of the line from the left eye to the right one in degrees, and its length.
fn eyes(face: &Face) -> (f64, f32) {
    let [left, right, ..] = face.keypoints;
    let (x, y) = (right.x - left.x, right.y - left.y);
    (f64::from(y.atan2(x).to_degrees()), x.hypot(y))
}

#[test]
fn the_eyes_of_a_small_face_are_those_of_the_large_one() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for sample in samples().iter().filter(|sample| WHOLE.contains(&sample.name.as_str())) {
        let large = faces(&sample.photo);
        let (degrees, apart) = eyes(&large[0]);
        for (share, background, place) in FACE_SHARES.iter().flat_map(|share| {
            [GREY, WHITE].into_iter().flat_map(move |background| {
                [(438.0, 222.0), (360.0, 480.0)].map(|place| (*share, background, place))
            })
        }) {
            let shrunk = sample.shrunk(share * SIZE.0 as f32);
            let (window, at) = shrunk.window(SIZE, place, background);
            let found = faces(&window);
            let small = found.iter().find(|face| shows(face, &at));
            let (small_degrees, small_apart) = small.map_or((f64::NAN, f32::NAN), eyes);
            let off = (small_degrees - degrees).abs();
            let scale = share * SIZE.0 as f32 / sample.face.width;
            let ratio = small_apart / (apart * scale);
            all += 1;
            if !(off <= DEGREES_OFF && (ratio - 1.0).abs() <= EYES_OFF) {
                let name = &sample.name;
                wrong.push(format!("{name} {share} {background:?} {place:?}: {off} degrees, {ratio} as far"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {all}: {wrong:#?}", wrong.len());
}
