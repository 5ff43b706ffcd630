//! Tone curves between numbers and light, computed alike on every machine.
//!
//! The platform's `powf` differs from one C library to the next; here powers come from additions,
//! products and divisions alone, which IEEE 754 defines to the last bit.

/// From a channel's number, 0 to 1, to light, 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// (a·x + b)^g + c from d on, e·x + f below: every function of ICC.1:2022 table 68.
    Function {
        /// Exponent.
        g: f64,
        /// Factor inside the power.
        a: f64,
        /// Summand inside the power.
        b: f64,
        /// Summand after the power.
        c: f64,
        /// Where the power takes over from the line.
        d: f64,
        /// Slope of the line.
        e: f64,
        /// The line's height at 0.
        f: f64,
    },
    /// Values in 1/65535 at equal distances, with straight lines between them; two at least.
    Table(Vec<u16>),
}

impl Curve {
    /// x^g.
    pub fn power(g: f64) -> Self {
        Self::Function { g, a: 1.0, b: 0.0, c: 0.0, d: 0.0, e: 0.0, f: 0.0 }
    }

    /// The curve of sRGB (IEC 61966-2-1).
    pub fn srgb() -> Self {
        Self::Function {
            g: 2.4,
            a: 1.0 / 1.055,
            b: 0.055 / 1.055,
            c: 0.0,
            d: 0.04045,
            e: 1.0 / 12.92,
            f: 0.0,
        }
    }

    /// The function types 0 to 4 of a parametricCurveType with their parameters in the standard's
    /// order; `None` for numbers without meaning.
    pub(crate) fn parametric(kind: u16, parameters: [f64; 7]) -> Option<Self> {
        let [g, a, b, c, d, e, f] = parameters;
        let known = match kind {
            0 => Self::power(g),
            // Types 1 and 2 turn into a level line where the power's base would be negative.
            1 | 2 if a == 0.0 => return None,
            1 => Self::Function { g, a, b, c: 0.0, d: -b / a, e: 0.0, f: 0.0 },
            2 => Self::Function { g, a, b, c, d: -b / a, e: 0.0, f: c },
            3 => Self::Function { g, a, b, c: 0.0, d, e: c, f: 0.0 },
            4 => Self::Function { g, a, b, c: e, d, e: c, f },
            _ => return None,
        };
        (0.05..=20.0).contains(&g).then_some(known)
    }

    /// Light for a number; both are held within 0 to 1.
    pub fn light(&self, number: f64) -> f64 {
        let x = number.clamp(0.0, 1.0);
        let light = match self {
            &Self::Function { g, a, b, c, d, e, f } => {
                if x >= d {
                    power(a * x + b, g) + c
                } else {
                    e * x + f
                }
            }
            Self::Table(values) => {
                let place = x * values.len().saturating_sub(1) as f64;
                let before = place as usize;
                let value =
                    |index: usize| f64::from(values.get(index).or(values.last()).copied().unwrap_or(0));
                let (low, high) = (value(before), value(before + 1));
                (low + (high - low) * (place - before as f64)) / 65535.0
            }
        };
        light.clamp(0.0, 1.0)
    }

    /// Whether no number stands for light that differs by more than about half a step of 1/255 of sRGB's.
    pub(crate) fn is_near(&self, other: &Self) -> bool {
        (0..=255).map(|number| f64::from(number) / 255.0).all(|number| {
            (srgb_number(self.light(number)) - srgb_number(other.light(number))).abs() < 0.5 / 255.0
        })
    }
}

/// The number for which sRGB's curve gives this light (IEC 61966-2-1).
pub fn srgb_number(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * power(light, 1.0 / 2.4) - 0.055 }
}

/// `base` to the power of `exponent`; 0 for a base that is not positive.
pub fn power(base: f64, exponent: f64) -> f64 {
    if base <= f64::MIN_POSITIVE { 0.0 } else { exp2(log2(base) * exponent) }
}

/// Logarithm to base 2 of a positive normal number.
pub fn log2(x: f64) -> f64 {
    const MANTISSA_BITS: u32 = 52;
    let bits = x.to_bits();
    let exponent = (bits >> MANTISSA_BITS) as i64 - 1023;
    let mantissa = f64::from_bits(bits & ((1 << MANTISSA_BITS) - 1) | 1023 << MANTISSA_BITS);
    // ln m = 2·artanh t with t = (m - 1) / (m + 1) up to 1/3, whose series of odd powers ends below
    // 1e-16 after 17 terms.
    let t = (mantissa - 1.0) / (mantissa + 1.0);
    let mut series = 0.0;
    for odd in (0..17).rev().map(|n| f64::from(2 * n + 1)) {
        series = series * t * t + 1.0 / odd;
    }
    exponent as f64 + 2.0 * t * series * std::f64::consts::LOG2_E
}

/// 2 to the power of `x`; 0 below the normal numbers.
fn exp2(x: f64) -> f64 {
    if !(-1022.0..1024.0).contains(&x) {
        return if x < 0.0 { 0.0 } else { f64::MAX };
    }
    let whole = x.floor();
    let fraction = (x - whole) * std::f64::consts::LN_2;
    // The series of e^fraction, fraction below 0.7, ends below 1e-16 after 18 terms.
    let mut series = 1.0;
    for n in (1..18).rev().map(f64::from) {
        series = 1.0 + series * fraction / n;
    }
    series * f64::from_bits(((whole as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_agree_with_the_platform() {
        for step in 1..=4000 {
            let base = f64::from(step) / 1000.0;
            for exponent in [0.1, 1.0 / 2.4, 0.45455, 1.0, 1.8, 2.2, 2.4, 5.0] {
                let (ours, platform) = (power(base, exponent), base.powf(exponent));
                assert!(
                    (ours - platform).abs() <= platform * 1e-13,
                    "{base} ^ {exponent}: {ours} {platform}"
                );
            }
        }
        assert_eq!(power(0.0, 2.2), 0.0);
        assert_eq!(power(1.0, 2.4), 1.0);
    }

    #[test]
    fn srgb_there_and_back() {
        for number in 0..=255 {
            let number = f64::from(number) / 255.0;
            assert!((srgb_number(Curve::srgb().light(number)) - number).abs() < 1e-6);
        }
    }
}
