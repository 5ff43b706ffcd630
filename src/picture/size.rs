//! The size of a picture.

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Pixels in a row.
    pub width: u32,
    /// Number of rows.
    pub height: u32,
}

impl Size {
    /// Higher than wide, as the API wants faces.
    pub fn is_portrait(self) -> bool {
        self.height > self.width
    }

    pub(crate) fn swapped(self) -> Self {
        Self { width: self.height, height: self.width }
    }
}
