//! Files that ask for as much work as they can for few bytes; `cargo bench -- hostile` tells what they cost.

/// As many pixels as the limits allow.
pub const LARGEST: (usize, usize) = (14_000, 17_800);

/// A JPEG of one component whose scans are end-of-band runs: all coefficients begin together, then each of their bits
/// is refined alone, and no block has any. With `one_in`, one block in `one_in` has the first coefficient.
pub fn end_of_band_runs((width, height): (usize, usize), scans: usize, one_in: Option<usize>) -> Vec<u8> {
    let blocks = width.div_ceil(8) * height.div_ceil(8);
    let mut file = vec![0xFF, 0xD8];
    segment(&mut file, 0xDB, &[&[0][..], &[1; 64]].concat());
    let [high, low] = (height as u16).to_be_bytes();
    let [left, right] = (width as u16).to_be_bytes();
    segment(&mut file, 0xC2, &[8, high, low, left, right, 1, 1, 0x11, 0]);
    // One code of one bit: no difference. Codes of five bits: the end-of-band runs, and one coefficient of size 1.
    segment(&mut file, 0xC4, &[&[0, 1][..], &[0; 15], &[0]].concat());
    let runs: Vec<u8> = (0..15).map(|run| run << 4).chain([1]).collect();
    segment(&mut file, 0xC4, &[&[0x10, 0, 0, 0, 0, 16][..], &[0; 11], &runs].concat());
    segment(&mut file, 0xDA, &[1, 1, 0, 0, 0, 0]);
    file.resize(file.len() + blocks.div_ceil(8), 0);
    segment(&mut file, 0xDA, &[1, 1, 0, 1, 63, 13]);
    file.extend(one_in.map_or_else(|| runs_of(blocks, |_| 0), |step| scattered(blocks, step)));
    let bits = (1..64_u8).flat_map(|k| (0..13_u8).rev().map(move |low| (k, low)));
    for (k, low) in bits.take(scans) {
        segment(&mut file, 0xDA, &[1, 1, 0, k, k, (low + 1) << 4 | low]);
        // After each run its correction bits.
        let step = one_in.filter(|_| k == 1);
        file.extend(runs_of(blocks, |run| step.map_or(0, |step| run.div_ceil(step))));
    }
    file.extend([0xFF, 0xD9]);
    file
}

/// End-of-band runs over all blocks, and as many zero bits after each as `bits` says. The longest run is a multiple
/// of 64.
fn runs_of(blocks: usize, bits: impl Fn(usize) -> usize) -> Vec<u8> {
    let (mut writer, mut left) = (Bits::default(), blocks);
    while left > 0 {
        let run = left.min(32_704);
        writer.end_of_band(run);
        (0..bits(run)).for_each(|_| writer.put(0, 1));
        left -= run;
    }
    writer.finish()
}

/// A coefficient in the first block of each `step`, whose band ends after it, as those of the blocks up to the next.
fn scattered(blocks: usize, step: usize) -> Vec<u8> {
    let mut writer = Bits::default();
    for first in (0..blocks).step_by(step) {
        // The sixteenth code, and the sign.
        writer.put(0b01111, 5);
        writer.put(1, 1);
        writer.end_of_band(step.min(blocks - first));
    }
    writer.finish()
}

fn segment(file: &mut Vec<u8>, code: u8, payload: &[u8]) {
    file.extend([0xFF, code]);
    file.extend((payload.len() as u16 + 2).to_be_bytes());
    file.extend(payload);
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    partial: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: usize, count: u32) {
        for bit in (0..count).rev() {
            self.partial = self.partial << 1 | (value >> bit & 1) as u32;
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

    /// EOBn of a run of 1 to 32,767 blocks (T.81 G.1.2.2).
    fn end_of_band(&mut self, run: usize) {
        let size = run.ilog2();
        self.put(size as usize, 5);
        self.put(run & ((1 << size) - 1), size);
    }

    fn finish(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.put(1, 1);
        }
        self.bytes
    }
}
