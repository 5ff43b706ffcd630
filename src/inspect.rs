//! A frame of a camera: its faces and what the checks of the face say.

use crate::check::{self, FaceEvidence};
use crate::colour::model::ColourModel;
use crate::decode::pixels::{self, Splitter};
use crate::error::Error;
use crate::face::{Detection, Detector, Face, measure};
use crate::options::Options;
use crate::picture::{Picture, Plane, Size, Subsampling};
use crate::report::Check;
use serde::Serialize;

/// What a frame shows. Places are in the frame's own pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// Width of the frame.
    pub width: u32,
    /// Height of the frame.
    pub height: u32,
    /// Faces, the one that the checks are about first: the largest certain one (a score of at least 0.85), or else the
    /// likeliest (at least 0.5). Others beside it are certain, likely (at least 0.7) or confirmed by the second net (at
    /// least 0.5).
    pub faces: Vec<Face>,
    /// The checks of the face. `face_small` counts the frame's pixels, and `blur` wants a face of 128: a frame that was
    /// scaled down says little of both.
    pub checks: Vec<Check>,
}

/// Looks for faces in a frame of RGBA pixels (8 bits a sample, alpha not premultiplied), and checks the first.
///
/// ```no_run
/// use face_preflight::{Detector, Options, Size, inspect};
///
/// // The npm package has them as `wasm/face_weights.bin`.
/// let detector = Detector::new(&std::fs::read("face_weights.bin")?)?;
/// let (size, rgba) = (Size { width: 480, height: 640 }, vec![0; 480 * 640 * 4]);
/// let frame = inspect(&detector, size, &rgba, &Options::default())?;
/// println!("{} faces", frame.faces.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`Error::InvalidOption`] for an option out of range, [`Error::LimitExceeded`], [`Error::Corrupt`] and
/// [`Error::Truncated`] when size and pixels do not fit.
pub fn inspect(detector: &Detector, size: Size, rgba: &[u8], options: &Options) -> Result<Inspection, Error> {
    options.validate()?;
    if cfg!(not(feature = "face")) {
        // Nobody has a detector then, which the compiler does not know.
        return Err(Error::option("face", "this build finds no faces"));
    }
    let picture = picture(size, rgba, options)?;
    let mut found = detector.glance(&picture);
    detector.look_closely(&picture, &mut found);
    let Detection { faces, score, landmarks } = found;
    let measures =
        faces.first().map(|face| measure(&picture, face).with_landmarks(&picture, landmarks.as_ref()));
    let evidence = FaceEvidence { score, faces: &faces, measures: measures.as_ref(), options };
    let checks = check::of_face(&evidence);
    Ok(Inspection { width: size.width, height: size.height, faces, checks })
}

fn picture(size: Size, rgba: &[u8], options: &Options) -> Result<Picture, Error> {
    pixels::check_size(size, &options.limits)?;
    let (width, height) = (size.width as usize, size.height as usize);
    let row_bytes = width * pixels::CHANNELS;
    let wanted = row_bytes * height;
    if rgba.len() < wanted {
        return Err(Error::truncated(rgba.len(), "more rows of pixels should follow"));
    }
    if rgba.len() > wanted {
        return Err(Error::corrupt(wanted, "more pixels than width times height"));
    }
    let mut planes = vec![Plane { width, height, samples: Vec::with_capacity(width * height) }; 3];
    let mut splitter = Splitter::new(pixels::CHANNELS, true);
    for row in rgba.chunks_exact(row_bytes) {
        splitter.deliver(row, &mut |component: usize, samples: &[u8]| {
            if let Some(plane) = planes.get_mut(component) {
                plane.samples.extend_from_slice(samples);
            }
        });
    }
    Ok(ColourModel::Rgb.picture(planes, Subsampling::Quarter))
}
