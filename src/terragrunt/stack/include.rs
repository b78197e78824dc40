//! `include` blocks of a stack file: the units and stacks of another file, as if they were written here.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::reason::Reason;
use crate::syntax::tree::{Block, Body};
use crate::terragrunt::decode::{decode_block, label_of};
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::paths;
use crate::terragrunt::unreadable::code_of;

use super::schema::INCLUDE;
use super::scope::StackScope;

/// The files that a stack file includes. A broken include is reported and left out.
pub(super) fn included_files(
    scope: &StackScope<'_>,
    file: &ParsedFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<ParsedFile>> {
    let blocks = file.body.blocks("include");
    blocks.filter_map(|block| included_file(scope, file, block, diagnostics)).collect()
}

fn included_file(
    scope: &StackScope<'_>,
    file: &ParsedFile,
    block: &Block,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<ParsedFile>> {
    let label = label_of(block);
    let fields = {
        let variables = scope.variables_in(file);
        let mut evaluator = scope.evaluator(&variables);
        decode_block(&mut evaluator, block, INCLUDE, diagnostics)
    };
    let value = fields.fields.get("path")?;
    let place = value.provenance.nearest();
    let Some(written) = value.as_str().filter(|written| !written.is_empty()) else {
        let reason = value.as_unknown().map(|unknown| &unknown.reason);
        // What failed is reported already.
        if reason != Some(&Reason::Failed) {
            let reason = reason.map_or_else(|| "it is empty".to_owned(), ToString::to_string);
            let title = format!("the path of the include `{label}` is not known");
            diagnostics.push(Diagnostic::error(Code::InvalidValue, title).at(place, reason));
        }
        return None;
    };
    let path = paths::join(&scope.folder, written);
    let shown = scope.session.display_named(&path, value);
    let included = match scope.session.parse(&path) {
        Ok(included) => included,
        Err(error) => {
            let title = format!("the included file `{shown}` cannot be read");
            diagnostics.push(
                Diagnostic::error(code_of(&error), title).at(place, "named here").note(error.to_string()),
            );
            return None;
        }
    };
    let note = format!("while including `{label}`");
    let found = included.diagnostics.iter().cloned().chain(own_blocks(&included.body));
    diagnostics.extend(found.map(|problem| problem.note(note.clone())));
    Some(included)
}

/// What a part of a stack may not have.
fn own_blocks(body: &Body) -> impl Iterator<Item = Diagnostic> {
    let refused = body.blocks.iter().filter(|block| matches!(&*block.kind.text, "locals" | "include"));
    refused.map(|block| {
        let name = &block.kind.text;
        Diagnostic::error(Code::UnsupportedArgument, format!("an included stack file has no `{name}` block"))
            .at(block.kind.span, "only `unit` and `stack` blocks are taken from it")
            .hint("move it into the file that includes this one, whose locals are seen here")
    })
}
