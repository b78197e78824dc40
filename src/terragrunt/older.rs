//! What older versions of Terragrunt take and later ones deprecate or refuse. `render` follows the newest: what it
//! refuses is an error, what still works is not mentioned. Everything else reads it, with a warning that names the
//! version and what to write instead. Sources: the releases of Terragrunt, the strict controls of 1.1.3.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::references::walk;
use crate::lang::world::Mode;
use crate::source::Span;
use crate::syntax::tree::{Attribute, Body, Expr, ExprKind};

use super::paths::{JSON_UNIT_FILE, UNIT_FILE};
use super::schema::Dropped;

const ROOT_TITLE: &str = "a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0";
const SEARCH_TITLE: &str =
    "`find_in_parent_folders` for a `terragrunt.hcl` is deprecated since Terragrunt 0.70.0";

/// Reports what a file says in an older way. Tells whether it reads the inputs of a dependency.
pub(super) fn report(mode: Mode, body: &Body, is_json: bool, diagnostics: &mut Vec<Diagnostic>) -> bool {
    if mode == Mode::Render {
        // The real one looks at the file's own attributes, and never into JSON.
        if !is_json {
            for attribute in &body.attributes {
                report_inputs(mode, &attribute.value, diagnostics);
            }
        }
        return false;
    }
    report_bare_include(body, diagnostics);
    let before = diagnostics.len();
    visit(body, "", &mut |_, value| report_inputs(mode, value, diagnostics));
    let reads_inputs = diagnostics.len() > before;
    visit(body, "", &mut |block, attribute| match block {
        // There the included file itself is reported.
        "include" => {}
        _ => report_bare_search(attribute, diagnostics),
    });
    report_mock_flag(body, diagnostics);
    reads_inputs
}

/// An attribute that is dropped.
pub(super) fn dropped(mode: Mode, attribute: &Attribute, known: &Dropped) -> Diagnostic {
    let title = format!("`{}` is not read since Terragrunt {}", known.name, known.version);
    older(mode, Code::UnsupportedArgument, title)
        .at(attribute.name.span, "only older versions read it")
        .hint(format!("write {}", known.instead))
}

/// Reports a module's source that comes from a dependency; not where only the file's dependencies are looked at.
pub(super) fn report_source(mode: Mode, body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    for source in body.blocks("terraform").filter_map(|block| block.body.attribute("source")) {
        walk(&source.value, &mut |part| {
            if matches!(&part.kind, ExprKind::Variable(name) if &**name == "dependency") {
                diagnostics.push(
                    older(
                        mode,
                        Code::UnsupportedArgument,
                        "the `source` of a module cannot come from a dependency since Terragrunt 1.1.1",
                    )
                    .at(part.span, "an output of another unit")
                    .note("it is refused even where the value is not used")
                    .hint("write the source out, or take it from a local"),
                );
            }
        });
    }
}

/// A file named as a unit that another includes. `place` is where the included file begins: all that include it say
/// the same then.
pub(super) fn root_named_as_unit(mode: Mode, path: &Path, place: Span) -> Option<Diagnostic> {
    let name = path.file_name()?.to_str()?;
    (mode == Mode::Plan && [UNIT_FILE, JSON_UNIT_FILE].contains(&name)).then(|| {
        Diagnostic::warning(Code::DeprecatedSyntax, ROOT_TITLE)
            .at(place, "units include this file")
            .hint("rename it to `root.hcl` and find it with `find_in_parent_folders(\"root.hcl\")`")
    })
}

/// Leaves out the searches for a root that is reported itself: its new name mends them all.
pub(super) fn leave_out_searches(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.iter().any(|diagnostic| diagnostic.title == ROOT_TITLE) {
        diagnostics.retain(|diagnostic| diagnostic.title != SEARCH_TITLE);
    }
}

/// What an older version took: a warning, but in `render`.
fn older(mode: Mode, code: Code, title: impl Into<String>) -> Diagnostic {
    match mode {
        Mode::Render => Diagnostic::error(code, title),
        Mode::Plan => Diagnostic::warning(Code::DeprecatedSyntax, title),
    }
}

/// Calls `each` with the type of the outermost block, empty in none, and every expression of an attribute.
fn visit<'b>(body: &'b Body, outer: &'b str, each: &mut dyn FnMut(&'b str, &'b Expr)) {
    for attribute in &body.attributes {
        each(outer, &attribute.value);
    }
    for block in &body.blocks {
        visit(&block.body, if outer.is_empty() { &block.kind.text } else { outer }, each);
    }
}

fn report_inputs(mode: Mode, value: &Expr, diagnostics: &mut Vec<Diagnostic>) {
    walk(value, &mut |part| {
        if reads_inputs_of_dependency(part) {
            diagnostics.push(
                older(
                    mode,
                    Code::UnsupportedArgument,
                    "the inputs of a dependency cannot be read since Terragrunt 0.91.0",
                )
                .at(part.span, "only older versions read them")
                .hint("read an output of it: `dependency.<label>.outputs.<name>`"),
            );
        }
    });
}

/// `dependency.<label>.inputs`
fn reads_inputs_of_dependency(expr: &Expr) -> bool {
    let ExprKind::Attribute(source, name) = &expr.kind else { return false };
    let (ExprKind::Attribute(root, _) | ExprKind::Index(root, _)) = &source.kind else { return false };
    &*name.text == "inputs" && matches!(&root.kind, ExprKind::Variable(root) if &**root == "dependency")
}

fn report_bare_include(body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    for block in body.blocks("include").filter(|block| block.labels.is_empty()) {
        diagnostics.push(
            Diagnostic::warning(
                Code::DeprecatedSyntax,
                "an `include` without a label is deprecated since Terragrunt 0.80.3",
            )
            .at(block.kind.span, "no label")
            .hint("write `include \"root\"`; what it exposes is `include.root` then"),
        );
    }
}

/// `find_in_parent_folders()` and the same with a unit's file name.
fn report_bare_search(value: &Expr, diagnostics: &mut Vec<Diagnostic>) {
    walk(value, &mut |part| {
        let ExprKind::Call(call) = &part.kind else { return };
        let is_unit_file = |argument: &Expr| matches!(&argument.kind, ExprKind::String(name) if name.is_empty() || &**name == UNIT_FILE);
        if &*call.name.text == "find_in_parent_folders" && call.arguments.first().is_none_or(is_unit_file) {
            diagnostics.push(
                Diagnostic::warning(Code::DeprecatedSyntax, SEARCH_TITLE)
                    .at(part.span, "finds a root named as a unit")
                    .hint("rename that file to `root.hcl` and write `find_in_parent_folders(\"root.hcl\")`"),
            );
        }
    });
}

fn report_mock_flag(body: &Body, diagnostics: &mut Vec<Diagnostic>) {
    const OLD: &str = "mock_outputs_merge_with_state";
    for attribute in body.blocks("dependency").filter_map(|block| block.body.attribute(OLD)) {
        diagnostics.push(
            Diagnostic::warning(
                Code::DeprecatedSyntax,
                format!("`{OLD}` is deprecated since Terragrunt 0.36.2"),
            )
            .at(attribute.name.span, "still read")
            .hint("write `mock_outputs_merge_strategy_with_state = \"shallow\"` where it is true"),
        );
    }
}
