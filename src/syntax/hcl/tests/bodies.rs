//! Attributes, blocks, byte order marks and equal names.

use crate::diagnostic::Code;
use crate::syntax::parse_hcl;
use crate::syntax::show::show_body;

use super::support::{at, body, file};

#[test]
fn attributes_and_blocks() {
    let cases = [
        ("", ""),
        ("# only a comment", ""),
        ("a = 1\nb = \"x\"", "a = 1; b = \"x\";"),
        ("b {}\n", "b {  };"),
        ("b \"l 1\" l2 {\n  a = 1\n  c { d = 2 }\n}\n", "b \"l 1\" \"l2\" { a = 1; c { d = 2; }; };"),
        ("a = 1\r\nb {\r\n  c = 2\r\n}\r\n", "a = 1; b { c = 2; };"),
        ("a = [\n  1, // one\n  2,\n] # end\n", "a = [1, 2];"),
        ("é-1 = ü\n", "é-1 = ü;"),
        ("a = b\n? c : d", "error: expected an attribute or a block, found `?`"),
    ];
    for (text, expected) in cases {
        assert_eq!(body(text), expected, "{text}");
    }
}

#[test]
fn a_byte_order_mark_moves_places_and_nothing_else() {
    let text = "\u{feff}a = 1\nb = \"x\n";
    let (_, diagnostics) = parse_hcl(&file(text));
    assert_eq!(at(text, diagnostics[0].primary.as_ref().unwrap().span), "\"x");
    let text = "\u{feff}a = b.c\n";
    let (body, _) = parse_hcl(&file(text));
    assert_eq!(at(text, body.attributes[0].name.span), "a");
    assert_eq!(at(text, body.attributes[0].value.span), "b.c");
}

#[test]
fn equal_keys_stay_in_order_with_a_warning_each() {
    let text = "a = {\n  x   = 1\n  \"x\" = 2\n  y = {x = 3}\n  x = 4\n  \"\\u0078\" = 5\n}\n";
    let (body, diagnostics) = parse_hcl(&file(text));
    assert_eq!(show_body(&body), r#"a = {x = 1, <"x"> = 2, y = {x = 3}, x = 4, <"x"> = 5};"#);
    let found: Vec<_> = diagnostics
        .iter()
        .map(|it| {
            (it.code, it.is_error(), at(text, it.primary.as_ref().unwrap().span), it.related[0].span.start)
        })
        .collect();
    let first = 8;
    assert_eq!(
        found,
        [
            (Code::DuplicateKey, false, "\"x\"", first),
            (Code::DuplicateKey, false, "x", first),
            (Code::DuplicateKey, false, "\"\\u0078\"", first),
        ]
    );
}

#[test]
fn equal_keys_of_every_form_are_taken() {
    let cases = [
        ("a = {(b) = 1, (b) = 2}", "a = {<paren(b)> = 1, <paren(b)> = 2};"),
        ("a = {\"${b}\" = 1, \"${b}\" = 2}", "a = {<pass(b)> = 1, <pass(b)> = 2};"),
        ("a = [{b = 1, b = 2}, {b = 1, b = 2}]", "a = [{b = 1, b = 2}, {b = 1, b = 2}];"),
        ("a = f({b = {b = 1, b = 2}, b = 3}, \"${{c = 1, c = 2}}\")", ""),
    ];
    for (text, expected) in cases {
        let (body, diagnostics) = parse_hcl(&file(text));
        assert!(diagnostics.iter().all(|it| it.code == Code::DuplicateKey), "{text}: {diagnostics:?}");
        let expected = match expected {
            "" => "a = f({b = {b = 1, b = 2}, b = 3}, pass({c = 1, c = 2}));",
            other => other,
        };
        assert_eq!(show_body(&body), expected, "{text}");
    }
}

#[test]
fn equal_attributes_are_an_error_each() {
    let text = "a = 1\nb { c = 1 }\na = 2\nb {\n  c = 1\n  c = 2\n}\na = 3\n";
    let (body, diagnostics) = parse_hcl(&file(text));
    assert!(body.attributes.is_empty() && body.blocks.is_empty());
    let found: Vec<_> = diagnostics
        .iter()
        .map(|it| (it.title.as_str(), it.primary.as_ref().unwrap().span.start, it.related[0].span.start))
        .collect();
    let twice = |name: &str| format!("attribute `{name}` is set twice");
    assert_eq!(
        found,
        [(twice("a").as_str(), 18, 0), (twice("c").as_str(), 38, 30), (twice("a").as_str(), 46, 0)]
    );
}
