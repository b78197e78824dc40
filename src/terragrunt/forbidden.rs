//! What Terragrunt refuses by the look of a file, before it evaluates anything. Source: Terragrunt 1.1.3
//! `pkg/config/config.go` (`ParseConfig`, `DetectDeprecatedConfigurations`).

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::references::walk;
use crate::syntax::tree::{Body, Expr, ExprKind};

/// Reports what the file may not say. In JSON only the includes are looked at, as in the original.
pub(super) fn report(body: &Body, is_json: bool, diagnostics: &mut Vec<Diagnostic>) {
    let mut bare = body.blocks("include").filter(|block| block.labels.is_empty());
    if let (Some(first), Some(second)) = (bare.next(), bare.next()) {
        diagnostics.push(
            Diagnostic::error(Code::UnsupportedArgument, "a file has at most one `include` without a label")
                .at(second.kind.span, "the second one")
                .related(first.kind.span, "the first one")
                .hint("give each `include` a label"),
        );
    }
    if is_json {
        return;
    }
    for attribute in &body.attributes {
        walk(&attribute.value, &mut |part| {
            if reads_inputs_of_dependency(part) {
                diagnostics.push(
                    Diagnostic::error(Code::UnsupportedArgument, "the inputs of a dependency cannot be read")
                        .at(part.span, "not read since Terragrunt 0.91.0")
                        .hint("read an output of it: `dependency.<label>.outputs.<name>`"),
                );
            }
        });
    }
}

/// Reports a module's source that comes from a dependency; not where only the file's dependencies are looked at.
pub(super) fn report_source(body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    for source in body.blocks("terraform").filter_map(|block| block.body.attribute("source")) {
        walk(&source.value, &mut |part| {
            if matches!(&part.kind, ExprKind::Variable(name) if &**name == "dependency") {
                diagnostics.push(
                    Diagnostic::error(
                        Code::UnsupportedArgument,
                        "the `source` of a module cannot come from a dependency",
                    )
                    .at(part.span, "an output of another unit")
                    .note("Terragrunt refuses it since 1.1.1, even where the value is not used"),
                );
            }
        });
    }
}

/// `dependency.<label>.inputs`
fn reads_inputs_of_dependency(expr: &Expr) -> bool {
    let ExprKind::Attribute(source, name) = &expr.kind else { return false };
    let (ExprKind::Attribute(root, _) | ExprKind::Index(root, _)) = &source.kind else { return false };
    &*name.text == "inputs" && matches!(&root.kind, ExprKind::Variable(root) if &**root == "dependency")
}
