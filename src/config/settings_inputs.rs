//! `[inputs]`: further names of inputs that give a setting of a function.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::json::{JsonKind, JsonNode};

use super::settings_fields::KnownFields;
use super::settings_tree::{members, text, texts};

/// The names that the user gives to inputs, by the setting they give: `handler`, `vpc_config.subnet_ids`.
#[derive(Clone, Debug, Default)]
pub struct InputNames {
    by_field: BTreeMap<Arc<str>, (Span, Vec<Arc<str>>)>,
}

impl InputNames {
    /// The names of the inputs that give the setting at a path, the first that is set counting.
    pub fn of_field(&self, path: &str) -> &[Arc<str>] {
        self.by_field.get(path).map_or(&[], |(_, names)| names)
    }

    /// The settings that names are given for, and where that is written.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Span)> {
        self.by_field.iter().map(|(path, (span, _))| (&**path, *span))
    }
}

/// The names in `[inputs]`; what is wrong with them is added to `problems`.
pub(super) fn read(fields: &KnownFields<'_>, table: &JsonNode, problems: &mut Vec<Diagnostic>) -> InputNames {
    let mut names = InputNames::default();
    add("", table, fields, &mut names, problems);
    names
}

/// `vpc_config.subnet_ids = [...]` is a table in a table, as `"vpc_config.subnet_ids"` in quotes is not.
fn add(
    prefix: &str,
    table: &JsonNode,
    fields: &KnownFields<'_>,
    names: &mut InputNames,
    problems: &mut Vec<Diagnostic>,
) {
    let name = if prefix.is_empty() { "inputs".to_owned() } else { format!("inputs.{prefix}") };
    for (key, node) in members(table, &name, problems).unwrap_or_default() {
        let path = if prefix.is_empty() { key.text.to_string() } else { format!("{prefix}.{}", key.text) };
        let given = match &node.kind {
            JsonKind::Object(_) if fields.begins(&path) => {
                add(&path, node, fields, names, problems);
                continue;
            }
            _ if !fields.has(&path) => {
                problems.push(fields.no_such(&path, key.span));
                continue;
            }
            JsonKind::String(_) => text(node, &format!("inputs.{path}"), problems).map(|name| vec![name]),
            _ => texts(node, &format!("inputs.{path}"), problems),
        };
        let Some(given) = given else { continue };
        if let Some((_, place)) = given.iter().find(|(name, _)| name.is_empty()) {
            problems.push(
                Diagnostic::error(Code::InvalidConfig, format!("a name in `inputs.{path}` is empty"))
                    .at(*place, "no input is called so"),
            );
        }
        let given = given.into_iter().map(|(name, _)| name).collect();
        names.by_field.insert(Arc::from(path), (key.span, given));
    }
}
