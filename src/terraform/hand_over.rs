//! Who changes the code of a module's functions: Terraform, or somebody that the module leaves it to.

use crate::source::Span;
use crate::syntax::tree::{Block, Body, Expr, ExprKind};

use super::module::Module;

/// The variable through which packages are handed to a module.
pub const PACKAGES_VARIABLE: &str = "lambda_packages";

/// Who changes the code of the functions in a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeOwner {
    /// Terraform, and the module declares the variable that hands packages over.
    TerraformThroughPackages,
    /// Terraform, and nothing hands packages over; the place is that of a function's resource, when it is here.
    TerraformOtherwise(Span),
    /// The module ignores changes of the code: it is deployed by other means.
    Elsewhere,
}

/// Who changes the code of the functions in `module`.
pub fn code_owner(module: &Module) -> CodeOwner {
    if module.declares_variable(PACKAGES_VARIABLE) {
        return CodeOwner::TerraformThroughPackages;
    }
    let functions: Vec<&Block> = module.bodies.iter().flat_map(lambda_functions).collect();
    match functions.iter().find(|function| !ignores_code(function)) {
        Some(function) => {
            let last = function.labels.last().map_or(function.kind.span, |label| label.span);
            CodeOwner::TerraformOtherwise(function.kind.span.to(last))
        }
        None if functions.is_empty() => CodeOwner::TerraformOtherwise(Span::NONE),
        None => CodeOwner::Elsewhere,
    }
}

fn lambda_functions(body: &Body) -> impl Iterator<Item = &Block> {
    body.blocks("resource")
        .filter(|block| block.labels.first().is_some_and(|label| &*label.text == "aws_lambda_function"))
}

/// Whether `lifecycle { ignore_changes = [filename, source_code_hash] }`, or `all`, covers the code.
fn ignores_code(function: &Block) -> bool {
    let ignored = function
        .body
        .blocks("lifecycle")
        .filter_map(|lifecycle| lifecycle.body.attribute("ignore_changes"))
        .map(|attribute| &attribute.value);
    ignored.into_iter().any(|list| match &list.kind {
        ExprKind::Variable(name) => &**name == "all",
        ExprKind::Tuple(elements) => ["filename", "source_code_hash"]
            .iter()
            .all(|wanted| elements.iter().any(|element| names(element, wanted))),
        _ => false,
    })
}

fn names(element: &Expr, wanted: &str) -> bool {
    match &element.kind {
        ExprKind::Variable(name) | ExprKind::String(name) => **name == *wanted,
        _ => false,
    }
}
