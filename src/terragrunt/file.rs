//! What is left of a file once includes, features, locals and dependencies are known: its plain attributes and blocks.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::secrets::marked;
use crate::lang::value::Value;
use crate::lang::world::{Mode, PathKind};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Block, Body};

use super::config::{Config, Labelled, Terraform};
use super::context::Context;
use super::decode::{decode_attribute, decode_block, decode_body, reject_blocks, unsupported};
use super::inputs::settle_inputs;
use super::session::Session;
use super::{generate, older, paths, remote_state, schema};

/// Evaluates the rest of a file. What Terragrunt refuses after it has decoded the file goes to `refusals`: those it does
/// not forgive where an attribute is missing.
pub(super) fn evaluate_file(
    session: &Session<'_>,
    context: &Context,
    body: &Body,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    refusals: &mut Vec<Diagnostic>,
) -> Config {
    let mut config = Config::default();
    for attribute in &body.attributes {
        let name = &*attribute.name.text;
        if let Some(known) = schema::FILE.iter().find(|known| known.name == name) {
            let value = decode_attribute(evaluator, attribute, known, diagnostics);
            config.attributes.insert(known.name, value);
        } else if schema::FILE_SPECIAL.contains(&name) {
            special_attribute(&mut config, attribute, evaluator, diagnostics, refusals);
        } else if let Some(known) = schema::DROPPED.iter().find(|known| known.name == name) {
            diagnostics.push(older::dropped(session.mode, attribute, known));
        } else {
            let names =
                schema::FILE.iter().map(|known| known.name).chain(schema::FILE_SPECIAL.iter().copied());
            diagnostics.push(unsupported("attribute", &attribute.name, "a configuration", names));
        }
    }
    reject_blocks(body, schema::FILE_BLOCKS, "a configuration", diagnostics);
    for block in &body.blocks {
        evaluate_block(&mut config, block, evaluator, diagnostics, refusals);
    }
    if let Some(terraform) = &config.terraform {
        // A list that failed for another reason is reported as an error already.
        let unresolved = diagnostics.iter().filter(|problem| problem.code == Code::UnresolvedDependency);
        let unresolved: Vec<Span> =
            unresolved.filter_map(|problem| Some(problem.primary.as_ref()?.span)).collect();
        check_hooks(&unresolved, terraform, refusals);
    }
    generate::refuse_mutable(session, &config.generate, refusals);
    if session.mode == Mode::Render {
        check_folders(session, context, config.dependencies.as_deref().unwrap_or_default(), refusals);
    }
    config
}

/// A hook without a program. To `render` that is also one whose list has an output in it that is not resolved: then
/// Terragrunt takes it for empty.
fn check_hooks(unresolved: &[Span], terraform: &Terraform, diagnostics: &mut Vec<Diagnostic>) {
    let lists = [&terraform.before_hook, &terraform.after_hook, &terraform.error_hook];
    for hook in lists.into_iter().flatten() {
        let Some(execute) = hook.fields.get("execute") else { continue };
        let list = execute.provenance.span;
        let is_inside =
            |output: &Span| output.file == list.file && list.start <= output.start && output.end <= list.end;
        if execute.elements().is_none() && !unresolved.iter().any(is_inside) {
            continue;
        }
        let program = execute.elements().and_then(|elements| elements.first()).map(Value::as_str);
        let why = match execute.elements() {
            Some(_) => "the first element is what runs",
            None => "a part of it is not known, and so Terragrunt takes none of it",
        };
        if matches!(program, None | Some(Some(""))) {
            diagnostics.push(
                Diagnostic::error(Code::InvalidValue, format!("the hook `{}` names no program", hook.label))
                    .at(execute.provenance.span, why),
            );
        }
    }
}

/// Paths of `dependencies` that are no folders.
fn check_folders(
    session: &Session<'_>,
    context: &Context,
    folders: &[Value],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for folder in folders {
        let Some(written) = folder.as_str() else { continue };
        let path = paths::join(context.folder(), written);
        if session.world.kind(&path) != Some(PathKind::Folder) {
            diagnostics.push(
                Diagnostic::error(
                    Code::FileNotFound,
                    format!("there is no folder `{}`", session.display_named(&path, folder)),
                )
                .at(folder.provenance.span, "named in `dependencies`"),
            );
        }
    }
}

fn special_attribute(
    config: &mut Config,
    attribute: &Attribute,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    refusals: &mut Vec<Diagnostic>,
) {
    let value = evaluator.evaluate(&attribute.value);
    let found = evaluator.take_diagnostics();
    let span = attribute.value.span;
    match &*attribute.name.text {
        "inputs" => {
            let inputs = settle_inputs(evaluator.mode(), value, &found, refusals);
            config.inputs = Some(marked("", inputs, evaluator.sources()));
        }
        "remote_state" if !value.is_null() => {
            config.remote_state = Some(remote_state::from_attribute(&value, span, refusals));
        }
        "generate" => {
            for block in generate::from_attribute(&value, span, refusals) {
                generate::add(&mut config.generate, block, refusals);
            }
        }
        _ => {}
    }
    diagnostics.extend(found);
}

fn evaluate_block(
    config: &mut Config,
    block: &Block,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    refusals: &mut Vec<Diagnostic>,
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
            let block = decode_block(evaluator, block, schema::REMOTE_STATE, diagnostics);
            config.remote_state = Some(remote_state::from_block(block, refusals));
        }
        "generate" => {
            let block = decode_block(evaluator, block, schema::GENERATE, diagnostics);
            generate::add(&mut config.generate, block, refusals);
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
                        config.ignore.push(decode_block(evaluator, inner, schema::IGNORE, diagnostics));
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
