//! What is read from EXIF (CIPA DC-008): the orientation, and whether the colours are said not to be sRGB.

use crate::picture::Orientation;

const ORIENTATION_TAG: u16 = 0x0112;
/// In directory 0, the place of the directory of EXIF.
const EXIF_TAG: u16 = 0x8769;
/// In the directory of EXIF: the colour space, and the place of the directory of interoperability.
const COLOUR_SPACE_TAG: u16 = 0xA001;
const INTEROPERABILITY_TAG: u16 = 0xA005;
/// In the directory of interoperability.
const INDEX_TAG: u16 = 1;
const ENTRY_BYTES: usize = 12;

/// Reads the orientation from a TIFF structure, the part of an APP1 segment after `Exif\0\0` or of
/// a PNG `eXIf` chunk. Wrong lengths and offsets are not an error: the answer is then `None`, as in
/// every viewer.
pub fn orientation(tiff: &[u8]) -> Option<Orientation> {
    let tiff = Tiff::new(tiff)?;
    Orientation::from_exif(tiff.number(tiff.long(4)?, ORIENTATION_TAG)?.try_into().ok()?)
}

/// Whether an orientation is named that is not the one that was `followed`, or that means nothing. 0 does not count:
/// some programs write it for "unknown".
pub fn names_another_orientation(tiff: &[u8], followed: Orientation) -> bool {
    let named = || {
        let tiff = Tiff::new(tiff)?;
        let directory = tiff.long(4)?;
        tiff.entry(directory, ORIENTATION_TAG)?;
        Some(tiff.number(directory, ORIENTATION_TAG).unwrap_or(u32::MAX))
    };
    named().is_some_and(|named| named != 0 && named != followed.exif().into())
}

/// Finds an orientation that a text repeats from EXIF, however the text is cut: `tiff:Orientation` of XMP (part 2, 3.5),
/// as an attribute or as an element, and `exif:Orientation`, as ImageMagick calls a PNG's chunk.
#[derive(Debug, Default)]
pub struct OrientationInText {
    /// Bytes of the name that match so far.
    matching: usize,
    /// What was named first.
    pub named: Option<Orientation>,
}

impl OrientationInText {
    /// Reads on.
    pub fn read(&mut self, text: &[u8]) {
        // The end of both names; its first letter is nowhere else in it.
        const NAME: &[u8] = b"f:Orientation";
        for &byte in text {
            match NAME.get(self.matching) {
                Some(letter) if *letter == byte => self.matching += 1,
                // Between the name and the number.
                None if b"\0\t\n\r =>\"'".contains(&byte) => {}
                next => {
                    let number = u16::from(byte.wrapping_sub(b'0'));
                    if next.is_none() && self.named.is_none() {
                        self.named = Orientation::from_exif(number);
                    }
                    self.matching = usize::from(byte == b'f');
                }
            }
        }
    }

    /// Whether a picture that is not turned was to be turned.
    pub fn is_turned(&self) -> bool {
        self.named.is_some_and(|named| named != Orientation::UPRIGHT)
    }
}

/// Whether the colours are said not to be sRGB: the colour space is "uncalibrated", or the index of interoperability
/// is that of DCF's optional colour space, Adobe RGB (CIPA DC-008 4.6.5 and 4.6.9; DCF, version 2.0).
pub fn is_not_srgb(tiff: &[u8]) -> bool {
    const UNCALIBRATED: u32 = 0xFFFF;
    let directory = || {
        let tiff = Tiff::new(tiff)?;
        let exif = tiff.number(tiff.long(4)?, EXIF_TAG)?;
        Some((tiff, exif))
    };
    let Some((tiff, exif)) = directory() else { return false };
    let index = || {
        let directory = tiff.number(exif, INTEROPERABILITY_TAG)?;
        let value = tiff.entry(directory, INDEX_TAG)?.checked_add(8)?;
        tiff.bytes.get(value..)?.first_chunk()
    };
    tiff.number(exif, COLOUR_SPACE_TAG) == Some(UNCALIBRATED) || index() == Some(b"R03\0")
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
        let entries = usize::from(self.short(directory)?);
        let first = directory.checked_add(2)?;
        (0..entries)
            .map_while(|index| first.checked_add(index * ENTRY_BYTES))
            .take_while(|&entry| self.short(entry).is_some())
            .find(|&entry| self.short(entry) == Some(tag))
    }

    /// The first of an entry's whole numbers, whatever their type: phones write orientations of all kinds, and every
    /// reader of EXIF takes them. A negative number is one too large.
    fn number(&self, directory: u32, tag: u16) -> Option<u32> {
        let entry = self.entry(directory, tag)?;
        // BYTE and SBYTE, SHORT and SSHORT, LONG and SLONG (TIFF 6.0, section 2).
        let bytes_each = match self.short(entry + 2)? {
            1 | 6 => 1,
            3 | 8 => 2,
            4 | 9 => 4,
            _ => return None,
        };
        let bytes = (self.long(entry + 4)? as usize).checked_mul(bytes_each)?;
        // What does not fit the entry's four bytes stands at another place, all of it.
        let place = if bytes > 4 { self.long(entry + 8)? as usize } else { entry + 8 };
        let values = self.bytes.get(place..place.checked_add(bytes)?)?;
        match bytes_each {
            1 => values.first().copied().map(u32::from),
            2 if bytes > 0 => self.short(place).map(u32::from),
            4 if bytes > 0 => self.long(place),
            _ => None,
        }
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

    const SHORT: u16 = 3;
    const LONG: u16 = 4;

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
            let found = orientation(&tiff(8, ORIENTATION_TAG, SHORT, 1, value));
            assert_eq!(found.map(Orientation::exif), Some(value as u8));
        }
    }

    /// An orientation of any integer type, alone or with others, in the entry or elsewhere.
    #[test]
    fn reads_every_integer_type() {
        for big_endian in [false, true] {
            let number = |value: u32, bytes: usize| {
                if big_endian {
                    value.to_be_bytes()[4 - bytes..].to_vec()
                } else {
                    value.to_le_bytes()[..bytes].to_vec()
                }
            };
            let with = |kind: u32, bytes: usize, count: u32, value: u32| {
                let mut values: Vec<u8> = (0..count).flat_map(|at| number(value + at, bytes)).collect();
                let elsewhere = values.len() > 4;
                values.resize(values.len().max(4), 0);
                let place = if elsewhere { number(22, 4) } else { values.clone() };
                let header: &[u8] = if big_endian { b"MM\0*" } else { b"II*\0" };
                let entry = [number(8, 4), number(1, 2), number(ORIENTATION_TAG.into(), 2), number(kind, 2)];
                let mut file = [header.to_vec(), entry.concat(), number(count, 4), place].concat();
                if elsewhere {
                    file.extend(values);
                }
                orientation(&file).map(Orientation::exif)
            };
            for (kind, bytes) in [(1, 1), (3, 2), (4, 4), (6, 1), (8, 2), (9, 4)] {
                for count in [1, 2, 3, 5, 40] {
                    assert_eq!(with(kind, bytes, count, 6), Some(6), "type {kind}, {count} of them");
                }
                assert_eq!(with(kind, bytes, 0, 6), None);
                assert_eq!(with(kind, bytes, 1, 0), None);
                assert_eq!(with(kind, bytes, 1, u32::MAX), None);
            }
            // 6 and more than 16 bits besides.
            assert_eq!(with(4, 4, 1, 0x1_0006), None);
            // ASCII, RATIONAL, UNDEFINED, FLOAT.
            for (kind, bytes) in [(2, 1), (5, 4), (7, 1), (11, 4), (0, 2), (13, 4)] {
                assert_eq!(with(kind, bytes, 1, 6), None, "type {kind}");
            }
        }
    }

    /// EXIF of a colour space, and of an index of interoperability if there is one.
    fn with_colour_space(value: u16, index: Option<&[u8; 4]>) -> Vec<u8> {
        let entry = |tag: u16, kind: u16, count: u32, value: u32| {
            [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
        };
        // Directory 0 at 8, that of EXIF at 26, that of interoperability at 56.
        let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
        tiff.extend(entry(EXIF_TAG, LONG, 1, 26));
        tiff.extend([0, 0, 0, 0, 0, 2]);
        tiff.extend(entry(COLOUR_SPACE_TAG, SHORT, 1, u32::from(value) << 16));
        tiff.extend(entry(INTEROPERABILITY_TAG, LONG, 1, if index.is_some() { 56 } else { 9_999 }));
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
            // Where it is cut off before its colour space, it says nothing of it.
            (0..38).for_each(|end| assert!(!is_not_srgb(&tiff[..end])));
        }
        assert!(!is_not_srgb(b""));
        // A directory that is its own.
        let mut circle = with_colour_space(1, Some(b"R03\0"));
        circle[18..22].copy_from_slice(&8u32.to_be_bytes());
        assert!(!is_not_srgb(&circle));
    }

    #[test]
    fn other_orientations_than_the_one_followed_are_told() {
        let turned = Orientation::from_exif(6).unwrap();
        let named = |kind: u16, value: u16| tiff(8, ORIENTATION_TAG, kind, 1, value);
        assert!(!names_another_orientation(&named(SHORT, 6), turned));
        assert!(names_another_orientation(&named(SHORT, 6), Orientation::UPRIGHT));
        assert!(!names_another_orientation(&named(SHORT, 0), Orientation::UPRIGHT));
        assert!(names_another_orientation(&named(SHORT, 9), Orientation::UPRIGHT));
        // ASCII.
        assert!(names_another_orientation(&named(2, 6), Orientation::UPRIGHT));
        assert!(!names_another_orientation(&tiff(8, 0x0100, SHORT, 1, 6), Orientation::UPRIGHT));
        assert!(!names_another_orientation(b"", Orientation::UPRIGHT));
    }

    #[test]
    fn texts_name_an_orientation() {
        let named = |packet: &[u8]| {
            let (mut whole, mut pieces) = (OrientationInText::default(), OrientationInText::default());
            whole.read(packet);
            packet.iter().for_each(|&byte| pieces.read(&[byte]));
            assert_eq!(whole.named, pieces.named);
            whole.named.map(Orientation::exif)
        };
        for (packet, number) in [
            (&b"<rdf:Description tiff:Orientation=\"6\"/>"[..], 6),
            (b"<tiff:Orientation>3</tiff:Orientation>", 3),
            (b"<tiff:Orientation> 8 </tiff:Orientation>", 8),
            (b"tiff:Orientation = '5'", 5),
            (b"exif:Orientation\x006", 6),
            (b"tiff:Orientatiff:Orientation='2' tiff:Orientation='7'", 2),
        ] {
            assert_eq!(named(packet), Some(number));
        }
        for packet in
            [&b"tiff:Orientation='9'"[..], b"tiff:Orientation", b"exif:thumbnail:Orientation\x006", b""]
        {
            assert_eq!(named(packet), None);
        }
    }

    #[test]
    fn lies_are_ignored() {
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, SHORT, 1, 0)), None);
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, SHORT, 1, 9)), None);
        assert_eq!(orientation(&tiff(8, ORIENTATION_TAG, SHORT, 70_000, 6)), None);
        assert_eq!(orientation(&tiff(u32::MAX, ORIENTATION_TAG, SHORT, 1, 6)), None);
        let whole = tiff(8, ORIENTATION_TAG, SHORT, 1, 6);
        for end in 0..18 {
            assert_eq!(orientation(&whole[..end]), None);
        }
    }
}
