//! A moment as RFC 3339 has it, with its offset from UTC kept. Knows no time zones and no leap seconds.

use std::fmt;
use std::time::Duration;

const SECOND: i128 = 1_000_000_000;
const DAY: i64 = 86_400;

/// A moment, and the offset it was written with.
#[derive(Clone, Copy, Debug)]
pub(in crate::lang) struct Timestamp {
    /// Since the beginning of 1970 in UTC.
    nanoseconds: i128,
    /// Seconds east of UTC.
    pub(super) offset: i64,
}

/// A moment as calendar and clock show it at its offset.
pub(super) struct Civil {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: u8,
    /// From 1.
    pub(super) day: u8,
    /// From 0 for Sunday.
    pub(super) weekday: u8,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
}

impl Timestamp {
    /// Reads `2024-02-29T12:00:00Z`, with an optional fraction of a second, and `+01:00` for another offset.
    ///
    /// # Errors
    /// With what is wrong, when the text is no such timestamp.
    pub(in crate::lang) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { text, at: 0 };
        let year = reader.number("year", 4, 0..=9999)?;
        reader.sign("-")?;
        let month = reader.number("month", 2, 1..=12)?;
        reader.sign("-")?;
        let day = reader.number("day of month", 2, 1..=days_in(year, month))?;
        reader.sign("T")?;
        let hour = reader.number("hour", 2, 0..=23)?;
        reader.sign(":")?;
        let minute = reader.number("minute", 2, 0..=59)?;
        reader.sign(":")?;
        let second = reader.number("second", 2, 0..=59)?;
        let fraction = reader.fraction();
        let offset = reader.offset()?;
        let days = days_before(year, month) + day - 1;
        let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset;
        Ok(Self { nanoseconds: i128::from(seconds) * SECOND + fraction, offset })
    }

    /// The moment so long after the beginning of 1970, in UTC.
    pub(in crate::lang) fn since_1970(time: Duration) -> Self {
        Self { nanoseconds: i128::from(time.as_secs()) * SECOND + i128::from(time.subsec_nanos()), offset: 0 }
    }

    /// The moment this many nanoseconds later.
    pub(in crate::lang) fn add(self, nanoseconds: i64) -> Self {
        Self { nanoseconds: self.nanoseconds + i128::from(nanoseconds), ..self }
    }

    /// The moment, for comparison: the offset does not count.
    pub(in crate::lang) fn moment(self) -> i128 {
        self.nanoseconds
    }

    pub(super) fn civil(self) -> Civil {
        let seconds = i64::try_from(self.nanoseconds.div_euclid(SECOND))
            .expect("internal: a timestamp is within ten thousand years")
            + self.offset;
        let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        // No later than the year sought.
        let mut year = 1970 + days.div_euclid(if days < 0 { 365 } else { 366 });
        while days_before(year + 1, 1) <= days {
            year += 1;
        }
        let month = (1..=12).rev().find(|month| days_before(year, *month) <= days).unwrap_or(1);
        let small = |number: i64| u8::try_from(number).expect("internal: parts of a date fit in eight bits");
        Civil {
            year,
            month: small(month),
            day: small(days - days_before(year, month) + 1),
            // The first of January 1970 was a Thursday.
            weekday: small((days + 4).rem_euclid(7)),
            hour: small(time / 3600),
            minute: small(time / 60 % 60),
            second: small(time % 60),
        }
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 without a fraction of a second, as Go's layout of that name has it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, hour, minute, second, weekday: _ } = self.civil();
        let before = if year < 0 { "-" } else { "" };
        let year = year.abs();
        write!(formatter, "{before}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.offset == 0 {
            formatter.write_str("Z")
        } else {
            formatter.write_str(&offset_text(self.offset, ":"))
        }
    }
}

/// `+01:00`, with this between hours and minutes.
pub(super) fn offset_text(offset: i64, between: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from the beginning of 1970 to that of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let leap_years =
        |year: i64| (year - 1).div_euclid(4) - (year - 1).div_euclid(100) + (year - 1).div_euclid(400);
    let years = (year - 1970) * 365 + leap_years(year) - leap_years(1970);
    years + (1..month).map(|month| days_in(year, month)).sum::<i64>()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn number(
        &mut self,
        what: &str,
        digits: usize,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<i64, String> {
        let rest = self.rest();
        if rest.is_empty() {
            return Err(format!("end of string before {what}"));
        }
        let written = rest.get(..digits).filter(|written| written.bytes().all(|byte| byte.is_ascii_digit()));
        let number = written.and_then(|written| written.parse::<i64>().ok());
        let number = number.ok_or_else(|| format!("cannot use {rest:?} as {what}"))?;
        if !range.contains(&number) {
            let (least, most) = range.into_inner();
            return Err(format!("{what} must be between {least} and {most} inclusive"));
        }
        self.at += digits;
        Ok(number)
    }

    fn sign(&mut self, sign: &str) -> Result<(), String> {
        if self.rest().starts_with(sign) {
            self.at += sign.len();
            return Ok(());
        }
        Err(match (self.rest().chars().next(), sign) {
            (_, "T") => "missing required time introducer 'T'".to_owned(),
            (Some(found), _) => format!("found {found:?} where {sign:?} is expected"),
            (None, _) => format!("end of string where {sign:?} is expected"),
        })
    }

    /// Nanoseconds; digits beyond them are cut off.
    fn fraction(&mut self) -> i128 {
        let Some(rest) = self.rest().strip_prefix('.') else { return 0 };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return 0;
        }
        let kept: String = rest[..digits.min(9)].chars().chain(std::iter::repeat('0')).take(9).collect();
        let nanoseconds = kept.parse::<i128>().unwrap_or(0);
        self.at += 1 + digits;
        nanoseconds
    }

    /// Seconds east of UTC; the last thing in the text.
    fn offset(&mut self) -> Result<i64, String> {
        if self.rest().is_empty() {
            return Err("end of string before UTC offset".to_owned());
        }
        if self.rest() == "Z" {
            return Ok(0);
        }
        let whole = format!("cannot use {:?} as UTC offset", self.rest());
        let is_west = self.rest().starts_with('-');
        if !is_west && !self.rest().starts_with('+') {
            return Err(whole);
        }
        self.at += 1;
        let hours = self.number("UTC offset", 2, 0..=23)?;
        self.sign(":")?;
        let minutes = self.number("UTC offset", 2, 0..=59)?;
        if !self.rest().is_empty() {
            return Err(whole);
        }
        let seconds = (hours * 60 + minutes) * 60;
        Ok(if is_west { -seconds } else { seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_written() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2024-02-29T23:59:59+05:30",
            "1969-12-31T23:59:59Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-12:00",
            "2000-12-31T00:00:00Z",
            "1900-03-01T00:00:00Z",
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Timestamp::parse("1970-01-01T01:00:00.5+01:00").unwrap().moment(), 500_000_000);
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for (text, message) in [
            ("", "end of string before year"),
            ("24-01-01", "cannot use \"24-01-01\" as year"),
            ("2024-13-01T00:00:00Z", "month must be between 1 and 12 inclusive"),
            ("2023-02-29T00:00:00Z", "day of month must be between 1 and 28 inclusive"),
            ("2023-02-28 00:00:00Z", "missing required time introducer 'T'"),
            ("2023-02-28T00:00", "end of string where \":\" is expected"),
            ("2023-02-28T00:00:00", "end of string before UTC offset"),
            ("2023-02-28T00:00:00+0100", "found '0' where \":\" is expected"),
            ("2023-02-28T00:00:00z", "cannot use \"z\" as UTC offset"),
            ("2023-02-28T00:00:00,5Z", "cannot use \",5Z\" as UTC offset"),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap_err(), message);
        }
    }
}
