//! An included configuration under the one that includes it. Source: Terragrunt 1.1.3 `pkg/config/include.go`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::{Data, Entries, Value};

use super::config::{Config, Labelled, Terraform};
use super::deep_merge::{CannotAppend, deep_merge};

/// How an include merges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    /// Not at all: only its exposed values count.
    NoMerge,
    /// By top-level key; the default.
    Shallow,
    /// Recursively.
    Deep,
}

/// `child` over `parent`. Locals are the child's own: they are never merged.
pub(super) fn merge(
    parent: Config,
    child: Config,
    strategy: Strategy,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let is_deep = strategy == Strategy::Deep;
    let mut merged = parent;
    merged.attributes.extend(child.attributes);
    merged.terraform = match (merged.terraform, child.terraform) {
        (Some(parent), Some(child)) => Some(merge_terraform(parent, child, is_deep)),
        (parent, child) => child.or(parent),
    };
    merged.remote_state = child.remote_state.or(merged.remote_state);
    for (label, block) in child.generate {
        if let Some(other) = merged.generate.get(&label).filter(|_| !is_deep) {
            diagnostics.push(
                Diagnostic::error(Code::DuplicateKey, format!("`generate \"{label}\"` is in both files"))
                    .at(block.span, "a shallow include cannot override it")
                    .related(other.span, "included here")
                    .hint("rename one of the blocks, or include with `merge_strategy = \"deep\"`"),
            );
        }
        merged.generate.insert(label, block);
    }
    merged.dependencies = merge_paths(merged.dependencies, child.dependencies);
    for dependency in child.dependency {
        let place = merged.dependency.iter().position(|other| other.block.label == dependency.block.label);
        match place {
            Some(index) => merged.dependency[index] = dependency,
            None => merged.dependency.push(dependency),
        }
    }
    merged.feature = merge_labelled(merged.feature, child.feature);
    if is_deep {
        for (name, block) in child.singles {
            let fields = match merged.singles.remove(name) {
                Some(parent) => parent.fields.into_iter().chain(block.fields).collect(),
                None => block.fields,
            };
            merged.singles.insert(name, Labelled { fields, ..block });
        }
        merged.retry = merge_labelled(merged.retry, child.retry);
        merged.ignore = merge_labelled(merged.ignore, child.ignore);
        merged.has_errors_block |= child.has_errors_block;
    } else {
        merged.singles.extend(child.singles);
        if child.has_errors_block {
            merged.retry = child.retry;
            merged.ignore = child.ignore;
            merged.has_errors_block = true;
        }
    }
    merged.inputs = merge_inputs(merged.inputs, child.inputs, is_deep, diagnostics);
    merged.locals = child.locals;
    merged.includes = child.includes;
    merged
}

fn merge_inputs(
    parent: Option<Value>,
    child: Option<Value>,
    is_deep: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let (Some(parent), Some(child)) = (parent.clone(), child.clone()) else { return child.or(parent) };
    if !is_deep {
        return Some(shallow(&parent, &child));
    }
    match deep_merge(&parent, &child) {
        Ok(merged) => Some(merged),
        Err(CannotAppend { key, value }) => {
            diagnostics.push(
                Diagnostic::error(Code::InvalidValue, format!("the input `{key}` cannot be merged"))
                    .at(value.provenance.span, "a list here, but no list in the included file")
                    .hint("make both lists, or include without `merge_strategy = \"deep\"`"),
            );
            Some(child)
        }
    }
}

/// The child's keys over the parent's, values untouched. An input map that is itself unknown hides everything.
fn shallow(parent: &Value, child: &Value) -> Value {
    let (Some(below), Some(above)) = (parent.entries(), child.entries()) else { return child.clone() };
    let mut merged: Entries = (**below).clone();
    merged.extend(above.iter().map(|(key, value)| (Arc::clone(key), value.clone())));
    let mut value = child.clone();
    value.data = Data::Object(Arc::new(merged));
    value.sensitive |= parent.sensitive;
    value
}

/// With a shallow or deep include alike, only `source`, `version` and `copy_terraform_lock_file` of the child's own
/// attributes are carried over an existing block; deep adds the two copy lists.
fn merge_terraform(parent: Terraform, child: Terraform, is_deep: bool) -> Terraform {
    let mut fields = parent.fields;
    for name in ["source", "version", "copy_terraform_lock_file"] {
        if let Some(value) = child.fields.get(name).filter(|value| !value.is_null()) {
            fields.insert(name.into(), value.clone());
        }
    }
    if is_deep {
        for name in ["include_in_copy", "exclude_from_copy"] {
            if let Some(list) = child.fields.get(name).filter(|value| !value.is_null()) {
                let joined = match fields.get(name).and_then(|parent| parent.elements()) {
                    Some(parent) => {
                        let own = list.elements().into_iter().flat_map(|own| own.iter());
                        Value::tuple(own.chain(parent.iter()).cloned().collect::<Vec<_>>())
                    }
                    None => list.clone(),
                };
                fields.insert(name.into(), joined);
            }
        }
    }
    Terraform {
        fields,
        extra_arguments: merge_labelled(parent.extra_arguments, child.extra_arguments),
        before_hook: merge_labelled(parent.before_hook, child.before_hook),
        after_hook: merge_labelled(parent.after_hook, child.after_hook),
        error_hook: merge_labelled(parent.error_hook, child.error_hook),
    }
}

/// The same label takes the parent's place; a new one comes after the parent's.
fn merge_labelled(parent: Vec<Labelled>, child: Vec<Labelled>) -> Vec<Labelled> {
    let mut merged = parent;
    for block in child {
        match merged.iter().position(|other| other.label == block.label) {
            Some(index) => merged[index] = block,
            None => merged.push(block),
        }
    }
    merged
}

fn merge_paths(parent: Option<Vec<Value>>, child: Option<Vec<Value>>) -> Option<Vec<Value>> {
    let (Some(mut merged), Some(own)) = (parent.clone(), child.clone()) else { return child.or(parent) };
    for path in own {
        if !merged.contains(&path) {
            merged.push(path);
        }
    }
    Some(merged)
}
