//! Odd files against `djpeg`: where it shows the whole picture without a warning, so do we, but for what is refused on
//! purpose (`docs/formats.md`). Needs Debian's libjpeg-turbo-progs.

use super::pictures::upright_rgb;
use crate::support::draw::portrait;
use crate::support::jpeg::libjpeg::{channels, pnm_of};
use crate::support::pipe::{pipe, try_pipe};
use crate::support::psnr;
use face_preflight::{Options, preflight};

/// Start and length of each segment up to the first scan's data.
fn segments(file: &[u8]) -> Vec<(usize, usize)> {
    let (mut at, mut segments) = (2, Vec::new());
    loop {
        let length = 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
        segments.push((at, length));
        if file[at + 1] == 0xDA {
            return segments;
        }
        at += length;
    }
}

/// The file with each segment missing, twice, at another place, longer, shorter, with fill bytes before it, and with each
/// of its first fields at and past its limits.
fn oddities(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    const FIELDS: usize = 22;
    let mut odd = Vec::new();
    let segments = segments(file);
    for (number, &(start, length)) in segments.iter().enumerate() {
        let end = start + length;
        let (before, segment, after) = (&file[..start], &file[start..end], &file[end..]);
        let mut add = |what: &str, parts: &[&[u8]]| {
            odd.push((format!("segment {number}, FF{:02X}, {what}", segment[1]), parts.concat()));
        };
        add("missing", &[before, after]);
        add("twice", &[before, segment, segment, after]);
        add("first", &[&file[..2], segment, &file[2..start], after]);
        add("after fill bytes", &[before, &[0xFF; 5], segment, after]);
        add("after other bytes", &[before, &[0, 7, 9], segment, after]);
        if let Some(&(_, next)) = segments.get(number + 1) {
            add("after the next", &[before, &after[..next], segment, &after[next..]]);
        }
        for (what, change) in [
            ("longer", 1),
            ("shorter", -1),
            ("of length 2", 2 - (length as i16 - 2)),
            ("empty", -(length as i16)),
        ] {
            let mut segment = segment.to_vec();
            let stated = (length as i16 - 2 + change).max(0) as u16;
            segment[2..4].copy_from_slice(&stated.to_be_bytes());
            add(what, &[before, &segment, after]);
        }
        for field in 4..length.min(FIELDS) {
            let value = segment[field];
            // Where products pass 10 bits libjpeg's own samples wrap, so no step grows.
            let largest = if segment[1] == 0xDB && field > 4 { value } else { 255 };
            let values = [0, 1, 4, 16, 255, value.wrapping_add(1)];
            for changed in values.into_iter().filter(|changed| *changed <= largest) {
                let mut segment = segment.to_vec();
                segment[field] = changed;
                add(&format!("byte {field} {changed} for {value}"), &[before, &segment, after]);
            }
        }
    }
    odd
}

/// What is refused on purpose, by our words.
const REFUSED: [&str; 3] = ["components is not read", "the bits are no code of the Huffman table", "limits."];

#[test]
fn what_djpeg_shows_without_a_warning_is_shown() {
    let (mut shown, mut files, mut wrong) = (0, 0, Vec::new());
    let drawing = portrait(120, 160);
    let source = pnm_of(drawing.width, drawing.height, &drawing.rgb);
    let kinds: [(&str, &[&str]); 4] = [
        ("4:2:0 with restarts", &["-restart", "1"]),
        ("grey", &["-grayscale"]),
        ("RGB", &["-rgb", "-optimize"]),
        ("progressive", &["-progressive"]),
    ];
    for (name, arguments) in kinds {
        let file = pipe("cjpeg", arguments, &source);
        for (what, odd) in oddities(&file) {
            files += 1;
            let Some(pnm) = try_pipe("djpeg", &["-pnm", "-dct", "int", "-maxmemory", "100M"], &odd) else {
                continue;
            };
            shown += 1;
            let planes = channels(&pnm);
            match preflight(&odd, &Options::default()) {
                Ok(_) => {
                    let (width, height, rgb) = upright_rgb(&odd);
                    let same_size = (width, height) == (planes[0].width, planes[0].height);
                    let likeness = |channel: usize| {
                        let ours: Vec<u8> = rgb.iter().skip(channel).step_by(3).copied().collect();
                        psnr(&ours, &planes.get(channel).unwrap_or(&planes[0]).samples)
                    };
                    if !same_size {
                        wrong.push(format!("{name}, {what}: {width} x {height}"));
                    } else if let Some(low) = (0..3).map(likeness).find(|likeness| *likeness < 30.0) {
                        wrong.push(format!("{name}, {what}: {low:.1} dB"));
                    }
                }
                Err(error) if REFUSED.iter().any(|words| error.to_string().contains(words)) => {}
                Err(error) => wrong.push(format!("{name}, {what}: {error}")),
            }
        }
    }
    println!("{files} files, of which djpeg shows {shown}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
