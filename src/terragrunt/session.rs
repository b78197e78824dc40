//! One run over an estate: the outside, the mode, and what was parsed and read already. Shared by threads.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;
use crate::lang::world::{Mode, ReadError, World};
use crate::syntax::{self, tree::Body};

/// A parsed configuration file.
#[derive(Debug)]
pub(super) struct ParsedFile {
    pub(super) body: Body,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a file reads as when another reads it: its value, or why it failed.
pub(super) type ReadResult = Result<Value, Vec<Diagnostic>>;

/// One run.
pub struct Session<'w> {
    /// The outside.
    pub(super) world: &'w dyn World,
    /// Which semantics to follow.
    pub(super) mode: Mode,
    /// Paths in messages and references are relative to this folder.
    pub(super) root: PathBuf,
    parsed: Mutex<HashMap<PathBuf, Arc<ParsedFile>>>,
    read: Mutex<HashMap<(PathBuf, PathBuf), ReadResult>>,
}

impl<'w> Session<'w> {
    /// A run over the estate below `root`.
    pub fn new(world: &'w dyn World, mode: Mode, root: impl Into<PathBuf>) -> Self {
        Self { world, mode, root: root.into(), parsed: Mutex::default(), read: Mutex::default() }
    }

    /// A path as messages show it: relative to the estate's root where it is inside.
    pub(super) fn display(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }

    /// Parses a file, once per run.
    pub(super) fn parse(&self, path: &Path) -> Result<Arc<ParsedFile>, ReadError> {
        if let Some(parsed) = self.parsed.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Ok(Arc::clone(parsed));
        }
        let file = self.world.read(path)?;
        let (body, diagnostics) = syntax::parse_hcl(&file);
        let parsed = Arc::new(ParsedFile { body, diagnostics });
        let mut memo = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(memo.entry(path.to_path_buf()).or_insert(parsed)))
    }

    /// What `read_terragrunt_config` of `path` gives: evaluated once per reader whose folder the file can tell apart.
    pub(super) fn read_once(
        &self,
        path: &Path,
        original: &Path,
        evaluate: impl FnOnce() -> ReadResult,
    ) -> ReadResult {
        let tells_reader_apart = self
            .world
            .read(path)
            .is_ok_and(|file| file.text().contains("original") || file.text().contains("include"));
        let reader = if tells_reader_apart { original.to_path_buf() } else { PathBuf::new() };
        let key = (path.to_path_buf(), reader);
        if let Some(result) = self.read.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return result.clone();
        }
        // Not held while evaluating: a file may read others. Two threads may do the same work; both get one answer.
        let result = evaluate();
        let mut memo = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        memo.entry(key).or_insert(result).clone()
    }
}
