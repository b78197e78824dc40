//! What must hold for the components of a stack as a whole: there are some, and each has a name and a place of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::source::Span;
use crate::terragrunt::folder_kind::FolderKind;

use super::component::Component;

/// Reports components of one kind with one name.
pub(super) fn report_repeated_names(components: &[Component], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(FolderKind, &str), Span> = BTreeMap::new();
    for component in components {
        let key = (component.kind, &*component.name);
        if let Some(first) = seen.get(&key) {
            let kind = component.kind.name();
            diagnostics.push(
                Diagnostic::error(Code::DuplicateKey, format!("two {kind}s are named `{}`", component.name))
                    .at(component.head, "the second one")
                    .related(*first, "the first one")
                    .hint(format!("rename one of the two: a {kind} is told from others by its name")),
            );
        } else {
            seen.insert(key, component.head);
        }
    }
}

/// Reports a stack without components, empty texts where a name, source or path is needed, and components that would be
/// generated in one folder.
pub(super) fn check(
    stack_folder: &Path,
    shown: &str,
    components: &[Component],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if components.is_empty() {
        diagnostics.push(
            Diagnostic::error(Code::MissingArgument, format!("the stack `{shown}` generates nothing"))
                .hint("add a `unit` or a `stack` block"),
        );
    }
    for component in components {
        report_empty(component, diagnostics);
    }
    let mut seen: BTreeMap<PathBuf, &Component> = BTreeMap::new();
    for component in components {
        let is_blank = component.field("path").and_then(Value::as_str).is_some_and(is_empty);
        let Some(folder) = component.told_folder(stack_folder).filter(|_| !is_blank) else { continue };
        if let Some(first) = seen.get(&folder) {
            let place = |component: &Component| component.fields["path"].provenance.nearest();
            diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    format!(
                        "the {} `{}` and the {} `{}` are generated in one folder",
                        first.kind.name(),
                        first.name,
                        component.kind.name(),
                        component.name
                    ),
                )
                .at(place(component), "the second one")
                .related(place(first), "the first one")
                .hint("give each a `path` of its own"),
            );
        } else {
            seen.insert(folder, component);
        }
    }
}

fn is_empty(text: &str) -> bool {
    text.trim().is_empty()
}

fn report_empty(component: &Component, diagnostics: &mut Vec<Diagnostic>) {
    let kind = component.kind.name();
    if is_empty(&component.name) {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, format!("a {kind} has an empty name"))
                .at(component.head, "the label is its name"),
        );
    }
    for name in ["source", "path"] {
        let field = component.field(name);
        let is_blank = field.and_then(Value::as_str).is_some_and(is_empty);
        if let Some(value) = field.filter(|_| is_blank) {
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("the `{name}` of the {kind} `{}` is empty", component.name),
                )
                .at(value.provenance.nearest(), "it needs a value"),
            );
        }
    }
}
