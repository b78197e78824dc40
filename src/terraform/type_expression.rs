//! Type expressions: `map(object({ handler = string, timeout = optional(number, 3) }))`. Source: hashicorp/hcl 2.24
//! `ext/typeexpr/get_type.go`; Terraform `internal/configs/named_values.go` for the forms of old.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::source::Span;
use crate::syntax::tree::{CallExpr, Expr, ExprKind, Ident, ObjectItem, ObjectKey};

use super::type_constraint::{AttributeConstraint, TypeConstraint};

/// Gives the value of the default of an optional attribute, a constant expression.
pub(super) type EvaluateDefault<'e> = dyn FnMut(&Expr) -> Value + 'e;

/// The constraint that an expression writes. What is wrong is reported and takes everything.
pub(super) fn type_constraint(
    expr: &Expr,
    evaluate: &mut EvaluateDefault<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeConstraint {
    match &expr.kind {
        // A text is how the type was written once.
        ExprKind::Variable(name) | ExprKind::String(name) => named(name, expr.span, diagnostics),
        ExprKind::Call(call) => constructed(call, expr.span, evaluate, diagnostics),
        ExprKind::Parenthesis(inner) => type_constraint(inner, evaluate, diagnostics),
        _ => wrong(expr.span, "this is no type", diagnostics),
    }
}

fn named(name: &str, place: Span, diagnostics: &mut Vec<Diagnostic>) -> TypeConstraint {
    match name {
        "string" => TypeConstraint::plain(Type::String),
        "number" => TypeConstraint::plain(Type::Number),
        "bool" => TypeConstraint::plain(Type::Bool),
        "any" => TypeConstraint::any(),
        "list" => TypeConstraint::collection(TypeConstraint::any(), Type::list),
        "set" => TypeConstraint::collection(TypeConstraint::any(), Type::set),
        "map" => TypeConstraint::collection(TypeConstraint::any(), Type::map),
        _ => {
            let problem = Diagnostic::error(Code::InvalidValue, format!("there is no type `{name}`"))
                .at(place, "not a type");
            let known = ["string", "number", "bool", "any", "list", "set", "map", "tuple", "object"];
            diagnostics.push(match suggest::nearest(name, known) {
                Some(nearest) => problem.hint(format!("did you mean `{nearest}`?")),
                None => problem,
            });
            TypeConstraint::any()
        }
    }
}

fn constructed(
    call: &CallExpr,
    place: Span,
    evaluate: &mut EvaluateDefault<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeConstraint {
    let name = &*call.name.text;
    let [argument] = &*call.arguments else {
        return wrong(
            place,
            &format!("`{name}` takes one argument, not {}", call.arguments.len()),
            diagnostics,
        );
    };
    match (name, &argument.kind) {
        ("list", _) => {
            TypeConstraint::collection(type_constraint(argument, evaluate, diagnostics), Type::list)
        }
        ("set", _) => TypeConstraint::collection(type_constraint(argument, evaluate, diagnostics), Type::set),
        ("map", _) => TypeConstraint::collection(type_constraint(argument, evaluate, diagnostics), Type::map),
        ("tuple", ExprKind::Tuple(elements)) => TypeConstraint::tuple(
            elements.iter().map(|element| type_constraint(element, evaluate, diagnostics)).collect(),
        ),
        ("tuple", _) => wrong(argument.span, "a list of types is required", diagnostics),
        ("object", ExprKind::Object(items)) => object(items, evaluate, diagnostics),
        ("object", _) => wrong(argument.span, "attributes with their types are required", diagnostics),
        ("optional", _) => wrong(place, "only an attribute of an object is optional", diagnostics),
        _ => wrong(call.name.span, &format!("there is no type `{name}`"), diagnostics),
    }
}

fn object(
    items: &[ObjectItem],
    evaluate: &mut EvaluateDefault<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeConstraint {
    let mut attributes = BTreeMap::new();
    for item in items {
        let Some(name) = key_of(&item.key) else {
            let place = match &item.key {
                ObjectKey::Name(name) => name.span,
                ObjectKey::Expr(expr) => expr.span,
            };
            wrong(place, "the name of an attribute is required", diagnostics);
            continue;
        };
        attributes.insert(name.text, attribute(&item.value, evaluate, diagnostics));
    }
    TypeConstraint::object(attributes)
}

fn key_of(key: &ObjectKey) -> Option<Ident> {
    match key {
        ObjectKey::Name(name) => Some(name.clone()),
        ObjectKey::Expr(Expr { kind: ExprKind::String(text) | ExprKind::Variable(text), span }) => {
            Some(Ident { text: text.clone(), span: *span })
        }
        ObjectKey::Expr(_) => None,
    }
}

fn attribute(
    expr: &Expr,
    evaluate: &mut EvaluateDefault<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> AttributeConstraint {
    let optional = match &expr.kind {
        ExprKind::Call(call) if &*call.name.text == "optional" => Some(call),
        _ => None,
    };
    let Some(call) = optional else {
        let constraint = type_constraint(expr, evaluate, diagnostics);
        return AttributeConstraint { constraint, is_optional: false, default: None };
    };
    let (kind, default) = match &*call.arguments {
        [kind] => (kind, None),
        [kind, default] => (kind, Some(default)),
        _ => {
            let constraint = wrong(expr.span, "`optional` takes a type, and a default at most", diagnostics);
            return AttributeConstraint { constraint, is_optional: true, default: None };
        }
    };
    let constraint = type_constraint(kind, evaluate, diagnostics);
    let default = default.map(&mut *evaluate).and_then(|value| match constraint.apply(&value) {
        Ok(_) => Some(value),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    "the default of an optional attribute has another type",
                )
                .at(value.provenance.nearest(), error.to_string()),
            );
            None
        }
    });
    AttributeConstraint { constraint, is_optional: true, default: default.filter(|value| !value.is_null()) }
}

fn wrong(place: Span, why: &str, diagnostics: &mut Vec<Diagnostic>) -> TypeConstraint {
    diagnostics.push(Diagnostic::error(Code::InvalidValue, "the type cannot be understood").at(place, why));
    TypeConstraint::any()
}
