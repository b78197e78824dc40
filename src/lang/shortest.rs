//! Binary floats in decimal: all digits, or as few as tell a float from its neighbours. Source: Go `math/big/ftoa.go`.

use dashu_int::UBig;
use dashu_int::ops::BitTest as _;

/// Decimal digits without zeros at either end, none for zero, and how many of them stand before the point.
pub(super) type Digits = (Vec<u8>, i64);

/// All digits of `significand * 2^exponent`.
pub(super) fn exact(significand: &UBig, exponent: isize) -> Digits {
    let size = exponent.unsigned_abs();
    let (digits, after) = if exponent >= 0 {
        (significand << size, 0)
    } else {
        (significand * UBig::from(5_u8).pow(size), signed(size))
    };
    let mut digits = if digits == UBig::ZERO { Vec::new() } else { digits.to_string().into_bytes() };
    let point = if digits.is_empty() { 0 } else { signed(digits.len()) - after };
    trim(&mut digits);
    (digits, point)
}

/// As few digits as tell `significand * 2^exponent` from the floats beside it that have this many bits.
pub(super) fn shortest(significand: &UBig, exponent: isize, precision: usize) -> Digits {
    let (mut digits, point) = exact(significand, exponent);
    // With one bit more than the float has, the neighbours' half way is one up and one down.
    let shift = (precision + 1).saturating_sub(significand.bit_len());
    let middle = significand << shift;
    let exponent = exponent - shift.cast_signed();
    if middle == UBig::ZERO {
        return (digits, point);
    }
    let (lower, _) = exact(&(&middle - UBig::ONE), exponent);
    let (upper, _) = exact(&(&middle + UBig::ONE), exponent);
    // What lies exactly half way reads back as the even one.
    let inclusive = !middle.bit(1);
    let at = |digits: &[u8], index: usize| digits.get(index).copied().unwrap_or(b'0');
    for index in 0..digits.len() {
        let (low, digit, high) = (at(&lower, index), digits[index], at(&upper, index));
        let may_go_down = low != digit || inclusive && index + 1 == lower.len();
        let may_go_up = digit != high && (inclusive || digit + 1 < high || index + 1 < upper.len());
        let up = match (may_go_down, may_go_up) {
            (true, true) => rounds_up(&digits, index + 1),
            (true, false) => false,
            (false, true) => true,
            (false, false) => continue,
        };
        return cut(digits, point, index + 1, up);
    }
    trim(&mut digits);
    (digits, point)
}

/// Whether the digits from `count` on are more than a half; half goes to the even digit.
pub(super) fn rounds_up(digits: &[u8], count: usize) -> bool {
    let Some(next) = digits.get(count) else { return false };
    let is_half = *next == b'5' && count + 1 == digits.len();
    let is_odd = count > 0 && (digits[count - 1] - b'0') % 2 == 1;
    if is_half { is_odd } else { *next >= b'5' }
}

/// Keeps `count` digits, the last one raised when it goes up.
pub(super) fn cut(mut digits: Vec<u8>, mut point: i64, count: usize, up: bool) -> Digits {
    if count >= digits.len() {
        return (digits, point);
    }
    digits.truncate(count);
    if up {
        while digits.last() == Some(&b'9') {
            digits.pop();
        }
        if let Some(last) = digits.last_mut() {
            *last += 1;
        } else {
            digits.push(b'1');
            point += 1;
        }
    }
    trim(&mut digits);
    (digits, point)
}

fn trim(digits: &mut Vec<u8>) {
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
}

pub(super) fn signed(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text((digits, point): Digits) -> (String, i64) {
        (String::from_utf8(digits).unwrap(), point)
    }

    #[test]
    fn as_few_digits_as_the_bits_need() {
        // 0.1 as a 64-bit float, and all that it amounts to.
        let tenth = UBig::from(0x19_9999_9999_999a_u64);
        assert_eq!(text(shortest(&tenth, -56, 53)), ("1".to_owned(), 0));
        let all = "1000000000000000055511151231257827021181583404541015625";
        assert_eq!(text(exact(&tenth, -56)), (all.to_owned(), 0));
        assert_eq!(text(shortest(&tenth, -56, 512)), (all.to_owned(), 0));
        assert_eq!(text(shortest(&UBig::from(3_u8), 0, 64)), ("3".to_owned(), 1));
        assert_eq!(text(exact(&UBig::ZERO, 0)), (String::new(), 0));
    }
}
