//! Numbers as cty has them: binary floats with 512 bits of precision, so `1.1 * 1.1 == 1.21` is false; those that are
//! counted or computed as floats of the machine have fewer, which shows in their digits.
//!
//! Integers that fit take a fast path; both forms compare equal where the numbers are. Must not round to 64 bits
//! anywhere: only the caller that prints JSON through a float may.

use std::cmp::Ordering;
use std::fmt;

use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig};
use dashu_int::IBig;
use dashu_int::ops::{BitTest as _, UnsignedAbs as _};

use super::numeral::{Numeral, power_of_five};
use super::shortest::{self, Digits};

type Binary = FBig<HalfEven, 2>;

/// How many bits are kept of what is written as a number.
const PARSED: u16 = 512;
/// How many of a count, an index, and other numbers that are computed as integers of the machine.
const WHOLE: u16 = 64;
/// How many of what is computed as a float of the machine.
const FLOAT: u16 = 53;

/// More digits than anybody writes; they take far longer to read than they are long.
const MAX_DIGITS: usize = 100_000;

/// The most binary digits between a computed number and its point: four times those of the largest that can be written.
const MAX_BITS: usize = 1 << 17;

/// A number of the HCL language.
#[derive(Clone, Debug)]
pub struct Number {
    repr: Repr,
    /// How many bits its computation kept: what is computed from it keeps as many.
    precision: u16,
}

#[derive(Clone, Debug)]
enum Repr {
    Integer(i64),
    /// Zero with a sign, which shows where it is printed.
    NegativeZero,
    /// Never a value that `Integer` could hold.
    Float(Box<Binary>),
}

/// A number as a significand and an exponent of two, without rounding.
type Parts = (IBig, isize);

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { repr: Repr::Integer(0), precision: FLOAT };

    /// Reads a decimal number as `tonumber` takes it: `12`, `-1.5`, `2e3`, and, like Go, `+1`, `.5`, `1.` and `3p2`.
    /// `None` for anything else, and for exponents that no configuration needs.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(integer) = text.parse::<i64>() {
            return Some(Self::integer(integer, text.starts_with('-'), PARSED));
        }
        if text.len() > MAX_DIGITS {
            return None;
        }
        let Numeral { is_negative, significand, fives, twos } = Numeral::read(text)?;
        let significand = if is_negative { -significand } else { significand };
        let (power, exponent) = power_of_five(fives.unsigned_abs())?;
        let parts = if fives < 0 {
            quotient((significand, twos), (power, exponent), PARSED)
        } else {
            (significand * power, twos + exponent)
        };
        Some(Self::rounded(parts, is_negative, PARSED))
    }

    /// A finite float, with no more bits than it has; `None` for infinities and NaN.
    pub fn from_f64(float: f64) -> Option<Self> {
        let binary = Binary::try_from(float).ok().filter(|_| float.is_finite())?;
        let parts = (binary.repr().significand().clone(), binary.repr().exponent());
        Some(Self::rounded(parts, float.is_sign_negative(), FLOAT))
    }

    /// A whole number of any size, with as many bits as it needs.
    pub(super) fn from_big(integer: IBig) -> Self {
        let precision = u16::try_from(integer.bit_len()).unwrap_or(u16::MAX).max(WHOLE);
        Self::rounded((integer, 0), false, precision)
    }

    fn integer(integer: i64, is_negative: bool, precision: u16) -> Self {
        let repr = if integer == 0 && is_negative { Repr::NegativeZero } else { Repr::Integer(integer) };
        Self { repr, precision }
    }

    /// An exact result rounded once to this many bits. Zero has the given sign.
    fn rounded((significand, exponent): Parts, is_negative: bool, precision: u16) -> Self {
        let binary = Binary::from_parts(significand, exponent).with_precision(precision.into()).value();
        let (significand, exponent) = (binary.repr().significand(), binary.repr().exponent());
        if *significand == IBig::ZERO {
            return Self::integer(0, is_negative, precision);
        }
        let fits = exponent >= 0 && exponent.unsigned_abs() + significand.bit_len() <= 64;
        match fits.then(|| i64::try_from(binary.to_int().value()).ok()).flatten() {
            Some(integer) => Self { repr: Repr::Integer(integer), precision },
            None => Self { repr: Repr::Float(Box::new(binary)), precision },
        }
    }

    /// The number as an integer, when it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.repr {
            Repr::Integer(integer) => Some(*integer),
            Repr::NegativeZero => Some(0),
            Repr::Float(_) => None,
        }
    }

    /// The number as a size or index, when it is one.
    pub fn as_usize(&self) -> Option<usize> {
        self.as_i64().and_then(|integer| usize::try_from(integer).ok())
    }

    /// The number as an integer of any size, when it has no fraction.
    pub(super) fn as_big(&self) -> Option<IBig> {
        let (significand, exponent) = self.parts();
        usize::try_from(exponent).ok().map(|exponent| significand << exponent)
    }

    /// Whether it is neither larger nor nearer to zero than numbers may be that are computed. Go's could be, and would take
    /// all memory to be printed.
    pub fn is_in_range(&self) -> bool {
        match &self.repr {
            Repr::Integer(_) | Repr::NegativeZero => true,
            Repr::Float(float) => float.repr().exponent().unsigned_abs() <= MAX_BITS,
        }
    }

    /// Whether it has no fraction.
    pub fn is_integer(&self) -> bool {
        match &self.repr {
            Repr::Integer(_) | Repr::NegativeZero => true,
            Repr::Float(float) => float.repr().exponent() >= 0,
        }
    }

    /// The nearest 64-bit float, as JSON printed by Terragrunt has it.
    pub fn to_f64(&self) -> f64 {
        match &self.repr {
            #[expect(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
            Repr::Integer(integer) => *integer as f64,
            Repr::NegativeZero => -0.0,
            Repr::Float(float) => float.to_f64().value(),
        }
    }

    /// How many bits its computation kept.
    pub fn precision(&self) -> u16 {
        self.precision
    }

    /// All its digits.
    pub fn exact(&self) -> String {
        let (digits, point) = self.exact_digits();
        plain(self.is_negative() && !digits.is_empty(), &digits, point)
    }

    /// `self + other`.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let precision = self.precision.max(other.precision);
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.repr, &other.repr)
            && precision >= WHOLE
            && let Some(sum) = a.checked_add(*b)
        {
            return Self { repr: Repr::Integer(sum), precision };
        }
        let both_negative = self.is_negative() && other.is_negative();
        Self::rounded(exact_sum(self.parts(), other.parts()), both_negative, precision)
    }

    /// `self - other`.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        self.add(&other.negate())
    }

    /// `self * other`, with more bits than either has where the product needs them.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        let precision = self.precision.max(other.precision);
        let is_negative = self.is_negative() != other.is_negative();
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.repr, &other.repr)
            && precision >= WHOLE
            && let Some(product) = a.checked_mul(*b)
        {
            return Self::integer(product, is_negative, precision);
        }
        let ((a, a_exponent), (b, b_exponent)) = (self.parts(), other.parts());
        let mut product = Self::rounded((a * b, a_exponent + b_exponent), is_negative, PARSED);
        let (significand, _) = product.parts();
        let needed = u16::try_from(significand.bit_len()).unwrap_or(PARSED);
        product.precision = precision.max(needed);
        product
    }

    /// `self / other`; `None` when `other` is zero.
    pub fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let precision = self.precision.max(other.precision);
        let is_negative = self.is_negative() != other.is_negative();
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.repr, &other.repr)
            && precision >= WHOLE
            && a.checked_rem(*b) == Some(0)
        {
            return Some(Self::integer(a / b, is_negative, precision));
        }
        Some(Self::rounded(quotient(self.parts(), other.parts(), precision), is_negative, precision))
    }

    /// The remainder with the sign of `self`; of a division by zero, all of it remains.
    #[must_use]
    pub fn modulo(&self, other: &Self) -> Self {
        if let (Repr::Integer(a), Repr::Integer(b)) = (&self.repr, &other.repr)
            && self.precision >= WHOLE
            && let Some(rest) = a.checked_rem(*b)
        {
            return Self { repr: Repr::Integer(rest), precision: self.precision };
        }
        let Some(quotient) = self.divide(other) else { return self.clone() };
        let whole = quotient.truncate();
        let with_own_bits =
            |number: &Self| Self::rounded(number.parts(), number.is_negative(), self.precision);
        let covered = with_own_bits(&with_own_bits(&whole).multiply(other));
        with_own_bits(&self.subtract(&covered))
    }

    /// `-self`.
    #[must_use]
    pub fn negate(&self) -> Self {
        let precision = self.precision;
        match &self.repr {
            Repr::NegativeZero => Self { repr: Repr::Integer(0), precision },
            Repr::Integer(integer) if *integer != i64::MIN => {
                Self::integer(-integer, *integer == 0, precision)
            }
            Repr::Integer(_) | Repr::Float(_) => {
                let (significand, exponent) = self.parts();
                Self::rounded((-significand, exponent), false, precision)
            }
        }
    }

    /// Without the fraction, toward zero.
    #[must_use]
    fn truncate(&self) -> Self {
        match &self.repr {
            Repr::Float(float) => self.whole(float.trunc().to_int().value()),
            _ => self.whole(self.parts().0),
        }
    }

    /// The largest integer that is not greater.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.repr {
            Repr::Float(float) => self.whole(float.floor().to_int().value()),
            _ => self.whole(self.parts().0),
        }
    }

    /// The smallest integer that is not less.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match &self.repr {
            Repr::Float(float) => self.whole(float.ceil().to_int().value()),
            _ => self.whole(self.parts().0),
        }
    }

    /// A whole number with as many bits as this one has.
    fn whole(&self, integer: IBig) -> Self {
        Self::rounded((integer, 0), false, self.precision)
    }

    /// The number as `significand * 2^exponent`.
    fn parts(&self) -> Parts {
        match &self.repr {
            Repr::Integer(integer) => (IBig::from(*integer), 0),
            Repr::NegativeZero => (IBig::ZERO, 0),
            Repr::Float(float) => (float.repr().significand().clone(), float.repr().exponent()),
        }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.repr, Repr::Integer(0) | Repr::NegativeZero)
    }

    /// Whether it has a minus sign.
    pub fn is_negative(&self) -> bool {
        match &self.repr {
            Repr::Integer(integer) => *integer < 0,
            Repr::NegativeZero => true,
            Repr::Float(float) => *float.repr().significand() < IBig::ZERO,
        }
    }

    /// As few digits as tell it from other numbers of its precision, and how many stand before the point.
    pub(super) fn shortest_digits(&self) -> Digits {
        let (significand, exponent) = self.parts();
        shortest::shortest(&significand.unsigned_abs(), exponent, self.precision.into())
    }

    /// All digits it has, and how many stand before the point.
    pub(super) fn exact_digits(&self) -> Digits {
        let (significand, exponent) = self.parts();
        shortest::exact(&significand.unsigned_abs(), exponent)
    }
}

/// The quotient, with more bits than are kept, and one below them that says whether anything was left.
fn quotient((a, a_exponent): Parts, (b, b_exponent): Parts, precision: u16) -> Parts {
    let shift = usize::from(precision) + 2 + b.bit_len().saturating_sub(a.bit_len());
    let numerator = a << shift;
    let quotient = &numerator / &b;
    let is_exact = &quotient * &b == numerator;
    let below = if is_exact { IBig::ZERO } else { quotient.signum() };
    ((quotient << 1) + below, a_exponent - b_exponent - shift.cast_signed() - 1)
}

/// The sum, without rounding that could show.
fn exact_sum(left: Parts, right: Parts) -> Parts {
    let (large, small) = if left.1 >= right.1 { (left, right) } else { (right, left) };
    let distance = large.1.abs_diff(small.1);
    let far = 4 * usize::from(PARSED);
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
        Self { repr: Repr::Integer(integer), precision: WHOLE }
    }
}

impl From<i32> for Number {
    fn from(integer: i32) -> Self {
        Self::from(i64::from(integer))
    }
}

impl From<usize> for Number {
    fn from(size: usize) -> Self {
        Self::from(i64::try_from(size).expect("internal: sizes in memory fit in 63 bits"))
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
        let of_integer = |integer: i64| {
            Context::<HalfEven>::new(PARSED.into()).convert_int::<2>(IBig::from(integer)).value()
        };
        match (self.as_i64(), &self.repr, other.as_i64(), &other.repr) {
            (Some(a), _, Some(b), _) => a.cmp(&b),
            (_, Repr::Float(a), _, Repr::Float(b)) => a.cmp(b),
            (_, Repr::Float(a), Some(b), _) => (**a).cmp(&of_integer(b)),
            (Some(a), _, _, Repr::Float(b)) => of_integer(a).cmp(b),
            _ => unreachable!("internal: what is no float is an integer"),
        }
    }
}

impl fmt::Display for Number {
    /// The shortest decimal that reads back as the same number, without an exponent, as Go prints it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            // All digits of an integer count where there are bits for all of it.
            Repr::Integer(integer) if self.precision >= WHOLE => fmt::Display::fmt(integer, formatter),
            Repr::Float(float) if self.precision == PARSED && is_short_integer(float) => {
                fmt::Display::fmt(&float.to_int().value(), formatter)
            }
            _ => {
                let (digits, point) = self.shortest_digits();
                formatter.write_str(&plain(self.is_negative(), &digits, point))
            }
        }
    }
}

fn is_short_integer(float: &Binary) -> bool {
    let bits = float.repr().exponent() + float.repr().significand().bit_len().cast_signed();
    float.repr().exponent() >= 0 && bits <= isize::try_from(PARSED).unwrap_or(isize::MAX)
}

/// Digits without an exponent.
fn plain(is_negative: bool, digits: &[u8], point: i64) -> String {
    let mut text = String::new();
    if is_negative {
        text.push('-');
    }
    let whole = usize::try_from(point).unwrap_or(0);
    let zeros = usize::try_from(-point).unwrap_or(0);
    let digit = |index: usize| char::from(digits.get(index).copied().unwrap_or(b'0'));
    if whole == 0 {
        text.push('0');
    }
    text.extend((0..whole).map(digit));
    if digits.len() > whole {
        text.push('.');
        text.extend(std::iter::repeat_n('0', zeros));
        text.extend((whole..digits.len()).map(digit));
    }
    text
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
        assert_eq!(number("-7").modulo(&number("3")), number("-1"));
        assert_eq!(number("5.5").modulo(&number("2")), number("1.5"));
        assert_eq!(number("5.5").modulo(&Number::ZERO), number("5.5"));
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
