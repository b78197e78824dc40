//! The inputs of another unit as expressions of this one see them: only older versions of Terragrunt have them, and
//! `render` has none.

use std::path::Path;

use crate::lang::value::Value;
use crate::lang::world::{Mode, PathKind};

use super::context::Context;
use super::dependency_outputs::target_of;
use super::paths;
use super::session::Session;

/// `dependency.<label>.inputs`: what the unit that `folder` names says as its inputs. `None` where it cannot be told.
pub(super) fn inputs_of(session: &Session<'_>, context: &Context, folder: &Path) -> Option<Value> {
    if session.mode == Mode::Render {
        return None;
    }
    let path = target_of(session.world, Path::new("/"), &paths::text(folder));
    if session.world.kind(&path) != Some(PathKind::File) || context.is_inside(&path) {
        return None;
    }
    let ((unit, files), _) = session.reads.get_or_evaluate(&path, &path, &context.command, || {
        let context = context.dependency(&path);
        let unit = (context.read_config)(session, &context, &path);
        ((unit, context.reading.taken()), true)
    });
    context.reading.add(&files);
    unit.ok()?.entry("inputs").cloned()
}
