//! `render --json`: one configuration as Terragrunt prints it. Source: Terragrunt 1.1.3 `internal/cli/commands/render`.
//!
//! An unknown is printed as `""`, as the original does; that is right for `render` and for nothing else.

use crate::lang::value::{Data, Value};
use crate::lang::world::Mode;

use super::config::Config;
use super::document::document;
use super::metadata::document_with_metadata;

/// The configuration as one line of JSON: keys sorted, `<`, `>` and `&` escaped, numbers as 64-bit floats.
pub fn render_json(config: &Config) -> String {
    line(&document(config, Mode::Render))
}

/// The same with the file that sets each part: `{"value": …, "metadata": {"found_in_file": …}}`.
pub fn render_json_with_metadata(config: &Config) -> String {
    line(&document_with_metadata(config))
}

fn line(value: &Value) -> String {
    let text = to_json(value).to_string();
    // These characters only occur inside strings, so the text can be escaped as a whole, as Go does.
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn to_json(value: &Value) -> serde_json::Value {
    match &value.data {
        Data::Null(_) => serde_json::Value::Null,
        Data::Unknown(_) => serde_json::Value::String(String::new()),
        Data::Bool(flag) => serde_json::Value::Bool(*flag),
        Data::String(text) => serde_json::Value::String(text.to_string()),
        Data::Number(number) => match number.as_i64() {
            // Past 2^53 the original's way through a float loses digits, and so does this.
            Some(integer) if integer.unsigned_abs() <= 1 << 53 => integer.into(),
            _ => serde_json::Number::from_f64(number.to_f64()).map_or(serde_json::Value::Null, Into::into),
        },
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            elements.iter().map(to_json).collect()
        }
        Data::Map(_, entries) | Data::Object(entries) => {
            entries.iter().map(|(name, entry)| (name.to_string(), to_json(entry))).collect()
        }
    }
}
