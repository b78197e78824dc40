//! One run over an estate: the outside, the mode, and what was parsed and read already. Shared by threads.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;
use crate::lang::world::{Mode, PathKind, ReadError, World};

use super::generated::{Generated, GeneratedFolders, VALUES_FILE};
use super::options::Options;
use super::parsed_file::ParsedFile;
use super::reading::FilesRead;
use super::stack::Component;

/// What a file reads as when another reads it: its value, or why it failed.
pub(super) type ReadResult = Result<Value, Arc<Vec<Diagnostic>>>;

/// What is remembered of a file that was read: what it reads as, and the files that were read for it.
type Remembered = (ReadResult, Arc<FilesRead>);

/// Which evaluation of a file: for all readers alike, or for the unit that started it.
type ReadKey = (PathBuf, Option<PathBuf>, Arc<str>);

/// The units of a stack: their names and the folders they are generated in.
pub(super) type StackUnits = Vec<(Arc<str>, PathBuf)>;

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
    generated: GeneratedFolders,
    parsed: Mutex<HashMap<PathBuf, Arc<ParsedFile>>>,
    read: Mutex<HashMap<ReadKey, Remembered>>,
    stack_units: Mutex<HashMap<PathBuf, Arc<StackUnits>>>,
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
            generated: GeneratedFolders::default(),
            parsed: Mutex::default(),
            read: Mutex::default(),
            stack_units: Mutex::default(),
        }
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

    /// Whether the file at `path` refers to `values`, and nobody gives it any: it is made for a stack.
    pub fn lacks_values(&self, path: &Path) -> bool {
        let beside = path.with_file_name(VALUES_FILE);
        !self.is_file(&beside) && self.parse(path).is_ok_and(|file| file.mentions("values"))
    }

    /// Parses a file, once per run.
    pub(super) fn parse(&self, path: &Path) -> Result<Arc<ParsedFile>, ReadError> {
        if let Some(generated) = self.generated.file(path) {
            return Ok(generated);
        }
        if let Some(parsed) = self.parsed.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Ok(Arc::clone(parsed));
        }
        let parsed = ParsedFile::read(self.world, path)?;
        let mut memo = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(memo.entry(path.to_path_buf()).or_insert(parsed)))
    }

    /// The units of the stack at `path`, found by `evaluate` once.
    pub(super) fn stack_units_once(
        &self,
        path: &Path,
        evaluate: impl FnOnce() -> StackUnits,
    ) -> Arc<StackUnits> {
        if let Some(units) = self.stack_units.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Arc::clone(units);
        }
        // Not held while evaluating: a stack may read files that depend on others.
        let units = Arc::new(evaluate());
        let mut memo = self.stack_units.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(memo.entry(path.to_path_buf()).or_insert(units))
    }

    /// What `read_terragrunt_config` of `path` gives: evaluated once, or once for each unit where `evaluate` says that
    /// the outcome depends on the unit. Says so in turn, and which files were read for it.
    pub(super) fn read_once(
        &self,
        path: &Path,
        original: &Path,
        command: &Arc<str>,
        evaluate: impl FnOnce() -> (Remembered, bool),
    ) -> (Remembered, bool) {
        let shared = (path.to_path_buf(), None, Arc::clone(command));
        let own = (path.to_path_buf(), Some(original.to_path_buf()), Arc::clone(command));
        {
            let memo = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(outcome) = memo.get(&shared) {
                return (outcome.clone(), false);
            }
            if let Some(outcome) = memo.get(&own) {
                return (outcome.clone(), true);
            }
        }
        // Not held while evaluating: a file may read others. Two threads may do the same work; both get one answer.
        let (outcome, depends_on_reader) = evaluate();
        let key = if depends_on_reader { own } else { shared };
        let mut memo = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        (memo.entry(key).or_insert(outcome).clone(), depends_on_reader)
    }
}
