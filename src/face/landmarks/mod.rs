//! A close look at one face: MediaPipe's face mesh (Kartynnik et al., 2019, arXiv:1907.06724), short of the points that
//! no check reads.
//!
//! The detector says where a face is; this net says once more whether it is one, and where its outline, eyes and lips
//! are, in three dimensions. It is asked where the detector is in doubt, or where the caller asks for it.

mod architecture;
mod head;
mod input;
mod network;
mod points;

pub(super) use architecture::layers;
pub(super) use network::Network;
#[cfg(feature = "internals")]
pub use points::POINTS;

use super::arithmetic::logistic;
use super::decode::Face;
#[cfg(feature = "internals")]
use super::decode::Keypoint;
use super::square::Square;
use crate::picture::Picture;

/// What the net sees of a face.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmarks {
    /// How sure the net is that it is a face, 0 to 1.
    pub score: f32,
    /// Across, down and away from the viewer, in pixels of the net, of each point.
    points: Vec<[f32; 3]>,
    /// What of the picture the net saw.
    square: Square,
}

impl Landmarks {
    /// Where in the picture a point is that the mesh has under this number, if it is one of those that are asked for.
    #[cfg(feature = "internals")]
    pub fn mesh_point(&self, number: u16) -> Option<Keypoint> {
        let place = POINTS.iter().position(|point| *point == number)?;
        let [x, y, _] = *self.points.get(place)?;
        Some(self.square.place(x, y))
    }

    /// Moves them to where `origin` is the corner of the picture, and scales them.
    pub(super) fn transform(&mut self, origin: (f32, f32), scale: f32) {
        self.square.transform(origin, scale);
    }

    /// A point's place in the net's square; its middle for a point that the net does not have.
    fn point(&self, number: usize) -> [f32; 3] {
        let middle = network::SIDE as f32 / 2.0;
        self.points.get(number).copied().unwrap_or([middle, middle, 0.0])
    }
}

/// How sure the net is of a face in a square of four fifths of the usual one's side.
pub(super) fn look_nearer(network: &Network, picture: &Picture, face: &Face) -> f32 {
    let mut square = input::around(face);
    square.scale *= 0.8;
    logistic(network.run(&square.shown(picture)).score)
}

/// Looks at a face.
pub(super) fn look(network: &Network, picture: &Picture, face: &Face) -> Landmarks {
    let square = input::around(face);
    let raw = network.run(&square.shown(picture));
    Landmarks { score: logistic(raw.score), points: raw.points.as_chunks::<3>().0.to_vec(), square }
}
