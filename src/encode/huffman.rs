//! Huffman tables made for one picture (ITU-T T.81 Annex C and K.2).

use super::symbol::Symbol;

/// Longest code that a JPEG file can state (T.81 B.2.4.2).
const MAX_LENGTH: usize = 16;

/// How often each symbol occurs.
pub type Frequencies = [u32; 256];

/// A code for each symbol that occurs.
#[derive(Clone)]
pub struct Table {
    /// `counts[n]` codes are `n + 1` bits long (BITS of T.81 B.2.4.2).
    pub counts: [u8; MAX_LENGTH],
    /// The symbols, shortest code first (HUFFVAL).
    pub symbols: Vec<u8>,
    /// Code in the low bits, its length in bits above [`LENGTH_SHIFT`]; 0 where a symbol has no code.
    codes: [u32; 256],
}

const LENGTH_SHIFT: u32 = 16;

impl Table {
    /// The shortest code for these frequencies that is no longer than 16 bits.
    pub fn optimal(histogram: &Frequencies) -> Self {
        // Most frequent first. There are few symbols: the standard library's sort would only make the module larger.
        let mut used: Vec<(u32, u8)> = Vec::new();
        for (&count, symbol) in histogram.iter().zip(0..=255).filter(|(count, _)| **count > 0) {
            used.insert(used.partition_point(|&(other, _)| other >= count), (count, symbol));
        }
        let counts = code_counts(used.iter().rev().map(|&(count, _)| u64::from(count)));
        let symbols: Vec<u8> = used.iter().map(|&(_, symbol)| symbol).collect();
        let codes = assign(&counts, &symbols);
        Self { counts, symbols, codes }
    }

    /// The symbol's code and its length in bits.
    #[inline]
    pub fn code(&self, symbol: u8) -> (u32, u32) {
        let entry = self.codes.get(usize::from(symbol)).copied().unwrap_or_default();
        (entry & 0xFFFF, entry >> LENGTH_SHIFT)
    }

    /// The symbol's code with the bits that follow it appended, and the length of both together.
    #[inline]
    pub fn append(&self, symbol: Symbol) -> (u64, u32) {
        let (code, length) = self.code(symbol.code);
        let following = u32::from(symbol.length);
        (u64::from(code) << following | u64::from(symbol.bits), length + following)
    }

    /// Length of the symbol's code in bits, 0 where it has none.
    pub fn length(&self, symbol: u8) -> u32 {
        self.code(symbol).1
    }

    /// Bits that every symbol of the histogram takes, with the bits that follow it (their number is
    /// the symbol's lower half, T.81 F.1.2).
    pub fn coded_bits(&self, histogram: &Frequencies) -> u64 {
        let mut bits = 0;
        for ((&count, code), symbol) in histogram.iter().zip(&self.codes).zip(0u32..) {
            bits += u64::from(count) * u64::from((code >> LENGTH_SHIFT) + (symbol & 15));
        }
        bits
    }
}

/// Number of codes of each length for frequencies that come in ascending order.
///
/// Leaves are merged from two sorted queues, so each step's two rarest trees are at their fronts.
/// A leaf of frequency 0 stands for the code of all ones, which no symbol may have (T.81 C.2).
fn code_counts(ascending: impl Iterator<Item = u64>) -> [u8; MAX_LENGTH] {
    let mut weights: Vec<u64> = std::iter::once(0).chain(ascending).collect();
    let leaves = weights.len();
    let mut parents = vec![0; 2 * leaves - 1];
    let (mut leaf, mut inner) = (0, leaves);
    for parent in leaves..2 * leaves - 1 {
        let mut weight = 0;
        for _ in 0..2 {
            let from_leaves = weights.get(leaf).filter(|_| leaf < leaves);
            let from_inner = weights.get(inner);
            let rarest = match (from_leaves, from_inner) {
                (Some(a), Some(b)) if a > b => &mut inner,
                (None, _) => &mut inner,
                _ => &mut leaf,
            };
            weight += weights.get(*rarest).copied().unwrap_or_default();
            if let Some(slot) = parents.get_mut(*rarest) {
                *slot = parent;
            }
            *rarest += 1;
        }
        weights.push(weight);
    }
    // Parents come after their children, so depths are known from the root downwards.
    let mut depths = vec![0usize; 2 * leaves - 1];
    for node in (0..2 * leaves - 2).rev() {
        let parent_depth =
            parents.get(node).and_then(|&parent| depths.get(parent)).copied().unwrap_or_default();
        if let Some(depth) = depths.get_mut(node) {
            *depth = parent_depth + 1;
        }
    }
    let mut counts = vec![0u32; leaves.max(MAX_LENGTH) + 1];
    for &depth in depths.iter().take(leaves) {
        if let Some(count) = counts.get_mut(depth) {
            *count += 1;
        }
    }
    limit_lengths(&mut counts);
    std::array::from_fn(|index| counts.get(index + 1).copied().unwrap_or_default() as u8)
}

/// Shortens codes over 16 bits (T.81 figure K.3), then takes away the code of all ones.
#[allow(clippy::indexing_slicing)] // `counts` holds at least lengths 0 to 16, and loops stay inside.
fn limit_lengths(counts: &mut [u32]) {
    for length in (MAX_LENGTH + 1..counts.len()).rev() {
        while counts[length] > 0 {
            // A pair of codes gives up one to the length above; the other becomes the sibling of
            // the longest shorter code, which moves one down.
            let mut shorter = length - 2;
            while shorter > 0 && counts[shorter] == 0 {
                shorter -= 1;
            }
            counts[length] -= 2;
            counts[length - 1] += 1;
            counts[shorter + 1] += 2;
            counts[shorter] -= 1;
        }
    }
    if let Some(longest) = counts.iter_mut().skip(1).rev().find(|count| **count > 0) {
        *longest -= 1;
    }
}

/// Codes in ascending order of length (T.81 figures C.1 to C.3).
fn assign(counts: &[u8; MAX_LENGTH], symbols: &[u8]) -> [u32; 256] {
    let mut codes = [0; 256];
    let mut symbols = symbols.iter();
    let mut code = 0u32;
    for (length, &count) in (1u32..).zip(counts) {
        for &symbol in symbols.by_ref().take(usize::from(count)) {
            if let Some(slot) = codes.get_mut(usize::from(symbol)) {
                *slot = length << LENGTH_SHIFT | code;
            }
            code += 1;
        }
        code <<= 1;
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(histogram: &Frequencies) -> Table {
        let table = Table::optimal(histogram);
        let sum: u64 = (1u32..).zip(&table.counts).map(|(l, &n)| u64::from(n) << (16 - l)).sum();
        assert!(sum < 1 << 16, "no prefix code, or the code of all ones is used");
        for (symbol, &count) in (0..=255).zip(histogram) {
            assert_eq!(count > 0, table.length(symbol) > 0);
        }
        assert_eq!(table.symbols.len(), table.counts.iter().map(|&n| usize::from(n)).sum::<usize>());
        table
    }

    #[test]
    fn one_symbol_and_none() {
        let mut histogram = [0; 256];
        assert!(check(&histogram).symbols.is_empty());
        histogram[7] = 3;
        assert_eq!(check(&histogram).length(7), 1);
    }

    #[test]
    fn every_symbol_equally_often() {
        let table = check(&[5; 256]);
        assert!((0..=255).all(|symbol| (8..=9).contains(&table.length(symbol))));
    }

    #[test]
    fn fibonacci_frequencies_need_the_length_limit() {
        let mut histogram = [0; 256];
        let (mut a, mut b) = (1u32, 1u32);
        for count in histogram.iter_mut().take(40) {
            *count = a;
            (a, b) = (b, a + b);
        }
        let table = check(&histogram);
        assert_eq!(table.length(39), 1);
        assert_eq!(table.counts.iter().rposition(|&n| n > 0), Some(15));
    }

    #[test]
    fn frequent_symbols_are_near_their_entropy() {
        let mut histogram = [0; 256];
        for (index, count) in histogram.iter_mut().take(60).enumerate() {
            *count = 100_000 / (index as u32 + 1);
        }
        let table = check(&histogram);
        let following: u64 = (0..60).map(|symbol| histogram[symbol] as u64 * (symbol as u64 & 15)).sum();
        let total: f64 = histogram.iter().map(|&n| f64::from(n)).sum();
        let entropy: f64 = histogram
            .iter()
            .filter(|n| **n > 0)
            .map(|&n| -f64::from(n) * (f64::from(n) / total).log2())
            .sum();
        assert!(((table.coded_bits(&histogram) - following) as f64) < entropy * 1.02);
    }
}
