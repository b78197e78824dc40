//! Literals that are secrets because of the names that they are given. Their places are kept confidential before
//! anything is evaluated, so that no message shows them, whatever becomes of the file.

use super::secret_names::is_secret_name;
use crate::source::{SourceFile, Span};
use crate::syntax::tree::{Body, Expr, ExprKind, ObjectKey, TemplatePart};

/// Calls that hand on what they are given: literals in them are still the secret. Those of other calls are names.
const TRANSPARENT: [&str; 14] = [
    "base64decode",
    "base64encode",
    "coalesce",
    "format",
    "join",
    "jsonencode",
    "lower",
    "nonsensitive",
    "sensitive",
    "tonumber",
    "tostring",
    "trimspace",
    "try",
    "upper",
];

/// Keeps the places of such literals in a file confidential.
pub fn hide_secrets(file: &SourceFile, body: &Body) {
    for attribute in &body.attributes {
        hide(file, &attribute.value, is_secret_name(&attribute.name.text));
    }
    for block in &body.blocks {
        // `variable "db_password"`, `feature "token"`.
        if block.labels.iter().any(|label| is_secret_name(&label.text)) {
            for attribute in
                block.body.attributes.iter().filter(|attribute| *attribute.name.text == *"default")
            {
                hide(file, &attribute.value, true);
            }
        }
        hide_secrets(file, &block.body);
    }
}

fn hide(file: &SourceFile, expr: &Expr, is_secret: bool) {
    let keep = |span: Span| file.keep_range_confidential(span.range());
    match &expr.kind {
        ExprKind::String(text) if is_secret && !text.is_empty() && !text.starts_with("arn:") => {
            keep(expr.span);
        }
        ExprKind::Number(_) if is_secret => keep(expr.span),
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::Variable(_) => {}
        ExprKind::Template(parts) => hide_in_template(file, parts, is_secret),
        ExprKind::Interpolation(inner) | ExprKind::Parenthesis(inner) | ExprKind::Unary(_, inner) => {
            hide(file, inner, is_secret);
        }
        ExprKind::Conditional(conditional) => {
            hide(file, &conditional.condition, false);
            hide(file, &conditional.then, is_secret);
            hide(file, &conditional.otherwise, is_secret);
        }
        ExprKind::Tuple(elements) => {
            for element in elements {
                hide(file, element, is_secret);
            }
        }
        ExprKind::Object(items) => {
            for item in items {
                let name = match &item.key {
                    ObjectKey::Name(name) => &*name.text,
                    ObjectKey::Expr(Expr { kind: ExprKind::String(name), .. }) => name,
                    ObjectKey::Expr(_) => "",
                };
                hide(file, &item.value, is_secret_name(name));
            }
        }
        ExprKind::For(for_expr) => {
            hide(file, &for_expr.collection, false);
            hide(file, &for_expr.element, is_secret);
        }
        // One of the elements is the secret, whichever the key says.
        ExprKind::Index(source, _) => hide(file, source, is_secret),
        ExprKind::Attribute(source, _) => hide(file, source, false),
        ExprKind::Splat(splat) => hide(file, &splat.source, false),
        ExprKind::Binary(binary) => {
            hide(file, &binary.left, false);
            hide(file, &binary.right, false);
        }
        ExprKind::Call(call) => {
            let hands_on = TRANSPARENT.contains(&&*call.name.text);
            for argument in &call.arguments {
                hide(file, argument, is_secret && hands_on);
            }
        }
    }
}

fn hide_in_template(file: &SourceFile, parts: &[TemplatePart], is_secret: bool) {
    for part in parts {
        match part {
            TemplatePart::Literal(text, span) if is_secret && !text.is_empty() => {
                file.keep_range_confidential(span.range());
            }
            TemplatePart::Literal(..) => {}
            TemplatePart::Interpolation(inner) => hide(file, inner, is_secret),
            TemplatePart::If(directive) => {
                hide_in_template(file, &directive.then, is_secret);
                hide_in_template(file, &directive.otherwise, is_secret);
            }
            TemplatePart::For(directive) => {
                hide(file, &directive.collection, false);
                hide_in_template(file, &directive.body, is_secret);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::Sources;
    use crate::syntax::parse_hcl;

    fn hidden(text: &str) -> Vec<String> {
        let sources = Sources::default();
        let file = sources.add(Path::new("/x.hcl"), text);
        let (body, problems) = parse_hcl(&file);
        assert!(problems.is_empty(), "{text}: {problems:?}");
        hide_secrets(&file, &body);
        file.confidential_ranges().into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn literals_of_secret_names_are_found_wherever_they_stand() {
        for (text, expected) in [
            (r#"password = "a""#, &[r#""a""#][..]),
            (r#"password = "arn:x""#, &[]),
            (r#"x = { tokens = ["a", 1], name = "n" }"#, &[r#""a""#, "1"]),
            (r#"x = merge(local.y, { token = "a" })"#, &[r#""a""#]),
            (r#"password = file("a")"#, &[]),
            (r#"password = local.dev ? "a" : "b""#, &[r#""a""#, r#""b""#]),
            (r#"x = [{ token = "a" }][0]"#, &[r#""a""#]),
            (r#"password = ["a", "b"][local.index]"#, &[r#""a""#, r#""b""#]),
            (r#"x = { token = "a" }.token"#, &[r#""a""#]),
            (r#"x = [{ token = "a" }][*].token"#, &[r#""a""#]),
            (r#"x = [for it in [{ token = "a" }] : it.token]"#, &[r#""a""#]),
            (r#"x = { token = "a" } == local.y"#, &[r#""a""#]),
            (r#"password = "%{ if local.dev }a%{ else }b%{ endif }c""#, &["a", "b", "c"]),
        ] {
            assert_eq!(hidden(text), expected, "{text}");
        }
    }
}
