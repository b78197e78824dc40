//! The files of one module folder, parsed. Later files never hide problems of earlier ones: all are reported.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::lang::world::World;
use crate::syntax::{parse_hcl, tree::Body};

/// A module: the parsed `.tf` files of a folder.
#[derive(Debug, Default)]
pub struct Module {
    /// The files' bodies in the order of their names.
    pub bodies: Vec<Body>,
    /// What is wrong in them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Module {
    /// Reads the module in `folder`. A file that cannot be read is left out: Terraform says so itself.
    pub fn read(world: &dyn World, folder: &Path) -> Self {
        let mut module = Self::default();
        let files =
            world.list(folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "tf"));
        for file in files.filter_map(|path| world.read(&path).ok()) {
            let (body, diagnostics) = parse_hcl(&file);
            module.bodies.push(body);
            module.diagnostics.extend(diagnostics);
        }
        module
    }

    /// Whether it declares a variable of this name.
    pub fn declares_variable(&self, name: &str) -> bool {
        self.bodies
            .iter()
            .flat_map(|body| body.blocks("variable"))
            .any(|block| block.labels.first().is_some_and(|label| *label.text == *name))
    }
}
