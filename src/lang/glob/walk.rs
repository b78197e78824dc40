//! All files below a folder that match a pattern. Follows links, as Go's does, so it bounds how far it walks.

use std::path::Path;

use super::braces::expand;
use super::component::Component;
use crate::lang::builtin::{Call, CallError};
use crate::lang::world::{PathKind, World};

/// What a look into a folder takes, for each file and folder in it.
const STEPS_OF_VISIT: usize = 100;
/// A chain of folders this long is a link to a folder above itself.
const MAX_DEPTH: usize = 250;

enum Step {
    /// `**`: any folders, none included.
    Folders,
    One(Component),
}

/// The files that match an absolute pattern, each once or more often, in no particular order.
///
/// # Errors
/// When the pattern is none, or there is too much to search through.
pub(in crate::lang) fn files(call: &Call<'_>, pattern: &str) -> Result<Vec<String>, CallError> {
    let wrong = |error: String| CallError::argument(1, error);
    let mut walk = Walk { call, world: call.context.world, found: Vec::new() };
    for pattern in expand(pattern).map_err(wrong)? {
        let steps = pattern.split('/').filter(|step| !step.is_empty());
        let steps = steps
            .map(|step| Ok(if step == "**" { Step::Folders } else { Step::One(Component::parse(step)?) }));
        walk.go("", &steps.collect::<Result<Vec<_>, String>>().map_err(wrong)?, 0)?;
    }
    Ok(walk.found)
}

struct Walk<'w> {
    call: &'w Call<'w>,
    world: &'w dyn World,
    found: Vec<String>,
}

impl Walk<'_> {
    fn go(&mut self, path: &str, steps: &[Step], depth: usize) -> Result<(), CallError> {
        if depth > MAX_DEPTH {
            return Err(CallError::argument(1, "a folder is a link to one above itself"));
        }
        match steps.split_first() {
            None => {
                if self.world.kind(Path::new(path)) == Some(PathKind::File) {
                    self.found.push(path.to_owned());
                }
                Ok(())
            }
            Some((Step::One(component), rest)) => {
                if let Some(name) = component.literal() {
                    return self.go(&format!("{path}/{name}"), rest, depth + 1);
                }
                for name in self.list(path)? {
                    if component.matches(&name) {
                        self.go(&format!("{path}/{name}"), rest, depth + 1)?;
                    }
                }
                Ok(())
            }
            Some((Step::Folders, rest)) => {
                for name in self.list(path)? {
                    let below = format!("{path}/{name}");
                    match self.world.kind(Path::new(&below)) {
                        Some(PathKind::Folder) => self.go(&below, steps, depth + 1)?,
                        Some(PathKind::File) if rest.is_empty() => self.found.push(below),
                        _ => {}
                    }
                }
                if rest.is_empty() { Ok(()) } else { self.go(path, rest, depth + 1) }
            }
        }
    }

    fn list(&mut self, folder: &str) -> Result<Vec<String>, CallError> {
        let folder = if folder.is_empty() { "/" } else { folder };
        let children = self.world.list(Path::new(folder));
        self.call.pay(STEPS_OF_VISIT * (1 + children.len()))?;
        let name = |path: &std::path::PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
        Ok(children.iter().filter_map(name).collect())
    }
}
