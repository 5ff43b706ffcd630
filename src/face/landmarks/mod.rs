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
use crate::picture::Picture;
use input::Frame;

/// What the net sees of a face.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmarks {
    /// How sure the net is that it is a face, 0 to 1.
    pub score: f32,
    /// Across, down and away from the viewer, in pixels of the net, of each point.
    points: Vec<[f32; 3]>,
    /// Where the net's square is in the picture.
    frame: Frame,
}

impl Landmarks {
    /// Moves them to where `origin` is the corner of the picture, and scales them.
    pub(super) fn transform(&mut self, origin: (f32, f32), scale: f32) {
        self.frame.transform(origin, scale);
    }

    /// A point's place in the net's square; its middle for a point that the net does not have.
    fn point(&self, number: usize) -> [f32; 3] {
        let middle = network::SIDE as f32 / 2.0;
        self.points.get(number).copied().unwrap_or([middle, middle, 0.0])
    }
}

/// Looks at a face.
pub(super) fn look(network: &Network, picture: &Picture, face: &Face) -> Landmarks {
    let frame = Frame::around(face);
    let raw = network.run(&input::shown(picture, &frame));
    Landmarks { score: logistic(raw.score), points: raw.points.as_chunks::<3>().0.to_vec(), frame }
}
