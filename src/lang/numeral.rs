//! Numbers as they are written in decimal, taken apart. Source: Go `math/big/floatconv.go`.

use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, Repr};
use dashu_int::IBig;

/// An exponent past this would need more memory to print than any configuration is worth.
const MAX_EXPONENT: i64 = 10_000;
/// How many bits powers of five are kept with: enough for every number that a person writes, and no more, so that
/// numbers beyond come out as Go has them.
const POWER_BITS: usize = 576;
/// As many powers of five as Go has in a table.
const TABLED: usize = 27;

/// A number as it is written: `significand * 5^fives * 2^twos`.
pub(super) struct Numeral {
    /// Whether a minus sign stands before it, be it before a zero.
    pub(super) is_negative: bool,
    /// The digits without the point.
    pub(super) significand: IBig,
    /// The exponent of ten, as that of five.
    pub(super) fives: i64,
    /// The exponent of two.
    pub(super) twos: isize,
}

impl Numeral {
    /// Reads `12`, `-1.5`, `2e3`, and, like Go, `+1`, `.5`, `1.` and `3p2`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent, is_binary) = match digits.split_once(['e', 'E', 'p', 'P']) {
            Some((mantissa, exponent)) => {
                let is_binary = digits[mantissa.len()..].starts_with(['p', 'P']);
                (mantissa, exponent.parse::<i64>().ok()?, is_binary)
            }
            None => (digits, 0, false),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if exponent.abs() > MAX_EXPONENT {
            return None;
        }
        let tens = i64::try_from(fraction.len()).ok()?;
        let (fives, twos) =
            if is_binary { (-tens, exponent - tens) } else { (exponent - tens, exponent - tens) };
        Some(Self {
            is_negative: text.starts_with('-'),
            significand: format!("{whole}{fraction}").parse().ok()?,
            fives,
            twos: isize::try_from(twos).ok()?,
        })
    }
}

/// Five to this power: a significand, and an exponent of two. `None` for powers out of every range.
pub(super) fn power_of_five(exponent: u64) -> Option<(IBig, isize)> {
    let exponent = usize::try_from(exponent).ok()?;
    if exponent <= TABLED {
        return Some((IBig::from(5).pow(exponent), 0));
    }
    let (kept, more) = (Context::<HalfEven>::new(POWER_BITS), Context::<HalfEven>::new(POWER_BITS + 64));
    let mut power = Repr::<2>::new(IBig::from(5).pow(TABLED), 0);
    let mut square = Repr::<2>::new(IBig::from(5), 0);
    let mut left = exponent - TABLED;
    while left > 0 {
        if left & 1 == 1 {
            power = kept.mul(&power, &square).ok()?.value().into_repr();
        }
        square = more.mul(&square, &square).ok()?.value().into_repr();
        left >>= 1;
    }
    Some((power.significand().clone(), power.exponent()))
}
