//! Where a component of a stack is generated and from which folder: everything that Terragrunt checks before and after
//! it copies.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::reason::Reason;
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World as _};
use crate::source::Span;
use crate::terragrunt::{Component, Session, Source, locate};

use super::overlay::OverlayWorld;

/// What becomes of a component.
pub(super) enum Placement {
    /// It shows the files of a folder.
    Shown {
        /// Where it is generated.
        folder: PathBuf,
        /// The folder whose files it shows.
        source: PathBuf,
    },
    /// Its files come from elsewhere, and Terragrunt left them on the disk in an earlier run.
    OnDisk(PathBuf),
    /// Its files come from elsewhere and are not here.
    Remote(Span),
    /// It cannot be placed, which is reported.
    Nowhere,
}

/// Finds the place of a component of the stack in `stack_folder`.
pub(super) fn place(
    session: &Session<'_>,
    world: &OverlayWorld,
    stack_folder: &Path,
    component: &Component,
    problems: &mut Vec<Diagnostic>,
) -> Placement {
    let folder = match component.folder(stack_folder) {
        Some(Ok(folder)) => folder,
        Some(Err(problem)) => {
            problems.push(problem);
            return Placement::Nowhere;
        }
        None => {
            problems.extend(not_known(component, "path"));
            return Placement::Nowhere;
        }
    };
    problems.extend(wrong_values(component));
    let Some(written) = component.source() else {
        problems.extend(not_known(component, "source"));
        return Placement::Nowhere;
    };
    // Such a source counts from where the stack's own file is written, not from where it is generated.
    let is_from_origin = component.is("update_source_with_cas");
    let base = if is_from_origin { world.on_disk(stack_folder) } else { stack_folder.to_path_buf() };
    let place = component.fields["source"].provenance.nearest();
    match locate(world, &base, written) {
        Source::Local(source) => Placement::Shown { folder, source },
        Source::Elsewhere if world.kind(&folder) == Some(PathKind::Folder) => Placement::OnDisk(folder),
        Source::Elsewhere => Placement::Remote(place),
        Source::Missing(path) => {
            problems.push(missing(session, stack_folder, component, &path, place));
            Placement::Nowhere
        }
    }
}

/// Reports a component whose folder lacks the file that makes it a unit or a stack.
pub(super) fn check_file(world: &OverlayWorld, folder: &Path, component: &Component) -> Option<Diagnostic> {
    let file = component.kind.file();
    if !component.is_validated() || world.kind(&folder.join(file)) == Some(PathKind::File) {
        return None;
    }
    let kind = component.kind.name();
    let place = component.fields.get("source").map_or(component.head, |source| source.provenance.nearest());
    Some(
        Diagnostic::error(
            Code::FileNotFound,
            format!("the source of the {kind} `{}` has no `{file}`", component.name),
        )
        .at(place, format!("a {kind} needs one"))
        .hint("correct the source, or set `no_validation = true` where the file lies deeper"),
    )
}

/// What cannot be told is no mistake; what failed is reported already.
fn not_known(component: &Component, name: &str) -> Option<Diagnostic> {
    let value = component.field(name)?;
    let reason = &value.as_unknown()?.reason;
    let kind = component.kind.name();
    (*reason != Reason::Failed).then(|| {
        let title = format!("the {kind} `{}` is not read: its {name} is not known", component.name);
        Diagnostic::warning(Code::ValueUnavailable, title).at(value.provenance.nearest(), reason.to_string())
    })
}

fn missing(
    session: &Session<'_>,
    stack_folder: &Path,
    component: &Component,
    path: &Path,
    place: Span,
) -> Diagnostic {
    let kind = component.kind.name();
    let shown = session.display_named(path, &component.fields["source"]);
    Diagnostic::error(
        Code::FileNotFound,
        format!("the source of the {kind} `{}` does not exist", component.name),
    )
    .at(place, "named here")
    .note(format!("from the stack in `{}` this is `{shown}`", session.display(stack_folder)))
    .hint("write it so that it leads there from where the stack is generated, with `get_repo_root()` for example")
}

/// Values that no values file could hold.
fn wrong_values(component: &Component) -> Vec<Diagnostic> {
    let Some(values) = component.values().filter(|values| !values.is_unknown()) else { return Vec::new() };
    let kind = component.kind.name();
    let place = values.provenance.nearest();
    let Some(entries) = values.entries() else {
        let title = format!("the `values` of the {kind} `{}` must be an object", component.name);
        return vec![
            Diagnostic::error(Code::InvalidValue, title).at(place, format!("this is a {}", values.kind())),
        ];
    };
    let wrong = entries.iter().filter(|(name, _)| !is_identifier(name));
    wrong
        .map(|(name, value): (_, &Value)| {
            let title = format!("`{name}` is no name of a value");
            Diagnostic::error(Code::InvalidValue, title)
                .at(value.provenance.nearest(), format!("given to the {kind} `{}`", component.name))
                .hint("use letters, digits, `_` and `-`: the name becomes an attribute of `terragrunt.values.hcl`")
        })
        .collect()
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
}
