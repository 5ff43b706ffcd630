//! What is known of a photo before its first sample.

/// The entropy coding and order of the coefficients, from the start-of-frame marker (T.81 B.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Coding {
    /// SOF0.
    Baseline,
    /// SOF1: as baseline, with up to four Huffman tables of a kind.
    Extended,
    /// SOF2: spectral selection and successive approximation over several scans.
    Progressive,
}

/// What the components mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Colour {
    /// One component: luma.
    Grey,
    /// Three components: luma and chroma as JFIF defines them (ITU-R BT.601, full range).
    YCbCr,
    /// Three components: red, green, blue.
    #[serde(rename = "RGB")]
    Rgb,
    /// Four components: inks.
    #[serde(rename = "CMYK")]
    Cmyk,
    /// Four components: the complement of CMY as luma and chroma, and black.
    #[serde(rename = "YCCK")]
    Ycck,
}

/// The fields of Adobe's APP14 segment (Adobe Technical Note 5116) that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adobe {
    /// 0: RGB or CMYK, 1: YCbCr, 2: YCCK.
    pub transform: u8,
}

/// One component of the frame (T.81 B.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Component {
    /// Identifier.
    pub id: u8,
    /// Horizontal sampling factor, 1 to 4.
    pub h: usize,
    /// Vertical sampling factor, 1 to 4.
    pub v: usize,
    /// Quantization table destination, 0 to 3.
    pub tq: usize,
    /// Stored samples of a row: the picture's width times `h` over the largest `h`, rounded up (T.81 A.1.1).
    pub width: usize,
    /// Stored rows: the picture's height times `v` over the largest `v`, rounded up.
    pub height: usize,
}

/// What is known of a photo before its first sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Stored width in pixels, before any orientation.
    pub width: usize,
    /// Stored height in pixels, before any orientation.
    pub height: usize,
    /// Coding of the frame.
    pub coding: Coding,
    /// Bits of a sample; 8.
    pub precision: u8,
    /// One, three or four components.
    pub components: Vec<Component>,
    /// Largest horizontal sampling factor.
    pub h_max: usize,
    /// Largest vertical sampling factor.
    pub v_max: usize,
    /// What the components mean.
    pub colour: Colour,
    /// Minimum coded units between restart markers in the first scan; 0 without restart markers.
    pub restart_interval: u32,
    /// Quantization tables by destination, in zigzag order (T.81 figure A.6), as defined before the first scan.
    pub quantization: [Option<[u16; 64]>; 4],
    /// The TIFF structure of the first EXIF segment, behind `Exif\0\0`.
    pub exif: Option<Vec<u8>>,
    /// The ICC profile put together from its segments; `None` when absent, incomplete or over 256 KiB.
    pub icc: Option<Vec<u8>>,
    /// A JFIF segment is present.
    pub jfif: bool,
    /// Adobe's segment. With it, the samples of CMYK and YCCK are stored inverted (0 is full ink).
    pub adobe: Option<Adobe>,
    /// A multi-picture index (CIPA DC-007) is present: more pictures, such as a gain map, follow the first.
    pub multi_picture: bool,
}

impl Header {
    /// The quantization table of the first component, in zigzag order.
    pub fn luma_quantization(&self) -> Option<&[u16; 64]> {
        let component = self.components.first()?;
        self.quantization.get(component.tq)?.as_ref()
    }
}
