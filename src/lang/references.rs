//! Which names an expression refers to, read off its tree: for the order of locals and for "is this used".

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::source::Span;
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

/// A variable that an expression takes from outside, with the attribute that is read of it.
#[derive(Clone, Copy, Debug)]
pub struct RootReference<'e> {
    /// The variable's name: `local`, `dependency`.
    pub root: &'e str,
    /// The attribute right behind it: `a` of `local.a.b`; `None` of `local` and `local["a"]`.
    pub attribute: Option<&'e Ident>,
    /// Where it is written.
    pub span: Span,
}

/// The variables that `expr` takes from outside; names that a `for` binds are none.
pub fn roots_of(expr: &Expr) -> Vec<RootReference<'_>> {
    let mut roots = Vec::new();
    let mut names = Vec::new();
    walk(expr, &mut |part| match &part.kind {
        ExprKind::Attribute(source, name) => {
            if let ExprKind::Variable(root) = &source.kind {
                roots.push(RootReference { root, attribute: Some(name), span: part.span });
                names.push(source.span);
            }
        }
        ExprKind::Variable(root) if names.last() != Some(&part.span) => {
            roots.push(RootReference { root, attribute: None, span: part.span });
        }
        _ => {}
    });
    let bound = bound_names(expr);
    roots.retain(|reference| {
        !bound.get(reference.root).is_some_and(|places| is_inside(reference.span, places))
    });
    roots
}

/// Whether a place is inside one of these, which are in order and apart from each other.
fn is_inside(place: Span, places: &[Span]) -> bool {
    let before = places.partition_point(|outer| outer.start <= place.start);
    before.checked_sub(1).is_some_and(|last| place.end <= places[last].end)
}

/// The names that `for`s bind, each with the places where it means what was bound.
fn bound_names(expr: &Expr) -> BTreeMap<&str, Vec<Span>> {
    let mut bound: Vec<(&str, Span)> = Vec::new();
    walk(expr, &mut |part| match &part.kind {
        ExprKind::For(for_expr) => {
            let names = for_expr.key_name.iter().chain([&for_expr.value_name]);
            let inside = [for_expr.key.as_ref(), for_expr.condition.as_ref(), Some(&for_expr.element)];
            for name in names {
                bound.extend(inside.iter().flatten().map(|part| (&*name.text, part.span)));
            }
        }
        ExprKind::Template(parts) => bind_in_template(parts, part.span, &mut bound),
        _ => {}
    });
    let mut by_name: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    bound.sort_by_key(|(_, place)| (place.start, Reverse(place.end)));
    for (name, place) in bound {
        let places = by_name.entry(name).or_default();
        // A part of an expression is inside another or apart from it; the outer ones come first.
        if places.last().is_none_or(|outer| outer.end < place.end) {
            places.push(place);
        }
    }
    by_name
}

/// A directive's body has no span of its own: its names count in the whole template.
fn bind_in_template<'e>(parts: &'e [TemplatePart], whole: Span, bound: &mut Vec<(&'e str, Span)>) {
    for part in parts {
        match part {
            TemplatePart::For(directive) => {
                let names = directive.key.iter().chain([&directive.value]);
                bound.extend(names.map(|name| (&*name.text, whole)));
                bind_in_template(&directive.body, whole, bound);
            }
            TemplatePart::If(directive) => {
                bind_in_template(&directive.then, whole, bound);
                bind_in_template(&directive.otherwise, whole, bound);
            }
            TemplatePart::Literal(..) | TemplatePart::Interpolation(_) => {}
        }
    }
}
