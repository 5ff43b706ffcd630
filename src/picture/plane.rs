//! One component of a picture.

/// One component of a picture, row by row without padding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plane {
    /// Samples in a row.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
    /// `width * height` samples, 0 to 255.
    pub samples: Vec<u8>,
}

impl Plane {
    /// A plane whose every sample is `value`.
    pub fn filled(width: usize, height: usize, value: u8) -> Self {
        Self { width, height, samples: vec![value; width * height] }
    }

    /// The rows from top to bottom.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.samples.chunks_exact(self.width.max(1))
    }
}

/// A rectangle of whole samples within a plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// First column.
    pub left: usize,
    /// First row.
    pub top: usize,
    /// Number of columns.
    pub width: usize,
    /// Number of rows.
    pub height: usize,
}

impl Area {
    /// All of a plane.
    pub fn whole(plane: &Plane) -> Self {
        Self { left: 0, top: 0, width: plane.width, height: plane.height }
    }

    /// The rows of the area.
    pub fn rows<'a>(&self, plane: &'a Plane) -> impl Iterator<Item = &'a [u8]> {
        let columns = self.left..self.left + self.width;
        plane
            .rows()
            .skip(self.top)
            .take(self.height)
            .map(move |row| row.get(columns.clone()).unwrap_or_default())
    }
}
