//! Text that stands for a photo: its address, or its bytes in some form of text. The program that passed it is wrong
//! then, not the photo.

/// What each beginning of a text tells, and what to do.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"data:", "a data: URL: fetch it, or decode its Base64"),
    (b"/9j/", BASE64),
    (b"iVBORw0KGgo", BASE64),
    (b"http://", ADDRESS),
    (b"https://", ADDRESS),
    (b"blob:", ADDRESS),
    (b"file:", ADDRESS),
    (b"ffd8ff", HEXADECIMAL),
    (b"FFD8FF", HEXADECIMAL),
    (b"89504e47", HEXADECIMAL),
    (b"89504E47", HEXADECIMAL),
    (b"[object ", "the name of an object: pass the object itself"),
    (b"255,216,255", NUMBERS),
    (b"255, 216, 255", NUMBERS),
    (b"137,80,78,71", NUMBERS),
    (b"137, 80, 78, 71", NUMBERS),
    (b"{\"0\":255,\"1\":216", NUMBERS),
    (b"{\"0\":137,\"1\":80", NUMBERS),
    (b"{\"type\":\"Buffer\"", NUMBERS),
    // U+FFFD, which stands for what is no UTF-8; with one byte each, ASCII's question mark.
    (b"\xef\xbf\xbd\xef\xbf\xbd", LOST),
    (b"\xef\xbf\xbdPNG", LOST),
    (b"????\0\x10JFIF", LOST),
    (b"?PNG\r\n", LOST),
    (b"?PNG\n", LOST),
    // U+00FF U+00D8 U+00FF; U+0089, in Windows-1252 U+2030.
    (b"\xc3\xbf\xc3\x98\xc3\xbf", LATIN),
    (b"\xc2\x89PNG", LATIN),
    (b"\xe2\x80\xb0PNG", LATIN),
];

const ADDRESS: &str = "an address: fetch it and pass what it gives";
const BASE64: &str = "Base64 text: decode it first";
const HEXADECIMAL: &str = "hexadecimal text: decode it first";
const LATIN: &str = "a photo that was read as Latin-1 and written as UTF-8: read it as bytes";
const LOST: &str = "a photo that was read as text, which lost most of it: read it as bytes";
const NUMBERS: &str = "a list of the bytes as text: pass the bytes themselves";
const PATH: &str = "the path of a file: read the file and pass its bytes";

/// What the first bytes of a file stand for, and what to do, when a program has mistaken it for a photo.
pub fn mistaken(head: &[u8]) -> Option<&'static str> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii();
    let quoted = |byte: &&[u8]| matches!(byte.first(), Some(b'"' | b'\'' | b'['));
    // A list in brackets, JSON's quotation marks; an object's name has a bracket of its own.
    let inner = Some(text).filter(quoted).and_then(|text| text.get(1..)).unwrap_or(text);
    let begins = |(start, _): &&(&[u8], &str)| text.starts_with(start) || inner.starts_with(start);
    let found = BEGINNINGS.iter().find(begins).map(|(_, found)| *found);
    found.or_else(|| is_path(text).then_some(PATH))
}

/// Whether a text is one line that begins as a path does, or ends as the name of a picture does.
fn is_path(text: &[u8]) -> bool {
    const LENGTH_MAX: usize = 1024;
    const STARTS: [&[u8]; 5] = [b"/", b"./", b"../", b"~/", b"\\\\"];
    const ENDS: [&[u8]; 5] = [b".jpg", b".jpeg", b".png", b".heic", b".webp"];
    let ends = |end: &&[u8]| {
        let at = text.len().saturating_sub(end.len());
        text.get(at..).is_some_and(|last| last.eq_ignore_ascii_case(end))
    };
    let has_drive = matches!(text, [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    text.len() <= LENGTH_MAX
        && !text.iter().any(u8::is_ascii_control)
        && (has_drive || STARTS.iter().any(|start| text.starts_with(start)) || ENDS.iter().any(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_photo_is_told() {
        let cases: [(&[u8], &str); 21] = [
            (b"data:image/jpeg;base64,/9j/4AAQ", "data: URL"),
            (b"\r\n/9j/4AAQSkZJRg==", BASE64),
            (b"\"/9j/4AAQSkZJRg==\"", BASE64),
            (b"\xef\xbb\xbfiVBORw0KGgoAAAANSUhEUg", BASE64),
            (b"https://example.com/selfie.jpg", ADDRESS),
            (b"blob:https://example.com/7f2c", ADDRESS),
            (b"ffd8ffe000104a464946", HEXADECIMAL),
            (b"[object File]", "name of an object"),
            (b"255,216,255,224,0,16", NUMBERS),
            (b"[137, 80, 78, 71, 13]", NUMBERS),
            (b"{\"0\":255,\"1\":216,\"2\":255}", NUMBERS),
            (b"{\"type\":\"Buffer\",\"data\":[255,216]}", NUMBERS),
            (b"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\0\x10JFIF", LOST),
            (b"????\0\x10JFIF\0", LOST),
            (b"\xc3\xbf\xc3\x98\xc3\xbf\xc3\xa0\0\x10JFIF", LATIN),
            (b"\xe2\x80\xb0PNG\r\n\x1a\n", LATIN),
            (b"/home/me/selfie", PATH),
            (b"C:\\Users\\me\\selfie.bin\r\n", PATH),
            (b"..\\selfie.JPEG", PATH),
            (b"~/selfie", PATH),
            (b"selfie of me.png\n", PATH),
        ];
        for (head, words) in cases {
            let found = mistaken(head).unwrap_or_else(|| panic!("{head:?}"));
            assert!(found.contains(words), "{found}");
        }
    }

    #[test]
    fn other_texts_and_files_are_not() {
        let long = [b"/".as_slice(), &[b'a'; 1024]].concat();
        let others: [&[u8]; 9] = [
            b"",
            b"Dear Sir,",
            b"<svg xmlns=",
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xe0",
            b"/a line\nand another",
            b"\xef\xbf\xbd, a letter that was lost",
            b"[]",
            &long,
        ];
        for head in others {
            assert_eq!(mistaken(head), None, "{head:?}");
        }
    }
}
