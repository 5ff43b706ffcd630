//! Application segments (T.81 B.2.4.6) that matter: JFIF, EXIF, ICC, multi-picture, Adobe.

use super::marker;
use crate::colour::icc::Unusable;
use crate::decode::exif::{self, OrientationInText};
use crate::picture::Orientation;

/// An ICC profile over this size is not read; camera profiles have about 500 bytes, press profiles more.
const ICC_BYTES_MAX: usize = 256 << 10;
/// Chunks that a profile can have: their numbers are bytes from 1 on.
const ICC_CHUNKS_MAX: usize = 255;

/// The fields of Adobe's APP14 segment (Adobe Technical Note 5116) that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adobe {
    /// 0: RGB or CMYK, 1: YCbCr, 2: YCCK. Another one than 0 means luma and chroma, whatever the number of components.
    pub transform: u8,
}

/// What the application segments have said so far.
#[derive(Debug, Default)]
pub struct Metadata {
    pub jfif: bool,
    pub adobe: Option<Adobe>,
    pub exif: Option<Vec<u8>>,
    /// What the first EXIF segment says; upright if there is no EXIF before the first scan.
    followed: Option<Orientation>,
    /// Whether EXIF names the orientation, so that XMP's does not count.
    exif_names: bool,
    of_xmp: OrientationInText,
    other_orientation: bool,
    /// The first scan has begun: what follows comes too late to be followed.
    is_late: bool,
    late_icc: bool,
    pub multi_picture: bool,
    icc_found: bool,
    icc_parts: Vec<IccPart>,
    icc_bytes: usize,
}

/// One chunk of a profile (ICC.1:2022 B.4): chunks may come in any order.
#[derive(Debug)]
struct IccPart {
    number: u8,
    count: u8,
    data: Vec<u8>,
}

impl Metadata {
    /// Whether a segment of this marker is of interest at all; the others are skipped unbuffered.
    pub fn wants(code: u8) -> bool {
        matches!(code, marker::APP0 | marker::APP1 | marker::APP2 | marker::APP14)
    }

    /// Takes a segment's payload.
    pub fn read(&mut self, code: u8, payload: &[u8]) {
        match code {
            marker::APP0 => self.jfif |= payload.starts_with(b"JFIF\0"),
            marker::APP1 => self.read_app1(payload),
            marker::APP2 => self.read_app2(payload),
            marker::APP14 if self.adobe.is_none() => self.adobe = adobe(payload),
            _ => {}
        }
    }

    /// EXIF and XMP. Those after the start of the first scan come too late to be followed.
    fn read_app1(&mut self, payload: &[u8]) {
        // The sixth byte is a fill byte (CIPA DC-008 4.7.2); some write another one than 0.
        if let Some(tiff) = payload.strip_prefix(b"Exif\0").and_then(|rest| rest.get(1..)) {
            let followed = *self.followed.get_or_insert_with(|| {
                self.exif = Some(tiff.to_vec());
                let named = exif::orientation(tiff);
                self.exif_names = named.is_some();
                named.unwrap_or_default()
            });
            self.other_orientation |= exif::names_another_orientation(tiff, followed);
        } else if payload.starts_with(b"http://ns.adobe.com/xap/1.0/\0") {
            self.of_xmp.read(payload);
        }
    }

    /// What EXIF says, handed over at the first scan's beginning.
    pub fn take_exif(&mut self) -> Option<Vec<u8>> {
        self.is_late = true;
        self.followed.get_or_insert_default();
        self.exif.take()
    }

    /// Whether an orientation was named that is not the one in EXIF.
    pub fn names_another_orientation(&self) -> bool {
        self.other_orientation || (!self.exif_names && self.of_xmp.is_turned())
    }

    /// Whether the only colour profile came after the start of the first scan.
    pub fn has_late_profile(&self) -> bool {
        self.late_icc && !self.icc_found
    }

    fn read_app2(&mut self, payload: &[u8]) {
        self.multi_picture |= payload.starts_with(b"MPF\0");
        let Some(chunk) = payload.strip_prefix(b"ICC_PROFILE\0") else { return };
        if self.is_late {
            self.late_icc = true;
            return;
        }
        self.icc_found = true;
        let [number, count, data @ ..] = chunk else { return };
        self.icc_bytes += data.len();
        // A 256th chunk repeats a number, which already makes the profile invalid.
        if self.icc_bytes <= ICC_BYTES_MAX && self.icc_parts.len() <= ICC_CHUNKS_MAX {
            let at = self.icc_parts.partition_point(|part| part.number <= *number);
            self.icc_parts.insert(at, IccPart { number: *number, count: *count, data: data.to_vec() });
        }
    }

    /// The profile when all of its chunks came, each once; `None` where no chunk came.
    pub fn take_icc(&mut self) -> Option<Result<Vec<u8>, Unusable>> {
        let parts = std::mem::take(&mut self.icc_parts);
        if !self.icc_found {
            return None;
        }
        if self.icc_bytes > ICC_BYTES_MAX {
            return Some(Err(Unusable::Unsupported("more than 256 KiB".into())));
        }
        let count = parts.first().map_or(0, |part| part.count);
        let complete = parts.len() == usize::from(count)
            && (1..=count).zip(&parts).all(|(number, part)| part.number == number && part.count == count);
        Some(if complete {
            let parts: Vec<_> = parts.into_iter().map(|part| part.data).collect();
            Ok(parts.concat())
        } else {
            Err(Unusable::Broken("its chunks are not all there"))
        })
    }
}

/// APP14 of Adobe: the name, version, two flags, the transform.
fn adobe(payload: &[u8]) -> Option<Adobe> {
    let fields = payload.strip_prefix(b"Adobe")?;
    fields.get(6).map(|&transform| Adobe { transform })
}
