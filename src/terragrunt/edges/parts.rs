//! What the evaluation of one file hands to that of another. Data only.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::terragrunt::config::Config;
use crate::terragrunt::context::Context;
use crate::terragrunt::include::Include;
use crate::terragrunt::session::Session;

use super::exclude::Exclude;

/// What `get_terraform_command()` tells.
pub(super) const COMMAND: &str = "find";

/// As much of a configuration as counts.
pub(super) struct Partial {
    pub(super) config: Config,
    pub(super) exclude: Option<Exclude>,
    pub(super) state: State,
}

/// How far a file came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing was in the way that Terragrunt calls an error even here.
    Whole,
    /// Something was. Such a file counts for a unit itself, never as a file that a unit includes.
    Broken,
    /// It includes a file that includes another, or is one: its includes do not count at all.
    NestedIncludes,
}

impl State {
    /// Notes that something is in the way.
    pub(super) fn break_unless(&mut self, is_fine: bool) {
        if !is_fine && *self == Self::Whole {
            *self = Self::Broken;
        }
    }
}

/// An included file as far as it was evaluated.
pub(super) struct Parent {
    pub(super) include: Include,
    /// `None` where it is refused or broken, or not reached.
    pub(super) partial: Option<Partial>,
    /// Whether it was evaluated; where one is refused or broken, those before it are not.
    pub(super) is_reached: bool,
}

/// How much of a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// What ties it to other files and units.
    Edges,
    /// All that Terragrunt evaluates: it is exposed to a file that includes it.
    Everything,
}

/// Evaluates a file; `None` where it is refused.
pub(super) type EvaluatePartial =
    fn(&Session<'_>, &Arc<Context>, &Path, Depth, &mut Vec<Diagnostic>) -> Option<Partial>;
