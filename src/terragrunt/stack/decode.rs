//! `unit` and `stack` blocks to components: first where each is generated, then the rest.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::eval::Evaluator;
use crate::lang::value::Entries;
use crate::syntax::tree::{Block, Body, Ident};
use crate::terragrunt::decode::{decode_attribute, label_of};
use crate::terragrunt::folder_kind::FolderKind;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::schema::Attribute;

use super::component::Component;
use super::schema::{COMPONENT, PLACE};
use super::scope::StackScope;

/// The blocks of a body that are components, units first.
pub(super) fn component_blocks(body: &Body) -> impl Iterator<Item = (FolderKind, &Block)> {
    [FolderKind::Unit, FolderKind::Stack]
        .into_iter()
        .flat_map(|kind| body.blocks(kind.name()).map(move |block| (kind, block)))
}

/// The components of a file, of which only the places are evaluated.
pub(super) fn decode_places(
    scope: &StackScope<'_>,
    file: &ParsedFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Component> {
    let variables = scope.variables_in(file);
    let mut evaluator = scope.evaluator(&variables);
    let blocks = component_blocks(&file.body);
    blocks.map(|(kind, block)| place_of_block(&mut evaluator, kind, block, diagnostics)).collect()
}

/// Evaluates all else that the components of a file say, which [`decode_places`] gave.
pub(super) fn decode_rest(
    scope: &StackScope<'_>,
    file: &ParsedFile,
    components: &mut [Component],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let variables = scope.variables_in(file);
    let mut evaluator = scope.evaluator(&variables);
    for (component, (_, block)) in components.iter_mut().zip(component_blocks(&file.body)) {
        rest_of_block(&mut evaluator, block, component, diagnostics);
    }
}

fn place_of_block(
    evaluator: &mut Evaluator<'_>,
    kind: FolderKind,
    block: &Block,
    diagnostics: &mut Vec<Diagnostic>,
) -> Component {
    let mut component = Component {
        kind,
        name: label_of(block),
        fields: Entries::new(),
        head: block.labels.first().map_or(block.kind.span, |label| block.kind.span.to(label.span)),
        autoinclude: None,
    };
    decode_fields(evaluator, block, PLACE, &mut component, diagnostics);
    component
}

fn rest_of_block(
    evaluator: &mut Evaluator<'_>,
    block: &Block,
    component: &mut Component,
    diagnostics: &mut Vec<Diagnostic>,
) {
    decode_fields(evaluator, block, COMPONENT, component, diagnostics);
    let known = || PLACE.iter().chain(COMPONENT).map(|known| known.name);
    for attribute in &block.body.attributes {
        if !known().any(|name| *name == *attribute.name.text) {
            diagnostics.push(ignored("attribute", &attribute.name, component.kind, known()));
        }
    }
    let mut autoinclude = None;
    for inner in &block.body.blocks {
        match &*inner.kind.text {
            "autoinclude" => {
                if let Some(first) = autoinclude.replace(inner.kind.span) {
                    diagnostics.push(
                        Diagnostic::error(
                            Code::UnsupportedArgument,
                            format!(
                                "a `{}` block has at most one `autoinclude` block",
                                component.kind.name()
                            ),
                        )
                        .at(inner.kind.span, "the second one")
                        .related(first, "the first one"),
                    );
                }
            }
            "expansion" => diagnostics.push(
                Diagnostic::error(Code::UnsupportedArgument, "`expansion` blocks are an experiment")
                    .at(inner.kind.span, "not evaluated here; Terragrunt refuses it without `--experiment`"),
            ),
            _ => diagnostics.push(ignored(
                "block",
                &inner.kind,
                component.kind,
                std::iter::once("autoinclude"),
            )),
        }
    }
}

fn decode_fields(
    evaluator: &mut Evaluator<'_>,
    block: &Block,
    schema: &[Attribute],
    component: &mut Component,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for known in schema {
        match block.body.attribute(known.name) {
            Some(attribute) => {
                let value = decode_attribute(evaluator, attribute, known, diagnostics);
                component.fields.insert(Arc::from(known.name), value);
            }
            None if known.required => {
                let kind = component.kind.name();
                diagnostics.push(
                    Diagnostic::error(
                        Code::MissingArgument,
                        format!("the {kind} `{}` needs `{}`", component.name, known.name),
                    )
                    .at(component.head, "not set in this block"),
                );
            }
            None => {}
        }
    }
}

/// What Terragrunt passes over without a word.
fn ignored<'n>(
    what: &str,
    name: &Ident,
    kind: FolderKind,
    names: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let title = format!("a `{}` block takes no {what} `{}`", kind.name(), name.text);
    let diagnostic = Diagnostic::warning(Code::UnsupportedArgument, title).at(name.span, "has no effect");
    match suggest::nearest(&name.text, names) {
        Some(nearest) => diagnostic.hint(format!("did you mean `{nearest}`?")),
        None => diagnostic,
    }
}
