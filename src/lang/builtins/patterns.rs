//! Builtins that find regular expressions in texts.

use std::sync::Arc;

use super::support::{list, string};
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::kind::Type;
use crate::lang::limits::check_elements;
use crate::lang::regex::{self, Captures, Match, Pattern};
use crate::lang::shape::{Element, Shape};
use crate::lang::text::normalized;
use crate::lang::value::{Data, Entries, Value};

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("regex", &[string("pattern"), string("string")], Shape::Any, regex),
    Builtin::new("regexall", &[string("pattern"), string("string")], Shape::List(Element::Any), regexall),
];

fn regex(call: &Call<'_>) -> Result<Value, CallError> {
    let (pattern, groups) = compile(call)?;
    let captures = pattern.matches(call, call.text(1)).next().transpose()?;
    let captures =
        captures.ok_or_else(|| CallError::new("pattern did not match any part of the given string"))?;
    Ok(groups.result(&captures))
}

fn regexall(call: &Call<'_>) -> Result<Value, CallError> {
    let (pattern, groups) = compile(call)?;
    let mut found = Vec::new();
    for captures in pattern.matches(call, call.text(1)) {
        let captures = captures?;
        check_elements(found.len())?;
        call.pay_bytes(captures.len() * size_of::<Value>())?;
        found.push(groups.result(&captures));
    }
    Ok(list(groups.kind(), found))
}

/// What a match becomes.
enum Groups {
    /// Without groups: the text itself.
    None,
    /// A tuple of this many texts.
    Numbered(usize),
    /// An object of texts.
    Named(Vec<String>),
}

fn compile(call: &Call<'_>) -> Result<(Pattern, Groups), CallError> {
    let pattern = regex::compile(call, 0, call.text(0))?;
    let count = pattern.group_names().count() - 1;
    let names: Vec<String> = pattern.group_names().flatten().map(str::to_owned).collect();
    let groups = match names.len() {
        0 if count == 0 => Groups::None,
        0 => Groups::Numbered(count),
        named if named == count => Groups::Named(names),
        _ => {
            let message = "invalid regexp pattern: cannot mix both named and unnamed capture groups";
            return Err(CallError::argument(0, message));
        }
    };
    Ok((pattern, groups))
}

impl Groups {
    fn kind(&self) -> Type {
        match self {
            Self::None => Type::String,
            Self::Numbered(count) => Type::Tuple(vec![Type::String; *count].into()),
            Self::Named(names) => {
                let names = names.iter().map(|name| (name.as_str().into(), Type::String));
                Type::Object(Arc::new(names.collect()))
            }
        }
    }

    fn result(&self, captures: &Captures<'_>) -> Value {
        let group = |found: Option<Match<'_>>| match found {
            Some(found) => normalized(found.as_str().to_owned()),
            // The part of the pattern that holds the group did not take part.
            None => Value::new(Data::Null(Type::String)),
        };
        match self {
            Self::None => normalized(captures.get_match().as_str().to_owned()),
            Self::Numbered(count) => {
                Value::tuple((1..=*count).map(|index| group(captures.get(index))).collect::<Vec<_>>())
            }
            Self::Named(names) => {
                let entry = |name: &String| (name.as_str().into(), group(captures.name(name)));
                Value::object(names.iter().map(entry).collect::<Entries>())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn patterns_are_found() {
        gives(&[
            (r#"regex("[a-z]+", "53453453.345345aaabbbccc23454")"#, r#""aaabbbccc""#),
            (r#"regex("(\\d\\d\\d\\d)-(\\d\\d)(x)?", "2019-02-01")"#, r#"["2019", "02", null]"#),
            (
                r#"regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://example.com/x")"#,
                r#"{ scheme = "https", authority = "example.com" }"#,
            ),
            (r#"regexall("[a-z]", "1a2b")"#, r#"tolist(["a", "b"])"#),
            (r#"regexall("([a-z])([0-9])", "a1b2")"#, r#"tolist([["a", "1"], ["b", "2"]])"#),
            (r#"length(regexall("x", "abc"))"#, "0"),
            (r#"regex(unknown.string, "a")"#, "unknown.any"),
            (r#"regexall("a", unknown.string)"#, "unknown.anylist"),
        ]);
        refuses(&[
            (r#"regex("x", "a")"#, "pattern did not match any part of the given string"),
            (r#"regex("(", "a")"#, "invalid regexp pattern"),
            (r#"regex("(a)(?P<n>b)", "ab")"#, "cannot mix both named and unnamed"),
        ]);
    }
}
