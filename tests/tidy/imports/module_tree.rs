//! The modules of the library, from `src/lib.rs` down, each with the file that holds it.

use std::collections::BTreeMap;

use crate::rust::{Form, PathUse, RustFile};

/// A module.
pub(crate) struct Module {
    /// The index of its file.
    pub(crate) file: usize,
    /// The module around it; `None` for the root.
    pub(crate) parent: Option<usize>,
    /// The modules it declares.
    pub(crate) children: BTreeMap<String, usize>,
    /// What `use` items name here, with the path that they give.
    pub(crate) bindings: BTreeMap<String, Vec<String>>,
    /// The paths whose names are all used here.
    pub(crate) globs: Vec<Vec<String>>,
}

/// All modules of the product.
pub(crate) struct ModuleTree<'f> {
    /// The files they are in.
    pub(crate) files: Vec<&'f RustFile>,
    /// The modules; the root is the first.
    pub(crate) modules: Vec<Module>,
    /// Files that are modules for tests only.
    pub(crate) test_files: Vec<&'f str>,
}

impl<'f> ModuleTree<'f> {
    /// The modules below `src/lib.rs`.
    pub(crate) fn of(files: impl IntoIterator<Item = &'f RustFile>) -> Self {
        let files: Vec<&RustFile> = files.into_iter().collect();
        let mut tree = Self { files, modules: Vec::new(), test_files: Vec::new() };
        if let Some(root) = tree.file("src/lib.rs") {
            tree.add(root, None, &[], "src/");
        }
        tree
    }

    /// The module that is the inline module `inside` of `module`.
    pub(crate) fn inner(&self, module: usize, inside: &[String]) -> usize {
        inside.iter().fold(module, |module, name| *self.modules[module].children.get(name).unwrap_or(&module))
    }

    /// The module that is the whole of `file`.
    pub(crate) fn module_of(&self, file: usize) -> Option<usize> {
        self.modules.iter().position(|module| module.file == file)
    }

    fn file(&self, path: &str) -> Option<usize> {
        self.files.iter().position(|file| file.path == path)
    }

    fn add(&mut self, file: usize, parent: Option<usize>, inside: &[String], folder: &str) -> usize {
        let source = self.files[file];
        let index = self.modules.len();
        let mut module =
            Module { file, parent, children: BTreeMap::new(), bindings: BTreeMap::new(), globs: Vec::new() };
        for path in source.paths.iter().filter(|path| path.inside == inside) {
            bind(&mut module, path);
        }
        self.modules.push(module);
        for declaration in source.declarations.iter().filter(|declaration| declaration.inside == inside) {
            let name = &declaration.name;
            let below = format!("{folder}{name}/");
            let child = if declaration.inline {
                let inside: Vec<String> = inside.iter().chain([name]).cloned().collect();
                Some(self.add(file, Some(index), &inside, &below))
            } else {
                self.child_file(folder, name).map(|child| self.add(child, Some(index), &[], &below))
            };
            if let Some(child) = child {
                self.modules[index].children.insert(name.clone(), child);
            }
        }
        for declaration in &source.test_declarations {
            self.add_for_tests(folder, &declaration.name);
        }
        index
    }

    /// A module for tests, with the modules below it: those are for tests as well.
    fn add_for_tests(&mut self, folder: &str, name: &str) {
        let Some(file) = self.child_file(folder, name) else { return };
        let source = self.files[file];
        self.test_files.push(&source.path);
        let below = format!("{folder}{name}/");
        for declaration in source.declarations.iter().chain(&source.test_declarations) {
            self.add_for_tests(&below, &declaration.name);
        }
    }

    fn child_file(&self, folder: &str, name: &str) -> Option<usize> {
        self.file(&format!("{folder}{name}.rs")).or_else(|| self.file(&format!("{folder}{name}/mod.rs")))
    }
}

fn bind(module: &mut Module, path: &PathUse) {
    match &path.form {
        Form::Use { name, .. } => {
            module.bindings.insert(name.clone(), path.segments.clone());
        }
        Form::Glob { .. } => module.globs.push(path.segments.clone()),
        Form::Code => {}
    }
}
