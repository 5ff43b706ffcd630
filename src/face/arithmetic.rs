//! Functions that platforms compute differently, from additions and multiplications only.

/// `exp(x)` for `x <= 0`: a power of two times the Taylor series on what is left, at most half of ln 2.
pub(super) fn exponential(x: f64) -> f64 {
    let x = x.max(-80.0);
    let power = (x * std::f64::consts::LOG2_E - 0.5) as i32;
    let rest = x - f64::from(power) * std::f64::consts::LN_2;
    let series = (1..=11).rev().fold(1.0, |sum, number| 1.0 + sum * rest / f64::from(number));
    let scale = f64::from_bits(((1023 + i64::from(power)) as u64) << 52);
    series * scale
}

/// `1 / (1 + exp(-x))`.
pub(super) fn logistic(x: f32) -> f32 {
    let power = exponential(-f64::from(x.abs()));
    let likely = 1.0 / (1.0 + power);
    (if x < 0.0 { power * likely } else { likely }) as f32
}

/// The direction of a vector, in degrees from -180 to 180; 0 for the vector of no length.
pub(super) fn direction_degrees(x: f64, y: f64) -> f64 {
    let (shorter, longer) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
    if longer == 0.0 {
        return 0.0;
    }
    let within = arc_tangent(shorter / longer);
    let from_x_axis = if y.abs() > x.abs() { 90.0 - within } else { within };
    let upper = if x < 0.0 { 180.0 - from_x_axis } else { from_x_axis };
    if y < 0.0 { -upper } else { upper }
}

/// In degrees, for 0 to 1. Two halvings of the angle bring the argument under tan(11.25°), where the series is short:
/// `atan(t) = 2 atan(t / (1 + sqrt(1 + t²)))`.
fn arc_tangent(tangent: f64) -> f64 {
    let halved = |tangent: f64| tangent / (1.0 + (1.0 + tangent * tangent).sqrt());
    let small = halved(halved(tangent));
    let square = small * small;
    let series = (0..8).rev().fold(0.0, |sum, number| 1.0 / f64::from(2 * number + 1) - square * sum);
    (4.0 * small * series).to_degrees()
}

#[cfg(test)]
mod tests {
    use super::{direction_degrees, exponential, logistic};

    #[test]
    fn the_exponential_is_right_to_nine_digits() {
        for step in 0..800 {
            let x = -f64::from(step) / 10.0;
            assert!((exponential(x) / x.exp() - 1.0).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn the_logistic_function_stays_within_its_range() {
        assert_eq!(logistic(0.0), 0.5);
        assert!(logistic(-1000.0) >= 0.0 && logistic(1000.0) <= 1.0);
        assert!((f64::from(logistic(-2.0)) - 0.119_202_922).abs() < 1e-7);
    }

    #[test]
    fn directions_are_right_all_around() {
        for degrees in -179..=180 {
            let (y, x) = f64::from(degrees).to_radians().sin_cos();
            assert!((direction_degrees(x, y) - f64::from(degrees)).abs() < 1e-9, "{degrees}");
        }
        assert_eq!(direction_degrees(0.0, 0.0), 0.0);
    }
}
