//! `terragrunt.autoinclude.stack.hcl` beside a stack file: units and stacks that take the place of those with the same
//! name, and further ones.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::terragrunt::decode::{reject_blocks, unsupported};
use crate::terragrunt::generated::STACK_AUTOINCLUDE_FILE;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::unreadable::unreadable;

use super::component::Component;
use super::refusals::refuse_outputs_in_values;
use super::schema::PART_BLOCKS;
use super::scope::StackScope;

/// The file beside the stack file at `path`; `None` where there is none, and beside itself.
pub(super) fn find(
    scope: &StackScope<'_>,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<ParsedFile>> {
    let beside = scope.folder.join(STACK_AUTOINCLUDE_FILE);
    if path == beside || !scope.session.is_file(&beside) {
        return None;
    }
    let file = match scope.session.parse(&beside) {
        Ok(file) => file,
        Err(error) => {
            diagnostics.push(unreadable(scope.session, &beside, &error));
            return None;
        }
    };
    diagnostics.extend(file.diagnostics.iter().cloned());
    for attribute in &file.body.attributes {
        diagnostics.push(unsupported("attribute", &attribute.name, "a stack", std::iter::empty()));
    }
    reject_blocks(&file.body, PART_BLOCKS, "what is laid over a stack", diagnostics);
    refuse_outputs_in_values(&file.body, diagnostics);
    (!has_errors(&file.diagnostics)).then_some(file)
}

/// `components` with those that are laid over them.
pub(super) fn lay_over(components: Vec<Component>, over: Vec<Component>) -> Vec<Component> {
    let mut all = components;
    for component in over {
        let same = |other: &&mut Component| (other.kind, &other.name) == (component.kind, &component.name);
        match all.iter_mut().find(same) {
            Some(other) => *other = component,
            None => all.push(component),
        }
    }
    all
}
