//! Locals over which Terragrunt refuses a file where they are not known: it puts an empty text for what is not known,
//! whatever the type. Read off the text, so rather more than are refused in the end.

use std::collections::BTreeMap;

use crate::lang::builtin::FunctionSet;
use crate::lang::builtins;
use crate::lang::kind::Type;
use crate::lang::references::walk;
use crate::syntax::tree::{Attribute, Expr, ExprKind};

/// Builtins that give a value whenever their arguments are of the types they take.
const SURE: [&str; 24] = [
    "abs",
    "concat",
    "contains",
    "distinct",
    "get_original_terragrunt_dir",
    "get_parent_terragrunt_dir",
    "get_platform",
    "get_terragrunt_dir",
    "join",
    "keys",
    "length",
    "lower",
    "merge",
    "path_relative_from_include",
    "path_relative_to_include",
    "reverse",
    "sort",
    "split",
    "title",
    "toset",
    "tostring",
    "trimspace",
    "upper",
    "values",
];

/// The places of such locals in their block.
pub(super) fn refusable(locals: &[Attribute]) -> impl Iterator<Item = usize> {
    let fragile = fragile(locals);
    locals
        .iter()
        .zip(fragile)
        .enumerate()
        .filter(|(_, (local, fragile))| *fragile && may_be_typed(&local.value))
        .map(|(index, _)| index)
}

/// Of each local whether it may be unknown, by itself or by one that it refers to.
fn fragile(locals: &[Attribute]) -> Vec<bool> {
    let mut fragile: Vec<bool> = locals.iter().map(|local| may_fail(&local.value)).collect();
    let mut used_by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, local) in locals.iter().enumerate() {
        walk(&local.value, &mut |part| {
            if let Some(name) = local_of(part) {
                used_by.entry(name).or_default().push(index);
            }
        });
    }
    let mut open: Vec<usize> = (0..locals.len()).filter(|index| fragile[*index]).collect();
    while let Some(index) = open.pop() {
        for &user in used_by.get(&*locals[index].name.text).into_iter().flatten() {
            if !std::mem::replace(&mut fragile[user], true) {
                open.push(user);
            }
        }
    }
    fragile
}

/// Whether anything but the other locals may keep an expression from being known.
fn may_fail(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| {
        found |= match &part.kind {
            ExprKind::Attribute(..) => local_of(part).is_none(),
            ExprKind::Index(..) | ExprKind::Splat(_) => true,
            ExprKind::Call(call) => SURE.binary_search(&&*call.name.text).is_err(),
            _ => false,
        }
    });
    found
}

/// The name in `local.name`.
fn local_of(expr: &Expr) -> Option<&str> {
    let ExprKind::Attribute(source, name) = &expr.kind else { return None };
    matches!(&source.kind, ExprKind::Variable(root) if &**root == "local").then_some(&*name.text)
}

/// Whether an expression may be unknown and of a type all the same that is no text.
fn may_be_typed(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| {
        found |= match &part.kind {
            ExprKind::Binary(_) | ExprKind::Unary(..) | ExprKind::Conditional(_) | ExprKind::Splat(_) => true,
            ExprKind::Call(call) => builtins::find(&call.name.text, FunctionSet::Terragrunt)
                .is_some_and(|builtin| !matches!(builtin.returns.into(), Type::Any | Type::String)),
            _ => false,
        }
    });
    found
}
