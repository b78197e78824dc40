//! `[modules."address"]`: what stands for a module that is not here.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, has_errors, suggest};
use crate::lang::references::walk;
use crate::lang::world::World;
use crate::source::{SourceFile, Span};
use crate::syntax::json::{JsonKey, JsonKind, JsonNode};
use crate::syntax::parse_embedded;
use crate::syntax::tree::{Expr, ExprKind, ObjectItem, ObjectKey};
use crate::terraform::{FunctionMapping, MappedModule, ModuleMapping};

use crate::terragrunt::clean;

use super::settings_fields::KnownFields;
use super::settings_tree::{described, is_folder, members, text, texts, unknown_key};

/// What an expression may refer to: a module that is not here has nothing else to name.
const ROOTS: [&str; 2] = ["var", "each"];

/// The entries of `[modules]`; what is wrong with them is added to `problems`.
pub(super) fn read(
    world: &dyn World,
    file: &SourceFile,
    root: &Path,
    fields: &KnownFields<'_>,
    table: &JsonNode,
    problems: &mut Vec<Diagnostic>,
) -> Vec<ModuleMapping> {
    let mut reader = Reader { world, file, root, fields, problems };
    let entries = members(table, "modules", reader.problems).unwrap_or_default();
    entries.iter().filter_map(|(key, node)| reader.module(key, node)).collect()
}

struct Reader<'r> {
    world: &'r dyn World,
    file: &'r SourceFile,
    root: &'r Path,
    fields: &'r KnownFields<'r>,
    problems: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn module(&mut self, key: &JsonKey, node: &JsonNode) -> Option<ModuleMapping> {
        let name = format!("modules.\"{}\"", key.text);
        let entries = members(node, &name, self.problems)?;
        let mut kinds = Vec::new();
        for (inner, node) in entries {
            match &*inner.text {
                "folder" => kinds.extend(self.folder(node, &name)),
                "function" => kinds.extend(self.function(node, &name)),
                _ => self.problems.push(unknown_key(&name, inner, &["folder", "function"])),
            }
        }
        let stands = entries.iter().filter(|(key, _)| matches!(&*key.text, "folder" | "function")).count();
        if stands != 1 {
            let what =
                if stands == 0 { "says nothing of the module" } else { "says two things of the module" };
            self.problems.push(
                Diagnostic::error(Code::InvalidConfig, format!("`{name}` {what}"))
                    .at(key.span, "this module")
                    .hint("give either `folder`, which is read in its place, or `function`, which it makes"),
            );
            return None;
        }
        let source = key.text.split_once('?').map_or(&*key.text, |(source, _)| source);
        Some(ModuleMapping { source: Arc::from(source), span: key.span, kind: kinds.pop()? })
    }

    fn folder(&mut self, node: &JsonNode, name: &str) -> Option<MappedModule> {
        let (folder, place) = text(node, &format!("{name}.folder"), self.problems)?;
        let path = clean(&self.root.join(&*folder));
        if !is_folder(self.world, &path) {
            self.problems.push(
                Diagnostic::error(
                    Code::InvalidConfig,
                    format!("there is no folder `{folder}` below the root"),
                )
                .at(place, "named here"),
            );
            return None;
        }
        Some(MappedModule::Folder(path))
    }

    fn function(&mut self, node: &JsonNode, name: &str) -> Option<MappedModule> {
        let name = format!("{name}.function");
        let mut mapping = FunctionMapping::default();
        for (key, node) in members(node, &name, self.problems)? {
            match &*key.text {
                "for_each" => mapping.for_each = self.expression(node, &format!("{name}.for_each")),
                "ignore_changes" => {
                    let paths = texts(node, &format!("{name}.ignore_changes"), self.problems);
                    mapping.ignore_changes = paths.unwrap_or_default();
                    for (path, place) in &mapping.ignore_changes {
                        if &**path != "all" && !self.fields.has_or_begins(path) {
                            self.problems.push(self.fields.no_such(path, *place));
                        }
                    }
                }
                _ => self.attribute(&name, &key.text, key.span, node, &mut mapping),
            }
        }
        Some(MappedModule::Function(Box::new(mapping)))
    }

    /// A setting, or the settings in a block, which is a table.
    fn attribute(
        &mut self,
        name: &str,
        path: &str,
        place: Span,
        node: &JsonNode,
        mapping: &mut FunctionMapping,
    ) {
        let is_table = matches!(node.kind, JsonKind::Object(_));
        if self.fields.all.contains(&path) {
            if is_table && !self.fields.maps.contains(&path) {
                let problem =
                    Diagnostic::error(Code::InvalidConfig, format!("`{name}.{path}` is not an expression"));
                self.problems.push(problem.at(node.span.head(), "this is a table"));
                return;
            }
            let expression = self.expression(node, &format!("{name}.{path}"));
            mapping.attributes.extend(expression.map(|expression| (Arc::from(path), expression)));
            return;
        }
        match &node.kind {
            JsonKind::Object(entries) if self.fields.has_or_begins(path) => {
                for (key, node) in entries {
                    self.attribute(name, &format!("{path}.{}", key.text), key.span, node, mapping);
                }
            }
            _ => self.problems.push(self.fields.no_such(path, place)),
        }
    }

    /// A text is an expression, or with `${` a template; a list or table has an expression for each element.
    fn expression(&mut self, node: &JsonNode, name: &str) -> Option<Expr> {
        let kind = match &node.kind {
            JsonKind::String(text) => return self.parsed(text, node.span, name),
            JsonKind::Number(text) => ExprKind::Number(Arc::clone(text)),
            JsonKind::Bool(flag) => ExprKind::Bool(*flag),
            JsonKind::Array(elements) => {
                let elements: Option<Vec<Expr>> =
                    elements.iter().map(|element| self.expression(element, name)).collect();
                ExprKind::Tuple(elements?)
            }
            JsonKind::Object(entries) => {
                let items = entries.iter().map(|(key, node)| {
                    let key = Expr { kind: ExprKind::String(Arc::clone(&key.text)), span: key.span };
                    Some(ObjectItem { key: ObjectKey::Expr(key), value: self.expression(node, name)? })
                });
                ExprKind::Object(items.collect::<Option<Vec<_>>>()?)
            }
            JsonKind::Null => {
                let problem =
                    Diagnostic::error(Code::InvalidConfig, format!("`{name}` is not an expression"));
                self.problems.push(problem.at(node.span, format!("this is {}", described(node))));
                return None;
            }
        };
        Some(Expr { kind, span: node.span })
    }

    fn parsed(&mut self, text: &str, span: Span, name: &str) -> Option<Expr> {
        let (expression, found) = parse_embedded(self.file, text, span);
        let Some(expression) = expression.filter(|_| !has_errors(&found)) else {
            let note = format!("`{name}` is an expression of the Terraform language");
            let errors = found.into_iter().filter(Diagnostic::is_error);
            self.problems.extend(errors.map(|error| error.note(note.clone())));
            return None;
        };
        let Some((root, place)) = foreign_root(&expression) else { return Some(expression) };
        let problem = Diagnostic::error(Code::InvalidConfig, format!("`{name}` refers to `{root}`"))
            .at(place, "neither `var` nor `each`");
        self.problems.push(match suggest::nearest(root, ROOTS) {
            Some(nearest) => problem.hint(format!("did you mean `{nearest}`?")),
            None => problem.hint("a text is written with quotes of its own: `'\"python3.12\"'`"),
        });
        None
    }
}

/// The first name that an expression refers to and that is not there for it.
fn foreign_root(expression: &Expr) -> Option<(&str, Span)> {
    let mut bound: Vec<&str> = Vec::new();
    walk(expression, &mut |part| {
        if let ExprKind::For(for_expr) = &part.kind {
            bound.extend(for_expr.key_name.iter().map(|name| &*name.text));
            bound.push(&for_expr.value_name.text);
        }
    });
    let mut foreign = None;
    walk(expression, &mut |part| {
        if let ExprKind::Variable(name) = &part.kind
            && !ROOTS.contains(&&**name)
            && !bound.contains(&&**name)
        {
            foreign.get_or_insert((&**name, part.span));
        }
    });
    foreign
}
