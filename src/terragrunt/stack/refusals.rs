//! What an `autoinclude` block may not have. Source: Terragrunt 1.1.3 `internal/hclparse/autoinclude.go`.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Block, Body};
use crate::terragrunt::decode::block_named;
use crate::terragrunt::folder_kind::FolderKind;
use crate::terragrunt::parsed_file::mentions;

/// Reports what the `autoinclude` body of a component may not have.
pub(super) fn refuse(kind: FolderKind, name: &str, body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    refuse_nested(kind, name, body, diagnostics);
    if kind == FolderKind::Stack {
        refuse_outputs_in_values(body, diagnostics);
        for block in body.blocks("dependency") {
            diagnostics.push(
                Diagnostic::error(
                    Code::UnsupportedArgument,
                    format!("the `autoinclude` of the stack `{name}` has a `dependency`"),
                )
                .at(block.kind.span, "a stack depends on nothing")
                .hint("declare it in the `autoinclude` of the unit that needs it"),
            );
        }
    }
}

/// Values are handed over before any output is known.
pub(super) fn refuse_outputs_in_values(body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    let components = body.blocks.iter().filter(|block| is_component(block));
    for block in components {
        let Some(values) = block.body.attribute("values") else { continue };
        if mentions(&values.value, "dependency") {
            let label = block.labels.first().map_or("", |label| &*label.text);
            diagnostics.push(
                Diagnostic::error(
                    Code::UnsupportedArgument,
                    format!("the `values` of the {} `{label}` come from a dependency", block.kind.text),
                )
                .at(values.value.span, "outputs are not known yet where values are handed over")
                .hint("read the output in the `inputs` of the unit's own `autoinclude`"),
            );
        }
    }
}

fn is_component(block: &Block) -> bool {
    matches!(&*block.kind.text, "unit" | "stack")
}

/// `locals` and `autoinclude` at any depth; components inside are checked where they are generated.
fn refuse_nested(kind: FolderKind, name: &str, body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    for block in &body.blocks {
        let hint = match &*block.kind.text {
            "locals" => "move the locals into the stack file: `local` is known here",
            "autoinclude" => "one level is enough: what is in it can stand here",
            _ if is_component(block) => continue,
            _ => {
                refuse_nested(kind, name, &block.body, diagnostics);
                continue;
            }
        };
        let has = block_named(&block.kind.text);
        let title = format!("the `autoinclude` of the {} `{name}` has {has}", kind.name());
        diagnostics.push(
            Diagnostic::error(Code::UnsupportedArgument, title)
                .at(block.kind.span, "not taken here")
                .hint(hint),
        );
    }
}
