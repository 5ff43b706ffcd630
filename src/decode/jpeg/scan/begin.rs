//! A scan header against its frame (T.81 B.2.3): which blocks it codes, by which process, with which tables.

use super::super::header::Header;
use super::super::huffman::{Table, standard_table};
use super::super::plane::Plane;
use super::super::progressive::{AcScan, Band};
use super::super::segment::{CodingProcess, HuffmanSpec, ScanHeader, TableClass};
use super::super::sequential::AcTables;
use super::super::tables::Tables;
use super::part::{Part, WORDS_OF_BLOCK};
use super::{Scan, ScanKind};

/// Blocks that a unit of an interleaved scan may have (B.2.3).
const BLOCKS_MAX: usize = 10;

impl Scan {
    /// Checks the scan header against the frame and builds the tables; or says what is wrong with it.
    ///
    /// `Ok(None)`: no coefficient of the scan is needed at the planes' scales.
    pub fn new(
        header: &ScanHeader,
        frame: &Header,
        tables: &Tables,
        planes: &[Plane],
        number: u32,
    ) -> Result<Option<Self>, String> {
        let interleaved = header.components.len() > 1;
        let (mut columns, mut rows) = (frame.units_wide(), frame.units_high());
        let mut parts = Vec::with_capacity(header.components.len());
        let mut last_needed = 0;
        for selected in &header.components {
            let found = frame.components.iter().position(|component| component.id == selected.id);
            let found = found.and_then(|at| Some((at, frame.components.get(at)?, planes.get(at)?)));
            let Some((index, component, plane)) = found else {
                return Err(format!("the scan names component {}, which the frame has not", selected.id));
            };
            let (mut h, mut v) = (component.h, component.v);
            if !interleaved {
                // A.2.2: units of one block, and only as many as the component has.
                (h, v, columns, rows) = (1, 1, plane.blocks_wide, plane.blocks_high);
            }
            last_needed = plane.last_needed;
            parts.push(Part { component: index, h, v, prediction: 0, dc: None, ac: None });
        }
        let blocks: usize = parts.iter().map(|part| part.h * part.v).sum();
        if interleaved && blocks > BLOCKS_MAX {
            return Err(format!("units of {blocks} blocks; {BLOCKS_MAX} are allowed"));
        }
        let Some(process) = process(header, frame, tables, last_needed)? else { return Ok(None) };
        for (part, selected) in parts.iter_mut().zip(&header.components) {
            if matches!(process, ScanKind::Sequential | ScanKind::DcFirst { .. }) {
                part.dc = Some(table(frame, (&tables.dc, TableClass::Dc), selected.dc)?);
            }
            if let (ScanKind::Sequential, Some(plane)) = (&process, planes.get(part.component)) {
                let single = table(frame, (&tables.ac, TableClass::Ac), selected.ac)?;
                part.ac = Some(AcTables::new(single, plane.last_needed));
            }
        }
        Ok(Some(Self {
            number,
            process,
            parts,
            columns,
            rows,
            column: 0,
            row: 0,
            restart_interval: tables.restart_interval,
            until_restart: tables.restart_interval,
            next_restart: 0,
            unit_words: blocks * WORDS_OF_BLOCK,
            work: 0,
            work_max: 0,
            block: [0; 64],
        }))
    }
}

/// The Huffman table of a class at a destination: the file's own, or in a sequential frame the standard's.
fn table(
    frame: &Header,
    (tables, class): (&[Option<HuffmanSpec>], TableClass),
    destination: usize,
) -> Result<Table, String> {
    if let Some(Some(spec)) = tables.get(destination) {
        // A DC value is the number of bits of a difference; 8-bit samples need at most 11, libjpeg reads 15.
        if class == TableClass::Dc && spec.values.iter().any(|&size| size > 15) {
            return Err(format!("Huffman table {destination} has a DC size over 15"));
        }
        return Ok(Table::new(spec));
    }
    let is_sequential = frame.coding != CodingProcess::Progressive;
    match standard_table(class, destination).filter(|_| is_sequential) {
        Some(spec) => Ok(Table::new(&spec)),
        None => Err(format!("{class:?} Huffman table {destination} is not defined")),
    }
}

/// The scan's process, `None` when no coefficient of it is needed, or what is wrong with its parameters (B.2.3,
/// G.1.1.1).
fn process(
    header: &ScanHeader,
    frame: &Header,
    tables: &Tables,
    last_needed: u32,
) -> Result<Option<ScanKind>, String> {
    let ScanHeader { first, last, high, low, .. } = *header;
    if frame.coding != CodingProcess::Progressive {
        // Some encoders write other values here; they mean nothing in a sequential frame.
        return Ok(Some(ScanKind::Sequential));
    }
    let refines = high > 0;
    let allowed = last <= 63
        && first <= last
        && (first > 0 || last == 0)
        && (first == 0 || header.components.len() == 1)
        && low <= 13
        && (!refines || high == low + 1);
    if !allowed {
        return Err(format!("a progressive scan of coefficients {first} to {last}, bits {high} to {low}"));
    }
    let low = u32::from(low);
    Ok(match header.components.first() {
        Some(selected) if first > 0 => {
            let band = Band { first: first.into(), last: last.into(), low, last_needed };
            if band.is_needless() {
                return Ok(None);
            }
            let table = table(frame, (&tables.ac, TableClass::Ac), selected.ac)?;
            Some(ScanKind::Ac(Box::new(AcScan::new(table, band, refines))))
        }
        _ if refines => Some(ScanKind::DcRefine { low }),
        _ => Some(ScanKind::DcFirst { low }),
    })
}
