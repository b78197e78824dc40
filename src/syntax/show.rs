//! Trees as short text, for tests: what was understood, without places.

use std::fmt::Write as _;

use super::tree::{BinaryOperator, Body, Expr, ExprKind, ObjectKey, SplatStep, TemplatePart, UnaryOperator};

/// A body on one line.
pub(super) fn show_body(body: &Body) -> String {
    let mut shown = String::new();
    for attribute in &body.attributes {
        let _ = write!(shown, "{} = {}; ", attribute.name.text, show(&attribute.value));
    }
    for block in &body.blocks {
        let _ = write!(shown, "{}", block.kind.text);
        for label in &block.labels {
            let _ = write!(shown, " {:?}", label.text);
        }
        let _ = write!(shown, " {{ {} }}; ", show_body(&block.body));
    }
    shown.trim_end().to_owned()
}

/// An expression with brackets around every part that has parts of its own.
pub(super) fn show(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(text) => text.to_string(),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::Template(parts) => format!("`{}`", show_parts(parts)),
        ExprKind::Interpolation(inner) => format!("pass({})", show(inner)),
        ExprKind::Tuple(items) => format!("[{}]", list(items)),
        ExprKind::Object(items) => {
            let item = |item: &super::tree::ObjectItem| match &item.key {
                ObjectKey::Name(name) => format!("{} = {}", name.text, show(&item.value)),
                ObjectKey::Expr(key) => format!("<{}> = {}", show(key), show(&item.value)),
            };
            format!("{{{}}}", items.iter().map(item).collect::<Vec<_>>().join(", "))
        }
        ExprKind::For(it) => {
            let names =
                it.key_name.iter().chain([&it.value_name]).map(|name| &*name.text).collect::<Vec<_>>();
            let key = it.key.as_ref().map(|key| format!("{} => ", show(key))).unwrap_or_default();
            let group = if it.grouping { "..." } else { "" };
            let condition = it.condition.as_ref().map(|it| format!(" if {}", show(it))).unwrap_or_default();
            let (names, of, element) = (names.join(", "), show(&it.collection), show(&it.element));
            format!("for({names} in {of} : {key}{element}{group}{condition})")
        }
        ExprKind::Variable(name) => name.to_string(),
        ExprKind::Attribute(source, name) => format!("{}.{}", show(source), name.text),
        ExprKind::Index(source, key) => format!("{}[{}]", show(source), show(key)),
        ExprKind::Splat(splat) => format!("splat({}{})", show(&splat.source), show_steps(&splat.each)),
        ExprKind::Call(call) => {
            let expand = if call.expand_final { "..." } else { "" };
            format!("{}({}{expand})", call.name.text, list(&call.arguments))
        }
        ExprKind::Conditional(it) => {
            format!("({} ? {} : {})", show(&it.condition), show(&it.then), show(&it.otherwise))
        }
        ExprKind::Unary(UnaryOperator::Not, inner) => format!("!({})", show(inner)),
        ExprKind::Unary(UnaryOperator::Negate, inner) => format!("-({})", show(inner)),
        ExprKind::Binary(it) => {
            format!("({} {} {})", show(&it.left), sign(it.operator), show(&it.right))
        }
        ExprKind::Parenthesis(inner) => format!("paren({})", show(inner)),
    }
}

fn list(items: &[Expr]) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

fn show_steps(steps: &[SplatStep]) -> String {
    let step = |step: &SplatStep| match step {
        SplatStep::Attribute(name) => format!(" .{}", name.text),
        SplatStep::Index(key) => format!(" [{}]", show(key)),
        SplatStep::Splat(steps) => format!(" splat({})", show_steps(steps).trim_start()),
    };
    steps.iter().map(step).collect()
}

fn show_parts(parts: &[TemplatePart]) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text, _) => text.escape_debug().to_string(),
        TemplatePart::Interpolation(expr) => format!("${{{}}}", show(expr)),
        TemplatePart::If(it) => {
            let (then, otherwise) = (show_parts(&it.then), show_parts(&it.otherwise));
            format!("if({} ? {then} : {otherwise})", show(&it.condition))
        }
        TemplatePart::For(it) => {
            let names = it.key.iter().chain([&it.value]).map(|name| &*name.text).collect::<Vec<_>>();
            format!("for({} in {} : {})", names.join(", "), show(&it.collection), show_parts(&it.body))
        }
    };
    parts.iter().map(part).collect()
}

fn sign(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Add => "+",
        BinaryOperator::Subtract => "-",
        BinaryOperator::Multiply => "*",
        BinaryOperator::Divide => "/",
        BinaryOperator::Modulo => "%",
        BinaryOperator::Equal => "==",
        BinaryOperator::NotEqual => "!=",
        BinaryOperator::Less => "<",
        BinaryOperator::LessOrEqual => "<=",
        BinaryOperator::Greater => ">",
        BinaryOperator::GreaterOrEqual => ">=",
        BinaryOperator::And => "&&",
        BinaryOperator::Or => "||",
    }
}
