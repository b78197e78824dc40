//! `generate`: files that Terragrunt writes beside the module, as blocks or as one attribute. Source: Terragrunt 1.1.3
//! `pkg/config/config.go` (`convertToTerragruntConfig`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::{Data, Value};
use crate::source::Span;

use super::config::Labelled;
use super::experiment::refused;
use super::schema;
use super::session::Session;
use super::weak::weakly;

/// Adds a block, unless its label is taken or what it says is refused.
pub(super) fn add(
    generate: &mut BTreeMap<Arc<str>, Labelled>,
    block: Labelled,
    diagnostics: &mut Vec<Diagnostic>,
) {
    check(&block, diagnostics);
    let span = block.span;
    if let Some(other) = generate.insert(Arc::clone(&block.label), block) {
        diagnostics.push(
            Diagnostic::error(Code::DuplicateKey, format!("`generate \"{}\"` is written twice", other.label))
                .at(span, "the second one")
                .related(other.span, "the first one"),
        );
    }
}

fn check(block: &Labelled, diagnostics: &mut Vec<Diagnostic>) {
    let choices: [(&str, &[&str]); 2] =
        [("if_exists", &schema::IF_EXISTS), ("if_disabled", &schema::IF_DISABLED)];
    for (name, choices) in choices {
        let Some(value) = block.field(name) else { continue };
        if value.as_str().is_some_and(|text| !choices.contains(&text)) {
            let listed: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
            diagnostics.push(
                Diagnostic::error(Code::InvalidValue, format!("`{name}` has no such value"))
                    .at(value.provenance.span, "not one of them")
                    .hint(format!("use {}", listed.join(", "))),
            );
        }
    }
}

/// Refuses what needs an experiment.
pub(super) fn refuse_mutable(
    session: &Session<'_>,
    generate: &BTreeMap<Arc<str>, Labelled>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for mutable in generate.values().filter_map(|block| block.field("mutable")) {
        let place = mutable.provenance.span;
        diagnostics.extend(refused(session, "mutable-generate", "`mutable` of `generate`", place));
    }
}

/// The blocks that the attribute form names, types taken as they can be.
pub(super) fn from_attribute(value: &Value, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Vec<Labelled> {
    let Some(entries) = value.entries() else {
        if !value.is_null() && !value.is_unknown() {
            diagnostics.push(
                Diagnostic::error(Code::InvalidValue, "`generate` has the wrong type")
                    .at(span, "a map of blocks is required"),
            );
        }
        return Vec::new();
    };
    let blocks = entries.iter().map(|(label, block)| {
        let mut fields = weakly(block, schema::GENERATE, span, diagnostics);
        for text in ["path", "contents"] {
            fields.entry(text.into()).or_insert_with(|| Value::new(Data::String("".into())));
        }
        if !fields.contains_key("if_exists") {
            diagnostics.push(
                Diagnostic::error(
                    Code::MissingArgument,
                    format!("`generate` of `{label}` needs `if_exists`"),
                )
                .at(block.provenance.span, "not set here"),
            );
        }
        Labelled { label: Arc::clone(label), fields, span }
    });
    blocks.collect()
}
