//! `terragrunt.values.hcl`: the values that a stack hands to a unit, read from beside the file that is evaluated.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::value::{Entries, Value};
use crate::lang::world::PathKind;

use super::decode::reject_blocks;
use super::session::Session;

/// The file's name.
pub(super) const VALUES_FILE: &str = "terragrunt.values.hcl";

/// The variable `values` in `folder`; `None` where there is no such file.
pub(super) fn read_values(
    session: &Session<'_>,
    folder: &Path,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let path = folder.join(VALUES_FILE);
    if session.world.kind(&path) != Some(PathKind::File) {
        return None;
    }
    let parsed = match session.parse(&path) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(Code::FileUnreadable, format!("cannot read `{}`", session.display(&path)))
                    .note(error.to_string()),
            );
            return None;
        }
    };
    diagnostics.extend(parsed.diagnostics.iter().cloned());
    reject_blocks(&parsed.body, &[], "a values file", diagnostics);
    let mut values = Entries::new();
    for attribute in &parsed.body.attributes {
        values.insert(Arc::clone(&attribute.name.text), evaluator.evaluate(&attribute.value));
    }
    diagnostics.extend(evaluator.take_diagnostics());
    Some(Value::object(values))
}
