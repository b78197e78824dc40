//! What a module's text alone shows to be wrong, whatever values it is given: references to what it does not declare,
//! builtins that do not exist, locals that need each other. Done once for a module.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::references::{RootReference, roots_of, walk};
use crate::source::Span;
use crate::syntax::tree::{Body, Expr, ExprKind};

use super::module::{Module, ResourceName};

/// Adds what is wrong to the module's own problems.
pub(super) fn check(module: &mut Module) {
    let mut found = Vec::new();
    for attribute in module.locals.values() {
        check_references(module, &attribute.value, &mut found);
    }
    for output in module.outputs.values() {
        output.value.iter().for_each(|value| check_references(module, value, &mut found));
    }
    for call in module.calls.values() {
        check_body(module, &call.block.body, &mut found);
    }
    for block in module.resources.values() {
        check_body(module, &block.body, &mut found);
    }
    check_circles(module, &mut found);
    module.diagnostics.extend(found);
}

fn check_body(module: &Module, body: &Body, found: &mut Vec<Diagnostic>) {
    let names_others =
        |name: &str| matches!(name, "providers" | "provider" | "depends_on" | "ignore_changes");
    for attribute in body.attributes.iter().filter(|attribute| !names_others(&attribute.name.text)) {
        check_references(module, &attribute.value, found);
    }
    let is_meant_otherwise = |kind: &str| {
        matches!(kind, "lifecycle" | "provisioner" | "connection" | "precondition" | "postcondition")
    };
    for block in body.blocks.iter().filter(|block| !is_meant_otherwise(&block.kind.text)) {
        check_body(module, &block.body, found);
    }
}

fn check_references(module: &Module, expr: &Expr, found: &mut Vec<Diagnostic>) {
    for reference in roots_of(expr) {
        found.extend(undeclared(module, &reference));
    }
    walk(expr, &mut |part| {
        if let ExprKind::Attribute(source, name) = &part.kind
            && let ExprKind::Attribute(root, kind) = &source.kind
            && let ExprKind::Variable(root) = &root.kind
            && &**root == "data"
        {
            let key =
                ResourceName { is_data: true, kind: Arc::clone(&kind.text), name: Arc::clone(&name.text) };
            if !module.resources.contains_key(&key) {
                found.push(missing_resource(module, &key, part.span));
            }
        }
    });
}

/// The problem of a reference to what the module does not declare.
fn undeclared(module: &Module, reference: &RootReference<'_>) -> Option<Diagnostic> {
    let name = reference.attribute?;
    let missing = |what: &str, declared: bool, names: Vec<&str>| {
        (!declared).then(|| {
            let title = format!("the module declares no {what} `{}`", name.text);
            let problem = Diagnostic::error(Code::UnknownVariable, title).at(name.span, "not declared");
            match suggest::nearest(&name.text, names.iter().copied()) {
                Some(nearest) => problem.hint(format!("did you mean `{}.{nearest}`?", reference.root)),
                None => problem,
            }
        })
    };
    match reference.root {
        "var" => missing("variable", module.variables.contains_key(&name.text), keys(&module.variables)),
        "local" => missing("local", module.locals.contains_key(&name.text), keys(&module.locals)),
        "module" => missing("module call", module.calls.contains_key(&name.text), keys(&module.calls)),
        "data" | "each" | "count" | "path" | "terraform" | "tofu" | "self" => None,
        // A type of resources has its provider's name before the first `_`; all else is a name that a block binds.
        kind if kind.contains('_') => {
            let key = ResourceName { is_data: false, kind: kind.into(), name: Arc::clone(&name.text) };
            (!module.resources.contains_key(&key) && !is_bound(kind))
                .then(|| missing_resource(module, &key, reference.span))
        }
        _ => None,
    }
}

/// Whether a name can only be one that a `dynamic` block binds: no provider's name begins a type like it.
fn is_bound(name: &str) -> bool {
    !["aws_", "null_", "random_", "archive_", "local_", "time_", "tls_"]
        .iter()
        .any(|start| name.starts_with(start))
}

fn missing_resource(module: &Module, key: &ResourceName, place: Span) -> Diagnostic {
    let what = if key.is_data { "data source" } else { "resource" };
    let of_kind =
        module.resources.keys().filter(|other| other.is_data == key.is_data && other.kind == key.kind);
    let names: Vec<&str> = of_kind.map(|other| &*other.name).collect();
    let problem = Diagnostic::error(Code::UnknownVariable, format!("the module declares no {what} `{key}`"))
        .at(place, "not declared");
    match suggest::nearest(&key.name, names.iter().copied()) {
        Some(nearest) => problem.hint(format!("did you mean `{}.{nearest}`?", key.kind)),
        None => problem,
    }
}

fn keys<V>(map: &BTreeMap<Arc<str>, V>) -> Vec<&str> {
    map.keys().map(|name| &**name).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Visiting,
    Done,
}

/// Reports locals that need each other, each circle once.
fn check_circles(module: &Module, found: &mut Vec<Diagnostic>) {
    let mut states = BTreeMap::new();
    for name in module.locals.keys() {
        visit(module, name, &mut states, 0, found);
    }
}

/// A longer chain than any module has, and shallow enough for every thread's stack.
const LONGEST_CHAIN: usize = 250;

fn visit<'m>(
    module: &'m Module,
    name: &'m str,
    states: &mut BTreeMap<&'m str, State>,
    depth: usize,
    found: &mut Vec<Diagnostic>,
) {
    if states.contains_key(name) || depth > LONGEST_CHAIN {
        return;
    }
    states.insert(name, State::Visiting);
    let Some(attribute) = module.locals.get(name) else { return };
    for reference in roots_of(&attribute.value) {
        let Some(next) = reference.attribute.filter(|_| reference.root == "local") else { continue };
        let Some((next_name, next_local)) = module.locals.get_key_value(&next.text) else { continue };
        if states.get(&**next_name) == Some(&State::Visiting) {
            found.push(
                Diagnostic::error(
                    Code::EvaluationCycle,
                    format!("the locals `{name}` and `{next_name}` need each other"),
                )
                .at(next.span, "this reference closes the circle")
                .related(next_local.name.span, "needed first")
                .hint("take one of the references out of the circle"),
            );
        } else {
            visit(module, next_name, states, depth + 1, found);
        }
    }
    states.insert(name, State::Done);
}
