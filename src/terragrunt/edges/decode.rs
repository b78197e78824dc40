//! The attributes and blocks that count when units are looked for: no inputs, no hooks, nothing that is generated.
//! Source: Terragrunt 1.1.3 `internal/discovery/phase_parse.go` (the list), `pkg/config/config_partial.go`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::value::{Entries, Value};
use crate::syntax::tree::{Block, Body};
use crate::terragrunt::config::{Config, Dependency, Labelled, Terraform};
use crate::terragrunt::decode::{decode_attribute, decode_block, label_of};
use crate::terragrunt::dependency_outputs::is_disabled;
use crate::terragrunt::schema::Attribute;
use crate::terragrunt::{remote_state, schema};

use super::need::Need;

/// Attributes of the file that are evaluated.
const ATTRIBUTES: [&str; 6] = [
    "prevent_destroy",
    "iam_role",
    "iam_web_identity_token",
    "terraform_binary",
    "terraform_version_constraint",
    "terragrunt_version_constraint",
];

/// Evaluates those that are needed; `None` where the file is refused.
pub(super) fn decode(
    body: &Body,
    need: &Need,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Config> {
    let mut config = Config::default();
    for attribute in &body.attributes {
        let known = schema::FILE.iter().find(|known| *known.name == *attribute.name.text);
        let known = known.filter(|known| ATTRIBUTES.contains(&known.name));
        if let Some(known) = known.filter(|_| need.has_attribute(attribute)) {
            let value = decode_attribute(evaluator, attribute, known, diagnostics);
            config.attributes.insert(known.name, value);
        }
    }
    config.terraform = body.blocks("terraform").next().map(|block| source(block, evaluator, diagnostics));
    config.dependency = dependency_blocks(body, need, evaluator, diagnostics);
    config.dependencies = dependency_paths(body, &config.dependency, evaluator, diagnostics);
    for inner in body.blocks("errors").flat_map(|block| &block.body.blocks) {
        // Evaluated for what it reads; nothing of it is kept.
        match &*inner.kind.text {
            "retry" => drop(fields(inner, schema::RETRY, need, evaluator, diagnostics)),
            "ignore" => drop(fields(inner, schema::IGNORE, need, evaluator, diagnostics)),
            _ => {}
        }
    }
    let remote_state = body.blocks("remote_state").next();
    if let Some(block) = remote_state.filter(|block| need.has_remote_state(block)) {
        let block = decode_block(evaluator, block, schema::REMOTE_STATE, diagnostics);
        let block = remote_state::from_block(block, diagnostics);
        if !is_usable(&block) {
            let title = "`remote_state` cannot be told, so nothing of the file counts";
            diagnostics.push(Diagnostic::error(Code::InvalidValue, title).at(block.span, ""));
            return None;
        }
        config.remote_state = Some(block);
    }
    Some(config)
}

/// The module's source, the only thing of `terraform` that counts.
fn source(block: &Block, evaluator: &mut Evaluator<'_>, diagnostics: &mut Vec<Diagnostic>) -> Terraform {
    let mut fields = Entries::new();
    let known = schema::TERRAFORM.iter().find(|known| known.name == "source");
    if let (Some(attribute), Some(known)) = (block.body.attribute("source"), known) {
        fields.insert("source".into(), decode_attribute(evaluator, attribute, known, diagnostics));
    }
    Terraform {
        fields,
        extra_arguments: Vec::new(),
        before_hook: Vec::new(),
        after_hook: Vec::new(),
        error_hook: Vec::new(),
    }
}

/// Blocks that name no unit at all do not count.
fn dependency_blocks(
    body: &Body,
    need: &Need,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Dependency> {
    body.blocks("dependency")
        .map(|block| Labelled {
            label: label_of(block),
            fields: fields(block, schema::DEPENDENCY, need, evaluator, diagnostics),
            span: block.span,
        })
        .filter(|block| block.field("config_path").is_some())
        .map(|block| Dependency { block, folder: None, outputs: None })
        .collect()
}

/// The attributes of a block that are needed.
fn fields(
    block: &Block,
    schema: &[Attribute],
    need: &Need,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entries {
    let mut fields = Entries::new();
    for attribute in block.body.attributes.iter().filter(|attribute| need.has(block, attribute)) {
        if let Some(known) = schema.iter().find(|known| *known.name == *attribute.name.text) {
            let value = decode_attribute(evaluator, attribute, known, diagnostics);
            fields.insert(Arc::clone(&attribute.name.text), value);
        }
    }
    fields
}

/// The paths of `dependencies`, with those of the `dependency` blocks that are told.
fn dependency_paths(
    body: &Body,
    blocks: &[Dependency],
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Value>> {
    let own = body.blocks("dependencies").next().map(|block| {
        let fields = decode_block(evaluator, block, schema::DEPENDENCIES, diagnostics);
        let paths = fields.field("paths").and_then(Value::elements);
        paths.map(|paths| paths.to_vec()).unwrap_or_default()
    });
    if own.is_none() && blocks.is_empty() {
        return None;
    }
    let mut paths = own.unwrap_or_default();
    for path in block_paths(blocks) {
        if !paths.contains(path) {
            paths.push(path.clone());
        }
    }
    Some(paths)
}

/// The paths that `dependency` blocks name.
pub(super) fn block_paths(blocks: &[Dependency]) -> impl Iterator<Item = &Value> {
    let enabled = blocks.iter().map(|dependency| &dependency.block).filter(|block| !is_disabled(block));
    enabled.filter_map(|block| block.field("config_path")).filter(|path| path.as_str().is_some())
}

/// Whether a backend is named and configured by a map.
fn is_usable(block: &Labelled) -> bool {
    let is_map = |name: &str| block.field(name).is_none_or(|value| value.entries().is_some());
    let backend = block.field("backend").and_then(Value::as_str);
    backend.is_some_and(|backend| !backend.is_empty()) && is_map("config") && is_map("encryption")
}
