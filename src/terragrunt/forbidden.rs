//! What Terragrunt refuses by the look of a file, before it evaluates anything. Source: Terragrunt 1.1.3
//! `pkg/config/config.go` (`ParseConfig`).

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::Body;

/// Reports what no version takes.
pub(super) fn report(body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    let mut bare = body.blocks("include").filter(|block| block.labels.is_empty());
    if let (Some(first), Some(second)) = (bare.next(), bare.next()) {
        diagnostics.push(
            Diagnostic::error(Code::UnsupportedArgument, "a file has at most one `include` without a label")
                .at(second.kind.span, "the second one")
                .related(first.kind.span, "the first one")
                .hint("give each `include` a label"),
        );
    }
}
