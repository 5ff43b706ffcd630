//! Mutation that knows where a file's parts are: a JPEG's markers and a PNG's chunks are repeated, left out, moved, put
//! in another's place, and their fields set to the ends of their range. Checksums of a PNG are made right again, or
//! nothing after them would ever be read.

use super::tail::Tail;

/// Changes a file instead of the fuzzer's own mutation; `None` leaves it to that. `choices` are random.
pub fn mutated(file: &[u8], choices: [u8; 8]) -> Option<Vec<u8>> {
    let is_png = file.starts_with(PNG_SIGNATURE);
    let mut pieces: Vec<Vec<u8>> = if is_png { chunks(file) } else { segments(file) };
    let choose = &mut Tail(&choices);
    if choose.byte() % 2 == 0 || pieces.len() < 3 {
        return None;
    }
    // The signature stays where it is.
    let (from, to) = (1 + choose.below(pieces.len() - 1), 1 + choose.below(pieces.len() - 1));
    match choose.byte() % 6 {
        0 => drop(pieces.remove(from)),
        1 => pieces.insert(to, pieces[from].clone()),
        2 => pieces.swap(from, to),
        3 => pieces[to] = pieces[from].clone(),
        _ => {
            let end = choose.of(&[0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF]);
            let at = usize::from(choose.byte()).checked_rem(pieces[from].len())?;
            pieces[from][at] = end;
        }
    }
    Some(if is_png { with_checksums(&pieces.concat()) } else { pieces.concat() })
}

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The signature, the chunks, and what is left.
fn chunks(file: &[u8]) -> Vec<Vec<u8>> {
    let (signature, mut rest) = file.split_at(PNG_SIGNATURE.len());
    let mut pieces = vec![signature.to_vec()];
    while let Some(length) = rest.first_chunk::<4>() {
        let end = (u32::from_be_bytes(*length) as usize).saturating_add(12);
        if end > rest.len() {
            break;
        }
        let (chunk, later) = rest.split_at(end);
        pieces.push(chunk.to_vec());
        rest = later;
    }
    pieces.push(rest.to_vec());
    pieces
}

/// What stands before the first marker, then each marker with what follows it.
fn segments(file: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    for (at, &byte) in file.iter().enumerate() {
        let is_marker = byte == 0xFF && file.get(at + 1).is_some_and(|&code| code >= 0xC0);
        if is_marker && at > 0 {
            pieces.push(Vec::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push(byte);
        }
    }
    pieces
}

/// The same PNG with the CRC that each chunk should have.
pub fn with_checksums(file: &[u8]) -> Vec<u8> {
    let mut pieces = if file.starts_with(PNG_SIGNATURE) { chunks(file) } else { return file.to_vec() };
    let last = pieces.len() - 1;
    for chunk in pieces.get_mut(1..last).unwrap_or_default() {
        let end = chunk.len() - 4;
        let bit = |crc: u32, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
        let crc = !chunk[4..end].iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), bit));
        chunk[end..].copy_from_slice(&crc.to_be_bytes());
    }
    pieces.concat()
}
