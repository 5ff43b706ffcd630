//! The checks of a photo, without those of the face, as three plain functions: `bench/peers/checks.js` fills in the
//! pixels, has the picture prepared, and times `measure`.

// Exports for JavaScript have names that are not mangled.
#![allow(unsafe_code)]

use face_preflight::Options;
use face_preflight::Size;
use face_preflight::internals::check::Blockiness;
use face_preflight::internals::check::{self, Evidence};
use face_preflight::internals::colour::ColourHandling;
use face_preflight::internals::colour::ColourModel;
use face_preflight::internals::encode::{self, Encoded};
use face_preflight::internals::picture::Histogram;
use face_preflight::internals::picture::Orientation;
use face_preflight::internals::rows::Grid;
use face_preflight::internals::rows::{Integrity, RowSink};
use face_preflight::internals::scale::Plan;
use face_preflight::{Format, Source, Status};
use face_preflight::{
    Subsampling,
    internals::picture::{Picture, Plane},
};
use std::sync::Mutex;

const CHANNELS: usize = 3;

static SAMPLES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static PHOTO: Mutex<Option<Photo>> = Mutex::new(None);

/// Everything that the checks read, as a session has it when it comes to them.
struct Photo {
    planes: Vec<Plane>,
    grids: Vec<Grid>,
    source: Source,
    plan: Plan,
    picture: Picture,
    encoded: Option<Encoded>,
    options: Options,
}

/// Memory for the samples of a photo: all of red, then of green, then of blue.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut samples = SAMPLES.lock().expect("there is one thread");
    *samples = vec![0; bytes];
    samples.as_mut_ptr()
}

/// Makes the picture of the samples and encodes it, which is not timed.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(width: usize, height: usize) {
    let samples = SAMPLES.lock().expect("there is one thread");
    let planes: Vec<Plane> = samples
        .chunks_exact(width * height)
        .map(|samples| Plane { width, height, samples: samples.to_vec() })
        .collect();
    let options = Options::default();
    let size = Size { width: width as u32, height: height as u32 };
    let picture = ColourModel::Rgb.picture(planes.clone(), Subsampling::Quarter);
    *PHOTO.lock().expect("there is one thread") = Some(Photo {
        planes,
        grids: vec![Grid { width, height, across: 1.0, down: 1.0, chroma: false }; CHANNELS],
        source: source(size),
        plan: Plan::new(size, Orientation::UPRIGHT, &options, false),
        encoded: encode::encode(&picture, &encode::Settings::default()).ok(),
        picture,
        options,
    });
}

fn source(size: Size) -> Source {
    Source {
        format: Format::Pixels,
        coding: "RGBA",
        width: size.width,
        height: size.height,
        orientation: Orientation::UPRIGHT.exif(),
        bytes: None,
        components: 4,
        bit_depth: 8,
        colour: "RGBA",
        subsampling: None,
        quality: None,
        profile: None,
    }
}

/// Measures and judges everything; gives the number of checks that could be judged.
#[unsafe(no_mangle)]
pub extern "C" fn measure() -> usize {
    let photo = PHOTO.lock().expect("there is one thread");
    let Photo { planes, grids, source, plan, picture, encoded, options } =
        photo.as_ref().expect("a photo was prepared");
    let mut blockiness = Blockiness::new(ColourModel::Rgb, grids);
    for row in 0..picture.height() {
        for (component, plane) in planes.iter().enumerate() {
            blockiness.row(component, &plane.samples[row * plane.width..][..plane.width]);
        }
    }
    let luma = Histogram::of(picture.y.rows());
    let evidence = Evidence {
        source,
        plan,
        picture,
        luma: &luma,
        encoded: encoded.as_ref(),
        integrity: &Integrity::default(),
        blockiness: blockiness.ratio(),
        colour: ColourHandling::Srgb,
        options,
    };
    check::all(&evidence, None).iter().filter(|check| check.status != Status::Skipped).count()
}
