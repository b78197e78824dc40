//! `remote_state`, as a block or as an attribute. Source: Terragrunt 1.1.3 `internal/remotestate/config.go`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::value::{Entries, Value};
use crate::source::Span;

use super::config::Labelled;
use super::schema;
use super::weak::weakly;

/// Puts a block's values into the types that Terragrunt has for them.
pub(super) fn from_block(mut block: Labelled, diagnostics: &mut Vec<Diagnostic>) -> Labelled {
    if block.field("backend").and_then(Value::as_str) == Some("") {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, "`remote_state` names no backend")
                .at(block.span, "`backend` is empty"),
        );
    }
    if let Some(generate) = block.field("generate").filter(|generate| !generate.is_unknown()) {
        let text = |name: &str| (Arc::from(name), Type::String);
        let kind = Type::Object(Arc::new([text("path"), text("if_exists")].into()));
        match convert(generate, &kind) {
            Ok(generate) => {
                block.fields.insert("generate".into(), generate);
            }
            Err(error) => diagnostics.push(
                Diagnostic::error(Code::InvalidValue, "`generate` of `remote_state` has the wrong type")
                    .at(generate.provenance.span, error.to_string()),
            ),
        }
    }
    settle_maps(&mut block, diagnostics);
    block
}

/// The attribute form, types taken as they can be.
pub(super) fn from_attribute(value: &Value, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Labelled {
    let mut fields = weakly(value, schema::REMOTE_STATE, span, diagnostics);
    if let Some(generate) = fields.get("generate").filter(|generate| generate.entries().is_some()) {
        let mut texts = Entries::new();
        for name in ["path", "if_exists"] {
            let text = generate.entry(name).and_then(|value| convert(value, &Type::String).ok());
            texts.insert(name.into(), text.unwrap_or_else(|| Value::string("")));
        }
        let settled = Value::object(texts).with_provenance(generate.provenance.clone());
        fields.insert("generate".into(), settled);
    }
    let mut block = Labelled { label: "".into(), fields, span };
    if block.field("config").is_none() {
        block.fields.remove("config");
    }
    settle_maps(&mut block, diagnostics);
    block
}

/// `config` and `encryption` are maps; null is an empty one, but for an encryption that is not there.
fn settle_maps(block: &mut Labelled, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(config) = block.fields.get_mut("config").filter(|config| config.is_null()) {
        *config = Value::object(Entries::new()).with_provenance(config.provenance.clone());
    }
    for name in ["config", "encryption"] {
        let Some(value) = block.field(name) else { continue };
        if value.entries().is_none() && !value.is_unknown() {
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("`{name}` of `remote_state` has the wrong type"),
                )
                .at(value.provenance.span, "a map is required"),
            );
        }
    }
}
