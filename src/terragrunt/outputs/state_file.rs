//! A Terraform state file, format 4: its outputs. Nothing else of it is looked at.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lang::origin::OutputSource;
use crate::lang::world::{ReadError, World};
use crate::syntax::json::{JsonKind, JsonNode, parse_json};

use super::document::{member, read_outputs};
use super::known::KnownOutputs;

/// The only format of the last years; Terraform 0.12 wrote it first.
const VERSION: &str = "4";

/// The outputs in the state file at `path`; `None` where there is no file.
///
/// # Errors
/// When there is one that cannot be read: what was found.
pub(super) fn read_state(
    world: &dyn World,
    path: &Path,
    shown: &str,
    unit: &Arc<str>,
) -> Result<Option<KnownOutputs>, Vec<Diagnostic>> {
    let title = format!("the local state of unit `{unit}` cannot be read");
    let file = match world.read(path) {
        Ok(file) => file,
        Err(ReadError::NotFound) => return Ok(None),
        Err(error) => {
            let problem = Diagnostic::warning(Code::FileUnreadable, title);
            return Err(vec![problem.note(format!("`{shown}`: {error}"))]);
        }
    };
    // Terraform writes secrets into states as they are.
    file.keep_confidential();
    let node = parse_json(&file).map_err(|problem| vec![as_warning(problem.note(title.clone()))])?;
    let refused = |node: &JsonNode, label: &str| {
        vec![Diagnostic::warning(Code::InvalidValue, title.clone()).at(node.span.head(), label)]
    };
    let JsonKind::Object(members) = &node.kind else { return Err(refused(&node, "a state is an object")) };
    let member = |name: &str| member(members, name);
    match member("version").map(|node| (&node.kind, node)) {
        Some((JsonKind::Number(version), _)) if &**version == VERSION => {}
        Some((_, node)) => return Err(refused(node, "only format 4 is read")),
        None if member("encrypted_data").is_some() => return Err(refused(&node, "the state is encrypted")),
        None => return Err(refused(&node, "it has no `version`: this is no state")),
    }
    let outputs = match member("outputs") {
        None | Some(JsonNode { kind: JsonKind::Null, .. }) => return Ok(Some(KnownOutputs::default())),
        Some(JsonNode { kind: JsonKind::Object(outputs), .. }) => outputs,
        Some(other) => return Err(refused(other, "`outputs` is an object")),
    };
    let mut problems = Vec::new();
    let known = read_outputs(outputs, unit, &OutputSource::LocalState(shown.into()), &mut problems);
    if problems.is_empty() {
        // A state has all outputs, whatever form they have in it.
        Ok(Some(KnownOutputs { is_whole: true, ..known }))
    } else {
        Err(problems.into_iter().map(as_warning).collect())
    }
}

/// Terragrunt goes on without the outputs, and so does this.
fn as_warning(mut problem: Diagnostic) -> Diagnostic {
    problem.severity = Severity::Warning;
    problem
}
