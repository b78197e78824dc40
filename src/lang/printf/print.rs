//! Verbs and arguments to text. Arguments must be wholly known.

use super::number;
use super::parse::{Piece, Verb, parse};
use crate::lang::builtin::CallError;
use crate::lang::convert::convert;
use crate::lang::json;
use crate::lang::kind::Type;
use crate::lang::limits::check_text;
use crate::lang::text::{characters, count_characters};
use crate::lang::value::{Data, Value};

/// Fills the arguments into a format string.
///
/// # Errors
/// When the format string is none, an argument is missing, superfluous or of the wrong type, or the text too long.
pub(in crate::lang) fn format(format: &str, arguments: &[Value]) -> Result<String, CallError> {
    let mut text = String::new();
    let (mut next, mut highest) = (1, 0);
    for piece in parse(format).map_err(|message| CallError::argument(0, message))? {
        match piece {
            Piece::Literal(literal) => text.push_str(literal),
            Piece::Verb(verb) => {
                let position = verb.argument.unwrap_or(next);
                highest = highest.max(position);
                next = position + 1;
                let argument = position.checked_sub(1).and_then(|index| arguments.get(index));
                let argument = argument.ok_or_else(|| missing(&verb, position, arguments.len()))?;
                let printed = print(&verb, argument).map_err(|why| {
                    let message = format!("unsupported value for `{}` at {}: {why}", verb.raw, verb.offset);
                    CallError::argument(position, message)
                })?;
                text.push_str(&printed);
            }
        }
        check_text(text.len())?;
    }
    if highest < arguments.len() {
        let message = match highest {
            0 => "too many arguments; no verbs in format string".to_owned(),
            used => format!("too many arguments; only {used} used by format string"),
        };
        return Err(CallError::argument(highest + 1, message));
    }
    Ok(text)
}

fn missing(verb: &Verb<'_>, position: usize, count: usize) -> CallError {
    CallError::argument(
        0,
        format!(
            "not enough arguments for `{}` at {}: need index {position} but have {count} total",
            verb.raw, verb.offset
        ),
    )
}

fn print(verb: &Verb<'_>, argument: &Value) -> Result<String, String> {
    if verb.letter != 'v' && argument.is_null() {
        return Err("null value cannot be formatted".to_owned());
    }
    match verb.letter {
        'v' => as_is(verb, argument),
        't' => Ok(to(argument, &Type::Bool)?.as_bool().unwrap_or_default().to_string()),
        'b' | 'd' | 'o' | 'x' | 'X' => {
            let number = to(argument, &Type::Number)?;
            let number = number.as_number().and_then(|number| number::integer(verb, number));
            number.ok_or_else(|| "an integer is required".to_owned())
        }
        'e' | 'E' | 'f' | 'g' | 'G' => {
            let number = to(argument, &Type::Number)?;
            Ok(number.as_number().map(|number| number::float(verb, number)).unwrap_or_default())
        }
        's' | 'q' => {
            let text = to(argument, &Type::String)?;
            let text = cut(verb, text.as_str().unwrap_or_default());
            Ok(padded(verb, if verb.letter == 'q' { json::quote(&text) } else { text }))
        }
        letter => Err(format!("there is no verb `%{letter}`")),
    }
}

fn to(argument: &Value, kind: &Type) -> Result<Value, String> {
    convert(argument, kind).map_err(|error| error.to_string())
}

/// Texts and numbers as they are, everything else as JSON, and with `#` those too.
fn as_is(verb: &Verb<'_>, argument: &Value) -> Result<String, String> {
    let text = match &argument.data {
        Data::String(text) if !verb.sharp => text.to_string(),
        Data::Number(number) if !verb.sharp => number::plain(number),
        _ => json::encode(argument).map_err(|error| error.message)?,
    };
    Ok(padded(verb, text))
}

/// No more characters than the precision says; zero says nothing.
fn cut(verb: &Verb<'_>, text: &str) -> String {
    match verb.precision {
        None | Some(0) => text.to_owned(),
        Some(precision) => characters(text).take(precision).collect(),
    }
}

fn padded(verb: &Verb<'_>, text: String) -> String {
    let missing = verb.width.unwrap_or(0).saturating_sub(count_characters(&text));
    if missing == 0 {
        return text;
    }
    let padding = if verb.zero { "0" } else { " " }.repeat(missing);
    if verb.minus { text + &padding } else { padding + &text }
}
