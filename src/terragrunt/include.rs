//! `include` blocks: which file, merged how, exposed or not.

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::value::Value;
use crate::lang::world::{Mode, PathKind};
use crate::source::Span;
use crate::syntax::tree::{Block, Body};

use super::context::Context;
use super::decode::{decode_block, label_of};
use super::session::Session;
use super::strategy::Strategy;
use super::{paths, schema};

/// An include of a file, resolved.
pub(super) struct Include {
    pub(super) label: Arc<str>,
    pub(super) path: PathBuf,
    /// The path as Terragrunt calls it: one that is written from the top is not tidied up.
    pub(super) named: PathBuf,
    pub(super) expose: bool,
    pub(super) strategy: Strategy,
    pub(super) span: Span,
}

/// The includes of a file.
#[derive(Default)]
pub(super) struct Includes {
    /// Those that name a file.
    pub(super) found: Vec<Include>,
    /// Labels of the others.
    pub(super) broken: Vec<Arc<str>>,
}

/// Evaluates the `include` blocks of a file. A broken one is reported.
pub(super) fn evaluate_includes(
    session: &Session<'_>,
    context: &Context,
    body: &Body,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Includes {
    let mut includes = Includes::default();
    for block in body.blocks("include") {
        match evaluate_include(session, context, block, evaluator, diagnostics) {
            Some(include) => includes.found.push(include),
            None => includes.broken.push(label_of(block)),
        }
    }
    includes
}

/// An `include` block in a file that is included as `label` itself.
pub(super) fn nested(label: &str, block: &Block) -> Diagnostic {
    Diagnostic::error(Code::IncludeCycle, "an included file includes another")
        .at(block.kind.span, "Terragrunt follows one level of includes")
        .note(format!("this file is included as `{label}`"))
        .hint("include both files from the unit")
}

fn evaluate_include(
    session: &Session<'_>,
    context: &Context,
    block: &Block,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Include> {
    if let Some((label, _)) = &context.included_as {
        diagnostics.push(nested(label, block));
        return None;
    }
    let before = diagnostics.len();
    let fields = decode_block(evaluator, block, schema::INCLUDE, diagnostics);
    if diagnostics[before..].iter().any(Diagnostic::is_error) {
        return None;
    }
    let path_value = fields.field("path");
    let Some(written) = path_value.and_then(|value| value.as_str()) else {
        let reason =
            path_value.and_then(|value| value.as_unknown()).map(|unknown| unknown.reason.to_string());
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, "the path of the include is not known")
                .at(block.kind.span, reason.unwrap_or_else(|| "it is null".to_owned())),
        );
        return None;
    };
    let path = paths::join(context.folder(), written);
    let named = Some(PathBuf::from(written)).filter(|path| path.is_absolute());
    let place = path_value.map_or(block.span, |value| value.provenance.span);
    if session.world.kind(&path) != Some(PathKind::File) {
        diagnostics.push(
            Diagnostic::error(
                Code::FileNotFound,
                format!(
                    "the included file `{}` does not exist",
                    path_value.map_or_else(String::new, |value| session.display_named(&path, value))
                ),
            )
            .at(place, "named here"),
        );
        return None;
    }
    if session.mode == Mode::Render && path.extension().is_some_and(|extension| extension == "json") {
        diagnostics.push(
            Diagnostic::error(Code::UnsupportedArgument, "an included file cannot be JSON")
                .at(place, "Terragrunt 1.1 reads every included file as HCL first, and fails"),
        );
        return None;
    }
    if context.is_inside(&path) {
        diagnostics.push(
            Diagnostic::error(Code::IncludeCycle, format!("`{}` includes itself", session.display(&path)))
                .at(place, "this file is being evaluated already")
                .hint("include a file in a folder above, under another name such as `root.hcl`"),
        );
        return None;
    }
    let written = fields.field("merge_strategy").and_then(|value| Some((value.as_str()?, value)));
    let strategy = written.map_or(Some(Strategy::Shallow), |(name, _)| Strategy::named(name));
    if let (None, Some((name, value))) = (strategy, written) {
        let name = if value.sensitive { "(sensitive)" } else { name };
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, format!("there is no merge strategy `{name}`"))
                .at(value.provenance.span, "not known to Terragrunt")
                .hint("use `no_merge`, `shallow` or `deep`"),
        );
    }
    let strategy = strategy.unwrap_or(Strategy::Shallow);
    let expose = fields.field("expose").and_then(Value::as_bool).unwrap_or(false);
    let named = named.unwrap_or_else(|| path.clone());
    let (label, span) = (label_of(block), block.kind.span);
    Some(Include { label, path, named, expose, strategy, span })
}
