//! Powers of floats as Go computes them: whole exponents by squaring, so that the last digits come out the same.

/// `base` to the power of `exponent`, infinite or not a number where there is no other answer.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    let is_whole = exponent.fract() == 0.0 && exponent.abs() < 1e15;
    if !is_whole || base == 0.0 || !base.is_finite() {
        return base.powf(exponent);
    }
    let mut product = Scaled { fraction: 1.0, exponent: 0 };
    let mut square = Scaled::of(base);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and small"
    )]
    let mut bits = exponent.abs() as u64;
    while bits != 0 {
        if square.exponent.abs() > 1 << 12 {
            // Out of every float's range already, whatever is still to come.
            product.exponent += square.exponent;
            break;
        }
        if bits & 1 == 1 {
            product = Scaled {
                fraction: product.fraction * square.fraction,
                exponent: product.exponent + square.exponent,
            };
        }
        square = Scaled { fraction: square.fraction * square.fraction, exponent: square.exponent * 2 };
        if square.fraction < 0.5 {
            square = Scaled { fraction: square.fraction * 2.0, exponent: square.exponent - 1 };
        }
        bits >>= 1;
    }
    if exponent < 0.0 {
        product = Scaled { fraction: 1.0 / product.fraction, exponent: -product.exponent };
    }
    product.float()
}

/// A float as a fraction of a power of two, so that it cannot leave the range of floats on the way.
#[derive(Clone, Copy)]
struct Scaled {
    fraction: f64,
    exponent: i32,
}

impl Scaled {
    /// A finite float other than zero, its fraction at least one half.
    fn of(float: f64) -> Self {
        let mut scaled = Self { fraction: float, exponent: 0 };
        while scaled.fraction.abs() >= 1.0 {
            scaled = Self { fraction: scaled.fraction / 2.0, exponent: scaled.exponent + 1 };
        }
        while scaled.fraction.abs() < 0.5 {
            scaled = Self { fraction: scaled.fraction * 2.0, exponent: scaled.exponent - 1 };
        }
        scaled
    }

    fn float(self) -> f64 {
        // In two steps: the power alone may be out of range where the product is not.
        let half = self.exponent / 2;
        self.fraction * 2.0_f64.powi(half) * 2.0_f64.powi(self.exponent - half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_computed_by_squaring() {
        for (base, exponent, power_of) in [
            (2.0, 10.0, 1024.0),
            (-2.0, 3.0, -8.0),
            (7.0, 100.0, 32_344_765_096_247_583e68),
            (10.0, -2.0, 0.01),
            (4.0, 0.5, 2.0),
            (0.0, 0.0, 1.0),
            (2.0, 1e9, f64::INFINITY),
            (2.0, -1e9, 0.0),
        ] {
            let result = power(base, exponent);
            assert!(result.to_bits() == f64::to_bits(power_of), "{base}^{exponent} = {result}");
        }
    }
}
