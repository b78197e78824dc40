//! Numbers as cty has them: binary floats with 512 bits of precision, so `1.1 * 1.1 == 1.21` is false.
//!
//! Integers that fit take a fast path; both forms compare equal where the numbers are. Must not round to 64 bits
//! anywhere: only the caller that prints JSON through a float may.

use std::cmp::Ordering;
use std::fmt;

use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig};
use dashu_int::IBig;
use dashu_int::ops::BitTest as _;

type Binary = FBig<HalfEven, 2>;
type Decimal = FBig<HalfEven, 10>;

const PRECISION: usize = 512;
/// A decimal exponent past this would need more memory to print than any configuration is worth.
const MAX_EXPONENT: i64 = 10_000;

/// More digits than anybody writes; they take far longer to read than they are long.
const MAX_DIGITS: usize = 100_000;

/// The most binary digits between a computed number and its point: four times those of the largest that can be written.
const MAX_BITS: usize = 1 << 17;

/// A number of the HCL language.
#[derive(Clone, Debug)]
pub struct Number(Repr);

#[derive(Clone, Debug)]
enum Repr {
    Integer(i64),
    /// Never a value that `Integer` could hold.
    Float(Box<Binary>),
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Repr::Integer(0));

    /// Reads a decimal number as `tonumber` takes it: `12`, `-1.5`, `2e3`, and, like Go, `+1`, `.5` and `1.`.
    /// `None` for anything else, and for exponents that no configuration needs.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(integer) = text.parse::<i64>() {
            return Some(Self(Repr::Integer(integer)));
        }
        if text.len() > MAX_DIGITS {
            return None;
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (digits, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if exponent.abs() > MAX_EXPONENT {
            return None;
        }
        let significand: IBig = format!("{whole}{fraction}").parse().ok()?;
        let exponent = isize::try_from(exponent).ok()? - isize::try_from(fraction.len()).ok()?;
        let decimal = Decimal::from_parts(significand, exponent);
        let binary = decimal.with_base_and_precision::<2>(PRECISION).value();
        Some(Self::from_binary(if text.starts_with('-') { -binary } else { binary }))
    }

    /// The nearest number to a finite float; `None` for infinities and NaN.
    pub fn from_f64(float: f64) -> Option<Self> {
        let binary = Binary::try_from(float).ok()?;
        Some(Self::from_binary(binary.with_precision(PRECISION).value()))
    }

    fn from_binary(binary: Binary) -> Self {
        let (significand, exponent) = (binary.repr().significand(), binary.repr().exponent());
        let fits = exponent >= 0 && exponent.unsigned_abs() + significand.bit_len() <= 64;
        let integer = (fits || *significand == IBig::ZERO)
            .then(|| i64::try_from(binary.to_int().value()).ok())
            .flatten();
        match integer {
            Some(integer) => Self(Repr::Integer(integer)),
            None => Self(Repr::Float(Box::new(binary))),
        }
    }

    fn to_binary(&self) -> Binary {
        match &self.0 {
            Repr::Integer(integer) => {
                Context::<HalfEven>::new(PRECISION).convert_int::<2>(IBig::from(*integer)).value()
            }
            Repr::Float(float) => (**float).clone(),
        }
    }

    /// The number as an integer, when it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Integer(integer) => Some(*integer),
            Repr::Float(_) => None,
        }
    }

    /// The number as a size or index, when it is one.
    pub fn as_usize(&self) -> Option<usize> {
        self.as_i64().and_then(|integer| usize::try_from(integer).ok())
    }

    /// Whether it is neither larger nor nearer to zero than numbers may be that are computed. Go's could be, and would take
    /// all memory to be printed.
    pub fn is_in_range(&self) -> bool {
        match &self.0 {
            Repr::Integer(_) => true,
            Repr::Float(float) => float.repr().exponent().unsigned_abs() <= MAX_BITS,
        }
    }

    /// Whether it has no fraction.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Integer(_) => true,
            Repr::Float(float) => float.repr().exponent() >= 0,
        }
    }

    /// The nearest 64-bit float, as JSON printed by Terragrunt has it.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            #[expect(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
            Repr::Integer(integer) => *integer as f64,
            Repr::Float(float) => float.to_f64().value(),
        }
    }

    /// `self + other`.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        self.with(other, i64::checked_add, exact_sum)
    }

    /// `self - other`.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (Repr::Integer(a), Repr::Integer(b)) if a.checked_sub(*b).is_some() => Self(Repr::Integer(a - b)),
            _ => self.add(&other.negate()),
        }
    }

    /// `self * other`.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        self.with(other, i64::checked_mul, |(a, a_exponent), (b, b_exponent)| {
            (a * b, a_exponent + b_exponent)
        })
    }

    /// `self / other`; `None` when `other` is zero.
    pub fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.0, &other.0)
            && a.checked_rem(*b) == Some(0)
        {
            return Some(Self(Repr::Integer(a / b)));
        }
        let ((a, a_exponent), (b, b_exponent)) = (self.parts(), other.parts());
        // A quotient with more bits than are kept, and one below them that says whether anything was left.
        let shift = PRECISION + 2 + b.bit_len().saturating_sub(a.bit_len());
        let numerator = a << shift;
        let quotient = &numerator / &b;
        let is_exact = &quotient * &b == numerator;
        let below = if is_exact { IBig::ZERO } else { quotient.signum() };
        let shift = isize::try_from(shift).expect("internal: sizes in memory fit in 63 bits");
        Some(Self::rounded((quotient << 1) + below, a_exponent - b_exponent - shift - 1))
    }

    /// The remainder with the sign of `self`; `None` when `other` is zero.
    pub fn modulo(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.0, &other.0) {
            return Some(Self(Repr::Integer(a.wrapping_rem(*b))));
        }
        let quotient = self.divide(other)?.truncate();
        Some(self.subtract(&quotient.multiply(other)))
    }

    /// `-self`.
    #[must_use]
    pub fn negate(&self) -> Self {
        match &self.0 {
            Repr::Integer(integer) if *integer != i64::MIN => Self(Repr::Integer(-integer)),
            Repr::Integer(_) => Self::from_binary(-self.to_binary()),
            Repr::Float(float) => Self::from_binary(-(**float).clone()),
        }
    }

    /// Without the fraction, toward zero.
    #[must_use]
    pub fn truncate(&self) -> Self {
        match &self.0 {
            Repr::Integer(_) => self.clone(),
            Repr::Float(float) => Self::from_binary(float.trunc()),
        }
    }

    /// The largest integer that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Repr::Integer(_) => self.clone(),
            Repr::Float(float) => Self::from_binary(float.floor()),
        }
    }

    /// The smallest integer that is not less.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match &self.0 {
            Repr::Integer(_) => self.clone(),
            Repr::Float(float) => Self::from_binary(float.ceil()),
        }
    }

    /// The number as `significand * 2^exponent`, for what prints it in another form than `Display`.
    pub(super) fn parts(&self) -> (IBig, isize) {
        match &self.0 {
            Repr::Integer(integer) => (IBig::from(*integer), 0),
            Repr::Float(float) => (float.repr().significand().clone(), float.repr().exponent()),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Integer(0))
    }

    fn with(
        &self,
        other: &Self,
        integers: fn(i64, i64) -> Option<i64>,
        exact: fn(Parts, Parts) -> Parts,
    ) -> Self {
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.0, &other.0)
            && let Some(result) = integers(*a, *b)
        {
            return Self(Repr::Integer(result));
        }
        let (significand, exponent) = exact(self.parts(), other.parts());
        Self::rounded(significand, exponent)
    }

    /// An exact result rounded once: the sums of `dashu-float` may keep a bit more than their precision.
    fn rounded(significand: IBig, exponent: isize) -> Self {
        Self::from_binary(Binary::from_parts(significand, exponent).with_precision(PRECISION).value())
    }
}

/// A number as a significand and an exponent of two, without rounding.
type Parts = (IBig, isize);

/// The sum, without rounding that could show.
fn exact_sum(left: Parts, right: Parts) -> Parts {
    let (large, small) = if left.1 >= right.1 { (left, right) } else { (right, left) };
    let distance = large.1.abs_diff(small.1);
    let far = 4 * PRECISION;
    if distance <= far || large.0 == IBig::ZERO {
        let distance = if large.0 == IBig::ZERO { 0 } else { distance };
        return ((large.0 << distance) + small.0, small.1);
    }
    // So far below that only its sign can matter: as far down as nothing is kept will do.
    let small = if small.0 == IBig::ZERO { IBig::ZERO } else { small.0.signum() };
    ((large.0 << far) + small, large.1 - far.cast_signed())
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        Self(Repr::Integer(integer))
    }
}

impl From<i32> for Number {
    fn from(integer: i32) -> Self {
        Self(Repr::Integer(i64::from(integer)))
    }
}

impl From<usize> for Number {
    fn from(size: usize) -> Self {
        Self(Repr::Integer(i64::try_from(size).expect("internal: sizes in memory fit in 63 bits")))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Integer(a), Repr::Integer(b)) => a.cmp(b),
            (Repr::Float(a), Repr::Float(b)) => a.cmp(b),
            _ => self.to_binary().cmp(&other.to_binary()),
        }
    }
}

impl fmt::Display for Number {
    /// The shortest decimal that reads back as the same number, without an exponent, as Go prints it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let float = match &self.0 {
            Repr::Integer(integer) => return fmt::Display::fmt(integer, formatter),
            Repr::Float(float) => float,
        };
        let integer_bits = float.repr().exponent() + float.repr().significand().bit_len().cast_signed();
        if float.repr().exponent() >= 0 && integer_bits <= PRECISION.cast_signed() {
            return fmt::Display::fmt(&float.to_int().value(), formatter);
        }
        // 512 bits are told apart by 156 decimal digits; most numbers in a configuration need a few.
        let shortest = (1..=156)
            .map(|digits| (**float).clone().with_base_and_precision::<10>(digits).value())
            .find(|decimal| decimal.clone().with_base_and_precision::<2>(PRECISION).value() == **float);
        match shortest {
            Some(decimal) => write!(formatter, "{decimal}"),
            None => write!(formatter, "{}", float.to_f64().value()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn decimals_print_as_they_were_written() {
        for text in ["0", "-7", "0.1", "1.21", "-2.5", "18446744073709551616", "123456789.000001"] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("1e20").to_string(), "100000000000000000000");
        assert_eq!(number("1e400").to_string(), format!("1{}", "0".repeat(400)));
        assert_eq!(number("5e-1").to_string(), "0.5");
        assert_eq!(number("+.5").to_string(), "0.5");
        assert_eq!(number("1.").to_string(), "1");
    }

    #[test]
    fn arithmetic_is_binary_with_512_bits() {
        assert_ne!(number("1.1").multiply(&number("1.1")), number("1.21"));
        assert_eq!(number("0.5").add(&number("0.5")), Number::from(1));
        assert_eq!(number("9223372036854775807").add(&number("1")).to_string(), "9223372036854775808");
        assert_eq!(number("10").divide(&number("4")).unwrap(), number("2.5"));
        assert_eq!(number("-7").modulo(&number("3")).unwrap(), number("-1"));
        assert_eq!(number("5.5").modulo(&number("2")).unwrap(), number("1.5"));
        assert!(number("1").divide(&Number::ZERO).is_none());
        let third = number("1").divide(&number("3")).unwrap();
        assert_eq!(third.multiply(&number("3")), Number::from(1));
        assert!(third.to_string().starts_with("0.33333333"));
        // One rounding at 512 bits makes this differ from the decimal in the last place.
        let sum = number("1e-7").add(&number("-2.5")).add(&number("123456.789"));
        assert_ne!(sum, number("123454.2890001"));
        assert_eq!(number("-9223372036854775808").negate().to_string(), "9223372036854775808");
        assert_eq!(number("1e-300").subtract(&number("1e-300")), Number::ZERO);
        assert_eq!(number("-1.5").floor(), number("-2"));
        assert_eq!(number("-1.5").ceil(), number("-1"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", ".", "-", "+-1", "1.2.3", "0x1", "1e", "nan", "1e99999999999", " 1"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }
}
