//! Which names an expression refers to, read off its tree: for the order of locals and for "is this used".

use crate::syntax::tree::{Expr, ExprKind, Ident, ObjectKey, SplatStep, TemplatePart};

/// Calls `visit` with every expression in `expr`, itself first.
pub fn walk<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::String(_)
        | ExprKind::Variable(_) => {}
        ExprKind::Template(parts) => walk_template(parts, visit),
        ExprKind::Interpolation(inner)
        | ExprKind::Parenthesis(inner)
        | ExprKind::Unary(_, inner)
        | ExprKind::Attribute(inner, _) => walk(inner, visit),
        ExprKind::Tuple(elements) => elements.iter().for_each(|element| walk(element, visit)),
        ExprKind::Object(items) => {
            for item in items {
                if let ObjectKey::Expr(key) = &item.key {
                    walk(key, visit);
                }
                walk(&item.value, visit);
            }
        }
        ExprKind::For(for_expr) => {
            walk(&for_expr.collection, visit);
            for part in [&for_expr.key, &for_expr.condition].into_iter().flatten() {
                walk(part, visit);
            }
            walk(&for_expr.element, visit);
        }
        ExprKind::Index(source, key) => {
            walk(source, visit);
            walk(key, visit);
        }
        ExprKind::Splat(splat) => {
            walk(&splat.source, visit);
            walk_steps(&splat.each, visit);
        }
        ExprKind::Call(call) => call.arguments.iter().for_each(|argument| walk(argument, visit)),
        ExprKind::Conditional(conditional) => {
            walk(&conditional.condition, visit);
            walk(&conditional.then, visit);
            walk(&conditional.otherwise, visit);
        }
        ExprKind::Binary(binary) => {
            walk(&binary.left, visit);
            walk(&binary.right, visit);
        }
    }
}

fn walk_steps<'e>(steps: &'e [SplatStep], visit: &mut dyn FnMut(&'e Expr)) {
    for step in steps {
        match step {
            SplatStep::Attribute(_) => {}
            SplatStep::Index(key) => walk(key, visit),
            SplatStep::Splat(inner) => walk_steps(inner, visit),
        }
    }
}

fn walk_template<'e>(parts: &'e [TemplatePart], visit: &mut dyn FnMut(&'e Expr)) {
    for part in parts {
        match part {
            TemplatePart::Literal(..) => {}
            TemplatePart::Interpolation(expr) => walk(expr, visit),
            TemplatePart::If(directive) => {
                walk(&directive.condition, visit);
                walk_template(&directive.then, visit);
                walk_template(&directive.otherwise, visit);
            }
            TemplatePart::For(directive) => {
                walk(&directive.collection, visit);
                walk_template(&directive.body, visit);
            }
        }
    }
}

/// The names that follow `root` in `expr`: of `local.a` and `local.b.c` with root `local`, `a` and `b`.
pub fn attributes_of<'e>(expr: &'e Expr, root: &str) -> Vec<&'e Ident> {
    let mut names = Vec::new();
    walk(expr, &mut |part| {
        if let ExprKind::Attribute(source, name) = &part.kind
            && matches!(&source.kind, ExprKind::Variable(variable) if &**variable == root)
        {
            names.push(name);
        }
    });
    names
}
