//! The file: marker segments (ITU-T T.81 Annex B) and the bits of a scan. Nothing but what a
//! decoder needs is written, so no metadata can get through.

use super::huffman::Table;
use super::quantization::Tables;
use super::scan_symbols::TABLES;
use crate::options::Coding;
use crate::picture::{Picture, Subsampling};

/// Start of image, then the JFIF header (ITU-T T.871 10.1): version 1.01, square pixels, no thumbnail.
const SOI_APP0: [u8; 20] =
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
const DQT: u8 = 0xDB;
const SOF0: u8 = 0xC0;
const SOF2: u8 = 0xC2;
const DHT: u8 = 0xC4;
const SOS: u8 = 0xDA;
pub const EOI: [u8; 2] = [0xFF, 0xD9];

/// Everything up to the frame header, with it.
pub fn header(picture: &Picture, quantization: &Tables, coding: Coding) -> Vec<u8> {
    let mut out = SOI_APP0.to_vec();
    let mut dqt = Vec::new();
    for (id, steps) in (0u8..).zip(&quantization.steps) {
        dqt.push(id);
        dqt.extend_from_slice(steps);
    }
    segment(&mut out, DQT, &dqt);

    let sampling = if picture.subsampling == Subsampling::Quarter { 0x22 } else { 0x11 };
    let mut sof = vec![8];
    sof.extend_from_slice(&(picture.height() as u16).to_be_bytes());
    sof.extend_from_slice(&(picture.width() as u16).to_be_bytes());
    sof.extend_from_slice(&[3, 1, sampling, 0, 2, 0x11, 1, 3, 0x11, 1]);
    let marker = match coding {
        Coding::Baseline => SOF0,
        Coding::Progressive => SOF2,
    };
    segment(&mut out, marker, &sof);
    out
}

/// Huffman tables, each after its class and number (T.81 B.2.4.2).
pub fn huffman<const N: usize>(out: &mut Vec<u8>, tables: [(u8, &Table); N]) {
    let mut dht = Vec::new();
    for (id, table) in tables {
        dht.push(id);
        dht.extend_from_slice(&table.counts);
        dht.extend_from_slice(&table.symbols);
    }
    segment(out, DHT, &dht);
}

/// The header of a scan of whole coefficients from zigzag position `first` to `last`: its components,
/// each with the numbers of its tables (T.81 B.2.3).
pub fn scan_header(out: &mut Vec<u8>, components: &[(u8, u8)], first: u8, last: u8) {
    let mut sos = vec![components.len() as u8];
    for &(component, tables) in components {
        sos.extend_from_slice(&[component, tables]);
    }
    sos.extend_from_slice(&[first, last, 0]);
    segment(out, SOS, &sos);
}

/// Appends the tables of a baseline file and the header of its only scan.
pub fn baseline_headers(out: &mut Vec<u8>, [luma_dc, luma_ac, chroma_dc, chroma_ac]: &[Table; TABLES]) {
    huffman(out, [(0x00, luma_dc), (0x10, luma_ac), (0x01, chroma_dc), (0x11, chroma_ac)]);
    scan_header(out, &[(1, 0x00), (2, 0x11), (3, 0x11)], 0, 63);
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(body);
}

/// Appends the bits of a scan.
pub fn scan(out: &mut Vec<u8>, codes: impl Iterator<Item = (u64, u32)>) {
    let (mut pending, mut length) = (0u64, 0u32);
    for (bits, count) in codes {
        pending = pending << count | bits;
        length += count;
        if length >= 32 {
            length -= 32;
            let four = (pending >> length) as u32;
            if has_ones(four) {
                four.to_be_bytes().into_iter().for_each(|byte| push_stuffed(out, byte));
            } else {
                out.extend_from_slice(&four.to_be_bytes());
            }
        }
    }
    // The last byte is filled with ones (F.1.2.3).
    let padding = (8 - length % 8) % 8;
    pending = pending << padding | ((1 << padding) - 1);
    length += padding;
    while length > 0 {
        length -= 8;
        push_stuffed(out, (pending >> length) as u8);
    }
}

/// Whether one of four bytes is 0xFF: a byte's lower seven bits carry into the highest only where all are ones.
#[inline]
fn has_ones(four: u32) -> bool {
    ((four & 0x7F7F_7F7F) + 0x0101_0101) & four & 0x8080_8080 != 0
}

/// Appends a byte of a scan; a zero follows 0xFF, so that it does not look like a marker (F.1.2.3).
#[inline]
fn push_stuffed(out: &mut Vec<u8>, byte: u8) {
    out.push(byte);
    if byte == 0xFF {
        out.push(0);
    }
}
