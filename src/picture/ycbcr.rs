//! The small upright picture between scaling and encoding: one luma and two chroma planes.

use super::plane::{Area, Plane};

/// How the chroma planes relate to the luma plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Subsampling {
    /// One chroma sample for each 2 × 2 luma samples, centred between them; odd sizes round up.
    #[default]
    #[serde(rename = "4:2:0")]
    Quarter,
    /// One chroma sample for each luma sample.
    #[serde(rename = "4:4:4")]
    Full,
}

impl Subsampling {
    /// The length of a chroma axis for a luma axis of `len` samples.
    pub fn chroma_len(self, len: usize) -> usize {
        match self {
            Self::Quarter => len.div_ceil(2),
            Self::Full => len,
        }
    }
}

/// A YCbCr picture as JFIF defines it (ITU-R BT.601, full range).
///
/// Grey photos have chroma planes filled with 128, so that everything after the decoder sees one
/// kind of picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How [`cb`](Self::cb) and [`cr`](Self::cr) relate to [`y`](Self::y).
    pub subsampling: Subsampling,
    /// Luma; its size is the picture's.
    pub y: Plane,
    /// Blue difference.
    pub cb: Plane,
    /// Red difference.
    pub cr: Plane,
}

impl Picture {
    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.y.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.y.height
    }

    /// A part of the picture. Its corner has to be on a chroma sample: on even numbers where chroma is subsampled.
    pub(crate) fn cut(&self, area: Area) -> Self {
        let half = |start: usize, length: usize| match self.subsampling {
            Subsampling::Full => (start, length),
            Subsampling::Quarter => (start / 2, Subsampling::Quarter.chroma_len(length)),
        };
        let ((left, width), (top, height)) = (half(area.left, area.width), half(area.top, area.height));
        let chroma = Area { left, top, width, height };
        let [y, cb, cr] =
            [(&self.y, area), (&self.cb, chroma), (&self.cr, chroma)].map(|(plane, area)| Plane {
                width: area.width,
                height: area.height,
                samples: area.rows(plane).flatten().copied().collect(),
            });
        Self { subsampling: self.subsampling, y, cb, cr }
    }
}
