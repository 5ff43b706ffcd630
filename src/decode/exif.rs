//! What is read from EXIF (CIPA DC-008): the orientation, and whether the colours are said not to be sRGB.

use crate::picture::Orientation;

/// Entries of an image file directory that are looked at; real files hold a few dozen.
const MAX_ENTRIES: usize = 1_000;
const ORIENTATION_TAG: u16 = 0x0112;
/// In directory 0, the place of the directory of EXIF.
const EXIF_TAG: u16 = 0x8769;
/// In the directory of EXIF: the colour space, and the place of the directory of interoperability.
const COLOUR_SPACE_TAG: u16 = 0xA001;
const INTEROPERABILITY_TAG: u16 = 0xA005;
/// In the directory of interoperability.
const INDEX_TAG: u16 = 1;
const TYPE_SHORT: u16 = 3;
const TYPE_LONG: u16 = 4;
const ENTRY_BYTES: usize = 12;

/// Reads the orientation from a TIFF structure, the part of an APP1 segment after `Exif\0\0` or of
/// a PNG `eXIf` chunk. Wrong lengths and offsets are not an error: the answer is then `None`, as in
/// every viewer.
pub fn orientation(tiff: &[u8]) -> Option<Orientation> {
    let tiff = Tiff::new(tiff)?;
    Orientation::from_exif(tiff.number(tiff.long(4)?, ORIENTATION_TAG, TYPE_SHORT)? as u16)
}

/// Whether the colours are said not to be sRGB: the colour space is "uncalibrated", or the index of interoperability
/// is that of DCF's optional colour space, Adobe RGB (CIPA DC-008 4.6.5 and 4.6.9; DCF, version 2.0).
pub fn is_not_srgb(tiff: &[u8]) -> bool {
    const UNCALIBRATED: u32 = 0xFFFF;
    let directory = || {
        let tiff = Tiff::new(tiff)?;
        let exif = tiff.number(tiff.long(4)?, EXIF_TAG, TYPE_LONG)?;
        Some((tiff, exif))
    };
    let Some((tiff, exif)) = directory() else { return false };
    let index = || {
        let directory = tiff.number(exif, INTEROPERABILITY_TAG, TYPE_LONG)?;
        let value = tiff.entry(directory, INDEX_TAG)?.checked_add(8)?;
        tiff.bytes.get(value..)?.first_chunk()
    };
    tiff.number(exif, COLOUR_SPACE_TAG, TYPE_SHORT) == Some(UNCALIBRATED) || index() == Some(b"R03\0")
}

/// Numbers in the byte order that the header named.
struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"MM\0*" => Some(Self { bytes, big_endian: true }),
            b"II*\0" => Some(Self { bytes, big_endian: false }),
            _ => None,
        }
    }

    /// Where the entry with a tag begins, in the directory at some offset.
    fn entry(&self, directory: u32, tag: u16) -> Option<usize> {
        let directory = usize::try_from(directory).ok()?;
        let entries = usize::from(self.short(directory)?).min(MAX_ENTRIES);
        let first = directory.checked_add(2)?;
        (0..entries)
            .map_while(|index| first.checked_add(index * ENTRY_BYTES))
            .take_while(|&entry| self.short(entry).is_some())
            .find(|&entry| self.short(entry) == Some(tag))
    }

    /// The entry's value where it is one number of this type, which is one of the two above.
    fn number(&self, directory: u32, tag: u16, kind: u16) -> Option<u32> {
        let entry = self.entry(directory, tag)?;
        if self.short(entry + 2) != Some(kind) || self.long(entry + 4) != Some(1) {
            return None;
        }
        if kind == TYPE_SHORT { self.short(entry + 8).map(u32::from) } else { self.long(entry + 8) }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tiff(directory: u32, tag: u16, kind: u16, count: u32, value: u16) -> Vec<u8> {
        let mut bytes = b"II*\0".to_vec();
        bytes.extend(directory.to_le_bytes());
        bytes.extend(1u16.to_le_bytes());
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes.extend([0; 6]);
        bytes
    }

    #[test]
    fn reads_all_eight() {
        for value in 1..=8 {
            let found = orientation(&tiff(8, ORIENTATION_TAG, TYPE_SHORT, 1, value));
            assert_eq!(found.map(Orientation::exif), Some(value as u8));
        }
    }

    /// EXIF of a colour space, and of an index of interoperability if there is one.
    fn with_colour_space(value: u16, index: Option<&[u8; 4]>) -> Vec<u8> {
        let entry = |tag: u16, kind: u16, count: u32, value: u32| {
            [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
        };
        // Directory 0 at 8, that of EXIF at 26, that of interoperability at 56.
        let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
        tiff.extend(entry(EXIF_TAG, TYPE_LONG, 1, 26));
        tiff.extend([0, 0, 0, 0, 0, 2]);
        tiff.extend(entry(COLOUR_SPACE_TAG, TYPE_SHORT, 1, u32::from(value) << 16));
        tiff.extend(entry(INTEROPERABILITY_TAG, TYPE_LONG, 1, if index.is_some() { 56 } else { 9_999 }));
        tiff.extend([0, 0, 0, 0, 0, 1]);
        tiff.extend(entry(INDEX_TAG, 2, 4, index.map_or(0, |index| u32::from_be_bytes(*index))));
        tiff
    }

    #[test]
    fn other_colours_than_srgb_are_found_wherever_they_are_said() {
        for (value, index, expected) in [
            (1, None, false),
            (1, Some(b"R98\0"), false),
            (0xFFFF, None, true),
            (0xFFFF, Some(b"R03\0"), true),
            (1, Some(b"R03\0"), true),
        ] {
            let tiff = with_colour_space(value, index);
            assert_eq!(is_not_srgb(&tiff), expected, "{value} {index:?}");
            // Where it is cut off before its colour space is told, it tells nothing.
            (0..38).for_each(|end| assert!(!is_not_srgb(&tiff[..end])));
        }
        assert!(!is_not_srgb(b""));
        // A directory that is its own.
        let mut circle = with_colour_space(1, Some(b"R03\0"));
        circle[18..22].copy_from_slice(&8u32.to_be_bytes());
        assert!(!is_not_srgb(&circle));
    }

    #[test]
    fn lies_are_ignored() {
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, TYPE_SHORT, 1, 0)), None);
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, TYPE_SHORT, 1, 9)), None);
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, 4, 1, 6)), None);
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, TYPE_SHORT, 70_000, 6)), None);
        assert_eq!(orientation(&tiff(u32::MAX, ORIENTATION_TAG, TYPE_SHORT, 1, 6)), None);
        let whole = tiff(8, ORIENTATION_TAG, TYPE_SHORT, 1, 6);
        for end in 0..18 {
            assert_eq!(orientation(&whole[..end]), None);
        }
    }
}
