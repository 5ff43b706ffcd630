//! What is known of a photo before its first sample.

use super::metadata::{Adobe, Metadata};
use super::segment::{CodingProcess, FrameHeader};
use super::tables::Tables;
use crate::colour::icc::Unusable;

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
    /// How the frame is coded.
    pub coding: CodingProcess,
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
    /// The TIFF structure of the first EXIF segment, after `Exif\0\0`.
    pub exif: Option<Vec<u8>>,
    /// The ICC profile put together from its segments, or why it was not: incomplete, or over 256 KiB.
    pub icc: Option<Result<Vec<u8>, Unusable>>,
    /// A JFIF segment is present.
    pub jfif: bool,
    /// Adobe's segment.
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

impl Header {
    /// Puts together what the segments before the first scan have said.
    pub(super) fn new(frame: &FrameHeader, tables: &Tables, metadata: &mut Metadata) -> Self {
        let (width, height) = (usize::from(frame.samples_per_line), usize::from(frame.lines));
        let h_max = frame.components.iter().map(|component| component.h).max().unwrap_or(1);
        let v_max = frame.components.iter().map(|component| component.v).max().unwrap_or(1);
        let components = frame.components.iter().map(|component| Component {
            id: component.id,
            h: component.h,
            v: component.v,
            tq: component.tq,
            width: (width * component.h).div_ceil(h_max),
            height: (height * component.v).div_ceil(v_max),
        });
        Self {
            width,
            height,
            coding: frame.coding,
            precision: 8,
            components: components.collect(),
            h_max,
            v_max,
            colour: colour(frame, metadata),
            restart_interval: tables.restart_interval,
            quantization: tables.quantization,
            exif: metadata.take_exif(),
            icc: metadata.take_icc(),
            jfif: metadata.jfif,
            adobe: metadata.adobe,
            multi_picture: metadata.multi_picture,
        }
    }

    /// Columns of units of an interleaved scan (T.81 A.2.4).
    pub(super) fn units_wide(&self) -> usize {
        self.width.div_ceil(8 * self.h_max)
    }

    /// Rows of units of an interleaved scan.
    pub(super) fn units_high(&self) -> usize {
        self.height.div_ceil(8 * self.v_max)
    }
}

/// T.81 leaves the components' meaning open. JFIF and Adobe's segment tell it, then the identifiers; the order
/// is the one every reader follows since libjpeg.
fn colour(frame: &FrameHeader, metadata: &Metadata) -> Colour {
    let ids: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
    let transform = metadata.adobe.map(|adobe| adobe.transform);
    match (ids.len(), transform) {
        (1, _) => Colour::Grey,
        // Of other transforms libjpeg warns, and takes the one that the number of components suggests, as for three.
        (4, None | Some(0)) => Colour::Cmyk,
        (4, _) => Colour::Ycck,
        _ if metadata.jfif => Colour::YCbCr,
        (_, Some(0)) => Colour::Rgb,
        (_, None) if ids == *b"RGB" => Colour::Rgb,
        _ => Colour::YCbCr,
    }
}
