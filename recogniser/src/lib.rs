//! Recognises people: dlib's face recognition net (King, 2017, `dlib_face_recognition_resnet_model_v1`), a residual net
//! (He et al., 2015, arXiv:1512.03385) that turns a face into 128 numbers. Those of two photos of one person are near to
//! each other; its author takes a distance of 0.6 for the limit.
//!
//! It serves the emulator alone, in a module of its own. Its weights are no part of the project.
//!
//! ```text
//! photo ─▶ face-preflight: decode, detect, landmarks ─▶ chip ─▶ network ─▶ 128 numbers
//! ```

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing
)]

mod architecture;
mod chip;
mod exports;
mod network;
mod weights;

pub use chip::SIDE;

use face_preflight::{Detector, Error, Options, Session};
use network::Network;
use std::sync::Arc;

/// Describes faces. Made once from the weights, used for any number of photos.
pub struct Recogniser {
    detector: Arc<Detector>,
    network: Network,
}

impl Recogniser {
    /// Takes a detector that has landmarks, and the net's weights in the form that `weights.rs` describes. `None` where
    /// they are no such weights.
    pub fn new(detector: Detector, weights: &[u8]) -> Option<Self> {
        Some(Self { detector: Arc::new(detector), network: Network::new(weights::read(weights)?) })
    }

    /// The 128 numbers of the largest face of a JPEG or PNG file; `None` where nobody is found.
    ///
    /// # Errors
    ///
    /// When the photo could not be read.
    pub fn describe(&self, photo: &[u8]) -> Result<Option<Vec<f32>>, Error> {
        let mut session = Session::with_detector(Options::default(), Some(Arc::clone(&self.detector)))?;
        session.push(photo)?;
        let (picture, mut detection) = session.faces()?;
        self.detector.prefer_larger(&picture, &mut detection);
        let square = detection.landmarks.as_ref().and_then(chip::square);
        Ok(square.map(|square| self.describe_chip(&square.shown(&picture))))
    }

    /// The 128 numbers of what the net sees: [`SIDE`] × [`SIDE`] pixels of red, green and blue from 0 to 1.
    pub fn describe_chip(&self, pixels: &[f32]) -> Vec<f32> {
        self.network.run(pixels)
    }
}
