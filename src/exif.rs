//! The one thing that is read from EXIF: the orientation (CIPA DC-008, tag 0x0112).

/// How the stored picture has to be turned to stand upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// Stored upright.
    pub const UPRIGHT: Self = Self(0);

    /// From the EXIF value 1 to 8; `None` for anything else.
    pub fn from_exif(value: u16) -> Option<Self> {
        (1..=8).contains(&value).then(|| Self(value as u8 - 1))
    }

    /// The EXIF value, 1 to 8.
    pub fn exif(self) -> u8 {
        self.0 + 1
    }

    /// Whether stored rows become upright columns (5 to 8).
    pub fn swaps_axes(self) -> bool {
        self.exif() >= 5
    }

    /// Whether the stored horizontal axis runs against the upright axis that it becomes.
    pub fn reverses_horizontal(self) -> bool {
        matches!(self.exif(), 2 | 3 | 7 | 8)
    }

    /// Whether the stored vertical axis runs against the upright axis that it becomes.
    pub fn reverses_vertical(self) -> bool {
        matches!(self.exif(), 3 | 4 | 6 | 7)
    }
}

/// Entries of image file directory 0 that are looked at; real files hold a few dozen.
const MAX_ENTRIES: usize = 1_000;
const ORIENTATION_TAG: u16 = 0x0112;
const TYPE_SHORT: u16 = 3;
const ENTRY_BYTES: usize = 12;

/// Reads the orientation from a TIFF structure, the part of an APP1 segment behind `Exif\0\0` or of
/// a PNG `eXIf` chunk. Lengths and offsets that lie are no error: the answer is then `None`, as in
/// every viewer.
pub fn orientation(tiff: &[u8]) -> Option<Orientation> {
    let big_endian = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let reader = Tiff { bytes: tiff, big_endian };
    let directory = usize::try_from(reader.long(4)?).ok()?;
    let entries = usize::from(reader.short(directory)?).min(MAX_ENTRIES);
    let first = directory.checked_add(2)?;
    (0..entries)
        .map_while(|index| first.checked_add(index * ENTRY_BYTES))
        .take_while(|&entry| reader.short(entry).is_some())
        .find(|&entry| reader.short(entry) == Some(ORIENTATION_TAG))
        .filter(|&entry| reader.short(entry + 2) == Some(TYPE_SHORT) && reader.long(entry + 4) == Some(1))
        .and_then(|entry| Orientation::from_exif(reader.short(entry + 8)?))
}

/// Numbers in the byte order that the header named.
struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl Tiff<'_> {
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
