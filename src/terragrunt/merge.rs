//! An included configuration under the one that includes it. Source: Terragrunt 1.1.3 `pkg/config/include.go`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::partial::laid_over;
use crate::lang::value::{Data, Entries, Value};

use super::config::{Config, Dependency, Labelled, Terraform};
use super::deep_merge::{CannotAppend, deep_merge};
use super::feature::merge_features;
use super::merge_dependency::merge_dependency_blocks;
use super::strategy::Strategy;

/// `child` over `parent`. Locals are the child's own: they are never merged.
pub(super) fn merge(
    parent: Config,
    child: Config,
    strategy: Strategy,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let is_deep = strategy == Strategy::Deep;
    let mut merged = parent;
    // A catalog belongs to the file that has it, like its locals.
    merged.singles.remove("catalog");
    // Neither null nor the empty text counts as set.
    let set =
        child.attributes.into_iter().filter(|(_, value)| !value.is_null() && value.as_str() != Some(""));
    merged.attributes.extend(set);
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
    merged.dependencies = if is_deep {
        merge_paths_deeply(&merged.dependency, merged.dependencies, &child.dependency, child.dependencies)
    } else {
        merge_paths(merged.dependencies, child.dependencies)
    };
    merged.dependency = merge_dependencies(merged.dependency, child.dependency, strategy);
    merged.feature = merge_features(merged.feature, child.feature, strategy, diagnostics);
    if is_deep {
        for (name, block) in child.singles {
            let fields = match merged.singles.remove(name) {
                Some(parent) => merge_single(name, parent.fields, block.fields),
                None => block.fields,
            };
            merged.singles.insert(name, Labelled { fields, ..block });
        }
        merge_errors(&mut merged.retry, child.retry, "retryable_errors");
        merge_errors(&mut merged.ignore, child.ignore, "ignorable_errors");
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
    let outer = merged.locals.take().into_iter().chain(std::mem::take(&mut merged.outer_locals));
    merged.outer_locals = child.outer_locals.into_iter().chain(outer).collect();
    merged.locals = child.locals;
    merged.includes = child.includes;
    merged.found_in = merged.found_in.under(child.found_in);
    merged
}

/// A file laid over a unit because it stands beside it; the unit keeps what is its own.
pub(super) fn merge_over(unit: Config, over: Config, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let (locals, includes) = (unit.locals.clone(), unit.includes.clone());
    let outer_locals = unit.outer_locals.clone();
    let mut merged = merge(unit, over, Strategy::Shallow, diagnostics);
    merged.locals = locals;
    merged.outer_locals = outer_locals;
    merged.includes = includes;
    merged
}

fn merge_dependencies(
    parent: Vec<Dependency>,
    child: Vec<Dependency>,
    strategy: Strategy,
) -> Vec<Dependency> {
    let mut rest: Vec<Dependency> = Vec::new();
    let blocks = |dependencies: Vec<Dependency>, rest: &mut Vec<Dependency>| -> Vec<Labelled> {
        let blocks = dependencies.iter().map(|dependency| dependency.block.clone()).collect();
        rest.extend(dependencies);
        blocks
    };
    let (parent, child) = (blocks(parent, &mut rest), blocks(child, &mut rest));
    // The child's, which come last, are the nearest: what is known of the unit itself comes from them.
    let nearest = |block: &Labelled| rest.iter().rev().find(|other| other.block.label == block.label);
    let merged = merge_dependency_blocks(parent, child, strategy).into_iter();
    merged.filter_map(|block| nearest(&block).cloned().map(|found| Dependency { block, ..found })).collect()
}

/// Unlike other blocks, `exclude` loses what the child does not say.
fn merge_single(name: &str, parent: Entries, child: Entries) -> Entries {
    let mut fields = parent;
    if name == "exclude" {
        fields.retain(|name, _| &**name == "actions");
    }
    let says = |name: &str, value: &Value| {
        let is_empty = value.elements().is_some_and(|elements| elements.is_empty());
        !(value.is_null() || name == "actions" && is_empty)
    };
    fields.extend(child.into_iter().filter(|(name, value)| says(name, value)));
    fields
}

/// Blocks of `errors` by label: patterns together, sorted, each once; the rest is the child's.
fn merge_errors(parent: &mut Vec<Labelled>, child: Vec<Labelled>, patterns: &str) {
    for block in child {
        let Some(other) = parent.iter_mut().find(|other| other.label == block.label) else {
            parent.push(block);
            continue;
        };
        for (name, value) in block.fields {
            let joined = match (other.field(&name).and_then(Value::elements), value.elements()) {
                (Some(under), Some(over)) if &*name == patterns => {
                    let mut all: Vec<Value> = under.iter().chain(over.iter()).cloned().collect();
                    all.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                    all.dedup();
                    Value::tuple(all).with_provenance(value.provenance.clone())
                }
                _ => match (other.field(&name).and_then(Value::entries), value.entries()) {
                    (Some(under), Some(over)) => {
                        let all = under.iter().chain(over.iter());
                        Value::object(all.map(|(key, value)| (Arc::clone(key), value.clone())).collect())
                            .with_provenance(value.provenance.clone())
                    }
                    _ => value,
                },
            };
            other.fields.insert(name, joined);
        }
    }
}

fn merge_inputs(
    parent: Option<Value>,
    child: Option<Value>,
    is_deep: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let (parent, child) = match (parent, child) {
        (Some(parent), Some(child)) => (parent, child),
        (parent, child) => return child.or(parent),
    };
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

/// The child's keys over the parent's, values untouched.
fn shallow(parent: &Value, child: &Value) -> Value {
    if let Some(merged) = laid_over(parent, child) {
        return merged;
    }
    let (Some(below), Some(above)) = (parent.entries(), child.entries()) else { return child.clone() };
    let mut merged: Entries = (**below).clone();
    merged.extend(above.iter().map(|(key, value)| (Arc::clone(key), value.clone())));
    child.with_data(Data::Object(Arc::new(merged))).sensitive_if(parent.sensitive)
}

/// With a shallow or deep include alike, only `source`, `version` and `copy_terraform_lock_file` of the child's own
/// attributes are carried over an existing block; deep adds the two copy lists.
fn merge_terraform(parent: Terraform, child: Terraform, is_deep: bool) -> Terraform {
    let mut fields = parent.fields;
    for name in ["source", "version", "copy_terraform_lock_file"] {
        if let Some(value) = child.field(name) {
            fields.insert(name.into(), value.clone());
        }
    }
    if is_deep {
        for name in ["include_in_copy", "exclude_from_copy"] {
            if let Some(list) = child.field(name) {
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

/// Where the child has a `dependencies` block the parent's `dependency` blocks count as paths too.
fn merge_paths_deeply(
    parent: &[Dependency],
    parent_paths: Option<Vec<Value>>,
    child: &[Dependency],
    child_paths: Option<Vec<Value>>,
) -> Option<Vec<Value>> {
    let (paths, own) = match (parent_paths, child_paths) {
        (Some(paths), Some(own)) => (paths, own),
        (paths, own) => return own.or(paths),
    };
    let path = |dependency: &Dependency| dependency.block.field("config_path").cloned();
    let is_childs =
        |dependency: &&Dependency| child.iter().any(|other| other.block.label == dependency.block.label);
    let named: Vec<Value> = parent.iter().filter_map(path).collect();
    let mut merged: Vec<Value> =
        parent.iter().filter(|dependency| !is_childs(dependency)).filter_map(path).collect();
    merged.extend(paths.into_iter().filter(|path| !named.contains(path)));
    merged.extend(own);
    Some(merged)
}

fn merge_paths(parent: Option<Vec<Value>>, child: Option<Vec<Value>>) -> Option<Vec<Value>> {
    let (mut merged, own) = match (parent, child) {
        (Some(parent), Some(own)) => (parent, own),
        (parent, own) => return own.or(parent),
    };
    for path in own {
        if !merged.contains(&path) {
            merged.push(path);
        }
    }
    Some(merged)
}
