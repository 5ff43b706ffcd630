//! What stands between decoders and those who take their samples: rows of components.

/// Takes the rows of samples.
pub trait RowSink {
    /// The next row of a component (its index among the photo's components), rows from top to bottom.
    ///
    /// Every row has the width of the component's [`Grid`], and a component has as many rows as its grid is high.
    /// How the rows of different components interleave depends on the file: components of a scan of their own come
    /// one whole component after the other.
    fn row(&mut self, component: usize, samples: &[u8]);
}

impl<F: FnMut(usize, &[u8])> RowSink for F {
    fn row(&mut self, component: usize, samples: &[u8]) {
        self(component, samples);
    }
}

/// How the rows of one component that a reader delivers are placed on the stored photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Samples of a delivered row.
    pub width: usize,
    /// Number of delivered rows.
    pub height: usize,
    /// Delivered samples for each stored pixel, horizontally.
    pub across: f64,
    /// Delivered rows for each stored row of pixels.
    pub down: f64,
    /// Whether it ends on the chroma planes' samples.
    pub chroma: bool,
}

/// How intact a file was: the defects that a decoder tolerated, and how many scans it read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Integrity {
    /// Bytes before the start of image.
    pub leading_bytes: u64,
    /// Bytes inside the picture that belong to nothing. Some encoders leave a few; else a bit was flipped, the codes
    /// after it were read wrong and came to an end too early.
    pub extra_bytes: u64,
    /// Bytes after the end of image: motion photos, gain maps, further pictures, padding.
    pub trailing_bytes: u64,
    /// The end-of-image marker is missing although the picture is complete.
    pub end_missing: bool,
    /// Rows of the stored picture at its lower edge that are missing and repeat the row above.
    pub repeated_rows: u32,
    /// The last refinements of a progressive picture never came: it is coarser than it was.
    pub is_coarse: bool,
    /// The file names an orientation that was not followed: one that means nothing, a second one, one after the
    /// pixels begin, or one in a text alone.
    pub orientation_ignored: bool,
    /// The only colour profile comes after the pixels begin.
    pub profile_ignored: bool,
    /// Scans of the file, those that were skipped unread included.
    pub scans: u32,
}
