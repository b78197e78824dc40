//! Builtins on texts: letters, ends, pieces.

use super::support::{integer, list, number, string};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter, unknown_like};
use crate::lang::kind::Type;
use crate::lang::limits::{check_elements, check_text};
use crate::lang::regex;
use crate::lang::shape::{Element, Shape};
use crate::lang::text::{self, characters, normalized, text};
use crate::lang::value::Value;

const STRINGS: Shape = Shape::List(Element::String);
const STR: Parameter = string("str");

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("chomp", &[STR], Shape::String, chomp),
    Builtin::new("endswith", &[STR, string("suffix")], Shape::Bool, endswith),
    Builtin::new("indent", &[number("spaces"), STR], Shape::String, indent),
    Builtin::new("join", &[string("separator")], Shape::String, join)
        .variadic(Parameter::new("lists", STRINGS)),
    Builtin::new("lower", &[STR], Shape::String, lower),
    Builtin::new("replace", &[STR, string("substr"), string("replace")], Shape::String, replace),
    Builtin::new("split", &[string("separator"), STR], STRINGS, split),
    Builtin::new("startswith", &[STR, string("prefix")], Shape::Bool, startswith),
    Builtin::new("strcontains", &[STR, string("substr")], Shape::Bool, strcontains),
    Builtin::new("strrev", &[STR], Shape::String, strrev),
    Builtin::new("substr", &[STR, number("offset"), number("length")], Shape::String, substr),
    Builtin::new("title", &[STR], Shape::String, title),
    Builtin::new("trim", &[STR, string("cutset")], Shape::String, trim),
    Builtin::new("trimprefix", &[STR, string("prefix")], Shape::String, trimprefix),
    Builtin::new("trimspace", &[STR], Shape::String, trimspace),
    Builtin::new("trimsuffix", &[STR, string("suffix")], Shape::String, trimsuffix),
    Builtin::new("upper", &[STR], Shape::String, upper),
];

fn upper(call: &Call<'_>) -> Result<Value, CallError> {
    text(call.text(0).chars().map(text::upper).collect())
}

fn lower(call: &Call<'_>) -> Result<Value, CallError> {
    text(call.text(0).chars().map(text::lower).collect())
}

fn title(call: &Call<'_>) -> Result<Value, CallError> {
    let mut before = ' ';
    let titled = call.text(0).chars().map(|letter| {
        let starts = is_separator(before);
        before = letter;
        if starts { text::title(letter) } else { letter }
    });
    text(titled.collect())
}

/// What a word may begin after: beyond ASCII, white space alone.
fn is_separator(letter: char) -> bool {
    if letter.is_ascii() { !letter.is_ascii_alphanumeric() && letter != '_' } else { letter.is_whitespace() }
}

fn chomp(call: &Call<'_>) -> Result<Value, CallError> {
    piece(call.text(0).trim_end_matches(['\r', '\n']))
}

fn trimspace(call: &Call<'_>) -> Result<Value, CallError> {
    piece(call.text(0).trim())
}

fn trim(call: &Call<'_>) -> Result<Value, CallError> {
    let cut_set = call.text(1);
    call.pay((call.text(0).len() / 64).saturating_mul(cut_set.len() / 64))?;
    piece(call.text(0).trim_matches(|letter| cut_set.contains(letter)))
}

fn trimprefix(call: &Call<'_>) -> Result<Value, CallError> {
    let whole = call.text(0);
    piece(whole.strip_prefix(call.text(1)).unwrap_or(whole))
}

fn trimsuffix(call: &Call<'_>) -> Result<Value, CallError> {
    let whole = call.text(0);
    piece(whole.strip_suffix(call.text(1)).unwrap_or(whole))
}

#[expect(clippy::unnecessary_wraps, reason = "what every builtin returns")]
fn piece(piece: &str) -> Result<Value, CallError> {
    Ok(normalized(piece.to_owned()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn startswith(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::bool(call.text(0).starts_with(call.text(1))))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn endswith(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::bool(call.text(0).ends_with(call.text(1))))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn strcontains(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::bool(call.text(0).contains(call.text(1))))
}

fn strrev(call: &Call<'_>) -> Result<Value, CallError> {
    text(characters(call.text(0)).rev().collect())
}

/// Counts in characters; a negative offset counts from the end, a negative length means all the rest.
fn substr(call: &Call<'_>) -> Result<Value, CallError> {
    call.pay_bytes(call.text(0).len() * size_of::<&str>())?;
    let parts: Vec<&str> = characters(call.text(0)).collect();
    let (offset, length) = (integer(call, 1)?, integer(call, 2)?);
    if offset >= 0 && length == 0 {
        return piece("");
    }
    let start = if offset < 0 { offset + parts.len().cast_signed() as i64 } else { offset };
    let start = usize::try_from(start).unwrap_or(0).min(parts.len());
    let rest = &parts[start..];
    // As in Go, an offset from the end turns the length 0 into all the rest.
    let end = match usize::try_from(length) {
        Ok(0) | Err(_) => rest.len(),
        Ok(length) => length.min(rest.len()),
    };
    piece(&rest[..end].concat())
}

fn indent(call: &Call<'_>) -> Result<Value, CallError> {
    let spaces = usize::try_from(integer(call, 0)?)
        .map_err(|_| CallError::argument(0, "`spaces` must not be negative"))?;
    let whole = call.text(1);
    let breaks = whole.bytes().filter(|byte| *byte == b'\n').count();
    check_text(whole.len().saturating_add(breaks.saturating_mul(spaces)))?;
    if breaks == 0 {
        return piece(whole);
    }
    text(whole.replace('\n', &format!("\n{}", " ".repeat(spaces))))
}

fn join(call: &Call<'_>) -> Result<Value, CallError> {
    let lists = &call.arguments[1..];
    if lists.is_empty() {
        return Err(CallError::new("at least one list is required"));
    }
    if let Some(unknown) = lists.iter().find_map(|list| unknown_like(list, Type::String)) {
        return Ok(unknown);
    }
    let separator = call.text(0);
    let mut joined = String::new();
    let mut is_first = true;
    for (list_index, list) in lists.iter().enumerate() {
        for (index, element) in list.elements().iter().flat_map(|elements| elements.iter()).enumerate() {
            let Some(element) = element.as_str() else {
                let message = format!("element {index} is null; cannot concatenate null values");
                return Err(CallError::argument(list_index + 1, message));
            };
            if !is_first {
                joined.push_str(separator);
            }
            is_first = false;
            joined.push_str(element);
            check_text(joined.len())?;
        }
    }
    text(joined)
}

fn split(call: &Call<'_>) -> Result<Value, CallError> {
    let (separator, whole) = (call.text(0), call.text(1));
    let parts: Vec<Value> = if separator.is_empty() {
        check_elements(whole.len())?;
        whole.chars().map(|letter| normalized(letter.to_string())).collect()
    } else {
        check_elements(whole.matches(separator).count())?;
        whole.split(separator).map(|part| normalized(part.to_owned())).collect()
    };
    Ok(list(Type::String, parts))
}

fn replace(call: &Call<'_>) -> Result<Value, CallError> {
    let (whole, wanted, by) = (call.text(0), call.text(1), call.text(2));
    let pattern = wanted.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        let pattern = regex::compile(call, 1, pattern)?;
        return text(regex::replace_all(call, &pattern, whole, by)?);
    }
    let count = if wanted.is_empty() { whole.len() + 1 } else { whole.matches(wanted).count() };
    check_text(whole.len().saturating_add(count.saturating_mul(by.len())))?;
    text(whole.replace(wanted, by))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn letters_change_case() {
        gives(&[
            (r#"upper("straße ǆ")"#, r#""STRAßE Ǆ""#),
            (r#"lower("ÀB İ ΑΣ")"#, r#""àb i ασ""#),
            (r#"title("hello wORLD-foo_bar 1a é.b")"#, r#""Hello WORLD-Foo_bar 1a É.B""#),
            ("upper(12)", r#""12""#),
            ("upper(unknown.any)", "unknown.string"),
        ]);
        refuses(&[("upper(null)", "`str` must not be null"), ("upper([])", "`str`: a string is required")]);
    }

    #[test]
    fn ends_are_cut_off() {
        gives(&[
            (r#"chomp("a\r\n\n\r")"#, r#""a""#),
            (r#"trimspace(" \t a b\n\u00a0")"#, r#""a b""#),
            (r#"trim("?!a?b!?", "!?")"#, r#""a?b""#),
            (r#"trim("abc", "")"#, r#""abc""#),
            (r#"trimprefix("aab", "a")"#, r#""ab""#),
            (r#"trimsuffix("x.zip", ".zip")"#, r#""x""#),
            (r#"trimsuffix("x", "")"#, r#""x""#),
            (r#"startswith("abc", "ab")"#, "true"),
            (r#"endswith("abc", "ab")"#, "false"),
            (r#"strcontains("abc", "bc")"#, "true"),
        ]);
    }

    #[test]
    fn texts_come_apart_and_together() {
        gives(&[
            (r#"split(",", "a,,b")"#, r#"tolist(["a", "", "b"])"#),
            (r#"split(",", "")"#, r#"tolist([""])"#),
            (r#"split("", "aé")"#, r#"tolist(["a", "é"])"#),
            (r#"split("", "")"#, r#"compact([""])"#),
            (r#"join("-", ["a", 1], ["b"])"#, r#""a-1-b""#),
            (r#"join("-", toset(["b", "a"]))"#, r#""a-b""#),
            (r#"join("-", [])"#, r#""""#),
            (r#"join("-", ["a", unknown.string])"#, "unknown.string"),
        ]);
        refuses(&[
            (r#"join("-")"#, "at least one list"),
            (r#"join("-", ["a", null])"#, "element 1 is null"),
            (r#"join("-", "a")"#, "`lists`: a list of string is required"),
        ]);
    }

    #[test]
    fn parts_are_taken_and_replaced() {
        gives(&[
            (r#"substr("hello world", 1, 4)"#, r#""ello""#),
            (r#"substr("héllo", 1, -1)"#, r#""éllo""#),
            (r#"substr("hello", -3, 2)"#, r#""ll""#),
            (r#"substr("hello", -3, 0)"#, r#""llo""#),
            (r#"substr("hello", 9, 2)"#, r#""""#),
            (r#"substr("hello", 2, 0)"#, r#""""#),
            (r#"substr("hello", -9, 2)"#, r#""he""#),
            (r#"strrev("añb🇩🇪")"#, r#""🇩🇪bña""#),
            (r#"indent(2, "a\nb\n")"#, r#""a\n  b\n  ""#),
            (r#"replace("a.b.c", ".", "-")"#, r#""a-b-c""#),
            (r#"replace("ab", "", "-")"#, r#""-a-b-""#),
            (r#"replace("a1b22", "/[0-9]+/", "<$0>")"#, r#""a<1>b<22>""#),
            (r#"replace("john doe", "/(?P<first>\\w+) (\\w+)/", "$2, $${first}")"#, r#""doe, john""#),
            (r#"replace("a/b", "/", "-")"#, r#""a-b""#),
            (r#"replace("a//b", "//", "-")"#, r#""-a-/-/-b-""#),
        ]);
        refuses(&[
            (r#"substr("a", 0.5, 1)"#, "a whole number of at most 64 bits is required"),
            (r#"indent(-1, "a")"#, "must not be negative"),
            (r#"indent(1e12, "a\nb")"#, "longer than 64 MB"),
            (r#"replace("a", "/(/", "")"#, "unclosed group"),
        ]);
    }
}
