//! From a path to the file that holds what it names, through re-exports, as the compiler goes.

use super::module_tree::ModuleTree;

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A module.
    Module(usize),
    /// Something in the file of this module.
    Item(usize),
    /// Something of another crate, or nothing.
    External,
}

/// What `path` names in `module`.
pub(super) fn resolve(tree: &ModuleTree<'_>, module: usize, path: &[String]) -> Target {
    Resolver { tree, looking_up: Vec::new() }.resolve(module, path)
}

struct Resolver<'t, 'f> {
    tree: &'t ModuleTree<'f>,
    /// The names being looked up, with their modules: a name that leads to itself leads nowhere.
    looking_up: Vec<(usize, String)>,
}

impl Resolver<'_, '_> {
    fn resolve(&mut self, module: usize, path: &[String]) -> Target {
        let Some((first, mut rest)) = path.split_first() else { return Target::Module(module) };
        let mut current = match first.as_str() {
            "crate" => 0,
            "self" => module,
            "super" => self.parent(module),
            name => match self.lookup(module, name) {
                Some(Target::Module(named)) => named,
                Some(target) => return target,
                None => return Target::External,
            },
        };
        while let Some((name, after)) = rest.split_first() {
            if name == "super" {
                current = self.parent(current);
            } else {
                match self.lookup(current, name) {
                    Some(Target::Module(named)) => current = named,
                    Some(target) => return target,
                    None => return Target::Item(current),
                }
            }
            rest = after;
        }
        Target::Module(current)
    }

    fn parent(&self, module: usize) -> usize {
        self.tree.modules[module].parent.unwrap_or(module)
    }

    /// What `name` names in `module`, when it is a module or comes from elsewhere.
    fn lookup(&mut self, module: usize, name: &str) -> Option<Target> {
        let asked = (module, name.to_owned());
        if self.looking_up.contains(&asked) {
            return None;
        }
        self.looking_up.push(asked);
        let found = self.lookup_new(module, name);
        self.looking_up.pop();
        found
    }

    fn lookup_new(&mut self, module: usize, name: &str) -> Option<Target> {
        let here = &self.tree.modules[module];
        if let Some(child) = here.children.get(name) {
            return Some(Target::Module(*child));
        }
        if let Some(path) = here.bindings.get(name) {
            return Some(self.resolve(module, path));
        }
        here.globs.iter().find_map(|path| match self.resolve(module, path) {
            Target::Module(from) => self.lookup(from, name).or_else(|| self.defined(from, name)),
            _ => None,
        })
    }

    /// The item `name`, when the file of `module` defines it.
    fn defined(&self, module: usize, name: &str) -> Option<Target> {
        const KEYWORDS: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];
        let file = self.tree.files[self.tree.modules[module].file];
        let defined = file
            .product
            .windows(2)
            .any(|pair| KEYWORDS.iter().any(|keyword| pair[0].is(keyword)) && pair[1].is(name));
        defined.then_some(Target::Item(module))
    }
}
