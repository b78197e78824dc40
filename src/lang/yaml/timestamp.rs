//! Dates and times among plain texts: YAML has a type for them, the language has none, so they become RFC 3339 texts.

use crate::lang::time::Timestamp;

/// The text of a date, or of a date and a time, in RFC 3339 without a fraction of a second; `None` for other texts.
pub(super) fn timestamp(text: &str) -> Option<String> {
    let year = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = text[4..].strip_prefix('-')?;
    let (month, rest) = number(rest)?;
    let (day, rest) = number(rest.strip_prefix('-')?)?;
    let Some(separator) = rest.chars().next() else {
        return checked(year, month, day, [0; 3], "Z");
    };
    let (hour, rest) = number(rest.strip_prefix(['T', 't', ' '])?)?;
    let (minute, rest) = number(rest.strip_prefix(':')?)?;
    let (second, rest) = number(rest.strip_prefix(':')?)?;
    let offset = after_fraction(rest);
    let time = [hour, minute, second];
    match (separator, offset) {
        (' ', "") => checked(year, month, day, time, "Z"),
        // A time after a space has no offset, a time after `T` must have one.
        (' ', _) => None,
        (_, "Z" | "+00:00" | "-00:00") => checked(year, month, day, time, "Z"),
        _ => {
            let (hours, minutes) = offset.strip_prefix(['+', '-'])?.split_once(':')?;
            let at_most =
                |part: &str, most: u32| part.len() == 2 && part.parse().is_ok_and(|part: u32| part <= most);
            (at_most(hours, 24) && at_most(minutes, 60)).then_some(())?;
            checked(year, month, day, time, offset)
        }
    }
}

/// One digit or two.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

fn after_fraction(text: &str) -> &str {
    let Some(digits) = text.strip_prefix(['.', ',']) else { return text };
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == digits.len() { text } else { rest }
}

fn checked(
    year: &str,
    month: u32,
    day: u32,
    [hour, minute, second]: [u32; 3],
    offset: &str,
) -> Option<String> {
    let local = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    // The offset has its own limits, wider than those of RFC 3339.
    Timestamp::parse(&format!("{local}Z")).ok()?;
    Some(format!("{local}{offset}"))
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn dates_and_times_are_known_by_their_form() {
        for (text, expected) in [
            ("2001-12-14", Some("2001-12-14T00:00:00Z")),
            ("2001-1-2", Some("2001-01-02T00:00:00Z")),
            ("2001-1-2T3:4:5Z", Some("2001-01-02T03:04:05Z")),
            ("2001-12-14t21:59:43.10-05:00", Some("2001-12-14T21:59:43-05:00")),
            ("2001-12-14 21:59:43.10", Some("2001-12-14T21:59:43Z")),
            ("2001-12-14T21:59:43+00:00", Some("2001-12-14T21:59:43Z")),
            ("2001-12-14 21:59:43.10 -5", None),
            ("2001-12-14T21:59:43", None),
            ("2001-02-30", None),
            ("20010101", None),
            ("2001-é", None),
        ] {
            assert_eq!(timestamp(text).as_deref(), expected, "{text}");
        }
    }
}
