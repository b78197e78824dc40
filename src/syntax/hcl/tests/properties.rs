//! What holds for every text.

use proptest::prelude::*;

use crate::syntax::{parse_expression, parse_hcl, parse_template};

use super::support::{expression, file};

/// An expression as it is written, and as it must be understood.
type Written = (String, String);

fn written() -> impl Strategy<Value = Written> {
    let same = |text: &str| Just((text.to_owned(), text.to_owned()));
    let leaf = prop_oneof![
        same("a"),
        same("local"),
        same("null"),
        same("true"),
        same("12.50"),
        "[a-z \u{e9}]{0,6}".prop_map(|text| (format!("\"{text}\""), format!("{text:?}"))),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        let operator = prop_oneof![
            Just("+"),
            Just("-"),
            Just("*"),
            Just("/"),
            Just("%"),
            Just("=="),
            Just("!="),
            Just("<"),
            Just("<="),
            Just(">"),
            Just(">="),
            Just("&&"),
            Just("||")
        ];
        let several = prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|((a, x), sign, (b, y))| {
                (format!("(({a}) {sign} ({b}))"), format!("paren((paren({x}) {sign} paren({y})))"))
            }),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|((a, x), (b, y), (c, z))| {
                (format!("(({a}) ? {b}\n : {c})"), format!("paren((paren({x}) ? {y} : {z}))"))
            }),
            several.clone().prop_map(|items| {
                let (text, shown): (Vec<_>, Vec<_>) = items.into_iter().unzip();
                (format!("[{}]", text.join(",\n")), format!("[{}]", shown.join(", ")))
            }),
            several.clone().prop_map(|items| {
                let (text, shown): (Vec<_>, Vec<_>) = items.into_iter().unzip();
                (format!("f::g({})", text.join(" , ")), format!("f::g({})", shown.join(", ")))
            }),
            several.prop_map(|items| {
                let text: Vec<_> = items.iter().map(|(text, _)| format!("k = {text}")).collect();
                let shown: Vec<_> = items.iter().map(|(_, shown)| format!("k = {shown}")).collect();
                (format!("{{\n{}\n}}", text.join("\n")), format!("{{{}}}", shown.join(", ")))
            }),
            inner.clone().prop_map(|(a, x)| (format!("({a}).b[*].c"), format!("splat(paren({x}).b .c)"))),
            inner.clone().prop_map(|(a, x)| (format!("!({a})[0]"), format!("!(paren({x})[0])"))),
            inner.clone().prop_map(|(a, x)| (format!("\"${{{a}}}\""), format!("pass({x})"))),
            inner.clone().prop_map(|(a, x)| (format!("\"é${{ {a} }}\\n\""), format!("`é${{{x}}}\\n`"))),
            inner.prop_map(|(a, x)| {
                (format!("[for k, v in {a} : v if true]"), format!("for(k, v in {x} : v if true)"))
            }),
        ]
    })
}

/// Words of the language in any order, and some that are none.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "\"",
        "${",
        "%{",
        "~}",
        "${~",
        "$${",
        "%%{",
        "<<EOT\n",
        "<<-EOT\n",
        "EOT\n",
        "EOT",
        "\n",
        "\r\n",
        "\r",
        " ",
        "=",
        "==",
        "=>",
        "?",
        ":",
        "::",
        ",",
        ".",
        "...",
        ".*",
        "[*]",
        ".0",
        "#",
        "//",
        "/*",
        "*/",
        "-",
        "!",
        "&&",
        "&",
        "<",
        "for ",
        "in ",
        "if ",
        "%{ if x }",
        "%{ else }",
        "%{ endif }",
        "%{ for a in b }",
        "%{ endfor }",
        "true",
        "null",
        "1",
        "1.5",
        "1e5",
        "1e999",
        "x",
        "x",
        "y.z",
        "f(",
        "\\",
        "\\n",
        "\\u00e9",
        "é",
        "e\u{301}",
        "\u{feff}",
        "😀",
        "\t",
        "'",
        "“",
        "a = 1\n",
        "b \"l\" {\n",
        "@",
        "\0",
    ]);
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_back((text, shown) in written()) {
        prop_assert_eq!(expression(&text), shown);
    }

    #[test]
    fn no_text_is_too_strange(text in prop_oneof![words(), any::<String>()]) {
        let source = file(&text);
        let found = [parse_hcl(&source).1, parse_expression(&source).1, parse_template(&source).1];
        for diagnostic in found.iter().flatten() {
            let primary = diagnostic.primary.as_ref().expect("every message has a place");
            prop_assert!(!diagnostic.title.contains('\n'));
            for label in diagnostic.related.iter().chain([primary]) {
                prop_assert!(text.get(label.span.range()).is_some(), "{:?} in {:?}", diagnostic, text);
            }
        }
    }
}
