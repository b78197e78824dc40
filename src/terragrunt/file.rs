//! What is left of a file once includes, features, locals and dependencies are known: its plain attributes and blocks.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::value::{Entries, Value};
use crate::lang::world::Mode;
use crate::syntax::tree::{Attribute, Block, Body};

use super::config::{Config, Labelled, Terraform};
use super::decode::{decode_attribute, decode_block, decode_body, reject_blocks, unsupported};
use super::schema;
use super::session::Session;

/// Evaluates the rest of a file.
pub(super) fn evaluate_file(
    session: &Session<'_>,
    body: &Body,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let mut config = Config::default();
    for attribute in &body.attributes {
        let name = &*attribute.name.text;
        if let Some(known) = schema::FILE.iter().find(|known| known.name == name) {
            let value = decode_attribute(evaluator, attribute, known, diagnostics);
            config.attributes.insert(known.name, value);
        } else if schema::FILE_SPECIAL.contains(&name) {
            special_attribute(&mut config, attribute, evaluator, diagnostics);
        } else if let Some((_, version)) = schema::DROPPED.iter().find(|(dropped, _)| *dropped == name) {
            diagnostics.push(dropped(session.mode, attribute, version));
        } else {
            let names =
                schema::FILE.iter().map(|known| known.name).chain(schema::FILE_SPECIAL.iter().copied());
            diagnostics.push(unsupported("attribute", &attribute.name, "a configuration", names));
        }
    }
    reject_blocks(body, schema::FILE_BLOCKS, "a configuration", diagnostics);
    for block in &body.blocks {
        evaluate_block(&mut config, block, evaluator, diagnostics);
    }
    config
}

fn dropped(mode: Mode, attribute: &Attribute, version: &str) -> Diagnostic {
    let name = &attribute.name.text;
    let title = format!("`{name}` is gone since Terragrunt {version}");
    let diagnostic = match mode {
        Mode::Render => Diagnostic::error(Code::UnsupportedArgument, title),
        Mode::Plan => Diagnostic::warning(Code::DeprecatedSyntax, title),
    };
    let replacement = if &**name == "skip" { "exclude" } else { "errors" };
    diagnostic.at(attribute.name.span, "not read").hint(format!("use the `{replacement}` block"))
}

fn special_attribute(
    config: &mut Config,
    attribute: &Attribute,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let value = evaluator.evaluate(&attribute.value);
    diagnostics.extend(evaluator.take_diagnostics());
    let labelled = |label: &Arc<str>, value: &Value| {
        let fields: Entries = value.entries().map(|entries| (**entries).clone()).unwrap_or_default();
        Labelled { label: Arc::clone(label), fields, span: attribute.value.span }
    };
    match &*attribute.name.text {
        "inputs" => config.inputs = Some(value),
        "remote_state" => config.remote_state = Some(labelled(&"".into(), &value)),
        _ => {
            for (label, block) in value.entries().into_iter().flat_map(|entries| entries.iter()) {
                config.generate.insert(Arc::clone(label), labelled(label, block));
            }
        }
    }
}

fn evaluate_block(
    config: &mut Config,
    block: &Block,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut single = |name, schema| {
        let labelled = decode_block(evaluator, block, schema, diagnostics);
        config.singles.insert(name, labelled);
    };
    match &*block.kind.text {
        "exclude" => single("exclude", schema::EXCLUDE),
        "engine" => single("engine", schema::ENGINE),
        "catalog" => single("catalog", schema::CATALOG),
        "terraform" => config.terraform = Some(evaluate_terraform(block, evaluator, diagnostics)),
        "remote_state" => {
            config.remote_state = Some(decode_block(evaluator, block, schema::REMOTE_STATE, diagnostics));
        }
        "generate" => {
            let generate = decode_block(evaluator, block, schema::GENERATE, diagnostics);
            if let Some(other) = config.generate.insert(Arc::clone(&generate.label), generate) {
                diagnostics.push(
                    Diagnostic::error(
                        Code::DuplicateKey,
                        format!("`generate \"{}\"` is written twice", other.label),
                    )
                    .at(block.kind.span, "the second one")
                    .related(other.span, "the first one"),
                );
            }
        }
        "dependencies" => {
            let fields = decode_block(evaluator, block, schema::DEPENDENCIES, diagnostics);
            config.dependencies =
                fields.field("paths").and_then(Value::elements).map(|elements| elements.to_vec());
        }
        "errors" => {
            config.has_errors_block = true;
            reject_blocks(&block.body, schema::ERRORS_BLOCKS, "an `errors` block", diagnostics);
            for inner in &block.body.blocks {
                match &*inner.kind.text {
                    "retry" => config.retry.push(decode_block(evaluator, inner, schema::RETRY, diagnostics)),
                    "ignore" => {
                        config.ignore.push(decode_block(evaluator, inner, schema::IGNORE, diagnostics))
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn evaluate_terraform(
    block: &Block,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Terraform {
    let fields = decode_body(evaluator, block, schema::TERRAFORM, diagnostics);
    reject_blocks(&block.body, schema::TERRAFORM_BLOCKS, "a `terraform` block", diagnostics);
    let mut blocks = |kind: &str, schema| -> Vec<Labelled> {
        block.body.blocks(kind).map(|inner| decode_block(evaluator, inner, schema, diagnostics)).collect()
    };
    Terraform {
        fields,
        extra_arguments: blocks("extra_arguments", schema::EXTRA_ARGUMENTS),
        before_hook: blocks("before_hook", schema::HOOK),
        after_hook: blocks("after_hook", schema::HOOK),
        error_hook: blocks("error_hook", schema::ERROR_HOOK),
    }
}
