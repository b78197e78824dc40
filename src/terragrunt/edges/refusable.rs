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
pub(super) fn refusable(locals: &[Attribute]) -> Vec<usize> {
    let looks: Vec<_> = locals.iter().map(|local| (&*local.name.text, look_at(&local.value))).collect();
    refusable_of(&looks)
}

/// What counts of a local here.
#[derive(Default)]
pub(super) struct Look<'l> {
    /// Whether it may be unknown and of a type all the same that is no text.
    pub(super) may_be_typed: bool,
    /// Whether anything but the other locals may keep it from being known.
    pub(super) may_fail: bool,
    /// The locals that it refers to.
    pub(super) locals: Vec<&'l str>,
}

/// The same for locals that were looked at, each with its name.
pub(super) fn refusable_of(looks: &[(&str, Look<'_>)]) -> Vec<usize> {
    let mut used_by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, (_, look)) in looks.iter().enumerate() {
        for name in &look.locals {
            used_by.entry(name).or_default().push(index);
        }
    }
    // What refers to one that may fail may do so too.
    let mut fragile: Vec<bool> = looks.iter().map(|(_, look)| look.may_fail).collect();
    let mut open: Vec<usize> = (0..looks.len()).filter(|index| fragile[*index]).collect();
    while let Some(index) = open.pop() {
        for &user in used_by.get(looks[index].0).into_iter().flatten() {
            if !std::mem::replace(&mut fragile[user], true) {
                open.push(user);
            }
        }
    }
    (0..looks.len()).filter(|index| fragile[*index] && looks[*index].1.may_be_typed).collect()
}

/// Whether a builtin gives a value whenever its arguments are of the types it takes.
pub(super) fn is_sure(builtin: &str) -> bool {
    SURE.contains(&builtin)
}

/// Whether what a builtin gives is of a type that is no text, even where it is not known.
pub(super) fn is_typed(builtin: &str) -> bool {
    builtins::find(builtin, FunctionSet::Terragrunt)
        .is_some_and(|builtin| !matches!(builtin.returns.into(), Type::Any | Type::String))
}

fn look_at(expr: &Expr) -> Look<'_> {
    let mut look = Look::default();
    walk(expr, &mut |part| match &part.kind {
        ExprKind::Attribute(source, name) => match &source.kind {
            ExprKind::Variable(root) if &**root == "local" => look.locals.push(&name.text),
            _ => look.may_fail = true,
        },
        ExprKind::Index(..) => look.may_fail = true,
        ExprKind::Splat(_) => (look.may_fail, look.may_be_typed) = (true, true),
        ExprKind::Call(call) => {
            look.may_fail |= !is_sure(&call.name.text);
            look.may_be_typed |= is_typed(&call.name.text);
        }
        ExprKind::Binary(_) | ExprKind::Unary(..) | ExprKind::Conditional(_) => look.may_be_typed = true,
        _ => {}
    });
    look
}
