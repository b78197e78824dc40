//! The settings of a function that `tglambda.toml` may name. Whoever knows them passes them in.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::source::Span;

/// The paths of all settings.
#[derive(Clone, Copy, Debug)]
pub struct KnownFields<'f> {
    /// All of them: `handler`, `vpc_config.subnet_ids`.
    pub all: &'f [&'f str],
    /// Those whose value is a map.
    pub maps: &'f [&'f str],
}

impl KnownFields<'_> {
    /// Whether there is a setting at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.all.contains(&path)
    }

    /// Whether settings are below this path.
    pub(super) fn begins(&self, path: &str) -> bool {
        self.all.iter().any(|field| field.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
    }

    pub(super) fn has_or_begins(&self, path: &str) -> bool {
        self.has(path) || self.begins(path)
    }

    /// A path at which there is none.
    pub(super) fn no_such(&self, path: &str, place: Span) -> Diagnostic {
        let problem = Diagnostic::error(Code::InvalidConfig, format!("a function has no setting `{path}`"))
            .at(place, "no such setting");
        let ending = |field: &&&str| field.rsplit_once('.').is_some_and(|(_, last)| last == path);
        match self
            .all
            .iter()
            .find(ending)
            .copied()
            .or_else(|| suggest::nearest(path, self.all.iter().copied()))
        {
            Some(nearest) => problem.hint(format!("did you mean `{nearest}`?")),
            None => problem
                .hint("settings have the names of `aws_lambda_function`, `block.attribute` inside a block"),
        }
    }
}
