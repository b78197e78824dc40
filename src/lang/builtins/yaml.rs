//! Builtins between values and YAML text.

use super::support::{any, decode_once, decoded_place, string};
use crate::lang::builtin::{Builtin, Call, CallError, unknown_like};
use crate::lang::file_memo::Encoding;
use crate::lang::kind::Type;
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::value::Value;
use crate::lang::yaml;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("yamlencode", &[any("value").nullable().unknowable()], Shape::String, yamlencode),
    Builtin::new("yamldecode", &[string("src")], Shape::Any, yamldecode),
];

fn yamlencode(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    if let Some(unknown) = unknown_like(value, Type::String) {
        return Ok(unknown);
    }
    text(yaml::encode(value)?)
}

fn yamldecode(call: &Call<'_>) -> Result<Value, CallError> {
    decode_once(call, Encoding::Yaml, |text, place| {
        yaml::decode(text, place).map_err(|error| {
            let found = decoded_place(text, error.offset, place);
            CallError::argument(0, format!("this is no YAML {}: {}", found.told, error.message))
                .within(found.span)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn yaml_becomes_values() {
        gives(&[
            (
                r#"yamldecode("a: &x {k: yes, m: 0x10}\nb:\n- *x\n- <<: *x\n  k: ~\n")"#,
                "{ a = { k = true, m = 16 }, b = [{ k = true, m = 16 }, { k = null, m = 16 }] }",
            ),
            (r#"yamldecode("- y\n- on\n- No\n- yEs\n")"#, r#"[true, true, false, "yEs"]"#),
            (
                r#"yamldecode("[010, 0o10, 1_000, 1e3, .5, +1, 0b1]")"#,
                r#"[10, 8, "1_000", 1000, 0.5, 1, "0b1"]"#,
            ),
            (r#"yamldecode("[!!int 0b11, !!str 1, !!float '1', !!int 1_0]")"#, r#"[3, "1", "1", 10]"#),
            (r#"yamldecode("[2001-1-2, '2001-1-2']")"#, r#"["2001-01-02T00:00:00Z", "2001-1-2"]"#),
            (
                r#"yamldecode("a: |\n  x\n\n  y\nb: >-\n  x\n  y\nc: |-\n  1\n")"#,
                r#"{ a = "x\n\ny\n", b = "x y", c = "1" }"#,
            ),
            (r#"yamldecode("1: a\ntrue: b\n1: c\n")"#, r#"{ "1" = "c", "true" = "b" }"#),
            (r#"yamldecode("---\n")"#, "null"),
            (
                r#"yamldecode("a: b # c\nd: 'it''s'\ne: \"\\u00e9\\\n  x\"\n")"#,
                r#"{ a = "b", d = "it's", e = "éx" }"#,
            ),
            (r#"yamldecode("[a: 1, b]")"#, r#"[{ a = 1 }, "b"]"#),
            ("yamldecode(unknown.string)", "unknown.any"),
        ]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        refuses(&[
            (r#"yamldecode("")"#, "there is no document"),
            (r#"yamldecode("a: 1\n---\nb: 2\n")"#, "on line 2, column 1: only a single document is allowed"),
            (r#"yamldecode("a: 1\n\tb: 2\n")"#, "on line 2, column 1: a tab stands where spaces must indent"),
            (r#"yamldecode("a: &x [*x]")"#, "`*x` is inside of what it refers to"),
            (r#"yamldecode("a: *x")"#, "there is no anchor `&x`"),
            (r#"yamldecode("[.nan]")"#, "there is no number `NaN`"),
            (r#"yamldecode("[.inf]")"#, "`.inf` is an infinity"),
            (r#"yamldecode("!ref x")"#, "the tag `!ref` is not supported"),
            (r#"yamldecode("!!int x")"#, "`x` is no `!!int`"),
            (r#"yamldecode("? [a]\n: b\n")"#, "only strings are allowed as mapping keys"),
            (r#"yamldecode("~: b\n")"#, "a mapping key cannot be null"),
            (r#"yamldecode("<<: 1\n")"#, "`<<` merges a mapping, and this is a number"),
        ]);
    }

    #[test]
    fn aliases_cannot_fill_the_memory() {
        let lines = r#"join("", [for i in range(1, 40) : format("- &a%d [*a%d, *a%d]\n", i, i - 1, i - 1)])"#;
        refuses(&[
            (&format!(r#"yamldecode("- &a0 x\n${{{lines}}}")"#), "it has more than 1000000 elements"),
            (r#"yamldecode(join("", [for i in range(1000) : "["]))"#, "nested deeper than 200 levels"),
            (r#"yamldecode(join("", [for i in range(1000) : "- "]))"#, "nested deeper than 200 levels"),
        ]);
    }

    #[test]
    fn values_become_yaml() {
        gives(&[
            (
                r#"yamlencode({ b = [1, 2.5, true, null, []], a = "x", c = { d = {} } })"#,
                r#""\"a\": \"x\"\n\"b\":\n- 1\n- 2.5\n- true\n- null\n- []\n\"c\":\n  \"d\": {}\n""#,
            ),
            ("yamlencode([[1, { a = 1, b = 2 }]])", r#""- - 1\n  - \"a\": 1\n    \"b\": 2\n""#),
            (r#"yamlencode("x\ny\n")"#, r#""|\n  x\n  y\n""#),
            (r#"yamlencode({ a = "x\n y" })"#, r#""\"a\": |-\n  x\n   y\n""#),
            (r#"yamlencode("a\tb\"")"#, r#""\"a\\tb\\\"\"\n""#),
            ("yamlencode(1)", r#""1\n...\n""#),
            ("yamlencode(null)", r#""null\n...\n""#),
            ("yamlencode([unknown.string])", "unknown.string"),
        ]);
    }
}
