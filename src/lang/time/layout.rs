//! The layouts of `formatdate`: letters that repeat stand for parts of a date, quotes keep letters as they are.

use super::timestamp::{Timestamp, offset_text};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// Writes a moment in a layout.
///
/// # Errors
/// With what is wrong, when the layout has a letter that stands for nothing or an open quote.
pub(in crate::lang) fn format_date(layout: &str, timestamp: Timestamp) -> Result<String, String> {
    let mut output = String::new();
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => quoted(rest, &mut output)?,
            letter if letter.is_ascii_alphabetic() => {
                let length = rest.bytes().take_while(|byte| char::from(*byte) == letter).count();
                output.push_str(&verb(&rest[..length], letter, timestamp)?);
                length
            }
            other => {
                output.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Ok(output)
}

/// Copies the literal that `text` begins with and says how long it is with its quotes.
fn quoted(text: &str, output: &mut String) -> Result<usize, String> {
    if text.starts_with("''") {
        output.push('\'');
        return Ok(2);
    }
    let mut at = 1;
    loop {
        let end = text[at..].find('\'').ok_or("unterminated literal '")?;
        output.push_str(&text[at..at + end]);
        at += end + 1;
        // Two quotes are one that is meant.
        if !text[at..].starts_with('\'') {
            return Ok(at);
        }
        output.push('\'');
        at += 1;
    }
}

fn verb(verb: &str, letter: char, timestamp: Timestamp) -> Result<String, String> {
    let civil = timestamp.civil();
    let invalid = |wanted: &str| Err(format!("invalid date format verb {verb:?}: {wanted}"));
    let plain_or_two = |number: u8, wanted: &str| match verb.len() {
        1 => Ok(number.to_string()),
        2 => Ok(format!("{number:02}")),
        _ => invalid(wanted),
    };
    let month = MONTHS[usize::from(civil.month) - 1];
    let weekday = WEEKDAYS[usize::from(civil.weekday)];
    let offset = timestamp.offset;
    match (letter, verb.len()) {
        ('Y', 2) => Ok(format!("{:02}", civil.year % 100)),
        ('Y', 4) => Ok(format!("{:04}", civil.year)),
        ('Y', _) => invalid("year must either be \"YY\" or \"YYYY\""),
        ('M', 3) => Ok(month[..3].to_owned()),
        ('M', 4) => Ok(month.to_owned()),
        ('M', _) => plain_or_two(civil.month, "month must be \"M\", \"MM\", \"MMM\", or \"MMMM\""),
        ('D', _) => plain_or_two(civil.day, "day of month must either be \"D\" or \"DD\""),
        ('E', 3) => Ok(weekday[..3].to_owned()),
        ('E', 4) => Ok(weekday.to_owned()),
        ('E', _) => invalid("day of week must either be \"EEE\" or \"EEEE\""),
        ('h', _) => plain_or_two(civil.hour, "24-hour must either be \"h\" or \"hh\""),
        ('H', _) => plain_or_two((civil.hour + 11) % 12 + 1, "12-hour must either be \"H\" or \"HH\""),
        ('A', 2) => Ok(if civil.hour < 12 { "AM" } else { "PM" }.to_owned()),
        ('a', 2) => Ok(if civil.hour < 12 { "am" } else { "pm" }.to_owned()),
        ('A' | 'a', _) => invalid(&format!("must be \"{letter}{letter}\"")),
        ('m', _) => plain_or_two(civil.minute, "minute must either be \"m\" or \"mm\""),
        ('s', _) => plain_or_two(civil.second, "second must either be \"s\" or \"ss\""),
        ('Z', 1) if offset == 0 => Ok("Z".to_owned()),
        ('Z', 3) if offset == 0 => Ok("UTC".to_owned()),
        ('Z', 3 | 4) => Ok(offset_text(offset, "")),
        ('Z', 1 | 5) => Ok(offset_text(offset, ":")),
        ('Z', _) => invalid("timezone must be Z, ZZZZ, or ZZZZZ"),
        _ => Err(format!("invalid date format verb {verb:?}")),
    }
}
