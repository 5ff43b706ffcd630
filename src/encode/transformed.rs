//! A transformed picture, quantized in many ways: as a whole, as a sample, or patched.

use super::candidate::{Candidate, Codes, Lambda, Patch, STUFFED};
use super::fdct::{Block, Coefficients, forward};
use super::huffman::Table;
use super::quantization::{Coarseness, Gentleness, Tables};
use super::scan_symbols::{Level, ScanSymbols};
use super::size_estimate::SizeEstimate;
use super::trellis::{Rates, Trellis};
use super::tuning::Tuning;
use super::writer;
use crate::options::Coding;
use crate::picture::Picture;

/// One minimum coded unit in this many is sampled; no usual number of them in a row divides by it,
/// so that samples do not stand in columns.
const SAMPLE: usize = 7;

/// A picture ready to be quantized in many ways.
pub struct Transformed<'a> {
    picture: &'a Picture,
    coding: Coding,
    coefficients: Coefficients,
    /// How many times dearer a bit is in each block than in a flat one, in 1/256. In chroma it never is: hard edges
    /// of colour would lose too much.
    masking: Vec<u32>,
    tuning: Tuning,
}

impl<'a> Transformed<'a> {
    /// Transforms the picture.
    pub fn new(picture: &'a Picture, coding: Coding) -> Self {
        let coefficients = forward(picture);
        let tuning = Tuning::default();
        let masking = masking(&coefficients, tuning.masking());
        Self { picture, coding, coefficients, masking, tuning }
    }

    /// Lets what is made from here on depart from the usual tables and prices.
    pub fn tune(&mut self, tuning: Tuning) {
        if tuning.masking() != self.tuning.masking() {
            self.masking = masking(&self.coefficients, tuning.masking());
        }
        self.tuning = tuning;
    }

    /// How what is made departs from the usual tables and prices.
    pub fn tuning(&self) -> Tuning {
        self.tuning
    }

    /// Quantizes the picture. How many bits a symbol takes is looked up in the Huffman tables of an
    /// earlier attempt, where there was one.
    pub fn candidate(&self, coarseness: Coarseness, earlier: Option<&Codes>) -> Candidate<'a> {
        let tables = Tables::new(coarseness, self.tuning);
        let lambda = self.lambda(coarseness);
        let mut symbols = ScanSymbols::with_capacity(self.coefficients.blocks.len());
        let mut quantizer = self.quantizer(&tables, lambda, earlier);
        for unit in 0..self.units() {
            quantizer.push_unit(unit, &mut symbols);
        }
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let Self { picture, coding, tuning, .. } = *self;
        let header = writer::header(picture, &tables, coding);
        Candidate { picture, coding, coarseness, tuning, lambda, patch: None, header, symbols, huffman }
    }

    /// Quantizes a part of a candidate again with another price of a bit, so that its file of `bytes` bytes comes
    /// to about `aim`: from the first minimum coded unit on, until the scan has lost or gained enough. DC coefficients
    /// do not depend on the price, so what follows the part fits to it as it is.
    pub fn patch(&self, candidate: &mut Candidate<'a>, bytes: usize, aim: usize) {
        let grows = bytes < aim;
        let first = match candidate.patch {
            // The last patch fell short: it goes on where it ended.
            Some(patch) if patch.grows == grows && patch.units < self.units() => patch.units,
            _ => {
                candidate.lambda = candidate.lambda.corrected(bytes, aim);
                0
            }
        };
        let wanted_bits = 8 * bytes.abs_diff(aim) as i64;
        let tables = Tables::new(candidate.coarseness, self.tuning);
        let codes = candidate.huffman.clone();
        let mut quantizer = self.quantizer(&tables, candidate.lambda, Some(&codes));
        let mut symbols = ScanSymbols::with_capacity(self.coefficients.blocks.len() / 2);
        if let Some(before) = first.checked_sub(1) {
            quantizer.predict_from(before, &mut symbols);
        }
        let mut gained_bits = 0;
        let mut unit = first;
        while unit < self.units() && gained_bits < wanted_bits {
            quantizer.push_unit(unit, &mut symbols);
            let [old, new] =
                [candidate.symbols.unit_bits(unit, &codes), symbols.unit_bits(unit - first, &codes)];
            gained_bits += if grows { new - old } else { old - new };
            unit += 1;
        }
        candidate.symbols.replace(first, symbols);
        candidate.huffman = candidate.symbols.histograms.each_ref().map(Table::optimal);
        candidate.patch = Some(Patch { units: unit, grows });
    }

    /// About how large a baseline file is, and about its Huffman tables, from a sample of the picture.
    ///
    /// The rest of the picture is richer or poorer than the sample; how much is estimated from coefficients
    /// counted in both (a ratio estimate).
    pub fn estimate(&self, coarseness: Coarseness, earlier: Option<&Codes>) -> (usize, Codes) {
        let tables = Tables::new(coarseness, self.tuning);
        let mut symbols = ScanSymbols::with_capacity(self.coefficients.blocks.len() / SAMPLE);
        let mut quantizer = self.quantizer(&tables, self.lambda(coarseness), earlier);
        for unit in 0..self.units() {
            if unit.is_multiple_of(SAMPLE) {
                quantizer.push_unit(unit, &mut symbols);
            } else {
                quantizer.push_dc(unit, &mut symbols);
            }
        }
        let huffman = symbols.histograms.each_ref().map(Table::optimal);
        let mut header = writer::header(self.picture, &tables, self.coding);
        writer::baseline_headers(&mut header, &huffman);
        let SizeEstimate { whole, sampled } = SizeEstimate::of(&self.coefficients, &tables, SAMPLE);
        let [dc_bits, ac_bits] = symbols.coded_bits(&huffman);
        let scan = (dc_bits + ac_bits * whole / sampled.max(1)) as usize / 8;
        (header.len() + scan + scan / STUFFED, huffman)
    }

    /// What a bit costs at a coarseness.
    fn lambda(&self, coarseness: Coarseness) -> Lambda {
        Lambda::of_share(self.tuning.lambda() * Gentleness::of(coarseness).price() / 256)
    }

    /// How many minimum coded units there are.
    fn units(&self) -> usize {
        self.coefficients.blocks.len() / self.coefficients.unit.len()
    }

    fn quantizer(&self, tables: &Tables, lambda: Lambda, earlier: Option<&Codes>) -> Quantizer<'_> {
        let [luma_steps, chroma_steps] = &tables.steps;
        let [luma_rates, chroma_rates] = match earlier {
            Some([_, luma, _, chroma]) => [Rates::new(luma), Rates::new(chroma)],
            None => [Rates::guess(0), Rates::guess(1)],
        };
        Quantizer {
            coefficients: &self.coefficients,
            masking: &self.masking,
            luma: Trellis::new(luma_steps, luma_rates),
            chroma: Trellis::new(chroma_steps, chroma_rates),
            lambda,
            levels: [Level::default(); 63],
        }
    }
}

/// Makes symbols of minimum coded units.
struct Quantizer<'a> {
    coefficients: &'a Coefficients,
    masking: &'a [u32],
    luma: Trellis,
    chroma: Trellis,
    lambda: Lambda,
    levels: [Level; 63],
}

impl<'a> Quantizer<'a> {
    /// Adds a minimum coded unit.
    #[inline(always)]
    fn push_unit(&mut self, unit: usize, symbols: &mut ScanSymbols) {
        symbols.begin_unit();
        for (component, block, masking) in self.blocks(unit) {
            let trellis = if component == 0 { &mut self.luma } else { &mut self.chroma };
            let ac = trellis.ac(block, (self.lambda.0 * masking) >> 8, &mut self.levels);
            symbols.push_block(component, trellis.dc(block), ac);
        }
    }

    /// Adds the DC coefficients of a minimum coded unit.
    fn push_dc(&self, unit: usize, symbols: &mut ScanSymbols) {
        for (component, block, _) in self.blocks(unit) {
            symbols.push_dc(component, self.dc(component, block));
        }
    }

    /// Lets DC coefficients be predicted as they are after a minimum coded unit.
    fn predict_from(&self, unit: usize, symbols: &mut ScanSymbols) {
        for (component, block, _) in self.blocks(unit) {
            symbols.predict(component, self.dc(component, block));
        }
    }

    fn dc(&self, component: u8, block: &Block) -> i16 {
        if component == 0 { self.luma.dc(block) } else { self.chroma.dc(block) }
    }

    /// The blocks of a minimum coded unit: their component, their coefficients, and how much dearer a bit is in them.
    #[inline(always)]
    fn blocks(&self, unit: usize) -> impl Iterator<Item = (u8, &'a Block, u32)> + use<'a> {
        let Coefficients { blocks, unit: components } = self.coefficients;
        let places = unit * components.len()..(unit + 1) * components.len();
        let blocks = blocks.get(places.clone()).unwrap_or_default();
        let masking = self.masking.get(places).unwrap_or_default();
        components
            .iter()
            .zip(blocks)
            .zip(masking)
            .map(|((&component, block), &masking)| (component, block, masking))
    }
}

/// Mean square of a block's AC coefficients, as they are stored, at which a bit costs twice as much as
/// in a flat block: errors hide in texture. The idea and the order of magnitude are mozjpeg's.
const MASKING_ENERGY: u64 = 120_000;
/// What a bit costs in a flat block, in 1/256 of it.
const FLAT: u32 = 256;

/// How many times dearer a bit is in each block than in a flat one, in 1/256: 1 to 16 times at the usual `strength`, 256.
fn masking(coefficients: &Coefficients, strength: u32) -> Vec<u32> {
    let in_luma = |[_, ac @ ..]: &Block| {
        let energy: u64 = ac.iter().map(|&c| (i32::from(c) * i32::from(c)) as u64).sum();
        (256 + u64::from(strength) * (energy / 63) / MASKING_ENERGY).min(16 * 256) as u32
    };
    let blocks = coefficients.blocks.iter().zip(coefficients.unit.iter().cycle());
    blocks.map(|(block, &component)| if component == 0 { in_luma(block) } else { FLAT }).collect()
}
