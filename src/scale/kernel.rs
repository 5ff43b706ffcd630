//! Lanczos weights in fixed point, from arithmetic that gives the same bits on every machine.
//!
//! Only `+ - * /` on `f64` are used: IEEE 754 fixes their results, while `sin` differs between
//! mathematical libraries.

use super::axis::Axis;

/// Lobes of the kernel on each side.
const LOBES: f64 = 3.0;
/// Weights of one output sample sum to this.
pub const UNIT: i32 = 1 << UNIT_BITS;
/// Fraction bits of a weight: a weight of 1.3 still fits an `i16`.
pub const UNIT_BITS: u32 = 14;

/// The source samples that make up one output sample.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The first group of source samples.
    pub first: usize,
    /// Where its weights stand in [`Weights::values`], in groups.
    pub offset: usize,
    /// Number of groups.
    pub count: usize,
}

impl Span {
    /// The group after the last.
    pub fn end(&self) -> usize {
        self.first + self.count
    }
}

/// The weights of one axis over groups of `N` source samples, which are applied at once.
#[derive(Clone, Debug)]
pub struct Weights<const N: usize> {
    /// One span for each output sample; `first` never falls.
    pub spans: Vec<Span>,
    /// The weights of all spans, one after the other; zeros for samples of a group that do not count.
    pub values: Vec<[i16; N]>,
    /// The largest count of a span.
    pub longest: usize,
}

impl<const N: usize> Weights<N> {
    /// Weights for the output samples of `axis` over `source_len` samples; the axis is in units of
    /// those samples. Beyond the edges there is nothing: what remains is brought to the full sum.
    pub fn new(axis: &Axis, source_len: usize) -> Self {
        let mut weights = Self { spans: Vec::with_capacity(axis.len), values: Vec::new(), longest: 0 };
        let mut exact = Vec::new();
        for index in 0..axis.len {
            let centre = axis.origin + axis.step * index as f64;
            weights.push_span(centre, axis.step.max(1.0), source_len, &mut exact);
        }
        weights
    }

    /// The weights of a span.
    pub fn of(&self, span: &Span) -> &[[i16; N]] {
        self.values.get(span.offset..span.offset + span.count).unwrap_or_default()
    }

    fn push_span(&mut self, centre: f64, stretch: f64, source_len: usize, exact: &mut Vec<f64>) {
        let reach = LOBES * stretch;
        let last_index = source_len.saturating_sub(1);
        let first = ((centre - reach).max(0.0) as usize).min(last_index);
        let end = ((centre + reach).max(0.0) as usize + 1).clamp(first + 1, source_len.max(first + 1));
        exact.clear();
        exact.extend((first..end).map(|at| lanczos((at as f64 + 0.5 - centre) / stretch)));
        let sum: f64 = exact.iter().sum();
        let groups = first / N..end.div_ceil(N);
        let span = Span { first: groups.start, offset: self.values.len(), count: groups.len() };
        self.values.resize(span.offset + span.count, [0; N]);
        self.spans.push(span);
        self.longest = self.longest.max(span.count);
        let Some(values) = self.values.get_mut(span.offset..) else { return };
        let values = values.as_flattened_mut().iter_mut().skip(first % N);
        for (at, (value, &weight)) in values.zip(&*exact).enumerate() {
            *value = match sum > 0.0 {
                true => fixed(weight / sum),
                // No source sample within reach of the kernel: the nearest one counts alone.
                false if at == 0 => UNIT as i16,
                false => 0,
            };
        }
        self.settle_rounding(span.offset);
    }

    /// Gives what rounding lost to the largest weight, so that flat areas stay flat.
    fn settle_rounding(&mut self, offset: usize) {
        let Some(span) = self.values.get_mut(offset..) else { return };
        let span = span.as_flattened_mut();
        let sum: i32 = span.iter().map(|&weight| i32::from(weight)).sum();
        if let Some(largest) = span.iter_mut().max_by_key(|weight| **weight) {
            *largest += (UNIT - sum) as i16;
        }
    }
}

/// Nearest fixed-point value, halves away from zero.
fn fixed(weight: f64) -> i16 {
    let scaled = weight * f64::from(UNIT);
    (if scaled < 0.0 { scaled - 0.5 } else { scaled + 0.5 }) as i16
}

/// The Lanczos kernel `sinc(x) · sinc(x / 3)`.
fn lanczos(x: f64) -> f64 {
    if x.abs() >= LOBES { 0.0 } else { sinc(x) * sinc(x / LOBES) }
}

/// `sin(πx) / (πx)` for `|x| < 3`.
fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { sin_pi(x) / (std::f64::consts::PI * x) }
}

/// What each term of the sine's series is of the one before, but for `-x²`: `1 / (n (n + 1))` for n = 2, 4, 6 …
/// Products with it take a fraction of a division's time.
#[allow(clippy::indexing_slicing)] // The compiler would stop.
const SHARES: [f64; 10] = {
    let mut shares = [1.0; 10];
    let mut at = 0;
    while at < shares.len() {
        let n = 2.0 * (at + 1) as f64;
        shares[at] /= n * (n + 1.0);
        at += 1;
    }
    shares
};

/// `sin(πx)` for small `x`: folded to a quarter period, then Taylor's series up to the point where
/// the next term is below half a unit in the last place.
fn sin_pi(x: f64) -> f64 {
    let half_turns = if x < 0.0 { (x - 0.5) as i64 } else { (x + 0.5) as i64 };
    let angle = (x - half_turns as f64) * std::f64::consts::PI;
    let square = angle * angle;
    let mut term = angle;
    let mut sum = angle;
    for share in SHARES {
        term *= -square * share;
        sum += term;
    }
    if half_turns % 2 == 0 { sum } else { -sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_is_the_sine() {
        for step in -3000..=3000 {
            let x = f64::from(step) / 1000.0;
            assert!((sin_pi(x) - (std::f64::consts::PI * x).sin()).abs() < 1e-14, "{x}");
        }
    }

    #[test]
    fn weights_sum_to_the_unit() {
        for (len, source_len) in [(720, 3024), (720, 721), (720, 360), (1, 1), (3, 1), (480, 65_500)] {
            let step = source_len as f64 / len as f64;
            let weights = Weights::<4>::new(&Axis { origin: step / 2.0, step, len }, source_len);
            for span in &weights.spans {
                let sum: i32 = weights.of(span).as_flattened().iter().map(|&weight| i32::from(weight)).sum();
                assert_eq!(sum, UNIT);
                assert!(span.end() <= source_len.div_ceil(4));
            }
        }
    }
}
