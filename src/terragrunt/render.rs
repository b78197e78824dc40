//! `render --json`: one configuration as Terragrunt prints it. Source: Terragrunt 1.1.3 `internal/cli/commands/render`.
//!
//! An unknown is printed as `""`, as the original does; that is right for `render` and for nothing else.

use std::fmt::Write as _;

use crate::lang::json::write_string;
use crate::lang::number::Number;
use crate::lang::value::{Data, Value};

use super::config::Config;
use super::document::object_of;
use super::metadata::document_with_metadata;

/// The configuration as one line of JSON: keys sorted, `<`, `>` and `&` escaped, numbers as 64-bit floats.
pub fn render_json(config: &Config) -> String {
    line(&object_of(config, false))
}

/// The same with the file that sets each part: `{"value": …, "metadata": {"found_in_file": …}}`.
pub fn render_json_with_metadata(config: &Config) -> String {
    line(&document_with_metadata(config))
}

fn line(value: &Value) -> String {
    let mut json = String::with_capacity(4096);
    write_value(&mut json, value);
    json
}

fn write_value(json: &mut String, value: &Value) {
    match &value.data {
        Data::Null(_) => json.push_str("null"),
        Data::Unknown(unknown) => match (&unknown.mock, &unknown.reference) {
            (Some(mock), _) => write_value(json, mock),
            // All outputs of a unit at once: there is nothing to print for them.
            (None, Some(_)) => json.push_str("null"),
            (None, None) => json.push_str("\"\""),
        },
        Data::Bool(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Data::String(text) => write_string(json, text),
        Data::Number(number) => write_number(json, number),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            json.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_value(json, element);
            }
            json.push(']');
        }
        Data::Map(_, entries) | Data::Object(entries) => {
            json.push('{');
            for (index, (name, entry)) in entries.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_string(json, name);
                json.push(':');
                write_value(json, entry);
            }
            json.push('}');
        }
    }
}

/// Past 2^53 the original's way through a float loses digits, and so does this. Very large and very small ones are written
/// with an exponent, as Go's `encoding/json` does.
fn write_number(json: &mut String, number: &Number) {
    let float = number.to_f64();
    let size = float.abs();
    let written = match number.as_i64() {
        Some(integer) if integer.unsigned_abs() <= 1 << 53 => write!(json, "{integer}"),
        _ if !float.is_finite() => write!(json, "null"),
        _ if size >= 1e21 => write!(json, "{}", format!("{float:e}").replace('e', "e+")),
        _ if size != 0.0 && size < 1e-6 => write!(json, "{float:e}"),
        _ => write!(json, "{float}"),
    };
    written.expect("internal: writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_go_writes_floats() {
        for (number, expected) in [
            ("3", "3"),
            ("-0.5", "-0.5"),
            ("9007199254740993", "9007199254740992"),
            ("100000000000000000000", "100000000000000000000"),
            ("1e21", "1e+21"),
            ("-1.5e300", "-1.5e+300"),
            ("0.000001", "0.000001"),
            ("0.0000001", "1e-7"),
        ] {
            let mut json = String::new();
            write_number(&mut json, &Number::parse(number).expect("a number"));
            assert_eq!(json, expected);
        }
    }
}
