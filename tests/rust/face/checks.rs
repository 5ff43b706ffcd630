//! What the checks of the face say of drawn faces.

use super::{check, detector, face, ids, options, photos, preflight, preflight_image, status, value};
use face_preflight::Size;
use face_preflight::Value;
use face_preflight::inspect;
use face_preflight::internals::check::{FaceEvidence, of_face};
use face_preflight::internals::picture::Picture;
use face_preflight::{Check, Options, Preflight, Preset, Session, Status};
use face_preflight::{
    Face, Keypoint,
    internals::face::{CERTAIN, Measures, measure},
};
use face_tools::degrade::Degradation;
use face_tools::drawn_faces::{self, Drawn, SELFIE};
use image::{DynamicImage, RgbImage, RgbaImage, imageops};

fn run(faces: &[Drawn]) -> Preflight {
    preflight(&drawn_faces::picture(720, 960, faces), &Options::default())
}

#[test]
fn a_good_selfie_passes_every_check_of_the_face() {
    let photo = run(&[SELFIE]);
    assert!(photo.ok());
    assert!(ids(&photo, Status::Warn).is_empty(), "{:?}", photo.report.checks);
    // The source is no JPEG, and the second look, which nobody asked for, measures these two.
    assert_eq!(ids(&photo, Status::Skipped), ["source_quality", "pitch", "mouth_open"]);
    // Only engineers see what the API's documentation advises.
    let share = check(&photo, "face_share");
    assert_eq!((share.status, &share.limit), (Status::Note, &Some(Value::Number(0.08))));
    assert!(share.advice().unwrap().contains("60 %"));
}

#[test]
fn without_a_detector_there_are_no_checks_of_the_face() {
    let picture = drawn_faces::picture(720, 960, &[SELFIE]);
    let size = Size { width: 720, height: 960 };
    let mut session = Session::for_pixels(size, Options::default(), None).unwrap();
    session.push(&drawn_faces::rgba(&picture)).unwrap();
    let photo = session.finish().unwrap();
    assert_eq!(photo.report.faces, None);
    assert!(photo.report.checks.iter().all(|check| check.id != "no_face"));
    assert_eq!(photo.jpeg, run(&[SELFIE]).jpeg);
}

#[test]
fn without_a_face_one_check_fails_and_the_others_are_skipped() {
    let photo = run(&[]);
    assert_eq!(photo.report.faces, Some(Vec::new()));
    assert_eq!(status(&photo, "no_face"), Status::Fail);
    assert!(value(&photo, "no_face") < 0.5);
    assert_eq!(check(&photo, "no_face").api_code, Some("NoFaceDetected"));
    let skipped = ids(&photo, Status::Skipped);
    assert_eq!(skipped.len(), 18, "{skipped:?}");
}

#[test]
fn the_larger_of_two_faces_counts_and_the_other_is_told() {
    let small = Drawn { centre: (150.0, 250.0), radius: 110.0, degrees: 0.0 };
    let large = Drawn { centre: (460.0, 600.0), radius: 200.0, degrees: 0.0 };
    for faces in [[small, large], [large, small]] {
        let photo = run(&faces);
        let found = photo.report.faces.as_ref().unwrap();
        assert_eq!(found.len(), 2);
        assert!(found[0].rectangle.width > found[1].rectangle.width);
        assert_eq!(status(&photo, "many_faces"), Status::Warn);
        let ratio = value(&photo, "many_faces");
        assert!((0.2..0.45).contains(&ratio), "{ratio}");
    }
}

#[test]
fn a_face_in_doubt_is_told_only_where_none_is_certain() {
    // Upside down and rather small: the net sees it beside the other, but not surely.
    let doubtful = Drawn { centre: (220.0, 280.0), radius: 50.0, degrees: 180.0 };
    let certain = Drawn { centre: (520.0, 690.0), radius: 46.0, degrees: 0.0 };
    let photo = run(&[doubtful, certain]);
    let scores: Vec<f32> = photo.report.faces.iter().flatten().map(|face| face.score).collect();
    assert!(scores.len() == 1 && scores[0] >= CERTAIN, "{scores:?}");
    assert_eq!(value(&photo, "many_faces"), 0.0);
    let alone = preflight(&drawn_faces::picture(720, 960, &[doubtful]), &Options::default());
    assert_eq!(alone.report.faces.unwrap().len(), 1);
}

#[test]
fn an_upright_face_is_not_given_up_for_one_that_lies_on_its_head() {
    for radius in [34.0, 40.0] {
        let turned = Drawn { centre: (220.0, 280.0), radius: 60.0, degrees: 180.0 };
        let upright = Drawn { centre: (520.0, 690.0), radius, degrees: 0.0 };
        let photo = run(&[turned, upright]);
        let found = face(&photo).rectangle;
        let middle = (found.x + found.width / 2.0, found.y + found.height / 2.0);
        assert!((middle.0 - 520.0).abs() < 20.0 && (middle.1 - 690.0).abs() < 20.0, "{radius}: {middle:?}");
    }
}

#[test]
fn half_a_face_is_cut() {
    let photo = run(&[Drawn { centre: (130.0, 500.0), ..SELFIE }]);
    assert_eq!(status(&photo, "face_cut"), Status::Warn);
    assert!(value(&photo, "face_cut") > 0.1);
    assert_eq!(status(&photo, "off_centre"), Status::Warn);
}

/// The photos that show one whole face.
const WHOLE: [&str; 3] = ["fr_biden.jpg", "fr_obama.jpg", "sk_astronaut.png"];

#[test]
fn a_real_face_is_found_where_a_quarter_of_it_is_cut_off() {
    let allowed = options(r#"{ "landscape": "allow" }"#);
    for (name, photo) in photos().iter().filter(|(name, _)| WHOLE.contains(&name.as_str())) {
        let result = preflight_image(photo, &allowed);
        let output = result.report.output.as_ref().unwrap();
        let scale = photo.width() as f32 / output.width as f32;
        let whole = face(&result).tight_box();
        let (left, right) = [0.25, 0.75].map(|share| ((whole.x + share * whole.width) * scale) as u32).into();
        for half in [
            photo.crop_imm(left, 0, photo.width() - left, photo.height()),
            photo.crop_imm(0, 0, right, photo.height()),
        ] {
            let found = preflight_image(&half, &allowed);
            assert_ne!(status(&found, "no_face"), Status::Fail, "{name}: {}", value(&found, "no_face"));
        }
    }
}

#[test]
fn an_eye_outside_of_the_picture_is_noticed() {
    let picture = drawn_faces::picture(720, 960, &[]);
    let at = |x: f32, y: f32| Keypoint { x, y };
    let face = |shift: f32| {
        let keypoints =
            [(50.0, 300.0), (200.0, 300.0), (125.0, 350.0), (125.0, 400.0), (10.0, 310.0), (260.0, 310.0)];
        Face { keypoints: keypoints.map(|(x, y)| at(x + shift, y)), ..Face::default() }
    };
    assert!(!measure(&picture, &face(0.0)).keypoint_outside);
    assert!(measure(&picture, &face(-51.0)).keypoint_outside);
    assert!(measure(&picture, &face(520.0)).keypoint_outside);
}

#[test]
fn light_is_not_judged_where_the_face_is_not_shown() {
    let picture = drawn_faces::picture(720, 960, &[]);
    let keypoints =
        [(50.0, 300.0), (200.0, 300.0), (125.0, 350.0), (125.0, 400.0), (10.0, 310.0), (260.0, 310.0)];
    let beside = Face { keypoints: keypoints.map(|(x, y)| Keypoint { x: x - 461.0, y }), ..Face::default() };
    let measures = measure(&picture, &beside);
    let evidence = FaceEvidence {
        score: 0.8,
        faces: &[beside],
        measures: Some(&measures),
        options: &Options::default(),
    };
    let skipped: Vec<_> = of_face(&evidence)
        .into_iter()
        .filter(|check| check.status == Status::Skipped)
        .map(|check| check.id)
        .collect();
    assert_eq!(
        skipped,
        [
            "pitch",
            "covered",
            "mouth_open",
            "blur",
            "dark",
            "bright",
            "contrast",
            "uneven_light",
            "colour_cast"
        ]
    );
}

#[test]
fn sideways_and_upside_down_are_turned_and_not_tilted() {
    for (degrees, angle, key) in [
        (90.0, 90.0, "turned_photo.rotate_left"),
        (-90.0, 90.0, "turned_photo.rotate_right"),
        (180.0, 180.0, "turned_photo.upside_down"),
    ] {
        let photo = run(&[Drawn { centre: (360.0, 480.0), radius: 200.0, degrees }]);
        assert_eq!(status(&photo, "turned_photo"), Status::Warn, "{degrees}");
        assert_eq!(value(&photo, "turned_photo"), angle);
        assert_eq!(check(&photo, "turned_photo").key, Some(key), "{degrees}");
        // The net places a drawn face on its side less exactly than a real one.
        assert!(value(&photo, "tilt") < 20.0, "{degrees}: {}", value(&photo, "tilt"));
    }
}

/// Where the face is that counts, as shares of the photo's width and height.
const FACES: [(&str, (f32, f32)); 5] = [
    ("fr_biden.jpg", (0.58, 0.19)),
    ("fr_obama.jpg", (0.54, 0.25)),
    ("fr_obama_and_biden.jpg", (0.62, 0.35)),
    ("fr_obama_partial_face.jpg", (0.15, 0.25)),
    ("sk_astronaut.png", (0.44, 0.24)),
];

#[test]
fn real_faces_are_found_however_the_photo_lies() {
    let photos = photos();
    println!("{} of {} photos are beside the checkout", photos.len(), FACES.len());
    for (name, photo) in photos {
        let (_, (x, y)) = FACES.into_iter().find(|(known, _)| *known == name).expect("the place of its face");
        let turned = [
            (photo.clone(), 0.0, (x, y)),
            (photo.rotate90(), 90.0, (1.0 - y, x)),
            (photo.rotate180(), 180.0, (1.0 - x, 1.0 - y)),
            (photo.rotate270(), 90.0, (y, 1.0 - x)),
        ];
        let upright = value(&preflight_image(&photo, &Options::default()), "tilt");
        for (photo, angle, (x, y)) in turned {
            let result = preflight_image(&photo, &options(r#"{ "landscape": "allow" }"#));
            assert_ne!(status(&result, "no_face"), Status::Fail, "{name} {angle}");
            let output = result.report.output.as_ref().unwrap();
            let found = result.report.faces.as_ref().unwrap().first().unwrap().rectangle;
            let place = (
                (found.x + found.width / 2.0) / output.width as f32,
                (found.y + found.height / 2.0) / output.height as f32,
            );
            assert!((place.0 - x).abs().max((place.1 - y).abs()) < 0.05, "{name} {angle}: {place:?}");
            assert_eq!(value(&result, "turned_photo"), angle, "{name}");
            let tilt = value(&result, "tilt") - upright;
            assert!(tilt.abs() < 8.0, "{name} {angle}: {tilt}");
        }
    }
}

#[test]
fn a_tilted_head_is_told() {
    for degrees in [-25.0, 25.0] {
        let photo = run(&[Drawn { degrees, ..SELFIE }]);
        assert_eq!(status(&photo, "tilt"), Status::Warn);
        assert!((value(&photo, "tilt") - 25.0).abs() < 6.0);
        assert_eq!(status(&photo, "turned_photo"), Status::Pass);
    }
}

#[test]
fn a_tilted_head_is_not_told_to_turn_the_photo_by_a_quarter() {
    for (degrees, angle, key) in [
        (66.0, 90.0, "turned_photo.askew"),
        (-66.0, 90.0, "turned_photo.askew"),
        (114.0, 90.0, "turned_photo.askew"),
        (150.0, 180.0, "turned_photo.askew"),
        (-150.0, 180.0, "turned_photo.askew"),
        (80.0, 90.0, "turned_photo.rotate_left"),
        (100.0, 90.0, "turned_photo.rotate_left"),
        (-100.0, 90.0, "turned_photo.rotate_right"),
        (170.0, 180.0, "turned_photo.upside_down"),
    ] {
        let photo = run(&[Drawn { centre: (360.0, 480.0), radius: 200.0, degrees }]);
        assert_eq!(value(&photo, "turned_photo"), angle, "{degrees}");
        assert_eq!(check(&photo, "turned_photo").key, Some(key), "{degrees}");
    }
}

/// Heads laid on a shoulder read up to 60 degrees.
#[test]
fn a_head_on_a_shoulder_is_tilted_and_its_photo_is_not_turned() {
    for degrees in [48.0, -48.0, 54.0, -54.0] {
        let photo = run(&[Drawn { centre: (360.0, 480.0), radius: 200.0, degrees }]);
        assert_eq!(status(&photo, "turned_photo"), Status::Pass, "{degrees}");
        assert_eq!(status(&photo, "tilt"), Status::Warn, "{degrees}");
        assert!((value(&photo, "tilt") - degrees.abs()).abs() < 6.0, "{degrees}");
    }
}

#[test]
fn a_small_face_is_found_and_told_to_come_closer() {
    // 62 pixels wide in the picture: 8 for the net's first look.
    for radius in [40.0, 70.0] {
        let photo = run(&[Drawn { centre: (250.0, 300.0), radius, degrees: 0.0 }]);
        assert_eq!(photo.report.faces.as_ref().unwrap().len(), 1, "{radius}");
        assert_ne!(status(&photo, "no_face"), Status::Fail, "{radius}");
        assert_eq!(status(&photo, "face_share"), Status::Warn);
        assert!(check(&photo, "face_share").advice().unwrap().contains("closer"));
        assert_eq!(status(&photo, "face_small"), Status::Warn);
        assert_eq!(status(&photo, "blur"), Status::Skipped);
    }
}

#[test]
fn too_close_is_never_told_to_come_closer() {
    let photo = run(&[Drawn { centre: (360.0, 470.0), radius: 520.0, degrees: 0.0 }]);
    let share = check(&photo, "face_share");
    assert_eq!(share.status, Status::Warn, "{:?}", share.value);
    assert!(share.advice().unwrap().contains("further"));
}

#[test]
fn strict_refuses_what_a_reviewer_would_and_marks_can_be_set() {
    let picture = drawn_faces::picture(720, 960, &[SELFIE]);
    let strict = preflight(&picture, &options(r#"{ "preset": "strict" }"#));
    assert!(strict.ok(), "{:?}", strict.report.checks);
    let far = drawn_faces::picture(720, 960, &[Drawn { radius: 95.0, ..SELFIE }]);
    let far = preflight(&far, &options(r#"{ "preset": "strict" }"#));
    assert!(ids(&far, Status::Fail).contains(&"face_share"), "{:?}", far.report.checks);
    let json = r#"{ "preset": "strict", "checks": { "face_share": { "warn": null, "fail": 0.7 }, "tilt": { "warn": 0 } } }"#;
    let own = preflight(&picture, &options(json));
    assert_eq!(status(&own, "face_share"), Status::Fail);
    assert_eq!(status(&own, "tilt"), Status::Warn);
}

#[test]
fn strict_needs_a_detector() {
    let size = Size { width: 720, height: 960 };
    for strict in [options(r#"{ "preset": "strict" }"#), Options::of(Preset::Strict)] {
        let error = Session::for_pixels(size, strict.clone(), None).err().unwrap();
        assert_eq!(error.code(), "invalid_option");
        assert!(error.to_string().starts_with("option preset: "), "{error}");
        assert!(Session::for_pixels(size, strict, Some(detector())).is_ok());
    }
}

/// The luma between half and full light: once per channel, so that colours stay.
fn lit(picture: &Picture, light: impl Fn(usize, f64) -> f64) -> Picture {
    let mut lit = picture.clone();
    let width = picture.width();
    for (index, sample) in lit.y.samples.iter_mut().enumerate() {
        *sample = light(index % width, f64::from(*sample)).round().clamp(0.0, 255.0) as u8;
    }
    lit
}

#[test]
fn light_on_the_face_is_judged() {
    let picture = drawn_faces::picture(720, 960, &[SELFIE]);
    let told = |light: &dyn Fn(usize, f64) -> f64, id: &str| {
        status(&preflight(&lit(&picture, light), &Options::default()), id)
    };
    assert_eq!(told(&|_, luma| luma * 0.5, "dark"), Status::Warn);
    assert_eq!(told(&|_, luma| 120.0 + luma * 0.2, "contrast"), Status::Warn);
    assert_eq!(told(&|x, luma| if x < 360 { luma * 0.35 } else { luma }, "uneven_light"), Status::Warn);
    let mut blown_out = grey(&picture);
    blown_out.y.samples.iter_mut().for_each(|sample| *sample = sample.saturating_mul(2));
    assert_eq!(status(&preflight(&blown_out, &Options::default()), "bright"), Status::Warn);
    let mut blue = picture.clone();
    blue.cb.samples.iter_mut().for_each(|sample| *sample = sample.saturating_add(60));
    assert_eq!(status(&preflight(&blue, &Options::default()), "colour_cast"), Status::Warn);
    assert_eq!(status(&preflight(&grey(&picture), &Options::default()), "grey"), Status::Warn);
}

/// A face that reflects little in good light is not in the dark: something else in the picture is bright.
#[test]
fn what_is_dark_is_judged_by_the_whole_picture() {
    let picture = drawn_faces::picture(720, 960, &[SELFIE]);
    let told = |share: f64, window: bool| {
        let mut dim = lit(&picture, |_, luma| (luma * share).min(136.0));
        if window {
            dim.y.samples.iter_mut().take(720 * 20).for_each(|sample| *sample = 240);
        }
        status(&preflight(&dim, &Options::default()), "dark")
    };
    assert_eq!([told(0.55, false), told(0.55, true)], [Status::Warn, Status::Pass]);
    // Against the light it is dark all the same.
    assert_eq!(told(0.3, true), Status::Warn);
}

#[test]
fn sharp_eyes_speak_for_a_smooth_face() {
    let drawn = drawn_faces::rgba(&drawn_faces::picture(720, 960, &[SELFIE]));
    let sharp = DynamicImage::from(RgbaImage::from_raw(720, 960, drawn).unwrap()).to_rgb8();
    let judged = |image: &RgbImage| preflight_image(&image.clone().into(), &Options::default());
    let photo = judged(&sharp);
    let face = face(&photo);
    let [left, right, _, mouth, ..] = face.keypoints;
    let centre = (f64::from(left.x + right.x) / 2.0, f64::from(left.y + mouth.y) / 2.0);
    let width = value(&photo, "face_small");
    let blurred = |sigma: f64| Degradation::Blur(sigma, 0.0).of(&sharp, width, centre).unwrap();
    // Smooth, but not past what eyes can speak for.
    let doubtful = |image: &RgbImage| (1.27..1.35).contains(&value(&judged(image), "blur"));
    let sigmas = (4..=16).map(|thousandths| f64::from(thousandths) / 1000.0);
    let mut smooth = sigmas.map(blurred).find(doubtful).unwrap();
    let distance = right.x - left.x;
    for eye in [left, right] {
        let (width, height) = ((0.8 * distance) as u32, (0.6 * distance) as u32);
        let (x, y) = (eye.x as u32 - width / 2, eye.y as u32 - height / 2);
        let part = imageops::crop_imm(&sharp, x, y, width, height).to_image();
        imageops::replace(&mut smooth, &part, i64::from(x), i64::from(y));
    }
    assert_eq!(status(&judged(&smooth), "blur"), Status::Pass);
}

fn grey(picture: &Picture) -> Picture {
    let mut grey = picture.clone();
    grey.cb.samples.fill(128);
    grey.cr.samples.fill(128);
    grey
}

#[test]
fn a_frame_gives_faces_in_its_own_pixels_and_the_checks_of_the_face() {
    let picture =
        drawn_faces::picture(96, 128, &[Drawn { centre: (48.0, 66.0), radius: 37.0, degrees: 0.0 }]);
    let size = Size { width: 96, height: 128 };
    let rgba = drawn_faces::rgba(&picture);
    let seen = inspect(&detector(), size, &rgba, &Options::default()).unwrap();
    assert_eq!((seen.width, seen.height, seen.faces.len()), (96, 128, 1));
    let face = seen.faces[0].rectangle;
    assert!((face.x + face.width / 2.0 - 48.0).abs() < 6.0 && face.width < 80.0, "{face:?}");
    assert_eq!(seen.checks.first().unwrap().id, "no_face");
    assert!(seen.checks.iter().all(|check| check.id != "portrait"));
    assert_eq!(seen.checks.len(), 18);
    let code = |width, rgba: &[u8]| {
        inspect(&detector(), Size { width, ..size }, rgba, &Options::default()).unwrap_err().code()
    };
    assert_eq!(code(96, &rgba[1..]), "truncated");
    assert_eq!(code(95, &rgba), "corrupt");
    assert_eq!(code(0, &[]), "corrupt");
    assert_eq!(code(u32::MAX, &rgba), "limit_exceeded");
}

/// What the check says of a face of this share.
fn share_check(preset: &str, share: f64) -> Check {
    let picture = drawn_faces::picture(720, 960, &[]);
    let face = Face::default();
    let measures = Measures { share, ..measure(&picture, &face) };
    let options = options(&format!(r#"{{ "preset": "{preset}" }}"#));
    let evidence = FaceEvidence { score: 1.0, faces: &[face], measures: Some(&measures), options: &options };
    of_face(&evidence).into_iter().find(|check| check.id == "face_share").unwrap()
}

#[test]
fn a_share_that_passes_tells_the_mark_that_it_would_reach_next() {
    for (preset, share, mark) in [
        ("advise", 0.09, 0.08),
        ("advise", 0.4, 0.08),
        ("advise", 0.45, 0.75),
        ("advise", 0.75, 0.75),
        ("strict", 0.09, 0.08),
        ("strict", 0.4, 0.08),
        ("strict", 0.7, 0.75),
    ] {
        let check = share_check(preset, share);
        // Up to what the API's documentation advises, that is noted.
        let (status, key) =
            if share < 0.6 { (Status::Note, Some("face_share.advised")) } else { (Status::Pass, None) };
        assert_eq!(
            (check.status, check.key, check.limit),
            (status, key, Some(Value::Number(mark))),
            "{preset} {share}"
        );
    }
    assert_eq!(share_check("advise", 0.76).limit, Some(Value::Number(0.75)));
    assert_eq!(share_check("strict", 0.06).limit, Some(Value::Number(0.08)));
    assert_eq!(share_check("strict", 0.04).limit, Some(Value::Number(0.05)));
}

#[test]
fn a_face_larger_than_the_picture_takes_all_of_it() {
    let picture = drawn_faces::picture(90, 120, &[]);
    let keypoints = [(0.0, 40.0), (90.0, 40.0), (45.0, 60.0), (45.0, 100.0), (0.0, 50.0), (90.0, 50.0)];
    let face = Face { keypoints: keypoints.map(|(x, y)| Keypoint { x, y }), ..Face::default() };
    assert_eq!(measure(&picture, &face).share, 1.0);
}
