//! The modules of a run: each file is parsed once and each folder understood once, however many units use it. Shared by
//! threads.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::builtin::FunctionSet;
use crate::lang::confidential::hide_secrets;
use crate::lang::world::{PathKind, World};
use crate::source::{SourceFile, Span};
use crate::syntax::tree::{Block, Body, ExprKind};
use crate::syntax::{parse_hcl, parse_json_body};

use super::checks;
use super::constants::constant;
use super::declare::{Blocks, head, is_true};
use super::file_names::{Binary, Syntax, is_override, module_files, syntax_of};
use super::installed::installed;
use super::json_schema;
use super::module::{CallSource, Module, ModuleCall};
use super::source::{KnownModule, ModuleSource, Sources};
use super::type_constraint::TypeConstraint;
use super::type_expression::type_constraint;
use super::variable::{Reading, Variable};

/// A file that is written into a module: its name and its contents.
pub type GeneratedFile = (String, Arc<str>);

/// Where the files of a root module come from: a folder, with files laid over it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ModuleFiles {
    /// The module's own folder.
    pub folder: PathBuf,
    /// The folder that was copied with it: a child module outside is not there when Terraform looks for it.
    pub package: Option<PathBuf>,
    /// Files that are laid over it, each by its path.
    pub over: Vec<PathBuf>,
    /// Files that are written into it: name and contents.
    pub generated: Vec<GeneratedFile>,
    /// The working folders that Terraform may have fetched modules for.
    pub working_folders: Vec<PathBuf>,
    /// How the module is called from the root: `api.role`; empty for the root itself. Only told where fetched modules may
    /// be.
    pub path: String,
}

impl ModuleFiles {
    /// A folder as it is.
    pub fn of_folder(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), ..Self::default() }
    }
}

/// The modules of a run.
pub struct Library<'w> {
    world: &'w dyn World,
    binary: Binary,
    sources: Sources,
    bodies: RwLock<HashMap<PathBuf, Arc<Parsed>>>,
    generated: RwLock<HashMap<GeneratedFile, Arc<Parsed>>>,
    modules: RwLock<HashMap<ModuleFiles, Arc<Module>>>,
}

/// A parsed file.
#[derive(Debug)]
struct Parsed {
    body: Body,
    diagnostics: Vec<Diagnostic>,
}

/// Where a file of a module is.
enum FileOf<'f> {
    Disk(PathBuf),
    Generated(&'f Arc<str>),
}

/// How deep modules may call each other; deeper is a circle.
const MAX_DEPTH: usize = 20;

impl<'w> Library<'w> {
    /// No module yet. Modules that are not local are looked for in `sources`.
    pub fn new(world: &'w dyn World, binary: Binary, sources: Sources) -> Self {
        Self {
            world,
            binary,
            sources,
            bodies: RwLock::default(),
            generated: RwLock::default(),
            modules: RwLock::default(),
        }
    }

    /// The outside.
    pub fn world(&self) -> &'w dyn World {
        self.world
    }

    /// The builtins that its modules may call.
    pub fn functions(&self) -> FunctionSet {
        match self.binary {
            Binary::Terraform => FunctionSet::Terraform,
            Binary::OpenTofu => FunctionSet::OpenTofu,
        }
    }

    /// Where modules that are not local come from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The module that these files make up.
    pub fn module(&self, files: &ModuleFiles) -> Arc<Module> {
        self.module_at(files, 0)
    }

    fn module_at(&self, files: &ModuleFiles, depth: usize) -> Arc<Module> {
        if let Some(known) = self.modules.read().unwrap_or_else(PoisonError::into_inner).get(files) {
            return Arc::clone(known);
        }
        let module = Arc::new(self.understand(files, depth));
        let mut modules = self.modules.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(modules.entry(files.clone()).or_insert(module))
    }

    fn understand(&self, files: &ModuleFiles, depth: usize) -> Module {
        let parsed = self.files_of(files);
        let mut blocks = Blocks::default();
        for (name, file) in &parsed {
            blocks.diagnostics.extend(file.diagnostics.iter().cloned());
            blocks.add(&file.body, is_override(name));
        }
        let mut diagnostics = std::mem::take(&mut blocks.diagnostics);
        let calls = blocks.calls.into_iter().map(|(name, block)| {
            let source = self.call_source(files, &name, &block, depth, &mut diagnostics);
            (name, ModuleCall { block, source })
        });
        let calls: BTreeMap<_, _> = calls.collect();
        let variables = blocks.variables.into_iter().map(|(name, block)| {
            let variable = self.variable(files, Arc::clone(&name), &block, &mut diagnostics);
            (name, variable)
        });
        let variables = variables.collect();
        let mut module = Module {
            folder: files.folder.clone(),
            is_there: !parsed.is_empty(),
            variables,
            locals: blocks.locals,
            resources: blocks.resources,
            calls,
            outputs: blocks.outputs,
            providers: blocks.providers,
            diagnostics,
            has_functions: false,
        };
        let is_function = module.resources_of("aws_lambda_function").next().is_some();
        module.has_functions = is_function || module.children().any(|child| child.has_functions);
        checks::check(&mut module);
        module
    }

    /// The files in the order in which they are read, each with its name.
    fn files_of(&self, files: &ModuleFiles) -> Vec<(String, Arc<Parsed>)> {
        let mut by_name: BTreeMap<String, FileOf<'_>> = BTreeMap::new();
        let own = self.world.list(&files.folder);
        for path in own.into_iter().chain(files.over.iter().cloned()) {
            if let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) {
                by_name.insert(name, FileOf::Disk(path));
            }
        }
        for (name, contents) in &files.generated {
            by_name.insert(name.clone(), FileOf::Generated(contents));
        }
        let names = module_files(by_name.keys().map(String::as_str), self.binary);
        let parsed = names.into_iter().filter_map(|name| {
            let parsed = match &by_name[name] {
                FileOf::Disk(path) => self.parsed(path)?,
                FileOf::Generated(contents) => self.parsed_text(name, contents),
            };
            Some((name.to_owned(), parsed))
        });
        parsed.collect()
    }

    /// The file at `path`. One that cannot be read is left out: Terraform says so itself.
    fn parsed(&self, path: &Path) -> Option<Arc<Parsed>> {
        if let Some(known) = self.bodies.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Some(Arc::clone(known));
        }
        let parsed = {
            let file = self.world.read(path).ok()?;
            Arc::new(parse(&file, self.binary))
        };
        let mut bodies = self.bodies.write().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(bodies.entry(path.to_path_buf()).or_insert(parsed)))
    }

    /// The file that is written with these contents.
    fn parsed_text(&self, name: &str, contents: &Arc<str>) -> Arc<Parsed> {
        let key = (name.to_owned(), Arc::clone(contents));
        if let Some(known) = self.generated.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let file = self.world.sources().add_beside(&Path::new("generated").join(name), Arc::clone(contents));
        let parsed = Arc::new(parse(&file, self.binary));
        let mut generated = self.generated.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(generated.entry(key).or_insert(parsed))
    }

    fn variable(
        &self,
        files: &ModuleFiles,
        name: Arc<str>,
        block: &Block,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Variable {
        let evaluate = |expr: &_, problems: &mut Vec<Diagnostic>| {
            constant(self.world, &files.folder, self.functions(), expr, problems)
        };
        let written = block.body.attribute("type");
        let mut problems = Vec::new();
        let constraint = written.map_or_else(TypeConstraint::any, |attribute| {
            let mut of_defaults = Vec::new();
            let mut default = |expr: &_| evaluate(expr, &mut of_defaults);
            let constraint = type_constraint(&attribute.value, &mut default, &mut problems);
            problems.extend(of_defaults);
            constraint
        });
        let default =
            block.body.attribute("default").map(|attribute| evaluate(&attribute.value, &mut problems));
        diagnostics.extend(problems);
        let is_text = written.is_none() || constraint.kind().is_primitive();
        let reading = if is_text { Reading::Text } else { Reading::Expression };
        let is_false = |name: &str| {
            let attribute = block.body.attribute(name);
            attribute.is_some_and(|attribute| matches!(attribute.value.kind, ExprKind::Bool(false)))
        };
        Variable {
            name,
            constraint,
            reading,
            default,
            is_nullable: !is_false("nullable"),
            is_sensitive: is_true(block, "sensitive"),
            span: head(block),
        }
    }

    fn call_source(
        &self,
        files: &ModuleFiles,
        name: &str,
        block: &Block,
        depth: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> CallSource {
        let Some(attribute) = block.body.attribute("source") else {
            diagnostics.push(
                Diagnostic::error(Code::MissingArgument, "a module call has no `source`")
                    .at(head(block), "where the module comes from is missing"),
            );
            return CallSource::Unreadable;
        };
        let place = attribute.value.span;
        let ExprKind::String(source) = &attribute.value.kind else { return CallSource::Unreadable };
        let version = block.body.attribute("version").and_then(|attribute| match &attribute.value.kind {
            ExprKind::String(version) => Some(Arc::clone(version)),
            _ => None,
        });
        let path = match &*files.path {
            _ if files.working_folders.is_empty() => String::new(),
            "" => name.to_owned(),
            outer => format!("{outer}.{name}"),
        };
        let child = |folder: PathBuf, package: Option<PathBuf>| ModuleFiles {
            folder,
            package,
            working_folders: files.working_folders.clone(),
            path: path.clone(),
            ..ModuleFiles::default()
        };
        match self.sources.locate(&files.folder, source, version.as_deref()) {
            ModuleSource::Folder(folder) => {
                self.child(&child(folder, files.package.clone()), place, depth, diagnostics)
            }
            ModuleSource::Described(module) => CallSource::Here(module),
            ModuleSource::Mapped(folder) => {
                CallSource::Here(self.module_at(&ModuleFiles::of_folder(&folder), depth + 1))
            }
            found => {
                // What was fetched is the truth, whatever is known of the module.
                let fetched =
                    files.working_folders.iter().find_map(|folder| installed(self.world, folder, &path));
                match (fetched, found) {
                    (Some(folder), _) => CallSource::Here(self.module_at(&child(folder, None), depth + 1)),
                    (None, ModuleSource::BuiltIn(known)) => CallSource::Here(self.built_in(known)),
                    (None, _) => CallSource::Elsewhere(Arc::clone(source), place),
                }
            }
        }
    }

    fn child(
        &self,
        files: &ModuleFiles,
        place: Span,
        depth: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> CallSource {
        let is_outside = files.package.as_ref().is_some_and(|package| !files.folder.starts_with(package));
        if is_outside || self.world.kind(&files.folder) != Some(PathKind::Folder) {
            let problem = Diagnostic::error(Code::FileNotFound, "a module that is called is not there");
            diagnostics.push(if is_outside {
                problem
                    .at(place, "outside of what is copied")
                    .note(
                        "Terragrunt copies the folder that the unit's `source` names, and nothing beside it",
                    )
                    .hint("write the unit's `source` with `//` before the part that is the module")
            } else {
                problem
                    .at(place, "no such folder")
                    .hint("correct the path: it counts from the folder of the module that calls")
            });
            return CallSource::Missing(files.folder.clone());
        }
        if depth >= MAX_DEPTH {
            diagnostics.push(
                Diagnostic::error(Code::EvaluationCycle, "modules call each other in a circle")
                    .at(place, format!("more than {MAX_DEPTH} modules deep")),
            );
            return CallSource::Unreadable;
        }
        CallSource::Here(self.module_at(files, depth + 1))
    }

    /// A module that this program knows by its address.
    pub fn built_in(&self, known: KnownModule) -> Arc<Module> {
        self.built_in_below(known, ModuleFiles::default())
    }

    /// The same with files laid over it.
    pub fn built_in_below(&self, known: KnownModule, over: ModuleFiles) -> Arc<Module> {
        let mut generated = vec![(known.file.to_owned(), Arc::from(known.text))];
        generated.extend(over.generated);
        self.module(&ModuleFiles { folder: PathBuf::from(known.address), generated, ..over })
    }
}

fn parse(file: &SourceFile, binary: Binary) -> Parsed {
    let name = file.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (body, diagnostics) = match syntax_of(name, binary) {
        Some(Syntax::Json) => parse_json_body(file, json_schema::FILE),
        _ => parse_hcl(file),
    };
    hide_secrets(file, &body);
    Parsed { body, diagnostics }
}
