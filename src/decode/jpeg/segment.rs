//! Marker segments (T.81 B.2): bytes in, plain values out.

use super::marker;
use crate::error::{Error, Position};

/// The parameters of a marker segment, read from front to back.
pub struct Segment<'a> {
    /// The marker's code.
    pub code: u8,
    /// The file's offset of the first unread parameter.
    pub offset: u64,
    rest: &'a [u8],
}

impl<'a> Segment<'a> {
    /// `payload` is what follows the length field, `offset` its place in the file.
    pub fn new(code: u8, offset: u64, payload: &'a [u8]) -> Self {
        Self { code, offset, rest: payload }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn corrupt(&self, detail: impl Into<String>) -> Error {
        let position = Position { byte: self.offset, ..Position::default() };
        Error::Corrupt { position, detail: detail.into() }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let Some((head, tail)) = self.rest.split_at_checked(count) else {
            let (code, missing) = (self.code, count - self.rest.len());
            return Err(self.corrupt(format!("the segment of marker FF{code:02X} is {missing} bytes short")));
        };
        self.rest = tail;
        self.offset += count as u64;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    /// Nothing may follow the parameters.
    fn end(&self) -> Result<(), Error> {
        let (code, extra) = (self.code, self.rest.len());
        match extra {
            0 => Ok(()),
            _ => Err(self.corrupt(format!("the segment of marker FF{code:02X} is {extra} bytes too long"))),
        }
    }

    fn u8(&mut self) -> Result<u8, Error> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, Error> {
        self.array().map(u16::from_be_bytes)
    }

    /// Two 4-bit fields, high one first.
    fn nibbles(&mut self) -> Result<(u8, u8), Error> {
        self.u8().map(|byte| (byte >> 4, byte & 15))
    }
}

/// The entropy coding and order of the coefficients, from the start-of-frame marker (T.81 B.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CodingProcess {
    /// SOF0.
    Baseline,
    /// SOF1: as baseline, with up to four Huffman tables of a kind.
    Extended,
    /// SOF2: spectral selection and successive approximation over several scans.
    Progressive,
}

/// A component's line in the frame header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameComponent {
    pub id: u8,
    pub h: usize,
    pub v: usize,
    pub tq: usize,
}

/// The frame header (B.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameHeader {
    pub coding: CodingProcess,
    /// Number of lines; 0 when a DNL segment after the first scan tells it.
    pub lines: u16,
    pub samples_per_line: u16,
    pub components: Vec<FrameComponent>,
}

/// SOF0, SOF1, SOF2.
pub fn frame_header(segment: &mut Segment) -> Result<FrameHeader, Error> {
    let coding = match segment.code {
        marker::SOF0 => CodingProcess::Baseline,
        marker::SOF1 => CodingProcess::Extended,
        _ => CodingProcess::Progressive,
    };
    let precision = segment.u8()?;
    if precision != 8 {
        return Err(Error::UnsupportedCoding { found: format!("{precision}-bit JPEG") });
    }
    let (lines, samples_per_line) = (segment.u16()?, segment.u16()?);
    if samples_per_line == 0 {
        return Err(segment.corrupt("the picture is 0 samples wide"));
    }
    let count = segment.u8()?;
    if !matches!(count, 1 | 3 | 4) {
        return Err(Error::UnsupportedCoding { found: format!("a JPEG of {count} components") });
    }
    let mut components = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        components.push(frame_component(segment, &components)?);
    }
    segment.end()?;
    Ok(FrameHeader { coding, lines, samples_per_line, components })
}

fn frame_component(segment: &mut Segment, before: &[FrameComponent]) -> Result<FrameComponent, Error> {
    let id = segment.u8()?;
    let (h, v) = segment.nibbles()?;
    let tq = segment.u8()?;
    if !(1..=4).contains(&h) || !(1..=4).contains(&v) {
        return Err(
            segment.corrupt(format!("component {id} has sampling factors {h}x{v}; 1 to 4 are allowed"))
        );
    }
    if tq > 3 {
        return Err(segment.corrupt(format!("component {id} names quantization table {tq} of 0 to 3")));
    }
    if before.iter().any(|component| component.id == id) {
        return Err(segment.corrupt(format!("component {id} occurs twice")));
    }
    Ok(FrameComponent { id, h: h.into(), v: v.into(), tq: tq.into() })
}

/// DQT (B.2.4.1): destination and 64 elements in zigzag order, once or more.
///
/// The standard forbids elements of 0. Some encoders write them; the coefficients are then 0, as in every viewer.
pub fn quantization_table(segment: &mut Segment) -> Result<(usize, [u16; 64]), Error> {
    let (precision, destination) = segment.nibbles()?;
    if precision > 1 || destination > 3 {
        return Err(segment.corrupt(format!("quantization table {destination} of precision {precision}")));
    }
    let mut table = [0; 64];
    for element in &mut table {
        *element = if precision == 0 { segment.u8()?.into() } else { segment.u16()? };
    }
    Ok((destination.into(), table))
}

/// Whether a Huffman table codes DC differences or AC run/size pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableClass {
    Dc,
    Ac,
}

/// A Huffman table as the file states it: the number of codes of each length, and the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HuffmanSpec {
    /// Number of codes of 1 to 16 bits (BITS).
    pub counts: [u8; 16],
    /// The values in order of increasing code length (HUFFVAL).
    pub values: Vec<u8>,
}

/// DHT (B.2.4.2): class, destination and table, once or more.
pub fn huffman_table(segment: &mut Segment) -> Result<(TableClass, usize, HuffmanSpec), Error> {
    let (class, destination) = segment.nibbles()?;
    if class > 1 || destination > 3 {
        return Err(segment.corrupt(format!("Huffman table {destination} of class {class}")));
    }
    let class = if class == 0 { TableClass::Dc } else { TableClass::Ac };
    let counts: [u8; 16] = segment.array()?;
    // Kraft's inequality: codes of `length` bits that are still free.
    let mut free: i32 = 1;
    for &count in &counts {
        free = free * 2 - i32::from(count);
        if free < 0 {
            return Err(
                segment.corrupt(format!("Huffman table {destination} has more codes than bits allow"))
            );
        }
    }
    let total: usize = counts.iter().map(|&count| usize::from(count)).sum();
    if total > 256 {
        return Err(segment.corrupt(format!("Huffman table {destination} has {total} values")));
    }
    let values = segment.take(total)?.to_vec();
    Ok((class, destination.into(), HuffmanSpec { counts, values }))
}

/// A component's line in the scan header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanComponent {
    /// Component identifier (Cs).
    pub id: u8,
    /// DC table destination (Td).
    pub dc: usize,
    /// AC table destination (Ta).
    pub ac: usize,
}

/// The scan header (B.2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanHeader {
    pub components: Vec<ScanComponent>,
    /// First coefficient of the band (Ss).
    pub first: u8,
    /// Last coefficient of the band (Se).
    pub last: u8,
    /// Bit position of the scan before (Ah); 0 for the first scan of a band.
    pub high: u8,
    /// Bit position of this scan (Al).
    pub low: u8,
}

/// SOS.
pub fn scan_header(segment: &mut Segment) -> Result<ScanHeader, Error> {
    let count = segment.u8()?;
    if !(1..=4).contains(&count) {
        return Err(segment.corrupt(format!("a scan of {count} components")));
    }
    let mut components: Vec<ScanComponent> = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let id = segment.u8()?;
        let (dc, ac) = segment.nibbles()?;
        if components.iter().any(|component| component.id == id) {
            return Err(segment.corrupt(format!("component {id} occurs twice in a scan")));
        }
        components.push(ScanComponent { id, dc: dc.into(), ac: ac.into() });
    }
    let (first, last) = (segment.u8()?, segment.u8()?);
    let (high, low) = segment.nibbles()?;
    segment.end()?;
    Ok(ScanHeader { components, first, last, high, low })
}

/// DRI (B.2.4.4).
pub fn restart_interval(segment: &mut Segment) -> Result<u16, Error> {
    let interval = segment.u16()?;
    segment.end()?;
    Ok(interval)
}
