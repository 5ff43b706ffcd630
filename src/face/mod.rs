//! The face in a picture: BlazeFace (Bazarevsky et al., 2019, arXiv:1907.05047), short-range model.
//!
//! The net sees 128 × 128 pixels. A first pass shows it the whole picture; what is small in it is looked at again
//! alone (`search`). Its weights are no part of this crate; `cargo xtask pack` converts them from Google's
//! npm package. Everything is plain `f32` arithmetic in a fixed order, so that every machine finds the same boxes.

mod arithmetic;
mod cheeks;
mod convolution;
mod cover;
mod decode;
mod detection;
pub(crate) mod framing;
mod geometry;
mod input;
mod landmarks;
mod layers;
mod light;
mod measures;
mod network;
mod search;
mod sharpness;
mod square;
mod weights;

pub use decode::{Face, Keypoint, Rectangle};
pub use detection::{CERTAIN, Detection};
pub(crate) use measures::BLOWN_OUT;
pub use measures::{Measures, Side, measure};
#[cfg(feature = "internals")]
pub use {
    convolution::{Tensor, activate, bordered, pointwise},
    landmarks::{Landmarks, POINTS as LANDMARK_POINTS},
    layers::{Kind, LANES, Layer, LayerShape},
    square::Square,
    weights::{Encoding, MAGIC, Net, half_to_single},
};

use crate::{error::Error, picture::Picture};
use network::Network;
#[cfg(not(feature = "internals"))]
use weights::Net;

/// Finds faces. Made once from the weights, used for any number of pictures.
///
/// ```no_run
/// use face_preflight::{Detector, Options, Session};
/// use std::sync::Arc;
///
/// let weights = std::fs::read("pkg/wasm/face_weights.bin")?;
/// let detector = Arc::new(Detector::new(&weights)?);
/// let mut session = Session::with_detector(Options::default(), Some(Arc::clone(&detector)))?;
/// session.push(&std::fs::read("selfie.jpg")?)?;
/// println!("{:?}", session.finish()?.report.faces);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Detector {
    network: Network,
    /// The net of the second look, where it was asked for.
    landmarks: Option<landmarks::Network>,
}

impl Detector {
    /// Reads the weights as `cargo xtask pack` writes them.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] when the bytes are no weights of this version, and without the feature `face`.
    pub fn new(weights: &[u8]) -> Result<Self, Error> {
        if cfg!(not(feature = "face")) {
            return Err(Error::option("face", "this build finds no faces"));
        }
        Ok(Self { network: Network::new(weights::read(weights, Net::Detector)?), landmarks: None })
    }

    /// Adds the net that looks closely at the face that was found, from its own weights, which `cargo xtask pack` writes
    /// too: it decides where the detector is in doubt, and measures what the detector cannot.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] when the bytes are no such weights of this version.
    pub fn with_landmarks(self, weights: &[u8]) -> Result<Self, Error> {
        let network = landmarks::Network::new(weights::read(weights, Net::Landmarks)?);
        Ok(Self { landmarks: Some(network), ..self })
    }

    /// The faces of a picture that are large enough to be seen in one pass: for live frames.
    #[doc(hidden)]
    pub fn glance(&self, picture: &Picture) -> Detection {
        search::glance(&self.network, picture)
    }

    /// The faces of a picture; small ones are looked at more closely.
    #[doc(hidden)]
    pub fn detect(&self, picture: &Picture) -> Detection {
        search::search(&self.network, picture)
    }

    /// Whether it has the net of the second look.
    pub(crate) fn has_landmarks(&self) -> bool {
        self.landmarks.is_some()
    }

    /// Looks closely at the first face and at those in doubt beside it, where there is a net for that. Without one, what is in
    /// doubt beside a face is forgotten.
    #[doc(hidden)]
    pub fn look_closely(&self, picture: &Picture, detection: &mut Detection) {
        let look = |face: &Face| Some(landmarks::look(self.landmarks.as_ref()?, picture, face));
        detection.decide(|face| look(face).is_some_and(|seen| seen.score >= CERTAIN));
        let (Some(network), Some(face)) = (&self.landmarks, detection.faces.first()) else {
            return;
        };
        let mut seen = landmarks::look(network, picture, face);
        let skin_above = detection.in_doubt().then(|| cover::skin_above(picture, face)).flatten();
        if detection.in_doubt() && skin_above.is_none() && seen.score >= detection::FACE {
            // A dog's head is a face in one square, seldom in two.
            let nearer = landmarks::look_nearer(network, picture, face);
            seen.score = if nearer < detection::FACE { nearer } else { seen.score };
        }
        detection.add(seen, skin_above == Some(true));
    }

    /// Puts a larger face first that the detector was in doubt about, where the net of the second look confirms it: of a
    /// picture the largest face counts. [`detect`](Self::detect) reports none in doubt beside a certain one, because there it
    /// is more often a fold or a badge.
    #[cfg(feature = "internals")]
    #[doc(hidden)]
    pub fn prefer_larger(&self, picture: &Picture, detection: &mut Detection) {
        let (Some(network), Some(first)) = (&self.landmarks, detection.faces.first()) else {
            return;
        };
        let least = first.tight_box().area();
        for face in search::in_doubt(&self.network, picture) {
            if face.tight_box().area() <= least {
                return;
            }
            let seen = landmarks::look(network, picture, &face);
            if seen.score >= detection::FACE {
                detection.faces.insert(0, face);
                detection.landmarks = Some(seen);
                return;
            }
        }
    }

    /// What the net says of 128 × 128 pixels of red, green and blue from -1 to 1: for each of its 896 anchors a
    /// score before the logistic function, and 16 coordinates. For comparing with other implementations.
    #[doc(hidden)]
    pub fn raw(&self, pixels: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let raw = self.network.run(pixels);
        (raw.scores, raw.coordinates)
    }

    /// What the net of the second look says of 192 × 192 pixels of red, green and blue from 0 to 1: three coordinates of
    /// each point in those pixels, and a score before the logistic function. For comparing with other implementations.
    #[doc(hidden)]
    pub fn raw_landmarks(&self, pixels: &[f32]) -> Option<(Vec<f32>, f32)> {
        let raw = self.landmarks.as_ref()?.run(pixels);
        Some((raw.points, raw.score))
    }
}
