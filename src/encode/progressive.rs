//! The same coefficients as a progressive file (ITU-T T.81 Annex G) by spectral selection: coefficients
//! of low frequencies first, each scan with Huffman tables of its own.

use super::huffman::{Frequencies, Table};
use super::scan_symbols::{Level, ScanSymbols, ZERO_RUN};
use super::symbol::Symbol;
use super::writer;
use crate::picture::{Picture, Subsampling};

/// Component and first and last zigzag position of the scans of AC coefficients, in the order of the file:
/// a decoder that shows what has come shows colours before fine detail.
const SCANS: [(usize, u8, u8); 4] = [(0, 1, LUMA_SPLIT), (1, 1, 63), (2, 1, 63), (0, LUMA_SPLIT + 1, 63)];

/// Where luma is split. Alone, high frequencies leave long runs of blocks without any.
const LUMA_SPLIT: u8 = 5;

/// The most blocks that one run of ends of band can count (T.81 G.1.2.2).
const LONGEST_END_RUN: u32 = 0x7FFF;

/// Writes the file after its frame header: `out` ends with SOF2, `symbols` are those of the baseline
/// scan, `dc` their two tables for DC coefficients.
pub fn finish(mut out: Vec<u8>, picture: &Picture, symbols: &ScanSymbols, dc: [&Table; 2]) -> Vec<u8> {
    let blocks = Blocks::of(symbols);
    let [luma, chroma] = dc;
    writer::huffman(&mut out, [(0x00, luma), (0x01, chroma)]);
    writer::scan_header(&mut out, &[(1, 0x00), (2, 0x10), (3, 0x10)], 0, 0);
    // DC coefficients are interleaved and coded as in the baseline scan (G.1.2.1).
    let codes = symbols.iter().filter_map(|(table, symbol)| match table {
        0 => Some(luma.append(symbol)),
        2 => Some(chroma.append(symbol)),
        _ => None,
    });
    writer::scan(&mut out, codes);
    for (component, first, last) in SCANS {
        let mut band = Band::default();
        for place in raster(picture, component) {
            band.push(blocks.get(place), first, last);
        }
        band.end_run();
        let table = Table::optimal(&band.histogram);
        writer::huffman(&mut out, [(0x10, &table)]);
        writer::scan_header(&mut out, &[(component as u8 + 1, 0x00)], first, last);
        writer::scan(&mut out, band.symbols.iter().map(|&symbol| table.append(symbol)));
    }
    out.extend_from_slice(&writer::EOI);
    out
}

/// AC levels of every block, in the order of the interleaved scan.
#[derive(Default)]
struct Blocks {
    levels: Vec<Level>,
    /// Where each block's levels start.
    starts: Vec<usize>,
}

impl Blocks {
    fn of(symbols: &ScanSymbols) -> Self {
        let mut blocks = Self::default();
        let mut position = 0;
        for (table, symbol) in symbols.iter() {
            if table % 2 == 0 {
                blocks.starts.push(blocks.levels.len());
                position = 0;
            } else if symbol.code == ZERO_RUN {
                position += 16;
            } else if symbol.length > 0 {
                position += (symbol.code >> 4) + 1;
                blocks.levels.push(Level { position, value: symbol.value() });
            }
        }
        blocks.starts.push(blocks.levels.len());
        blocks
    }

    fn get(&self, place: usize) -> &[Level] {
        match self.starts.get(place..place + 2) {
            Some(&[start, end]) => self.levels.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Where a component's blocks stand in the interleaved scan, row by row, without the blocks that only
/// fill up minimum coded units (T.81 A.2.2, A.2.3).
fn raster(picture: &Picture, component: usize) -> impl Iterator<Item = usize> {
    let (per_unit, factor) = match picture.subsampling {
        Subsampling::Quarter => (6, 2),
        Subsampling::Full => (3, 1),
    };
    let units_per_row = picture.width().div_ceil(8 * factor);
    let (first, factor) = if component == 0 { (0, factor) } else { (per_unit - 3 + component, 1) };
    let plane = if component == 0 { &picture.y } else { &picture.cb };
    let (columns, rows) = (plane.width.div_ceil(8), plane.height.div_ceil(8));
    (0..rows).flat_map(move |row| {
        (0..columns).map(move |column| {
            let unit = row / factor * units_per_row + column / factor;
            unit * per_unit + first + row % factor * factor + column % factor
        })
    })
}

/// A scan of the AC coefficients of one component (T.81 G.1.2.2).
struct Band {
    symbols: Vec<Symbol>,
    histogram: Frequencies,
    /// Blocks without further coefficients that are not written yet.
    ends: u32,
}

impl Default for Band {
    fn default() -> Self {
        Self { symbols: Vec::new(), histogram: [0; 256], ends: 0 }
    }
}

impl Band {
    /// Adds the next block's levels from `first` to `last` (figure G.3).
    fn push(&mut self, levels: &[Level], first: u8, last: u8) {
        let mut next = first;
        for level in levels.iter().filter(|level| (first..=last).contains(&level.position)) {
            self.end_run();
            let mut run = level.position - next;
            next = level.position + 1;
            while run > 15 {
                self.symbol(Symbol { code: ZERO_RUN, bits: 0, length: 0 });
                run -= 16;
            }
            self.symbol(Symbol::of_value(run << 4, level.value));
        }
        if next <= last {
            self.ends += 1;
            if self.ends == LONGEST_END_RUN {
                self.end_run();
            }
        }
    }

    /// Writes the run of ends of band: the logarithm of its length, then the bits below the highest
    /// (figure G.4).
    fn end_run(&mut self) {
        if let Some(length) = self.ends.checked_ilog2() {
            let bits = (self.ends - (1 << length)) as u16;
            self.symbol(Symbol { code: (length as u8) << 4, bits, length: length as u8 });
            self.ends = 0;
        }
    }

    fn symbol(&mut self, symbol: Symbol) {
        self.symbols.push(symbol);
        if let Some(count) = self.histogram.get_mut(usize::from(symbol.code)) {
            *count += 1;
        }
    }
}
