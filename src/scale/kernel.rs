//! Lanczos weights in fixed point, from arithmetic that gives the same bits on every machine.
//!
//! Only `+ - * /` on `f64` are used: IEEE 754 fixes their results, while `sin` differs between
//! mathematical libraries.

use super::plan::Axis;

/// Lobes of the kernel on each side.
const LOBES: f64 = 3.0;
/// Weights of one output sample sum to this.
pub const UNIT: i32 = 1 << UNIT_BITS;
/// Fraction bits of a weight: a weight of 1.3 still fits an `i16`.
pub const UNIT_BITS: u32 = 14;

/// Weights that are applied at once.
pub const LANES: usize = 8;

/// The source samples that make up one output sample.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Index of the first source sample.
    pub first: usize,
    /// Where its weight stands in [`Weights::values`].
    pub offset: usize,
    /// Number of source samples.
    pub count: usize,
}

impl Span {
    /// Index behind the last source sample.
    pub fn end(&self) -> usize {
        self.first + self.count
    }
}

/// The weights of one axis.
#[derive(Clone, Debug)]
pub struct Weights {
    /// One span for each output sample; `first` never falls.
    pub spans: Vec<Span>,
    /// The weights of all spans, one behind the other, each filled up with zeros to a multiple of
    /// [`LANES`].
    pub values: Vec<i16>,
    /// The largest count of a span.
    pub longest: usize,
}

impl Weights {
    /// Weights for the output samples of `axis` over `source_len` samples; the axis is in units of
    /// those samples. Beyond the edges there is nothing: what remains is brought to the full sum.
    pub fn new(axis: &Axis, source_len: usize) -> Self {
        let mut weights = Self { spans: Vec::with_capacity(axis.len), values: Vec::new(), longest: 0 };
        for index in 0..axis.len {
            let centre = axis.origin + axis.step * index as f64;
            weights.push_span(centre, axis.step.max(1.0), source_len);
        }
        weights
    }

    fn push_span(&mut self, centre: f64, stretch: f64, source_len: usize) {
        let reach = LOBES * stretch;
        let last_index = source_len.saturating_sub(1);
        let first = ((centre - reach).max(0.0) as usize).min(last_index);
        let end = ((centre + reach).max(0.0) as usize + 1).clamp(first + 1, source_len.max(first + 1));
        let exact: Vec<f64> = (first..end).map(|at| lanczos((at as f64 + 0.5 - centre) / stretch)).collect();
        let sum: f64 = exact.iter().sum();
        let offset = self.values.len();
        if sum > 0.0 {
            self.values.extend(exact.iter().map(|weight| fixed(weight / sum)));
        } else {
            // No source sample within reach of the kernel: the nearest one counts alone.
            self.values.extend(exact.iter().enumerate().map(|(at, _)| if at == 0 { UNIT as i16 } else { 0 }));
        }
        let count = end - first;
        self.settle_rounding(offset);
        self.values.resize(offset + count.next_multiple_of(LANES), 0);
        self.spans.push(Span { first, offset, count });
        self.longest = self.longest.max(count);
    }

    /// Gives what rounding lost to the largest weight, so that flat areas stay flat.
    fn settle_rounding(&mut self, offset: usize) {
        let Some(span) = self.values.get_mut(offset..) else { return };
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

/// `sin(πx)` for small `x`: folded to a quarter period, then Taylor's series up to the point where
/// the next term is below half a unit in the last place.
fn sin_pi(x: f64) -> f64 {
    let half_turns = if x < 0.0 { (x - 0.5) as i64 } else { (x + 0.5) as i64 };
    let angle = (x - half_turns as f64) * std::f64::consts::PI;
    let square = angle * angle;
    let mut term = angle;
    let mut sum = angle;
    for factor in 1..=10 {
        let n = f64::from(2 * factor);
        term = -term * square / (n * (n + 1.0));
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
            let weights = Weights::new(&Axis { origin: step / 2.0, step, len }, source_len);
            for span in &weights.spans {
                let sum: i32 =
                    weights.values[span.offset..span.offset + span.count].iter().map(|&w| i32::from(w)).sum();
                assert_eq!(sum, UNIT);
                assert!(span.end() <= source_len);
            }
        }
    }
}
