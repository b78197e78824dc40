//! One run over an estate: the outside, the mode, and what was parsed and read already. Shared by threads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::lang::file_memo::FileMemo;
use crate::lang::value::Value;
use crate::lang::world::{Mode, PathKind, ReadError, World};

use super::config::Labelled;
use super::edges::Need;
use super::generated::{Generated, GeneratedFolders, VALUES_FILE};
use super::memo::Memo;
use super::options::Options;
use super::outputs::LocalStates;
use super::parsed_file::ParsedFile;
use super::programs::Programs;
use super::reads::Reads;
use super::shared_include::SharedIncludes;
use super::stack::Component;

/// The units of a stack: their names and the folders they are generated in.
pub(super) type StackUnits = Vec<(Arc<str>, PathBuf)>;

/// The folders of the units that a stack generates, or what is wrong with it.
pub(super) type UnitFolders = Result<Arc<[PathBuf]>, Arc<[Diagnostic]>>;

/// One run.
pub struct Session<'w> {
    /// The outside.
    pub(super) world: &'w dyn World,
    /// Which semantics to follow.
    pub(super) mode: Mode,
    /// What the person who runs it adds.
    pub(super) options: Options,
    /// Paths in messages and references are relative to this folder.
    pub(super) root: PathBuf,
    /// Whether units are only looked for: no output is known then, and what fails is passed over.
    pub(super) is_discovery: bool,
    /// The programs that `run_cmd` ran.
    pub(super) programs: Programs,
    /// The states that were read.
    pub(super) local_states: LocalStates,
    /// Included files that several units see alike.
    pub(super) shared_includes: SharedIncludes,
    /// The `dependency` blocks of units that others depend on, and what is wrong with them.
    pub(super) dependency_blocks: Memo<Arc<(Vec<Labelled>, Vec<Diagnostic>)>>,
    /// Where `find_in_parent_folders` ends, by the path it would find in the nearest folder.
    pub(super) nearest: Memo<Option<Arc<str>>>,
    /// Where the units of stacks are, by the folder of the stack, while units are looked for.
    pub(super) unit_folders: Memo<UnitFolders>,
    /// What is needed of files while units are looked for.
    pub(super) needs: Memo<Arc<Need>>,
    /// The units of stacks that others depend on.
    pub(super) stack_units: Memo<Arc<StackUnits>>,
    generated: GeneratedFolders,
    parsed: Memo<Result<Arc<ParsedFile>, ReadError>>,
    /// What files read as.
    pub(super) reads: Reads,
    /// What other files hold.
    pub(super) files: FileMemo,
    included: Mutex<BTreeSet<PathBuf>>,
}

impl<'w> Session<'w> {
    /// A run over the estate below `root`.
    pub fn new(world: &'w dyn World, mode: Mode, root: impl Into<PathBuf>, options: Options) -> Self {
        let root = root.into();
        Self {
            world,
            mode,
            options,
            root,
            is_discovery: false,
            programs: Programs::default(),
            local_states: LocalStates::default(),
            shared_includes: SharedIncludes::default(),
            dependency_blocks: Memo::default(),
            nearest: Memo::default(),
            unit_folders: Memo::default(),
            needs: Memo::default(),
            stack_units: Memo::default(),
            generated: GeneratedFolders::default(),
            parsed: Memo::default(),
            reads: Reads::default(),
            files: FileMemo::default(),
            included: Mutex::default(),
        }
    }

    /// Notes that a file was included: by a unit, or by a file that one reads.
    pub(super) fn note_included(&self, path: &Path) {
        let mut included = self.included.lock().unwrap_or_else(PoisonError::into_inner);
        if !included.contains(path) {
            included.insert(path.to_path_buf());
        }
    }

    /// The files that were included so far, whoever did it.
    pub fn included(&self) -> BTreeSet<PathBuf> {
        self.included.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A run that only looks for units and what ties them, as Terragrunt's `find` does.
    pub fn for_discovery(world: &'w dyn World, root: impl Into<PathBuf>, options: Options) -> Self {
        Self { is_discovery: true, ..Self::new(world, Mode::Render, root, options) }
    }

    /// Whether a problem in a file has that file refused. While units are looked for, an expression that fails leaves an
    /// unknown value behind and nothing more.
    pub(super) fn is_refused(&self, problem: &Diagnostic) -> bool {
        !self.is_discovery || matches!(problem.code, Code::SyntaxError | Code::IncludeCycle)
    }

    /// What takes the place of every `terraform.source`: Terragrunt's own variable `TG_SOURCE`.
    pub(super) fn source_override(&self) -> Option<String> {
        self.world.variable("TG_SOURCE").filter(|source| !source.is_empty())
    }

    /// A path as messages show it: relative to the estate's root where it is inside.
    pub fn display(&self, path: &Path) -> String {
        let shown = path.strip_prefix(&self.root).unwrap_or(path);
        if shown.as_os_str().is_empty() { ".".to_owned() } else { shown.display().to_string() }
    }

    /// Lays beside the files in `folder` what a stack generates there. Before anything in the folder is evaluated: what
    /// was read of it is not read again.
    pub fn generate(&self, folder: &Path, component: &Component) {
        self.generated.insert(folder, Generated::of(component));
    }

    /// What a stack generates in `folder`.
    pub(super) fn generated(&self, folder: &Path) -> Option<Arc<Generated>> {
        self.generated.get(folder)
    }

    /// Whether there is a file, generated or not.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        self.world.kind(path) == Some(PathKind::File) || self.generated.has(path)
    }

    /// Whether all that is wrong with the file at `path` is that nobody gives it `values`: it is made for a stack.
    pub fn lacks_values(&self, path: &Path, diagnostics: &[Diagnostic]) -> bool {
        if !has_errors(diagnostics) || self.is_file(&path.with_file_name(VALUES_FILE)) {
            return false;
        }
        let Ok(file) = self.parse(path) else { return false };
        let places = file.places_of("values");
        let mut errors = diagnostics.iter().filter(|problem| problem.is_error());
        errors.all(|error| error.primary.as_ref().is_some_and(|primary| places.contains(&primary.span)))
    }

    /// The mode, which says how what an experiment allows is refused, unless the experiment is on.
    pub(super) fn without_experiment(&self, name: &str) -> Option<Mode> {
        (!self.options.has_experiment(name)).then_some(self.mode)
    }

    /// The same of a path that a value names, which may be a secret.
    pub(super) fn display_named(&self, path: &Path, value: &Value) -> String {
        if value.sensitive { "(sensitive)".to_owned() } else { self.display(path) }
    }

    /// Parses a file, once per run.
    pub(super) fn parse(&self, path: &Path) -> Result<Arc<ParsedFile>, ReadError> {
        if let Some(generated) = self.generated.file(path) {
            return Ok(generated);
        }
        self.parsed.get_or_make(path, || ParsedFile::read(self.world, self.mode, path))
    }
}
