//! Types as the suite writes them: `map(string)`, `object({ a = any })`.

use std::collections::BTreeMap;

use tglambda::lang::kind::Type;
use tglambda::syntax::tree::{Expr, ExprKind, ObjectKey};

/// The type that an expression names.
pub(super) fn type_of(expr: &Expr) -> Type {
    match &expr.kind {
        ExprKind::Variable(name) => match &**name {
            "any" => Type::Any,
            "bool" => Type::Bool,
            "number" => Type::Number,
            "string" => Type::String,
            other => panic!("the suite has a type `{other}`"),
        },
        ExprKind::Call(call) => match (&*call.name.text, &*call.arguments) {
            ("list", [element]) => Type::list(type_of(element)),
            ("set", [element]) => Type::set(type_of(element)),
            ("map", [element]) => Type::map(type_of(element)),
            ("object", [Expr { kind: ExprKind::Object(items), .. }]) => {
                let attributes = items.iter().map(|item| match &item.key {
                    ObjectKey::Name(name) => (name.text.clone(), type_of(&item.value)),
                    ObjectKey::Expr(key) => panic!("the suite has an attribute {key:?}"),
                });
                Type::Object(attributes.collect::<BTreeMap<_, _>>().into())
            }
            _ => panic!("the suite has a type {call:?}"),
        },
        other => panic!("the suite has a type {other:?}"),
    }
}

/// Whether a type is one, or more exactly one, that is wanted.
pub(super) fn conforms(kind: &Type, wanted: &Type) -> bool {
    match (kind, wanted) {
        (_, Type::Any) => true,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            conforms(a, b)
        }
        (Type::Object(a), Type::Object(b)) => {
            a.keys().eq(b.keys()) && a.values().zip(b.values()).all(|(a, b)| conforms(a, b))
        }
        (a, b) => a == b,
    }
}
