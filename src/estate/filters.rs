//! What the files `.terragrunt-excludes` and `.terragrunt-filters` leave of the units and stacks in their folder. Source:
//! Terragrunt 1.1.3 `internal/filter`, `internal/util/file.go` (`ExcludeFiltersFromFile`, `GetFiltersFromFile`).
//!
//! Filters by path, name and kind are understood. Those that ask git, or for what a unit reads or depends on, are refused:
//! to pass them over would list what nobody asked for.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::glob::PathPattern;
use crate::lang::world::{PathKind, World};
use crate::source::Span;
use crate::terragrunt::{FolderKind, clean, relative};

/// The file with a pattern to leave out on each line.
const EXCLUDES_FILE: &str = ".terragrunt-excludes";
/// The file with a filter on each line.
const FILTERS_FILE: &str = ".terragrunt-filters";
/// Letters that mean something in filters that are not understood, or in none.
const SPECIAL: [char; 9] = ['!', '|', '=', '{', '}', '[', ']', '(', ')'];

/// What is listed: all that one of `chosen` names, or simply all, but what one of `rejected` names.
#[derive(Debug, Default)]
pub(super) struct Filters {
    chosen: Vec<Filter>,
    rejected: Vec<Filter>,
}

/// What one filter names.
#[derive(Debug)]
enum Filter {
    Path { pattern: PathPattern, is_absolute: bool },
    Name(PathPattern),
    Kind(FolderKind),
}

impl Filters {
    /// The filters of a folder.
    ///
    /// # Errors
    /// When one of them is not understood, or cannot be read.
    pub(super) fn read(world: &dyn World, folder: &Path) -> Result<Self, Diagnostic> {
        let mut filters = Self::default();
        filters.add(world, &folder.join(EXCLUDES_FILE), true)?;
        filters.add(world, &folder.join(FILTERS_FILE), false)?;
        Ok(filters)
    }

    /// Whether what lies in `folder` is listed.
    pub(super) fn keep(&self, top: &Path, folder: &Path, kind: FolderKind) -> bool {
        let names = |filter: &Filter| filter.names(top, folder, kind);
        (self.chosen.is_empty() || self.chosen.iter().any(names)) && !self.rejected.iter().any(names)
    }

    fn add(&mut self, world: &dyn World, path: &Path, are_rejected: bool) -> Result<(), Diagnostic> {
        if world.kind(path) != Some(PathKind::File) {
            return Ok(());
        }
        let file = world.read(path).map_err(|error| {
            let title = format!("the filters in `{}` cannot be read", path.display());
            Diagnostic::error(Code::FileUnreadable, title).note(error.to_string())
        })?;
        let mut start: usize = 0;
        for line in file.text().split('\n') {
            let written = line.trim();
            let from = start + line.find(written).unwrap_or_default();
            start += line.len() + 1;
            if written.is_empty() || written.starts_with('#') {
                continue;
            }
            let rest = written.trim_start_matches(|letter: char| letter == '!' || letter.is_whitespace());
            let negations = written[..written.len() - rest.len()].matches('!').count();
            let place = Span::new(file.id(), from..from + written.len());
            let filter = Filter::parse(rest).map_err(|why| refused(written, place, why))?;
            // Two negations are none.
            if (negations + usize::from(are_rejected)) % 2 == 1 {
                self.rejected.push(filter);
            } else {
                self.chosen.push(filter);
            }
        }
        Ok(())
    }
}

impl Filter {
    /// What is written, without `!` before it.
    fn parse(written: &str) -> Result<Self, String> {
        match written.split_once('=').map(|(key, value)| (key.trim(), value.trim())) {
            Some(("type", "unit")) => return Ok(Self::Kind(FolderKind::Unit)),
            Some(("type", "stack")) => return Ok(Self::Kind(FolderKind::Stack)),
            Some(("name", name)) if !name.contains(SPECIAL) => {
                return Ok(Self::Name(PathPattern::new(name)?));
            }
            _ => {}
        }
        let braced = written.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let path = braced.unwrap_or(written);
        let is_special = |path: &str| path.contains(SPECIAL) || path.contains("...") || path.contains('^');
        // Inside braces letters mean themselves.
        let is_unclear = if braced.is_some() { path.contains(['{', '}']) } else { is_special(path) };
        if path.is_empty() || is_unclear {
            return Err("only paths, names and `type=unit`, `type=stack` are understood".to_owned());
        }
        if braced.is_none() && path != "." && !path.contains('/') {
            return Ok(Self::Name(PathPattern::new(path)?));
        }
        let pattern = PathPattern::new(&clean(Path::new(path)).to_string_lossy())?;
        Ok(Self::Path { pattern, is_absolute: path.starts_with('/') })
    }

    fn names(&self, top: &Path, folder: &Path, kind: FolderKind) -> bool {
        match self {
            Self::Kind(wanted) => *wanted == kind,
            Self::Name(pattern) => pattern.matches(&folder.file_name().unwrap_or_default().to_string_lossy()),
            Self::Path { pattern, is_absolute: true } => pattern.matches(&folder.to_string_lossy()),
            Self::Path { pattern, is_absolute: false } => {
                pattern.matches(&relative(top, folder).to_string_lossy())
            }
        }
    }
}

fn refused(written: &str, place: Span, why: String) -> Diagnostic {
    Diagnostic::error(Code::InvalidConfig, format!("the filter `{written}` is not understood"))
        .at(place, why)
        .hint("write the paths that it selects, or look from another folder")
}
