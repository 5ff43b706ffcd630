//! What a file is, by its first bytes; its name is not believed.

use super::handed_as_text;

/// How many bytes [`identify`] looks at: 64 KiB of junk before a JPEG, and its signature.
pub const HEAD_BYTES: usize = (64 << 10) + JPEG_SIGNATURE.len();

/// Bytes in which every other signature ends.
const SIGNATURE_BYTES: usize = 12;

const JPEG_SIGNATURE: &[u8] = b"\xff\xd8\xff";

/// What the first bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// ITU-T T.81, perhaps after a little junk.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Something else, with the name that people know it by.
    Other(&'static str),
    /// Text that stands for a photo, with what it is and what to do.
    Mistaken(&'static str),
}

/// Signatures at the beginning of a file. Longer ones come before their prefixes.
const SIGNATURES: &[(&[u8], Kind)] = &[
    (JPEG_SIGNATURE, Kind::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"GIF8", Kind::Other("GIF")),
    (b"BM", Kind::Other("BMP")),
    (b"II*\0", Kind::Other("TIFF")),
    (b"MM\0*", Kind::Other("TIFF")),
    (b"II+\0", Kind::Other("TIFF")),
    (b"MM\0+", Kind::Other("TIFF")),
    // Raw photos and other files with pictures inside that would pass as the photo.
    (b"IIRO", Kind::Other("an Olympus raw photo")),
    (b"IIRS", Kind::Other("an Olympus raw photo")),
    (b"MMOR", Kind::Other("an Olympus raw photo")),
    (b"IIU\0", Kind::Other("a Panasonic raw photo")),
    (b"ID3", Kind::Other("an MP3 file")),
    (b"\xd0\xcf\x11\xe0", Kind::Other("an Office document")),
    (b"%PDF", Kind::Other("PDF")),
    (b"PK\x03\x04", Kind::Other("a ZIP archive")),
    (b"\xff\x0a", Kind::Other("JPEG XL")),
    (b"\0\0\0\x0cJXL ", Kind::Other("JPEG XL")),
    (b"\0\0\0\x0cjP  ", Kind::Other("JPEG 2000")),
    (b"\xff\x4f\xff\x51", Kind::Other("JPEG 2000")),
    (b"\0\0\x01\0", Kind::Other("ICO")),
    (b"8BPS", Kind::Other("PSD")),
    (b"\x1a\x45\xdf\xa3", Kind::Other("a Matroska or WebM video")),
];

/// Brands of the ISO base media file format (ISO/IEC 14496-12, `ftyp` box).
const BRANDS: &[(&[u8; 4], &str)] = &[
    (b"heic", "HEIC"),
    (b"heix", "HEIC"),
    (b"hevc", "HEIC"),
    (b"hevx", "HEIC"),
    (b"heim", "HEIC"),
    (b"heis", "HEIC"),
    (b"mif1", "HEIF"),
    (b"msf1", "HEIF"),
    (b"avif", "AVIF"),
    (b"avis", "AVIF"),
    (b"crx ", "a Canon raw photo"),
];

/// Whether bytes that follow `head` cannot change its name. The first `searched` of them were asked about before.
pub fn is_certain(head: &[u8], searched: usize) -> bool {
    // A signature can begin with the last two bytes searched.
    let new = head.get(searched.saturating_sub(2)..).unwrap_or_default();
    head.len() >= HEAD_BYTES || head.len() >= SIGNATURE_BYTES && (signature(head).is_some() || has_jpeg(new))
}

/// Names the file by its first bytes; all of the file or `HEAD_BYTES` of it are needed, unless fewer are
/// [certain](is_certain).
pub fn identify(head: &[u8]) -> Kind {
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    if let Some(kind) = signature(head) {
        return kind;
    }
    if has_jpeg(head) {
        return Kind::Jpeg;
    }
    if let Some(mistaken) = handed_as_text::mistaken(head) {
        return Kind::Mistaken(mistaken);
    }
    Kind::Other(text(head).unwrap_or("of an unknown format"))
}

fn has_jpeg(bytes: &[u8]) -> bool {
    bytes.windows(JPEG_SIGNATURE.len()).any(|bytes| bytes == JPEG_SIGNATURE)
}

/// The kind of a file that begins as its format wants it.
fn signature(head: &[u8]) -> Option<Kind> {
    if let Some((_, kind)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(kind.clone());
    }
    if is_tar(head) {
        return Some(Kind::Other("a tar archive"));
    }
    if head.starts_with(b"RIFF") {
        match head.get(8..12) {
            Some(b"WEBP") => return Some(Kind::Other("WebP")),
            Some(b"AVI ") => return Some(Kind::Other("an AVI video")),
            _ => {}
        }
    }
    (head.get(4..8) == Some(b"ftyp")).then(|| Kind::Other(brand(head.get(8..12).unwrap_or_default())))
}

/// Its name stands after those of the first file in it (POSIX 1003.1, `ustar`). A JPEG that begins before is certain
/// before.
fn is_tar(head: &[u8]) -> bool {
    head.get(..262).is_some_and(|start| start.ends_with(b"ustar") && !has_jpeg(start))
}

fn brand(major: &[u8]) -> &'static str {
    BRANDS.iter().find(|(name, _)| *name == major).map_or("an MP4 or QuickTime video", |(_, name)| name)
}

fn text(head: &[u8]) -> Option<&'static str> {
    let printable = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0x80..);
    if head.is_empty() || !head.iter().all(printable) {
        return None;
    }
    let start = head.trim_ascii_start();
    Some(match start.first() {
        Some(b'<') if start.windows(4).any(|bytes| bytes == b"<svg") => "SVG",
        Some(b'<') => "HTML or XML",
        _ => "text",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_people_upload() {
        let named: [(&[u8], Kind); 12] = [
            (b"\xff\xd8\xff\xe0", Kind::Jpeg),
            (b"junk\xff\xd8\xff\xe0", Kind::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Kind::Png),
            (b"\0\0\0\x18ftypheic", Kind::Other("HEIC")),
            (b"\0\0\0\x18ftypavif", Kind::Other("AVIF")),
            (b"\0\0\0\x18ftypqt  ", Kind::Other("an MP4 or QuickTime video")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Kind::Other("WebP")),
            (b"GIF89a", Kind::Other("GIF")),
            (b"BM6\0", Kind::Other("BMP")),
            (b"II*\0", Kind::Other("TIFF")),
            (b"%PDF-1.7", Kind::Other("PDF")),
            (b"hello", Kind::Other("text")),
        ];
        for (head, kind) in named {
            assert_eq!(identify(head), kind);
        }
        assert_eq!(identify(b"\0\x01\x02"), Kind::Other("of an unknown format"));
    }

    /// Covers and previews inside of other files are not the photo.
    #[test]
    fn names_what_holds_jpegs() {
        let tar = [&b"photo.jpg"[..], &[0; 248], b"ustar\0"].concat();
        let named: [(&[u8], &str); 8] = [
            (b"RIFF\x10\0\0\0AVI LIST", "an AVI video"),
            (b"ID3\x04\0\0", "an MP3 file"),
            (b"IIRO\x08\0\0\0", "an Olympus raw photo"),
            (b"IIRS\x08\0\0\0", "an Olympus raw photo"),
            (b"MMOR\0\0\0\x08", "an Olympus raw photo"),
            (b"IIU\0\x18\0\0\0", "a Panasonic raw photo"),
            (&tar, "a tar archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
        ];
        for (head, name) in named {
            let file = [head, &[0; 600], b"\xff\xd8\xff\xe0"].concat();
            assert_eq!(identify(&file), Kind::Other(name));
            // However much of it has come when it becomes certain.
            let certain = (1..=file.len()).find(|&end| is_certain(&file[..end], end - 1)).unwrap();
            assert_eq!(identify(&file[..certain]), Kind::Other(name));
        }
        let before = [&b"\xff\xd8\xff\xe0"[..], &[0; 252], b"ustar\0"].concat();
        assert_eq!(identify(&[&b"\0"[..], &before].concat()), Kind::Jpeg);
    }

    #[test]
    fn a_jpeg_may_lie_behind_64_kib() {
        let after = |junk: usize| identify(&[vec![0; junk], JPEG_SIGNATURE.to_vec()].concat());
        assert_eq!(after(64 << 10), Kind::Jpeg);
        assert_eq!(after((64 << 10) + 1), Kind::Other("of an unknown format"));
    }
}
