//! The face in a picture: BlazeFace (Bazarevsky et al., 2019, arXiv:1907.05047), short-range model.
//!
//! The net sees 128 × 128 pixels. A first pass shows it the whole picture; what is small in it is looked at again by
//! itself (`search`). Its weights are no part of this crate; `cargo xtask pack` converts them from Google's
//! npm package. Everything is plain `f32` arithmetic in a fixed order, so that every machine finds the same boxes.

mod arithmetic;
mod cheeks;
mod convolution;
mod decode;
mod geometry;
mod input;
mod layers;
mod measures;
mod network;
mod search;
mod sharpness;
mod weights;

pub use decode::{Face, Keypoint, Rectangle};
pub use layers::{Kind, LayerShape, layers};
pub(crate) use measures::BLOWN_OUT;
pub use measures::{Measures, measure};
pub use search::CERTAIN;
pub use weights::{Encoding, MAGIC, half_to_single};

use crate::{error::Error, picture::Picture};
use decode::intersection;
use geometry::{Geometry, QuarterTurns};
use network::Network;

/// Finds faces. Made once from the weights, used for any number of pictures.
pub struct Detector {
    network: Network,
}

/// What was found in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detection {
    /// The faces that are certain, those of a score of at least [`CERTAIN`]; the first is the one that the API would take,
    /// the largest. Where none is certain, the likeliest alone, if its score is at least 0.5. Places are in pixels of the
    /// picture.
    pub faces: Vec<Face>,
    /// The highest score anywhere, 0 to 1, even where it makes no face.
    pub score: f32,
}

impl Detection {
    /// Forgets the faces whose tight box lies by half or more outside of a picture of this size, except for the first: the
    /// picture was cut at that one.
    pub(crate) fn keep_shown(&mut self, width: f32, height: f32) {
        let picture = Rectangle { x: 0.0, y: 0.0, width, height };
        let shown = |face: &Face| {
            let tight = face.tight_box();
            intersection(&tight, &picture) > tight.area() / 2.0
        };
        let mut first = true;
        self.faces.retain(|face| std::mem::take(&mut first) || shown(face));
        if !self.faces.is_empty() {
            self.score = self.faces.iter().map(|face| face.score).fold(0.0, f32::max);
        }
    }

    /// The same faces in a copy of the picture of another width.
    pub(crate) fn scaled(mut self, width: usize, found_in: usize) -> Self {
        if width != found_in {
            let scale = width as f32 / found_in.max(1) as f32;
            self.faces.iter_mut().for_each(|face| face.transform((0.0, 0.0), scale));
        }
        self
    }
}

impl Face {
    /// Moves a face to where `origin` is the corner, and scales it.
    pub(crate) fn transform(&mut self, origin: (f32, f32), scale: f32) {
        let moved = |x: f32, y: f32| ((x - origin.0) * scale, (y - origin.1) * scale);
        let Rectangle { x, y, width, height } = self.rectangle;
        let (x, y) = moved(x, y);
        self.rectangle = Rectangle { x, y, width: width * scale, height: height * scale };
        for point in &mut self.keypoints {
            (point.x, point.y) = moved(point.x, point.y);
        }
    }

    /// Box from the hairline to the chin, in pixels of the picture: the one that size, place, sharpness and light of the
    /// face are measured by.
    pub fn tight_box(&self) -> Rectangle {
        Geometry::of(self).tight
    }

    /// Whether it lies on its side or upside down.
    pub(crate) fn turned(&self) -> bool {
        Geometry::of(self).turns != QuarterTurns(0)
    }
}

impl Detector {
    /// Reads the weights as `cargo xtask pack` writes them.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidOption`] when the bytes are no weights of this version.
    pub fn new(weights: &[u8]) -> Result<Self, Error> {
        Ok(Self { network: Network::new(weights::read(weights)?) })
    }

    /// The faces of a picture that are large enough to be seen in one pass: for live frames.
    pub fn glance(&self, picture: &Picture) -> Detection {
        search::glance(&self.network, picture)
    }

    /// The faces of a picture; small ones are looked at more closely.
    pub fn detect(&self, picture: &Picture) -> Detection {
        search::search(&self.network, picture)
    }

    /// What the net says of 128 × 128 pixels of red, green and blue from -1 to 1: for each of its 896 anchors a
    /// score before the logistic function, and 16 coordinates. For comparing with other implementations.
    pub fn raw(&self, pixels: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let raw = self.network.run(pixels);
        (raw.scores, raw.coordinates)
    }
}
