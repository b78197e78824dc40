//! Who changes the code of a module's functions: Terraform, or somebody that the module leaves it to.

use crate::source::Span;
use crate::syntax::tree::Block;

use super::declare::head;
use super::lifecycle::ignore_changes;
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
    /// The module ignores changes of the code, or takes it from a bucket or an image: it is deployed by other means.
    Elsewhere,
    /// There is no module in the folder.
    NoModule,
}

/// Who changes the code of the functions in `module` and the local modules it calls.
pub fn code_owner(module: &Module) -> CodeOwner {
    if !module.is_there {
        return CodeOwner::NoModule;
    }
    if module.declares_variable(PACKAGES_VARIABLE) {
        return CodeOwner::TerraformThroughPackages;
    }
    let mut functions = Vec::new();
    collect_functions(module, &mut functions);
    match functions.iter().find(|function| !is_deployed_elsewhere(function)) {
        Some(function) => CodeOwner::TerraformOtherwise(head(function)),
        // A remote module may hold the function, and Terraform then owns it.
        None if functions.is_empty() => CodeOwner::TerraformOtherwise(Span::NONE),
        None => CodeOwner::Elsewhere,
    }
}

fn collect_functions<'m>(module: &'m Module, functions: &mut Vec<&'m Block>) {
    functions.extend(module.resources_of("aws_lambda_function").map(|(_, block)| block));
    for child in module.children() {
        collect_functions(child, functions);
    }
}

/// Whether the resource names no zip of its own, or Terraform leaves the zip alone.
fn is_deployed_elsewhere(function: &Block) -> bool {
    let has = |name: &str| function.body.attribute(name).is_some();
    let has_other_code = ["s3_bucket", "s3_key", "image_uri"].into_iter().any(has) && !has("filename");
    has_other_code || {
        let ignored = ignore_changes(function);
        ["filename", "source_code_hash"].iter().all(|name| ignored.covers(name).is_some())
    }
}
