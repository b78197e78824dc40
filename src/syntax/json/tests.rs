//! JSON in, tree or message out.

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;

use crate::source::{Sources, Span};

use super::node::{JsonKind, JsonNode};
use super::parse::{parse_json, parse_json_text};

/// The tree as JSON again, every key kept.
fn show(node: &JsonNode) -> String {
    let list = |items: Vec<String>| items.join(",");
    match &node.kind {
        JsonKind::Null => "null".to_owned(),
        JsonKind::Bool(value) => value.to_string(),
        JsonKind::Number(text) => text.to_string(),
        JsonKind::String(text) => quote(text),
        JsonKind::Array(items) => format!("[{}]", list(items.iter().map(show).collect())),
        JsonKind::Object(items) => {
            let item =
                |(key, value): &(super::JsonKey, JsonNode)| format!("{}:{}", quote(&key.text), show(value));
            format!("{{{}}}", list(items.iter().map(item).collect()))
        }
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\0'..' ' => drop(write!(quoted, "\\u{:04x}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted + "\""
}

fn read(text: &str) -> String {
    parse_json_text(text)
        .map_or_else(|error| format!("{}: {}", error.offset, error.message), |node| show(&node))
}

#[test]
fn valid_texts() {
    let cases = [
        (" null ", "null"),
        ("true", "true"),
        ("-0", "-0"),
        ("-12.50e+3", "-12.50e+3"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        (r#""""#, r#""""#),
        (r#""a\"\\\/\b\f\n\r\té""#, r#""a\"\\/\u0008\u000c\u000a\u000d\u0009é""#),
        (r#""\u00e9\ud83d\ude00""#, "\"é😀\""),
        (r#""\ud83dx\ud83d\u0041\ude00\ud83d\ud83d\ude00""#, "\"\u{fffd}x\u{fffd}A\u{fffd}\u{fffd}😀\""),
        ("[]", "[]"),
        ("[1 , [ 2 ] ]", "[1,[2]]"),
        ("{}", "{}"),
        ("{\"a\" : 1,\r\n\t\"b\":{\"a\":[]}}", r#"{"a":1,"b":{"a":[]}}"#),
        (r#"{"a":1,"a":2}"#, r#"{"a":1,"a":2}"#),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn invalid_texts_say_where_and_why() {
    let cases = [
        ("", "0: expected a value, found the end of the text"),
        (" ", "1: expected a value, found the end of the text"),
        ("nul", "0: expected a value, found `nul`"),
        ("nullx", "0: expected a value, found `nullx`"),
        ("True", "0: expected a value, found `True`"),
        ("'a'", "0: expected a value, found `'` (strings take double quotes)"),
        ("// a", "0: expected a value, found a comment (JSON has none)"),
        ("1 2", "2: expected the end of the text, found `2`"),
        ("+1", "0: expected a value, found `+`"),
        ("01", "1: a number may not begin with `0`"),
        ("1.", "2: expected a digit, found the end of the text"),
        (".5", "0: expected a value, found `.`"),
        ("-x", "1: expected a digit, found `x`"),
        ("1e", "2: expected a digit, found the end of the text"),
        ("[1,]", "2: no comma may stand before `]`"),
        ("[1 2]", "3: expected `,` or `]`, found `2`"),
        ("[1", "2: expected `,` or `]`, found the end of the text"),
        ("[1}", "2: expected `,` or `]`, found `}`"),
        ("{\"a\":1,}", "6: no comma may stand before `}`"),
        ("{a:1}", "1: expected a key in double quotes, found `a`"),
        ("{\"a\" 1}", "5: expected `:` after the key, found `1`"),
        ("{\"a\":}", "5: expected a value, found `}`"),
        ("{\"a\":1 \"b\":2}", "7: expected `,` or `}`, found a string"),
        ("\"a", "0: string is never closed"),
        ("\"a\nb\"", "0: string is not closed on its line"),
        ("\"a\tb\"", "2: control character in a string: write `\\u0009`"),
        (r#""\x""#, r"1: unknown escape `\x`"),
        (r#""\u12""#, "1: `\\u` takes four hexadecimal digits"),
        (r#""\u12é4""#, "1: `\\u` takes four hexadecimal digits"),
        ("\"\\", "1: string is never closed"),
        ("[1]\u{a0}", "3: expected the end of the text, found `\\u{a0}`"),
        ("\u{feff}1", "0: expected a value, found `\\u{feff}`"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn deep_text_is_refused() {
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let message = parse_json_text(&open.repeat(100_000)).unwrap_err().message;
        assert_eq!(message, "more than 384 arrays and objects in each other");
    }
    let deep = format!("{}1{}", "[".repeat(384), "]".repeat(384));
    assert_eq!(read(&deep), deep);
}

#[test]
fn places_in_a_file_count_the_byte_order_mark() {
    let text = "\u{feff}{ \"a\": [1, \"é\"] }\n";
    let file = Sources::default().add(Path::new("file.json"), text);
    let node = parse_json(&file).unwrap();
    let at = |span: Span| &text[span.range()];
    assert_eq!(at(node.span), "{ \"a\": [1, \"é\"] }");
    let JsonKind::Object(items) = &node.kind else { panic!("an object") };
    assert_eq!((at(items[0].0.span), at(items[0].1.span)), ("\"a\"", "[1, \"é\"]"));
    let JsonKind::Array(items) = &items[0].1.kind else { panic!("an array") };
    assert_eq!((at(items[0].span), at(items[1].span)), ("1", "\"é\""));
    assert!(items[1].span.is_some());
}

#[test]
fn a_file_that_is_no_json_gives_a_message_with_its_place() {
    let text = "\u{feff}{\n  \"a\": x\n}";
    let file = Sources::default().add(Path::new("file.json"), text);
    let found = parse_json(&file).unwrap_err();
    assert_eq!(found.title, "invalid JSON: expected a value, found `x`");
    assert_eq!(&text[found.primary.unwrap().span.range()], "x");
}

#[test]
fn text_in_no_file_has_places_in_no_file() {
    assert!(!parse_json_text("1").unwrap().span.is_some());
}

fn tree() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<String>().prop_map(|text| quote(&text)),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((any::<String>(), inner), 0..5).prop_map(|items| {
                let items: Vec<_> =
                    items.iter().map(|(key, value)| format!("{}:{value}", quote(key))).collect();
                format!("{{{}}}", items.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_back(text in tree()) {
        prop_assert_eq!(read(&text), text);
    }

    #[test]
    fn every_text_is_judged_as_serde_json_does(text in prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\\u", "00e9", "\\ud83d", "\\ude00", "\\n", "\\", "-", "0", "12", ".",
            "e", "+", "null", "true", " ", "\n", "a", "é", "\"a\"", "\u{1}",
        ]), 0..12).prop_map(|words| words.concat()),
    ]) {
        let ours = parse_json_text(&text);
        if let Err(error) = &ours {
            prop_assert!(text.is_char_boundary(error.offset));
        }
        // It takes any four digits after `\u`, halves of characters too.
        if !text.contains("\\u") {
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text);
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs);
        }
    }
}
