//! Numbers under a verb: bases, signs and padding as Go's `math/big` has them.

use dashu_int::{IBig, UBig};

use super::parse::Verb;
use crate::lang::decimal::Decimal;
use crate::lang::number::Number;

/// A whole number under `%b`, `%d`, `%o`, `%x` or `%X`; `None` when it has a fraction.
pub(super) fn integer(verb: &Verb<'_>, number: &Number) -> Option<String> {
    let integer: IBig = if number.is_integer() { number.to_string().parse().ok()? } else { return None };
    let negative = integer < IBig::ZERO;
    let magnitude: UBig = if negative { -integer } else { integer }.try_into().ok()?;
    let (radix, prefix) = match verb.letter {
        'b' => (2, "0b"),
        'o' => (8, "0"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut digits = magnitude.in_radix(radix).to_string();
    if verb.letter == 'X' {
        digits.make_ascii_uppercase();
    }
    if verb.precision == Some(0) && digits == "0" {
        return Some(String::new());
    }
    let mut prefix = if verb.sharp { prefix } else { "" }.to_owned();
    prefix.insert_str(0, sign(verb, negative));
    let zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
    digits.insert_str(0, &"0".repeat(zeros));
    // A precision or a minus wins over zeros that fill the width.
    let zero = verb.zero && !verb.minus && verb.precision.is_none();
    Some(padded(verb, &prefix, &digits, zero))
}

/// A number under `%e`, `%E`, `%f`, `%g` or `%G`.
pub(super) fn float(verb: &Verb<'_>, number: &Number) -> String {
    let negative = *number < Number::ZERO;
    let exponent = if verb.letter.is_ascii_uppercase() { 'E' } else { 'e' };
    let digits = match (verb.letter, verb.precision) {
        ('e' | 'E', precision) => Decimal::exact(number).scientific(precision.unwrap_or(6), exponent),
        ('f', precision) => Decimal::exact(number).fixed(precision.unwrap_or(6)),
        (_, Some(precision)) => Decimal::exact(number).general(precision, exponent),
        (_, None) => Decimal::shortest(number).general_shortest(exponent),
    };
    // Unlike for whole numbers, zeros win over a minus here.
    padded(verb, sign(verb, negative), &digits, verb.zero)
}

/// A number under `%v`.
pub(super) fn plain(number: &Number) -> String {
    let decimal = Decimal::shortest(number);
    let sign = if decimal.negative { "-" } else { "" };
    format!("{sign}{}", decimal.general_shortest('e'))
}

fn sign(verb: &Verb<'_>, negative: bool) -> &'static str {
    match (negative, verb.plus, verb.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    }
}

fn padded(verb: &Verb<'_>, prefix: &str, digits: &str, zero: bool) -> String {
    let missing = verb.width.unwrap_or(0).saturating_sub(prefix.len() + digits.len());
    if zero {
        format!("{prefix}{}{digits}", "0".repeat(missing))
    } else if verb.minus {
        format!("{prefix}{digits}{}", " ".repeat(missing))
    } else {
        format!("{}{prefix}{digits}", " ".repeat(missing))
    }
}
