//! The files of one module folder, parsed. One broken file hides nothing of the others.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::lang::confidential::hide_secrets;
use crate::lang::world::World;
use crate::syntax::json::{JsonKind, JsonNode, parse_json};
use crate::syntax::parse_hcl;
use crate::syntax::tree::{Block, Body, ExprKind};

/// A module: what its folder declares.
#[derive(Debug, Default)]
pub struct Module {
    /// The bodies of its HCL files in the order of their names.
    pub bodies: Vec<Body>,
    /// What is wrong in them.
    pub diagnostics: Vec<Diagnostic>,
    /// Its local child modules, read in turn.
    pub children: Vec<Self>,
    /// Whether a child is not local, so that what it declares is not known here.
    pub has_remote_child: bool,
    json: Vec<JsonNode>,
}

/// How deep modules may call each other; deeper is a circle.
const MAX_DEPTH: usize = 10;

impl Module {
    /// Reads the module in `folder` and the local modules it calls. A file that cannot be read is left out: Terraform
    /// says so itself.
    pub fn read(world: &dyn World, folder: &Path) -> Self {
        Self::read_at(world, folder, 0)
    }

    fn read_at(world: &dyn World, folder: &Path, depth: usize) -> Self {
        let mut module = Self::default();
        for path in world.list(folder) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let ends = |end: &str| name.strip_suffix(end).is_some();
            if ends(".tf.json") || ends(".tofu.json") {
                module.json.extend(world.read(&path).ok().and_then(|file| parse_json(&file).ok()));
            } else if ends(".tf") || ends(".tofu") {
                let Ok(file) = world.read(&path) else { continue };
                let (body, diagnostics) = parse_hcl(&file);
                hide_secrets(&file, &body);
                module.bodies.push(body);
                module.diagnostics.extend(diagnostics);
            }
        }
        let sources: Vec<Option<PathBuf>> =
            module.blocks("module").map(|call| local_source(folder, call)).collect();
        module.has_remote_child = sources.contains(&None);
        if depth < MAX_DEPTH {
            let children = sources.into_iter().flatten();
            module.children = children.map(|child| Self::read_at(world, &child, depth + 1)).collect();
        }
        module
    }

    /// Whether the folder has no file of a module.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty() && self.json.is_empty()
    }

    /// Its own blocks of this type.
    pub fn blocks<'m>(&'m self, kind: &'m str) -> impl Iterator<Item = &'m Block> {
        self.bodies.iter().flat_map(move |body| body.blocks(kind))
    }

    /// Whether it declares a variable of this name.
    pub fn declares_variable(&self, name: &str) -> bool {
        let in_hcl = self
            .blocks("variable")
            .any(|block| block.labels.first().is_some_and(|label| *label.text == *name));
        in_hcl
            || self
                .json
                .iter()
                .any(|file| member(file, "variable").is_some_and(|all| member(all, name).is_some()))
    }
}

fn member<'j>(node: &'j JsonNode, name: &str) -> Option<&'j JsonNode> {
    let JsonKind::Object(members) = &node.kind else { return None };
    members.iter().find(|(key, _)| *key.text == *name).map(|(_, value)| value)
}

/// The folder of a child module whose source is a relative path, as Terraform demands of local ones.
fn local_source(folder: &Path, call: &Block) -> Option<PathBuf> {
    let ExprKind::String(source) = &call.body.attribute("source")?.value.kind else { return None };
    (source.starts_with("./") || source.starts_with("../")).then(|| folder.join(&**source))
}
