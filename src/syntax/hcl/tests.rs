//! What the tree holds, construct by construct.

use crate::source::Sources;
use crate::syntax::tree::{Expr, ExprKind, SplatStep, TemplatePart};

use super::parse_hcl;

/// The value of `x` in a file, its text taken as parsed.
fn value(text: &str) -> Expr {
    let sources = Sources::default();
    let file = sources.add("test.hcl".as_ref(), text);
    let (mut body, diagnostics) = parse_hcl(&file);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    body.attributes.remove(0).value
}

fn text_of(text: &str) -> String {
    match value(text).kind {
        ExprKind::String(text) => text.to_string(),
        ExprKind::Template(parts) => parts
            .iter()
            .map(|part| match part {
                TemplatePart::Literal(text, _) => text.to_string(),
                TemplatePart::Interpolation(_) => "•".to_owned(),
                TemplatePart::If(directive) => {
                    let literal = |parts: &[TemplatePart]| match parts {
                        [TemplatePart::Literal(text, _)] => text.to_string(),
                        parts => format!("{}", parts.len()),
                    };
                    format!("[{}|{}]", literal(&directive.then), literal(&directive.otherwise))
                }
                TemplatePart::For(_) => "…".to_owned(),
            })
            .collect(),
        other => panic!("no text: {other:?}"),
    }
}

fn problem(text: &str) -> String {
    let sources = Sources::default();
    let file = sources.add("test.hcl".as_ref(), text);
    let (_, diagnostics) = parse_hcl(&file);
    let place = |label: &crate::diagnostic::Label| {
        let position = file.position(label.span.start as usize);
        format!("{}:{} {}", position.line, position.column, label.text)
    };
    diagnostics
        .iter()
        .flat_map(|diagnostic| diagnostic.primary.iter().chain(&diagnostic.related).map(place))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_flush_heredoc_loses_the_indentation_its_lines_share() {
    assert_eq!(text_of("x = <<-E\n    a\n      b\n\n    ${c}\n  E\n"), "a\n  b\n\n•\n");
    assert_eq!(text_of("x = <<E\n  a\nE\n"), "  a\n");
    assert_eq!(text_of("x = <<-E\n  a\r\n    b\r\n  E\n"), "a\r\n  b\r\n");
}

#[test]
fn a_directive_after_an_unindented_line_keeps_every_letter() {
    let text = "x = <<-E\nprovider \"aws\" {\n%{ if a }\n  b\n%{ endif }\n}\nE\n";
    assert_eq!(text_of(text), "provider \"aws\" {\n[\n  b\n|0]\n}\n");
}

#[test]
fn strip_markers_reach_one_line_in_a_heredoc() {
    assert_eq!(text_of("x = \"a ${~ b ~} c\"\n"), "a•c");
    assert_eq!(text_of("x = <<E\n  ${ b ~}\n  c\nE\n"), "  •  c\n");
}

#[test]
fn escapes_are_resolved_by_the_form_they_stand_in() {
    assert_eq!(text_of("x = \"a\\n$${b} %%{c} \\u00fc\"\n"), "a\n${b} %{c} ü");
    assert_eq!(text_of("x = <<E\na\\n$${b}\nE\n"), "a\\n${b}\n");
    assert_eq!(text_of("x = \"e\u{301}\"\n"), "é");
}

#[test]
fn a_lone_interpolation_is_no_template() {
    assert!(matches!(value("x = \"${a}\"\n").kind, ExprKind::Interpolation(_)));
    assert!(matches!(value("x = <<E\n${a}\nE\n").kind, ExprKind::Template(_)));
}

#[test]
fn splats_take_the_steps_that_are_theirs() {
    let ExprKind::Index(inner, _) = value("x = a.*.b[0]\n").kind else { panic!("an index") };
    assert!(matches!(inner.kind, ExprKind::Splat(_)));
    let ExprKind::Splat(splat) = value("x = a[*].b[0].c\n").kind else { panic!("a splat") };
    assert_eq!(splat.each.len(), 3);
    let ExprKind::Splat(splat) = value("x = a.*.b.0\n").kind else { panic!("a splat") };
    assert!(matches!(&*splat.each, [SplatStep::Attribute(_), SplatStep::Index(_)]));
}

#[test]
fn a_byte_order_mark_is_skipped_and_moves_nothing() {
    let expr = value("\u{feff}x = 12\n");
    assert_eq!(expr.span.range(), 7..9);
}

#[test]
fn problems_say_what_was_found_and_what_was_never_closed() {
    insta::assert_snapshot!(problem("inputs = {\n  a = 1\n"), @"1:10 this `{` is never closed");
    insta::assert_snapshot!(problem("a = \n"), @"1:5 the line ends here; expected a value");
    insta::assert_snapshot!(problem("a = 'x'\n"), @"1:5 `'` is unexpected; expected a value");
    insta::assert_snapshot!(problem("a = 1\na = 2\n"), @"2:1 the second time");
    insta::assert_snapshot!(problem("a = { x = 1, x = 2 }\n"), @"1:14 the last one counts");
}

#[test]
fn no_text_breaks_the_parser() {
    for text in ["[", "{", "(", "\"${", "<<E\n", "a = ", "\u{feff}", "a = <<-E\n${", "%{ if"] {
        problem(text);
        problem(&format!("a = {}", text.repeat(10_000)));
    }
}
