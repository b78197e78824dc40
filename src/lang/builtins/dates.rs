//! Builtins on timestamps, which are texts in RFC 3339.

use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::time::{Timestamp, format_date, parse_duration};
use crate::lang::value::Value;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("formatdate", &[string("format"), string("time")], Shape::String, formatdate),
    Builtin::new("timeadd", &[string("timestamp"), string("duration")], Shape::String, timeadd),
    Builtin::new("timecmp", &[string("timestamp_a"), string("timestamp_b")], Shape::Number, timecmp),
];

fn timestamp(call: &Call<'_>, index: usize) -> Result<Timestamp, CallError> {
    Timestamp::parse(call.text(index))
        .map_err(|why| CallError::argument(index, format!("not a valid RFC3339 timestamp: {why}")))
}

fn formatdate(call: &Call<'_>) -> Result<Value, CallError> {
    let timestamp = timestamp(call, 1)?;
    text(format_date(call.text(0), timestamp).map_err(|why| CallError::argument(0, why))?)
}

fn timeadd(call: &Call<'_>) -> Result<Value, CallError> {
    let timestamp = timestamp(call, 0)?;
    let duration = parse_duration(call.text(1)).map_err(|why| CallError::argument(1, why))?;
    text(timestamp.add(duration).to_string())
}

fn timecmp(call: &Call<'_>) -> Result<Value, CallError> {
    let order = timestamp(call, 0)?.moment().cmp(&timestamp(call, 1)?.moment());
    Ok(Value::number(order as i32))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn dates_are_written_in_a_layout() {
        gives(&[
            (r#"formatdate("YYYY-MM-DD'T'hh:mm:ssZ", "2018-01-04T23:12:01Z")"#, r#""2018-01-04T23:12:01Z""#),
            (
                r#"formatdate("EEEE, D MMMM YY H:mmaa Z ZZZ ZZZZ ZZZZZ", "2018-01-02T00:05:01-08:00")"#,
                r#""Tuesday, 2 January 18 12:05am -08:00 -0800 -0800 -08:00""#,
            ),
            (
                r#"formatdate("EEE MMM M h s HH AA ZZZ", "2020-02-29T13:02:03Z")"#,
                r#""Sat Feb 2 13 3 01 PM UTC""#,
            ),
            (r#"formatdate("'it''s' '' D é", "2020-02-29T13:02:03Z")"#, r#""it's ' 29 é""#),
        ]);
        refuses(&[
            (r#"formatdate("YYY", "2020-02-29T13:02:03Z")"#, "year must either be"),
            (r#"formatdate("J", "2020-02-29T13:02:03Z")"#, "invalid date format verb \"J\""),
            (r#"formatdate("'a", "2020-02-29T13:02:03Z")"#, "unterminated literal"),
            (r#"formatdate("D", "2020-02-30T13:02:03Z")"#, "not a valid RFC3339 timestamp: day of month"),
        ]);
    }

    #[test]
    fn moments_are_moved_and_compared() {
        gives(&[
            (r#"timeadd("2017-11-22T00:00:00Z", "1h30m")"#, r#""2017-11-22T01:30:00Z""#),
            (r#"timeadd("2016-02-29T00:00:00+01:00", "-24h")"#, r#""2016-02-28T00:00:00+01:00""#),
            (r#"timeadd("2016-12-31T23:59:59.6Z", "500ms")"#, r#""2017-01-01T00:00:00Z""#),
            (r#"timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00")"#, "0"),
            (r#"timecmp("2017-11-22T00:00:00Z", "2017-11-22T00:00:01Z")"#, "-1"),
            (r#"timecmp("2017-11-22T00:00:00.1Z", "2017-11-22T00:00:00Z")"#, "1"),
        ]);
        refuses(&[
            (r#"timeadd("2017-11-22T00:00:00Z", "1d")"#, "unknown unit \"d\""),
            (r#"timeadd("now", "1h")"#, "cannot use \"now\" as year"),
        ]);
    }
}
