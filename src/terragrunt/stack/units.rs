//! The units of a stack as somebody who depends on it sees them.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::has_errors;
use crate::terragrunt::context::{Context, MOST_FILES};
use crate::terragrunt::session::{Session, StackUnits};

use super::evaluate::{Purpose, evaluate};

/// The units of the stack at `file`: none where it has errors, which are reported for the stack; `None` inside the
/// evaluation of that stack.
pub(in crate::terragrunt) fn stack_units(
    session: &Session<'_>,
    context: &Context,
    file: &Path,
) -> Option<Arc<StackUnits>> {
    if context.is_inside(file) || context.depth() > MOST_FILES {
        return None;
    }
    Some(session.stack_units_once(file, || {
        let context = Arc::new(context.dependency(file));
        let mut problems = Vec::new();
        let stack = evaluate(session, context, file, Purpose::Read, &mut problems);
        if has_errors(&problems) {
            return StackUnits::new();
        }
        let folder = file.parent().unwrap_or(file);
        let units = stack.units.iter().filter_map(|unit| {
            let place = unit.folder(folder)?.ok()?;
            Some((Arc::clone(&unit.name), place))
        });
        units.collect()
    }))
}
