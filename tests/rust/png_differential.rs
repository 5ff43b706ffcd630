//! Odd files against libpng, by `pngtopnm`: where it shows the picture without a warning, so do we, with the same samples.
//! Needs Debian's netpbm.

use crate::support::jpeg::libjpeg::channels;
use crate::support::pipe::try_pipe;
use crate::support::png::writer::{KINDS, Picture, RGB, chunk};
use crate::support::png::{Random, decode};

/// The chunks of a file, whole.
fn chunks(file: &[u8]) -> Vec<Vec<u8>> {
    let (mut at, mut chunks) = (8, Vec::new());
    while at < file.len() {
        let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        chunks.push(file[at..at + 12 + length].to_vec());
        at += 12 + length;
    }
    chunks
}

/// The file with each chunk missing, twice, empty, longer, after the next one, and with others at each place; and with
/// each field of the header at and past its limits.
fn oddities(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let whole = chunks(file);
    let mut odd = Vec::new();
    let mut add =
        |what: String, chunks: &[Vec<u8>]| odd.push((what, [&file[..8], &chunks.concat()].concat()));
    let others = [
        chunk(b"gAMA", &45_455_u32.to_be_bytes()),
        chunk(b"sRGB", &[0]),
        chunk(b"pHYs", &[0; 9]),
        chunk(b"tEXt", b"Comment\0of no interest"),
        chunk(b"abCd", b"?"),
        chunk(b"IDAT", b""),
        chunk(b"tIME", &[7, 0xEA, 11, 30, 10, 0, 0]),
    ];
    for at in 0..whole.len() {
        let name = String::from_utf8_lossy(&whole[at][4..8]).into_owned();
        let kind: &[u8; 4] = whole[at][4..8].try_into().unwrap();
        let data = &whole[at][8..whole[at].len() - 4];
        let with = |chunk: Vec<u8>| {
            let mut changed = whole.clone();
            changed[at] = chunk;
            changed
        };
        add(format!("{name} missing"), &[&whole[..at], &whole[at + 1..]].concat());
        add(format!("{name} twice"), &[&whole[..=at], &whole[at..]].concat());
        add(format!("{name} empty"), &with(chunk(kind, &[])));
        add(format!("{name} longer"), &with(chunk(kind, &[data, &[1]].concat())));
        if at + 1 < whole.len() {
            let mut swapped = whole.clone();
            swapped.swap(at, at + 1);
            add(format!("{name} after the next"), &swapped);
        }
        for other in &others {
            let kind = String::from_utf8_lossy(&other[4..8]).into_owned();
            add(
                format!("{kind} before {name}"),
                &[&whole[..at], std::slice::from_ref(other), &whole[at..]].concat(),
            );
        }
        for field in (0..data.len()).filter(|_| kind == b"IHDR") {
            for value in [0, 1, 2, 3, 8, 255] {
                let mut data = data.to_vec();
                data[field] = value;
                add(format!("IHDR {field} {value}"), &with(chunk(kind, &data)));
            }
        }
    }
    odd
}

#[test]
fn what_libpng_shows_without_a_warning_is_shown() {
    let mut random = Random(97);
    let (mut files, mut shown, mut wrong) = (0, 0, Vec::new());
    for kind in KINDS {
        let interlaced = kind.depth == 16;
        let picture = Picture::random(&mut random, kind, (19, 13), false);
        let file = picture.write(&mut random, interlaced, 200);
        for (what, odd) in oddities(&file) {
            files += 1;
            let Some(pnm) = try_pipe("pngtopnm", &[], &odd) else { continue };
            shown += 1;
            match decode(&odd) {
                Ok(decoded) if kind.colour == RGB && kind.depth == 8 => {
                    let theirs = channels(&pnm).into_iter().map(|rows| rows.samples);
                    if !theirs.eq(decoded.components) {
                        wrong.push(format!("{kind:?}, {what}: other samples"));
                    }
                }
                Ok(_) => {}
                // Refused on purpose (`docs/formats.md`): a PNG begins with its header.
                Err(_) if what == "abCd before IHDR" => {}
                Err(error) => wrong.push(format!("{kind:?}, {what}: {error}")),
            }
        }
    }
    println!("{files} files, of which pngtopnm shows {shown}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
