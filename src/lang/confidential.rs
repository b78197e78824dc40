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
        ExprKind::Template(parts) => {
            for part in parts {
                match part {
                    TemplatePart::Literal(text, span) if is_secret && !text.is_empty() => keep(*span),
                    TemplatePart::Interpolation(inner) => hide(file, inner, is_secret),
                    _ => {}
                }
            }
        }
        ExprKind::Interpolation(inner) | ExprKind::Parenthesis(inner) => hide(file, inner, is_secret),
        ExprKind::Conditional(conditional) => {
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
        ExprKind::For(for_expr) => hide(file, &for_expr.element, is_secret),
        ExprKind::Call(call) => {
            let hands_on = TRANSPARENT.contains(&&*call.name.text);
            for argument in &call.arguments {
                hide(file, argument, is_secret && hands_on);
            }
        }
        _ => {}
    }
}
