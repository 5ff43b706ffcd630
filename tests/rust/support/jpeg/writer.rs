//! Writes JPEG files of any structure that T.81 allows from random coefficients and random Huffman tables.

use super::Random;

/// Place of each zigzag position in a block of rows of eight (T.81 figure A.6), by walking the diagonals.
pub static NATURAL: std::sync::LazyLock<[usize; 64]> = std::sync::LazyLock::new(|| {
    let mut order = [0; 64];
    let mut k = 0;
    for diagonal in 0..15_usize {
        let mut cells: Vec<usize> = (0..8)
            .filter(|row| diagonal >= *row && diagonal - row < 8)
            .map(|row| row * 8 + diagonal - row)
            .collect();
        if diagonal % 2 == 0 {
            cells.reverse();
        }
        for cell in cells {
            order[k] = cell;
            k += 1;
        }
    }
    order
});

pub struct Component {
    pub id: u8,
    pub h: usize,
    pub v: usize,
    pub tq: usize,
    pub blocks_wide: usize,
    pub blocks_high: usize,
    /// Quantized coefficients in zigzag order, padding blocks included.
    pub blocks: Vec<[i16; 64]>,
}

#[derive(Clone, Debug)]
pub struct Scan {
    pub components: Vec<usize>,
    pub first: usize,
    pub last: usize,
    pub high: u32,
    pub low: u32,
}

pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub components: Vec<Component>,
    pub quantization: Vec<[u16; 64]>,
}

/// How a picture is written.
#[derive(Clone, Debug)]
pub struct Layout {
    /// 0xC0, 0xC1 or 0xC2.
    pub frame: u8,
    pub scans: Vec<Scan>,
    pub restart_interval: usize,
    /// The number of lines comes in a DNL segment.
    pub lines_later: bool,
    /// Quantization elements of 16 bits.
    pub wide_quantization: bool,
    /// Fill bytes before markers.
    pub fill: bool,
    /// The shortest codes stand for what photos have most of.
    pub usual_codes: bool,
}

impl Picture {
    /// Random coefficients; `sampling` is h and v of each component, `largest_element` of the quantization.
    pub fn random(
        random: &mut Random,
        (width, height): (usize, usize),
        sampling: &[(usize, usize)],
        largest_element: u16,
    ) -> Self {
        let quantization: Vec<[u16; 64]> = (0..2)
            .map(|_| std::array::from_fn(|_| 1 + random.below(largest_element.into()) as u16))
            .collect();
        let (h_max, v_max) =
            (sampling.iter().map(|s| s.0).max().unwrap(), sampling.iter().map(|s| s.1).max().unwrap());
        let (wide, high) = (width.div_ceil(8 * h_max), height.div_ceil(8 * v_max));
        let components = sampling.iter().enumerate().map(|(index, &(h, v))| {
            let (blocks_wide, blocks_high) = (wide * h, high * v);
            let tq = index.min(1);
            let blocks = (0..blocks_wide * blocks_high).map(|_| block(random, &quantization[tq])).collect();
            Component { id: index as u8 + 1, h, v, tq, blocks_wide, blocks_high, blocks }
        });
        let components = components.collect();
        Self { width, height, components, quantization }
    }

    fn h_max(&self) -> usize {
        self.components.iter().map(|c| c.h).max().unwrap()
    }

    fn v_max(&self) -> usize {
        self.components.iter().map(|c| c.v).max().unwrap()
    }

    /// Stored samples of a component's row and column (A.1.1).
    pub fn stored_size(&self, component: usize) -> (usize, usize) {
        let part = &self.components[component];
        ((self.width * part.h).div_ceil(self.h_max()), (self.height * part.v).div_ceil(self.v_max()))
    }

    /// The blocks of each unit of a scan, as (component, block).
    fn units(&self, scan: &Scan) -> Vec<Vec<(usize, usize)>> {
        if let [component] = scan.components[..] {
            let part = &self.components[component];
            let (width, height) = self.stored_size(component);
            return (0..height.div_ceil(8))
                .flat_map(|row| (0..width.div_ceil(8)).map(move |column| row * part.blocks_wide + column))
                .map(|block| vec![(component, block)])
                .collect();
        }
        let (wide, high) = (self.width.div_ceil(8 * self.h_max()), self.height.div_ceil(8 * self.v_max()));
        let mut units = Vec::new();
        for row in 0..high {
            for column in 0..wide {
                let mut unit = Vec::new();
                for &component in &scan.components {
                    let part = &self.components[component];
                    for down in 0..part.v {
                        for across in 0..part.h {
                            let at = (row * part.v + down) * part.blocks_wide + column * part.h + across;
                            unit.push((component, at));
                        }
                    }
                }
                units.push(unit);
            }
        }
        units
    }

    /// The file.
    pub fn write(&self, random: &mut Random, layout: &Layout) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        for (index, table) in self.quantization.iter().enumerate() {
            segment(&mut file, layout, 0xDB, &quantization_table(layout, index, table));
        }
        segment(&mut file, layout, layout.frame, &self.frame_header(layout));
        for (number, scan) in layout.scans.iter().enumerate() {
            if number == 0 || random.one_in(3) {
                segment(&mut file, layout, 0xDD, &(layout.restart_interval as u16).to_be_bytes());
            }
            let dc = Huffman::random(random, (0..12).collect());
            let mut ac = Huffman::random(random, (0..=255).collect());
            if layout.usual_codes {
                ac = ac.with_short_codes(&USUAL);
            }
            segment(&mut file, layout, 0xC4, &dc.payload(0));
            segment(&mut file, layout, 0xC4, &ac.payload(0x10));
            segment(&mut file, layout, 0xDA, &self.scan_header(scan));
            let coder = Coder { random, dc, ac, bits: Bits::default(), end_run: 0, corrections: Vec::new() };
            file.extend(self.entropy_coded(coder, layout, scan));
            if number == 0 && layout.lines_later {
                segment(&mut file, layout, 0xDC, &(self.height as u16).to_be_bytes());
            }
        }
        file.extend([0xFF, 0xD9]);
        file
    }

    fn frame_header(&self, layout: &Layout) -> Vec<u8> {
        let mut frame = vec![8];
        frame.extend(if layout.lines_later { 0 } else { self.height as u16 }.to_be_bytes());
        frame.extend((self.width as u16).to_be_bytes());
        frame.push(self.components.len() as u8);
        for part in &self.components {
            frame.extend([part.id, (part.h << 4 | part.v) as u8, part.tq as u8]);
        }
        frame
    }

    fn scan_header(&self, scan: &Scan) -> Vec<u8> {
        let mut header = vec![scan.components.len() as u8];
        header.extend(scan.components.iter().flat_map(|&index| [self.components[index].id, 0]));
        header.extend([scan.first as u8, scan.last as u8, (scan.high << 4 | scan.low) as u8]);
        header
    }

    /// The blocks of a scan, with its restart markers.
    fn entropy_coded(&self, mut coder: Coder, layout: &Layout, scan: &Scan) -> Vec<u8> {
        let mut predictions = [0; 4];
        for (index, unit) in self.units(scan).iter().enumerate() {
            if layout.restart_interval > 0 && index > 0 && index % layout.restart_interval == 0 {
                coder.flush_end_run();
                coder.bits.align();
                if layout.fill {
                    coder.bits.bytes.push(0xFF);
                }
                coder.bits.bytes.extend([0xFF, 0xD0 + ((index / layout.restart_interval - 1) % 8) as u8]);
                predictions = [0; 4];
            }
            for &(component, block) in unit {
                let block = &self.components[component].blocks[block];
                coder.block(layout.frame == 0xC2, scan, block, &mut predictions[component]);
            }
        }
        coder.flush_end_run();
        coder.bits.align();
        coder.bits.bytes
    }
}

/// A marker segment, after fill bytes (T.81 B.1.1.2) where the layout has them.
fn segment(file: &mut Vec<u8>, layout: &Layout, code: u8, payload: &[u8]) {
    if layout.fill {
        file.extend([0xFF; 3]);
    }
    file.extend([0xFF, code]);
    file.extend((payload.len() as u16 + 2).to_be_bytes());
    file.extend(payload);
}

fn quantization_table(layout: &Layout, index: usize, table: &[u16; 64]) -> Vec<u8> {
    let mut payload = vec![u8::from(layout.wide_quantization) << 4 | index as u8];
    for element in table {
        if layout.wide_quantization {
            payload.extend(element.to_be_bytes());
        } else {
            payload.push(*element as u8);
        }
    }
    payload
}

/// A block as photos have them: few coefficients, small at high frequencies; now and then a wild one.
fn block(random: &mut Random, quantization: &[u16; 64]) -> [i16; 64] {
    let mut block = [0; 64];
    let richness = [0, 2, 8, 30, 64][random.below(5)];
    for (k, value) in block.iter_mut().enumerate() {
        let largest = 1000 / i32::from(quantization[k]) / (1 + k as i32);
        if (k == 0 || random.below(64) < richness) && largest > 0 {
            *value = (random.below(2 * largest as usize + 1) as i32 - largest) as i16;
        } else if random.below(64) < richness / 4 {
            *value = if random.one_in(2) { 1 } else { -1 };
        }
    }
    block
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    partial: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            self.partial = self.partial << 1 | (value >> bit & 1);
            self.count += 1;
            if self.count == 8 {
                self.bytes.push(self.partial as u8);
                if self.partial as u8 == 0xFF {
                    self.bytes.push(0);
                }
                (self.partial, self.count) = (0, 0);
            }
        }
    }

    /// Pads with ones (F.1.2.3).
    fn align(&mut self) {
        while self.count > 0 {
            self.put(1, 1);
        }
    }
}

/// Symbols of AC coefficients that photos have most of: short runs of small values, the end of a block.
const USUAL: [u8; 6] = [0x01, 0x00, 0x11, 0x21, 0x02, 0x31];

/// A table of codes of random lengths.
struct Huffman {
    counts: [u8; 16],
    values: Vec<u8>,
    codes: Vec<(u32, u32)>,
}

impl Huffman {
    fn random(random: &mut Random, mut values: Vec<u8>) -> Self {
        for at in (1..values.len()).rev() {
            values.swap(at, random.below(at + 1));
        }
        let (mut counts, mut left, mut free) = ([0; 16], values.len(), 1_usize);
        for (length, count) in (1..=16).zip(&mut counts) {
            free *= 2;
            // What must stay free for the longer codes, and one code that is not used (all ones).
            let needed = |left: usize| (left + 1).div_ceil(1 << (16 - length));
            let most = (0..=left.min(free)).rev().find(|taken| free - taken >= needed(left - taken)).unwrap();
            *count = if length == 16 { left } else { random.below(most.min(6 + length) + 1) } as u8;
            free -= usize::from(*count);
            left -= usize::from(*count);
        }
        assert_eq!(left, 0);
        Self::new(counts, values)
    }

    /// The same lengths, the shortest for `usual`.
    fn with_short_codes(self, usual: &[u8]) -> Self {
        let rest = self.values.iter().filter(|value| !usual.contains(value));
        let values = usual.iter().chain(rest).copied().collect();
        Self::new(self.counts, values)
    }

    fn new(counts: [u8; 16], values: Vec<u8>) -> Self {
        let mut codes = vec![(0, 0); 256];
        let (mut code, mut next) = (0, values.iter());
        for (length, &count) in (1..).zip(&counts) {
            for _ in 0..count {
                codes[usize::from(*next.next().unwrap())] = (code, length);
                code += 1;
            }
            code <<= 1;
        }
        Self { counts, values, codes }
    }

    fn payload(&self, class_and_destination: u8) -> Vec<u8> {
        [&[class_and_destination][..], &self.counts, &self.values].concat()
    }
}

struct Coder<'a> {
    random: &'a mut Random,
    dc: Huffman,
    ac: Huffman,
    bits: Bits,
    /// Blocks that end without a further coefficient, not written yet, and their correction bits.
    end_run: u32,
    corrections: Vec<u32>,
}

impl Coder<'_> {
    fn dc_symbol(&mut self, symbol: u32) {
        let (code, length) = self.dc.codes[symbol as usize];
        self.bits.put(code, length);
    }

    fn ac_symbol(&mut self, symbol: u32) {
        let (code, length) = self.ac.codes[symbol as usize];
        self.bits.put(code, length);
    }

    /// Size and magnitude bits of a value (F.1.2.1).
    fn magnitude(value: i32) -> (u32, u32) {
        let size = 32 - value.unsigned_abs().leading_zeros();
        let bits = if value < 0 { value - 1 } else { value } as u32;
        (size, bits & ((1 << size) - 1))
    }

    fn block(&mut self, progressive: bool, scan: &Scan, block: &[i16; 64], prediction: &mut i32) {
        if !progressive {
            self.dc_first(block, 0, prediction);
            self.ac_first(block, 1, 63, 0, false);
        } else if scan.first == 0 && scan.high == 0 {
            self.dc_first(block, scan.low, prediction);
        } else if scan.first == 0 {
            self.bits.put((i32::from(block[0]) >> scan.low) as u32 & 1, 1);
        } else if scan.high == 0 {
            self.ac_first(block, scan.first, scan.last, scan.low, true);
        } else {
            self.ac_refine(block, scan.first, scan.last, scan.low);
        }
    }

    fn dc_first(&mut self, block: &[i16; 64], low: u32, prediction: &mut i32) {
        let value = i32::from(block[0]) >> low;
        let (size, bits) = Self::magnitude(value - *prediction);
        *prediction = value;
        self.dc_symbol(size);
        self.bits.put(bits, size);
    }

    fn ac_first(&mut self, block: &[i16; 64], first: usize, last: usize, low: u32, runs: bool) {
        let mut zeros = 0;
        for &value in &block[first..=last] {
            // Towards zero (G.1.2.1).
            let value = i32::from(value) / (1 << low);
            if value == 0 {
                zeros += 1;
                continue;
            }
            self.flush_end_run();
            while zeros > 15 {
                self.ac_symbol(0xF0);
                zeros -= 16;
            }
            let (size, bits) = Self::magnitude(value);
            self.ac_symbol(zeros << 4 | size);
            self.bits.put(bits, size);
            zeros = 0;
        }
        if zeros > 0 {
            self.end_run += 1;
            if !runs || self.end_run == 0x7FFF || self.random.one_in(5) {
                self.flush_end_run();
            }
        }
    }

    // `k` is the standard's name of a coefficient's place, in figure G.7 and here.
    #[allow(clippy::needless_range_loop)]
    fn ac_refine(&mut self, block: &[i16; 64], first: usize, last: usize, low: u32) {
        let absolute = |k: usize| i32::from(block[k]).abs() >> low;
        let last_new = (first..=last).rev().find(|&k| absolute(k) == 1);
        let (mut zeros, mut corrections) = (0, Vec::new());
        for k in first..=last {
            if absolute(k) == 0 {
                zeros += 1;
                continue;
            }
            while zeros > 15 && last_new.is_some_and(|new| k <= new) {
                self.flush_end_run();
                self.ac_symbol(0xF0);
                self.put_corrections(&mut corrections);
                zeros -= 16;
            }
            if absolute(k) > 1 {
                corrections.push(absolute(k) as u32 & 1);
                continue;
            }
            self.flush_end_run();
            self.ac_symbol(zeros << 4 | 1);
            self.bits.put(u32::from(block[k] > 0), 1);
            self.put_corrections(&mut corrections);
            zeros = 0;
        }
        if zeros > 0 || !corrections.is_empty() {
            self.end_run += 1;
            self.corrections.append(&mut corrections);
            if self.end_run == 0x7FFF || self.corrections.len() > 900 || self.random.one_in(5) {
                self.flush_end_run();
            }
        }
    }

    fn put_corrections(&mut self, corrections: &mut Vec<u32>) {
        for bit in corrections.drain(..) {
            self.bits.put(bit, 1);
        }
    }

    /// EOBn with the run's low bits (G.1.2.2).
    fn flush_end_run(&mut self) {
        if self.end_run > 0 {
            let size = 31 - self.end_run.leading_zeros();
            self.ac_symbol(size << 4);
            self.bits.put(self.end_run & ((1 << size) - 1), size);
            self.end_run = 0;
            let mut corrections = std::mem::take(&mut self.corrections);
            self.put_corrections(&mut corrections);
        }
    }
}

/// One scan of all components, or one for each.
pub fn sequential(components: usize, interleaved: bool) -> Vec<Scan> {
    let scan = |components| Scan { components, first: 0, last: 63, high: 0, low: 0 };
    if interleaved {
        vec![scan((0..components).collect())]
    } else {
        (0..components).map(|index| scan(vec![index])).collect()
    }
}

/// A random progression: every bit of every coefficient comes once, in an order that T.81 allows.
pub fn progressive(random: &mut Random, components: usize) -> Vec<Scan> {
    let all: Vec<usize> = (0..components).collect();
    let low = random.below(3) as u32;
    let mut scans = Vec::new();
    let dc = |high, low, components| Scan { components, first: 0, last: 0, high, low };
    if random.one_in(3) {
        scans.extend(all.iter().map(|&index| dc(0, low, vec![index])));
    } else {
        scans.push(dc(0, low, all.clone()));
    }
    let mut later = Vec::new();
    for index in all.clone() {
        let low = random.below(3) as u32;
        let split = if random.one_in(2) { 63 } else { 1 + random.below(62) };
        let bands = if split == 63 { vec![(1, 63)] } else { vec![(1, split), (split + 1, 63)] };
        for &(first, last) in &bands {
            scans.push(Scan { components: vec![index], first, last, high: 0, low });
        }
        // A refinement may join bands that came apart.
        let bands = if random.one_in(2) { vec![(1, 63)] } else { bands };
        for low in (0..low).rev() {
            for &(first, last) in &bands {
                later.push(Scan { components: vec![index], first, last, high: low + 1, low });
            }
        }
    }
    scans.extend(later);
    scans.extend((0..low).rev().map(|low| dc(low + 1, low, all.clone())));
    scans
}
