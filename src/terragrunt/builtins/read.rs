//! Builtins that read other configuration files.

use std::path::PathBuf;

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::value::Value;
use crate::lang::world::PathKind;
use crate::terragrunt::context::MOST_FILES;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[
    entry("read_terragrunt_config", 1, 2, read_terragrunt_config).any_type_from(1),
    entry("mark_as_read", 1, 1, mark_as_read),
];

/// The default counts only where the file does not exist; a file that fails, fails.
fn read_terragrunt_config(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let world = scope.session.world;
    let mut path = resolve(scope, text(arguments, 0)?.unwrap_or_default());
    if world.kind(&path) == Some(PathKind::Folder) {
        path = paths::config_in(world, &path);
    }
    if !scope.session.is_file(&path) {
        return arguments.get(1).cloned().ok_or_else(|| {
            CallError::argument(0, format!("there is no file `{}`", scope.session.display(&path)))
                .hint("correct the path, or give `read_terragrunt_config` a default as second argument")
                .kind(CallErrorKind::NotFound)
        });
    }
    if scope.context.is_inside(&path) {
        // Another unit may come to the file on a way that is no circle.
        scope.context.note_reader();
        let way: Vec<String> =
            scope.context.way().map(|file| format!("`{}`", scope.session.display(file))).collect();
        return Err(CallError::argument(0, format!("`{}` reads itself", scope.session.display(&path)))
            .hint(format!("the way here is {}: move what both files need into a third one", way.join(" → ")))
            .kind(CallErrorKind::Cycle));
    }
    if scope.context.depth() > MOST_FILES {
        return Err(CallError::argument(0, "too many files read each other")
            .hint(format!("at most {MOST_FILES} may be read one inside the other"))
            .kind(CallErrorKind::Cycle));
    }
    scope.context.reading.note(&path);
    let ((result, files), depends_on_reader) = scope.session.reads.get_or_evaluate(
        &path,
        &scope.context.original_path,
        &scope.context.command,
        || {
            let context = scope.context.read(&path);
            let result = (context.read_config)(scope.session, &context, &path);
            // Where the reader has nothing left, another may still read it.
            let depends_on_reader = context.noted_reader() || context.budget.is_spent();
            ((result, context.reading.taken()), depends_on_reader)
        },
    );
    scope.context.reading.add(&files);
    if depends_on_reader {
        scope.context.note_reader();
    }
    result.map_err(|causes| {
        let note = format!("while reading `{}`", scope.session.display(&path));
        let causes = causes
            .iter()
            .map(|cause| if cause.is_error() { cause.clone().note(note.clone()) } else { cause.clone() });
        CallError::argument(0, format!("`{}` cannot be evaluated", scope.session.display(&path)))
            .causes(causes.collect())
    })
}

fn mark_as_read(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    scope.context.reading.note(&resolve(scope, text(arguments, 0)?.unwrap_or_default()));
    Ok(arguments[0].clone())
}

fn resolve(scope: &FileScope<'_>, path: &str) -> PathBuf {
    paths::join(scope.context.folder(), path)
}
