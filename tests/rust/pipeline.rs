//! The rules of the picture, end to end on drawn photos.

use crate::support::draw::{Drawing, portrait};
use face_preflight::{
    Format, Landscape, Options, Prefer, Preflight, Session, Size, Status, Value, preflight, preflight_image,
};

fn png(drawing: &Drawing) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, drawing.width as u32, drawing.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header().unwrap().write_image_data(&drawing.rgb).unwrap();
    file
}

fn flat(width: usize, height: usize, value: u8) -> Drawing {
    Drawing { width, height, rgb: vec![value; width * height * 3] }
}

fn noise(width: usize, height: usize) -> Drawing {
    let mut seed = 1_u32;
    let rgb = (0..width * height * 3)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        })
        .collect();
    Drawing { width, height, rgb }
}

fn run(drawing: &Drawing, options: &Options) -> Preflight {
    preflight(&png(drawing), options).unwrap()
}

fn status(photo: &Preflight, id: &str) -> Status {
    photo.report.checks.iter().find(|check| check.id == id).unwrap().status
}

fn size(photo: &Preflight) -> (u32, u32) {
    let output = photo.report.output.as_ref().unwrap();
    let picture = image::load_from_memory(photo.jpeg.as_ref().unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (output.width, output.height));
    (output.width, output.height)
}

#[test]
fn shorter_side_is_720() {
    let photo = run(&portrait(1080, 1440), &Options::default());
    assert!(photo.ok(), "{:?}", photo.report.checks);
    assert_eq!(size(&photo), (720, 960));
}

#[test]
fn longer_side_is_at_most_1920() {
    let photo = run(&portrait(800, 3000), &Options::default());
    assert_eq!(size(&photo), (512, 1920));
    assert_eq!(status(&photo, "resolution"), Status::Pass);
    let photo = run(&portrait(600, 3000), &Options::default());
    assert_eq!(size(&photo), (384, 1920));
    assert_eq!(status(&photo, "resolution"), Status::Fail);
}

#[test]
fn small_photos_are_never_enlarged() {
    let photo = run(&portrait(600, 800), &Options::default());
    assert_eq!(size(&photo), (600, 800));
    assert_eq!(status(&photo, "resolution"), Status::Warn);
    let photo = run(&portrait(479, 800), &Options::default());
    assert_eq!(size(&photo), (479, 800));
    assert_eq!(status(&photo, "resolution"), Status::Fail);
    let photo = run(&portrait(480, 639), &Options::default());
    assert_eq!(status(&photo, "resolution"), Status::Fail);
    let photo = run(&portrait(480, 640), &Options::default());
    assert_eq!(status(&photo, "resolution"), Status::Warn);
}

#[test]
fn landscape_fails_is_cropped_or_allowed() {
    let wide = portrait(1280, 960);
    let choose = |landscape| run(&wide, &Options { landscape, ..Options::default() });
    let failed = choose(Landscape::Fail);
    assert_eq!((status(&failed, "portrait"), failed.ok()), (Status::Fail, false));
    let cropped = choose(Landscape::Crop);
    assert_eq!((status(&cropped, "portrait"), cropped.ok()), (Status::Warn, true));
    assert_eq!(size(&cropped), (720, 960));
    let allowed = choose(Landscape::Allow);
    assert_eq!((status(&allowed, "portrait"), allowed.ok()), (Status::Warn, true));
    assert_eq!(size(&allowed), (960, 720));
    let square = run(&portrait(800, 800), &Options::default());
    assert_eq!(status(&square, "portrait"), Status::Fail);
}

#[test]
fn bytes_stay_in_the_window_where_the_floor_lets_them() {
    let photo = run(&portrait(1080, 1440), &Options::default());
    let output = photo.report.output.unwrap();
    assert!(output.bytes <= 100_000 || output.equivalent_quality == 90, "{output:?}");
    assert_eq!(output.bytes, photo.jpeg.unwrap().len() as u64);
}

#[test]
fn floor_or_window_wins_as_preferred() {
    let drawing = noise(720, 960);
    let kept = run(&drawing, &Options::default());
    let output = kept.report.output.clone().unwrap();
    assert!(output.bytes > 100_000 && output.bytes <= 600_000);
    assert_eq!(status(&kept, "bytes"), Status::Note);
    let options = Options { prefer: Prefer::Size, ..Options::default() };
    let small = run(&drawing, &options);
    let output = small.report.output.clone().unwrap();
    assert!(output.bytes <= 100_000, "{output:?}");
    assert!(output.equivalent_quality < 90);
    assert_eq!(status(&small, "bytes"), Status::Note);
}

#[test]
fn a_hard_limit_that_cannot_be_kept_gives_no_picture() {
    let mut options = Options::default();
    options.target.window_min_bytes = 0;
    options.target.window_max_bytes = 1_000;
    options.target.hard_limit_bytes = 1_000;
    let photo = run(&noise(720, 960), &options);
    assert_eq!(photo.jpeg, None);
    assert_eq!(photo.report.output, None);
    assert_eq!(status(&photo, "bytes"), Status::Fail);
}

#[test]
fn a_hard_limit_that_only_the_smallest_size_keeps_gives_that() {
    let noise = noise(720, 960);
    for bytes in [2_100, 2_400] {
        let mut options = Options::default();
        options.target.window_min_bytes = 0;
        options.target.window_max_bytes = bytes;
        options.target.hard_limit_bytes = bytes;
        let photo = run(&noise, &options);
        assert_eq!(size(&photo), (480, 640));
        assert!(photo.report.output.unwrap().bytes <= u64::from(bytes));
    }
}

#[test]
fn blank_dark_and_bright() {
    let grey = run(&flat(720, 960, 128), &Options::default());
    assert_eq!(status(&grey, "blank"), Status::Fail);
    let black = run(&flat(720, 960, 12), &Options::default());
    assert_eq!(status(&black, "frame_dark"), Status::Fail);
    let white = run(&flat(720, 960, 255), &Options::default());
    assert_eq!(status(&white, "frame_bright"), Status::Fail);
    let good = run(&portrait(720, 960), &Options::default());
    for id in ["blank", "frame_dark", "frame_bright"] {
        assert_eq!(status(&good, id), Status::Pass, "{id}");
    }
}

#[test]
fn thresholds_are_options() {
    let mut options = Options::default();
    options.checks.frame_dark.fail = Some(250.0);
    let photo = run(&portrait(720, 960), &options);
    let check = photo.report.checks.iter().find(|check| check.id == "frame_dark").unwrap();
    assert_eq!((check.status, &check.limit), (Status::Fail, &Some(Value::Number(250.0))));
    assert!(check.advice().is_some());
    options.checks.frame_dark.fail = None;
    options.checks.frame_dark.warn = None;
    assert_eq!(status(&run(&flat(720, 960, 12), &options), "frame_dark"), Status::Pass);
}

#[test]
fn flat_colours_stay() {
    for value in [0_u8, 40, 128, 200, 255] {
        let photo = run(&flat(720, 960, value), &Options::default());
        let picture = image::load_from_memory(photo.jpeg.as_ref().unwrap()).unwrap().to_rgb8();
        assert!(picture.as_raw().iter().all(|&sample| sample.abs_diff(value) <= 1), "{value}");
    }
}

#[test]
fn its_own_output_passes_unchanged_in_size() {
    let first = run(&portrait(1080, 1440), &Options::default());
    let jpeg = first.jpeg.as_ref().unwrap();
    let second = preflight(jpeg, &Options::default()).unwrap();
    assert!(second.ok());
    assert_eq!(size(&first), size(&second));
    let decode = |jpeg: &[u8]| image::load_from_memory(jpeg).unwrap().to_luma8().into_raw();
    let ratio = crate::support::psnr(&decode(jpeg), &decode(second.jpeg.as_ref().unwrap()));
    assert!(ratio > 45.0, "{ratio:.1} dB");
}

#[test]
fn fingerprints_tell_pictures_apart() {
    let print = |bytes: &[u8]| {
        let mut session = Session::new(Options::default()).unwrap();
        session.push(bytes).unwrap();
        session.fingerprint().unwrap()
    };
    let distance =
        |a: &[u8], b: &[u8]| -> u32 { a.iter().zip(b).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum() };
    let drawing = portrait(1080, 1440);
    let original = print(&png(&drawing));
    assert_eq!(original.len(), 256);
    let again = print(&run(&drawing, &Options::default()).jpeg.unwrap());
    let other = print(&png(&noise(1080, 1440)));
    assert!(distance(&original, &again) < 256, "{}", distance(&original, &again));
    assert!(distance(&original, &other) > 2560, "{}", distance(&original, &other));
}

#[test]
fn decoded_pixels_give_what_their_png_gives() {
    let drawing = portrait(900, 1200);
    let image = image::RgbImage::from_raw(900, 1200, drawing.rgb.clone()).unwrap().into();
    let from_pixels = preflight_image(&image, &Options::default()).unwrap();
    assert_eq!(from_pixels.jpeg, run(&drawing, &Options::default()).jpeg);
    assert_eq!(from_pixels.report.source.format, Format::Pixels);
}

#[test]
fn pixels_have_to_fit_their_size() {
    let size = |width, height| Size { width, height };
    let code = |size, bytes: usize| {
        let mut session =
            Session::for_pixels(size, Options::default(), None).map_err(|error| error.code())?;
        session.push(&vec![90; bytes]).map_err(|error| error.code())?;
        session.finish().map_err(|error| error.code()).map(|_| ())
    };
    assert_eq!(code(size(48, 64), 48 * 64 * 4), Ok(()));
    assert_eq!(code(size(48, 64), 48 * 64 * 4 - 1), Err("truncated"));
    assert_eq!(code(size(48, 64), 48 * 64 * 4 + 1), Err("corrupt"));
    assert_eq!(code(size(48, 64), 48 * 65 * 4), Err("corrupt"));
    assert_eq!(code(size(0, 64), 0), Err("corrupt"));
    assert_eq!(code(size(65_500, 65_500), 0), Err("limit_exceeded"));
}
