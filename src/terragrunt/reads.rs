//! What files read as, kept for the rest of a run: once for all who read a file, or once for each unit that does. Shared by
//! threads. Must not read anything itself.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;

use super::reading::FilesRead;

/// What a file reads as when another reads it: its value, or why it failed.
pub(super) type ReadResult = Result<Value, Arc<Vec<Diagnostic>>>;

/// What is remembered of a file that was read: what it reads as, and the files that were read for it.
pub(super) type Remembered = (ReadResult, Arc<FilesRead>);

/// Outcomes by the Terraform command that they are for. There are one or two.
type ByCommand = Vec<(Arc<str>, Remembered)>;

/// All outcomes of a run, by path.
#[derive(Debug, Default)]
pub(super) struct Reads(RwLock<HashMap<OsString, OfFile>>);

#[derive(Debug, Default)]
struct OfFile {
    alike: ByCommand,
    by_reader: HashMap<OsString, ByCommand>,
}

impl Reads {
    /// What `path` reads as for the unit `reader`: kept, or what `evaluate` gives. Both say whether that is for this unit
    /// alone.
    pub(super) fn get_or_evaluate(
        &self,
        path: &Path,
        reader: &Path,
        command: &Arc<str>,
        evaluate: impl FnOnce() -> (Remembered, bool),
    ) -> (Remembered, bool) {
        if let Some(kept) = self.find(path, reader, command) {
            return kept;
        }
        // Not held while evaluating: a file may read others. Two threads may do the same work; both get one answer.
        let (outcome, depends_on_reader) = evaluate();
        let mut files = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let file = files.entry(path.into()).or_default();
        let kept = if depends_on_reader {
            file.by_reader.entry(reader.into()).or_default()
        } else {
            &mut file.alike
        };
        if let Some(first) = of_command(kept, command) {
            return (first, depends_on_reader);
        }
        kept.push((Arc::clone(command), outcome.clone()));
        (outcome, depends_on_reader)
    }

    fn find(&self, path: &Path, reader: &Path, command: &str) -> Option<(Remembered, bool)> {
        let files = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let file = files.get(path.as_os_str())?;
        if let Some(kept) = of_command(&file.alike, command) {
            return Some((kept, false));
        }
        let kept = file.by_reader.get(reader.as_os_str())?;
        of_command(kept, command).map(|kept| (kept, true))
    }
}

fn of_command(outcomes: &ByCommand, command: &str) -> Option<Remembered> {
    outcomes.iter().find(|(of, _)| **of == *command).map(|(_, outcome)| outcome.clone())
}
