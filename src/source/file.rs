//! The files of one run, each kept once. Shared between threads; holds text, never reads it from disk.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use super::{FileId, LineIndex, Position, Span};

/// One file's text with its path.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    path: Arc<Path>,
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
    confidential: AtomicBool,
    confidential_ranges: Mutex<BTreeSet<(usize, usize)>>,
}

impl SourceFile {
    /// The id spans refer to.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The path it was read from, absolute in a real run.
    pub fn path(&self) -> &Arc<Path> {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The line starts, found on first use: most files never need them.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Notes that the text holds secrets: no message may show a line of it.
    pub fn keep_confidential(&self) {
        self.confidential.store(true, Ordering::Relaxed);
    }

    /// Whether the text holds secrets.
    pub fn is_confidential(&self) -> bool {
        self.confidential.load(Ordering::Relaxed)
    }

    /// Notes that a part of the text is a secret: no message may show it.
    pub fn keep_range_confidential(&self, range: Range<usize>) {
        let mut ranges = self.confidential_ranges.lock().unwrap_or_else(PoisonError::into_inner);
        ranges.insert((range.start, range.end));
    }

    /// The parts of the text that are secrets, in the order of the text.
    pub fn confidential_ranges(&self) -> Vec<Range<usize>> {
        let ranges = self.confidential_ranges.lock().unwrap_or_else(PoisonError::into_inner);
        ranges.iter().map(|(start, end)| *start..*end).collect()
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.text, offset)
    }
}

/// All files that were read in one run.
#[derive(Debug, Default)]
pub struct Sources {
    inner: RwLock<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    files: Vec<Arc<SourceFile>>,
    by_path: HashMap<Arc<Path>, FileId>,
}

impl Inner {
    fn push(&mut self, path: &Path, text: Arc<str>, found_by_path: bool) -> Arc<SourceFile> {
        let id = FileId::from_index(self.files.len());
        let path: Arc<Path> = Arc::from(path);
        let file = Arc::new(SourceFile {
            id,
            path: Arc::clone(&path),
            text,
            lines: OnceLock::new(),
            confidential: AtomicBool::new(false),
            confidential_ranges: Mutex::default(),
        });
        self.files.push(Arc::clone(&file));
        if found_by_path {
            self.by_path.insert(path, id);
        }
        file
    }
}

impl Sources {
    /// Adds a file, or finds the one already there under `path`: the first text read is the text of the run.
    pub fn add(&self, path: &Path, text: impl Into<Arc<str>>) -> Arc<SourceFile> {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = inner.by_path.get(path).and_then(|id| id.index()).map(|index| &inner.files[index])
        {
            return Arc::clone(file);
        }
        inner.push(path, text.into(), true)
    }

    /// Adds a text that is to be found at this path beside others: what one and the same block generates for each unit.
    pub fn add_beside(&self, path: &Path, text: impl Into<Arc<str>>) -> Arc<SourceFile> {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        inner.push(path, text.into(), false)
    }

    /// The file with this id.
    pub fn get(&self, id: FileId) -> Option<Arc<SourceFile>> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.files.get(id.index()?).map(Arc::clone)
    }

    /// The file at this path, when it was read.
    pub fn find(&self, path: &Path) -> Option<Arc<SourceFile>> {
        let inner = self.inner.read().unwrap_or_else(PoisonError::into_inner);
        inner.by_path.get(path).and_then(|id| id.index()).map(|index| Arc::clone(&inner.files[index]))
    }

    /// Where a span begins, for people.
    pub fn locate(&self, span: Span) -> Option<Location> {
        let file = self.get(span.file)?;
        Some(Location { path: Arc::clone(file.path()), position: file.position(span.start as usize) })
    }
}

/// A file with line and column; displays as `file:line:col`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file.
    pub path: Arc<Path>,
    /// Line and column.
    pub position: Position,
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.path.display(), self.position.line, self.position.column)
    }
}
