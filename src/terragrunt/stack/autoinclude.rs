//! `autoinclude` blocks: the file that one generates beside its component, with everything evaluated that the stack
//! knows. Source: Terragrunt 1.1.3 `internal/hclparse` (`autoinclude.go`, `generate.go`).

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::lang::kind::Type;
use crate::lang::value::Data;
use crate::syntax::tree::{Attribute, Block, Body, Expr};
use crate::terragrunt::folder_kind::FolderKind;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::paths;

use super::component::Component;
use super::partial::Partial;
use super::refusals::refuse;
use super::scope::StackScope;

/// The file that the `autoinclude` of `component`, written as `block` in `file`, generates; `None` where it has none.
pub(super) fn autoinclude(
    scope: &StackScope<'_>,
    file: &ParsedFile,
    component: &Component,
    block: &Block,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<ParsedFile>> {
    let written = block.body.blocks("autoinclude").next()?;
    let mut found = Vec::new();
    refuse(component.kind, &component.name, &written.body, &mut found);
    let variables = scope.variables_in(file);
    let mut evaluator = scope.autoinclude_evaluator(&variables);
    let mut partial = Partial::new(&mut evaluator);
    let target = component.folder(&scope.folder).and_then(Result::ok);
    let body = match component.kind {
        FolderKind::Unit => unit_body(&mut partial, &written.body, target.as_deref(), &mut found),
        FolderKind::Stack => copied_body(&mut partial, &written.body),
    };
    found.append(&mut partial.unresolved);
    let constants = partial.constants.into_values();
    let note = format!("in the `autoinclude` of the {} `{}`", component.kind.name(), component.name);
    let failed = has_errors(&found);
    diagnostics.extend(found.into_iter().map(|problem| problem.note(note.clone())));
    (!failed).then(|| ParsedFile::generated(scope.session.mode, body, constants))
}

/// Dependencies come first, their paths as seen from the unit.
fn unit_body(
    partial: &mut Partial<'_, '_>,
    body: &Body,
    target: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let mut blocks = Vec::new();
    for block in body.blocks("dependency") {
        blocks.extend(dependency_block(partial, block, target, diagnostics));
    }
    let rest = body.blocks.iter().filter(|block| &*block.kind.text != "dependency");
    let attributes = body.attributes.iter().map(|attribute| copied_attribute(partial, attribute)).collect();
    blocks.extend(rest.map(|block| copied_block(partial, block)));
    Body { attributes, blocks }
}

fn copied_body(partial: &mut Partial<'_, '_>, body: &Body) -> Body {
    Body {
        attributes: body.attributes.iter().map(|attribute| copied_attribute(partial, attribute)).collect(),
        blocks: body.blocks.iter().map(|block| copied_block(partial, block)).collect(),
    }
}

fn copied_block(partial: &mut Partial<'_, '_>, block: &Block) -> Block {
    Block {
        kind: block.kind.clone(),
        labels: block.labels.clone(),
        body: copied_body(partial, &block.body),
        span: block.span,
    }
}

fn copied_attribute(partial: &mut Partial<'_, '_>, attribute: &Attribute) -> Attribute {
    Attribute { name: attribute.name.clone(), value: partial.expr(&attribute.value) }
}

fn dependency_block(
    partial: &mut Partial<'_, '_>,
    block: &Block,
    target: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let [label] = &*block.labels else {
        diagnostics.push(
            Diagnostic::error(Code::MissingArgument, "`dependency` needs one label")
                .at(block.kind.span, "write `dependency \"name\"`"),
        );
        return None;
    };
    let Some(written) = block.body.attribute("config_path") else {
        diagnostics.push(
            Diagnostic::error(
                Code::MissingArgument,
                format!("the dependency `{}` needs `config_path`", label.text),
            )
            .at(block.kind.span, "not set in this block"),
        );
        return None;
    };
    let path = config_path(partial, &written.value, &label.text, target, diagnostics)?;
    let mut copy = copied_block_but(partial, block, "config_path");
    copy.body.attributes.insert(0, Attribute { name: written.name.clone(), value: path });
    Some(copy)
}

fn copied_block_but(partial: &mut Partial<'_, '_>, block: &Block, name: &str) -> Block {
    let attributes = block.body.attributes.iter().filter(|attribute| *attribute.name.text != *name);
    let attributes = attributes.map(|attribute| copied_attribute(partial, attribute)).collect();
    let blocks = block.body.blocks.iter().map(|inner| copied_block(partial, inner)).collect();
    Block {
        kind: block.kind.clone(),
        labels: block.labels.clone(),
        body: Body { attributes, blocks },
        span: block.span,
    }
}

/// The path of a dependency as the unit in `target` names it. One that is not known yet stays unknown.
fn config_path(
    partial: &mut Partial<'_, '_>,
    written: &Expr,
    label: &str,
    target: Option<&Path>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Expr> {
    let value = match partial.value(written) {
        Ok(value) => value,
        Err(problems) => {
            let note = format!("the `config_path` of `{label}` must be known before the unit is generated");
            diagnostics.extend(problems.into_iter().map(|problem| problem.note(note.clone())));
            return None;
        }
    };
    let path = match &value.data {
        Data::Unknown(_) => value,
        Data::String(text) => {
            let folder = Path::new(&**text);
            match target.filter(|_| folder.is_absolute()) {
                Some(target) => {
                    let way = paths::text(&paths::relative(target, folder));
                    value.with_data(Data::String(way.into()))
                }
                None => value,
            }
        }
        _ => {
            let is = if value.is_null() { "null".to_owned() } else { format!("a {}", value.kind()) };
            let title = format!("the `config_path` of `{label}` must be a {}", Type::String);
            diagnostics
                .push(Diagnostic::error(Code::InvalidValue, title).at(written.span, format!("this is {is}")));
            return None;
        }
    };
    Some(partial.constants.keep(path, written.span))
}
