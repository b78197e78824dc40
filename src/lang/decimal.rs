//! Numbers written in decimal with a given form: what `format` needs beyond the plain digits of `Display`.

use std::fmt::Write as _;

use super::number::Number;
use super::shortest::{cut, rounds_up, signed};

/// A number as decimal digits.
pub(super) struct Decimal {
    /// Whether it is below zero.
    pub(super) negative: bool,
    /// The digits without zeros at either end; none for zero.
    digits: Vec<u8>,
    /// How many digits stand before the point.
    point: i64,
}

impl Decimal {
    /// As few digits as tell the number from all others.
    pub(super) fn shortest(number: &Number) -> Self {
        let (digits, point) = number.shortest_digits();
        Self { negative: number.is_negative(), digits, point }
    }

    /// All digits the number has.
    pub(super) fn exact(number: &Number) -> Self {
        let (digits, point) = number.exact_digits();
        Self { negative: number.is_negative(), digits, point }
    }

    /// Keeps this many digits; half goes to the even digit.
    fn round(&mut self, count: i64) {
        let Ok(count) = usize::try_from(count) else { return };
        let up = rounds_up(&self.digits, count);
        (self.digits, self.point) = cut(std::mem::take(&mut self.digits), self.point, count, up);
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// `%e`: one digit, this many after the point, and an exponent. Without a sign.
    pub(super) fn scientific(mut self, precision: usize, letter: char) -> String {
        self.round(signed(precision).saturating_add(1));
        self.write_scientific(precision, letter)
    }

    /// `%f`: this many digits after the point. Without a sign.
    pub(super) fn fixed(mut self, precision: usize) -> String {
        self.round(self.point.saturating_add(signed(precision)));
        self.write_fixed(precision)
    }

    /// `%g` with a precision: this many digits, in whichever form is shorter. Without a sign.
    pub(super) fn general(mut self, precision: usize, letter: char) -> String {
        let precision = precision.max(1);
        self.round(signed(precision));
        let digits = self.digits.len();
        let limit = if precision > digits && signed(digits) >= self.point { digits } else { precision };
        self.write_general(precision, signed(limit), letter)
    }

    /// `%g` and `%v` without a precision: all digits, with an exponent from the millions on. Without a sign.
    pub(super) fn general_shortest(self, letter: char) -> String {
        let precision = self.digits.len();
        self.write_general(precision, 6, letter)
    }

    fn write_general(&self, precision: usize, limit: i64, letter: char) -> String {
        let exponent = self.point - 1;
        let digits = self.digits.len();
        if exponent < -4 || exponent >= limit {
            return self.write_scientific(precision.min(digits).saturating_sub(1), letter);
        }
        let kept = if signed(precision) > self.point { digits } else { precision };
        self.write_fixed(usize::try_from(signed(kept) - self.point).unwrap_or(0))
    }

    fn write_scientific(&self, precision: usize, letter: char) -> String {
        let mut text = String::new();
        text.push(self.digit(0));
        if precision > 0 {
            text.push('.');
            text.extend((1..=precision).map(|index| self.digit(signed(index))));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        write!(text, "{letter}{sign}{:02}", exponent.unsigned_abs())
            .expect("internal: writing to a string cannot fail");
        text
    }

    fn write_fixed(&self, precision: usize) -> String {
        let mut text = String::new();
        if self.point > 0 {
            text.extend((0..self.point).map(|index| self.digit(index)));
        } else {
            text.push('0');
        }
        if precision > 0 {
            text.push('.');
            text.extend((0..signed(precision)).map(|index| self.digit(self.point + index)));
        }
        text
    }

    /// The digit at an index, zero where none is written.
    fn digit(&self, index: i64) -> char {
        let digit = usize::try_from(index).ok().and_then(|index| self.digits.get(index));
        digit.map_or('0', |digit| char::from(*digit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Decimal {
        Decimal::exact(&Number::parse(text).unwrap())
    }

    #[test]
    fn numbers_are_rounded_to_the_even_digit() {
        assert_eq!(exact("0.125").fixed(2), "0.12");
        assert_eq!(exact("0.375").fixed(2), "0.38");
        assert_eq!(exact("9.96").fixed(1), "10.0");
        assert_eq!(exact("0.0001").fixed(2), "0.00");
        assert_eq!(exact("0.5").fixed(0), "0");
        assert_eq!(exact("1234.5").scientific(2, 'e'), "1.23e+03");
        assert_eq!(exact("0").scientific(1, 'E'), "0.0E+00");
        assert_eq!(exact("1234567").general(3, 'e'), "1.23e+06");
        assert_eq!(exact("100").general(3, 'e'), "100");
        assert_eq!(exact("0.00001").general(3, 'e'), "1e-05");
    }
}
