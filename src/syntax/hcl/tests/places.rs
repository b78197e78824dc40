//! Every node stands where its text is.

use crate::source::Span;
use crate::syntax::parse_hcl;
use crate::syntax::tree::{Body, Expr, ExprKind, Ident, ObjectKey, SplatStep, TemplatePart};

use super::support::{at, file};

#[derive(Default)]
struct Places(Vec<(&'static str, Span)>);

impl Places {
    fn body(&mut self, body: &Body) {
        for attribute in &body.attributes {
            self.name("attribute", &attribute.name);
            self.expr(&attribute.value);
        }
        for block in &body.blocks {
            self.name("kind", &block.kind);
            block.labels.iter().for_each(|label| self.name("label", label));
            self.0.push(("block", block.span));
            self.body(&block.body);
        }
    }

    fn name(&mut self, what: &'static str, name: &Ident) {
        self.0.push((what, name.span));
    }

    fn all<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &Expr) {
        let what = match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) => "literal",
            ExprKind::String(_) => "string",
            ExprKind::Template(_) => "template",
            ExprKind::Interpolation(_) => "interpolation",
            ExprKind::Tuple(_) => "tuple",
            ExprKind::Object(_) => "object",
            ExprKind::For(_) => "for",
            ExprKind::Variable(_) => "variable",
            ExprKind::Attribute(..) => "path",
            ExprKind::Index(..) => "index",
            ExprKind::Splat(_) => "splat",
            ExprKind::Call(_) => "call",
            ExprKind::Conditional(_) => "conditional",
            ExprKind::Unary(..) => "unary",
            ExprKind::Binary(_) => "binary",
            ExprKind::Parenthesis(_) => "parenthesis",
        };
        self.0.push((what, expr.span));
        match &expr.kind {
            ExprKind::Template(parts) => self.parts(parts),
            ExprKind::Interpolation(inner) | ExprKind::Parenthesis(inner) | ExprKind::Unary(_, inner) => {
                self.expr(inner);
            }
            ExprKind::Tuple(items) => self.all(items),
            ExprKind::Object(items) => {
                for item in items {
                    match &item.key {
                        ObjectKey::Name(name) => self.name("key", name),
                        ObjectKey::Expr(key) => self.expr(key),
                    }
                    self.expr(&item.value);
                }
            }
            ExprKind::For(it) => {
                it.key_name.iter().for_each(|name| self.name("key name", name));
                self.name("value name", &it.value_name);
                self.expr(&it.collection);
                self.all(it.key.iter().chain([&it.element]).chain(&it.condition));
            }
            ExprKind::Attribute(source, name) => {
                self.expr(source);
                self.name("step", name);
            }
            ExprKind::Index(source, key) => self.all([&**source, &**key]),
            ExprKind::Splat(splat) => {
                self.expr(&splat.source);
                for step in &splat.each {
                    match step {
                        SplatStep::Attribute(name) => self.name("step", name),
                        SplatStep::Index(key) => self.expr(key),
                        SplatStep::Splat(_) => {}
                    }
                }
            }
            ExprKind::Call(call) => {
                self.name("callee", &call.name);
                self.all(&call.arguments);
            }
            ExprKind::Conditional(it) => self.all([&it.condition, &it.then, &it.otherwise]),
            ExprKind::Binary(it) => self.all([&it.left, &it.right]),
            _ => {}
        }
    }

    fn parts(&mut self, parts: &[TemplatePart]) {
        for part in parts {
            match part {
                TemplatePart::Literal(_, span) => self.0.push(("text", *span)),
                TemplatePart::Interpolation(expr) => self.expr(expr),
                TemplatePart::If(it) => {
                    self.expr(&it.condition);
                    self.parts(&it.then);
                    self.parts(&it.otherwise);
                }
                TemplatePart::For(it) => {
                    self.name("value name", &it.value);
                    self.expr(&it.collection);
                    self.parts(&it.body);
                }
            }
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let (body, diagnostics) = parse_hcl(&file(text));
    assert!(diagnostics.iter().all(|it| !it.is_error()), "{diagnostics:?}");
    let mut places = Places::default();
    places.body(&body);
    let found: Vec<_> = places.0.iter().map(|(what, span)| (*what, at(text, *span))).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn blocks() {
    check(
        "# é\nb \"l\" m {\n  a = null # c\n}\n",
        &[
            ("kind", "b"),
            ("label", "\"l\""),
            ("label", "m"),
            ("block", "b \"l\" m {\n  a = null # c\n}"),
            ("attribute", "a"),
            ("literal", "null"),
        ],
    );
}

#[test]
fn paths_and_calls() {
    check(
        "a = ns::f(b . c[0].1, [d]...)",
        &[
            ("attribute", "a"),
            ("call", "ns::f(b . c[0].1, [d]...)"),
            ("callee", "ns::f"),
            ("index", "b . c[0].1"),
            ("index", "b . c[0]"),
            ("path", "b . c"),
            ("variable", "b"),
            ("step", "c"),
            ("literal", "0"),
            ("literal", "1"),
            ("tuple", "[d]"),
            ("variable", "d"),
        ],
    );
    check(
        "a = b[*].c.0",
        &[("attribute", "a"), ("splat", "b[*].c.0"), ("variable", "b"), ("step", "c"), ("literal", "0")],
    );
}

#[test]
fn objects_keep_the_places_of_equal_keys() {
    check(
        "a = { k = 1, k = -2, \"k\" = (3) }",
        &[
            ("attribute", "a"),
            ("object", "{ k = 1, k = -2, \"k\" = (3) }"),
            ("key", "k"),
            ("literal", "1"),
            ("key", "k"),
            ("unary", "-2"),
            ("literal", "2"),
            ("string", "\"k\""),
            ("parenthesis", "(3)"),
            ("literal", "3"),
        ],
    );
}

#[test]
fn operators_and_loops() {
    check(
        "a = b + c * d ? [for k, v in m : k if v] : \"${e}\"",
        &[
            ("attribute", "a"),
            ("conditional", "b + c * d ? [for k, v in m : k if v] : \"${e}\""),
            ("binary", "b + c * d"),
            ("variable", "b"),
            ("binary", "c * d"),
            ("variable", "c"),
            ("variable", "d"),
            ("for", "[for k, v in m : k if v]"),
            ("key name", "k"),
            ("value name", "v"),
            ("variable", "m"),
            ("variable", "k"),
            ("variable", "v"),
            ("interpolation", "\"${e}\""),
            ("variable", "e"),
        ],
    );
}

#[test]
fn templates() {
    check(
        "a = <<-EOT\n  x ${b}\n   %{ for c in d }${c}%{ endfor }\nEOT\n",
        &[
            ("attribute", "a"),
            ("template", "<<-EOT\n  x ${b}\n   %{ for c in d }${c}%{ endfor }\nEOT"),
            ("text", "x "),
            ("variable", "b"),
            ("text", "\n   "),
            ("value name", "c"),
            ("variable", "d"),
            ("variable", "c"),
            ("text", "\n"),
        ],
    );
}
