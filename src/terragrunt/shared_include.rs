//! Included files evaluated once for all units that see the same of them.
//!
//! What an included file comes out as depends on the unit that includes it through nothing but Terragrunt's builtins:
//! which parent folders there are, where the unit lies. So each outcome is kept with what those builtins were asked and
//! answered; a unit for which they answer the same gets the same outcome. Files with `dependency`, `dependencies` or
//! `include` blocks depend on the unit in other ways and are not shared. Must not evaluate anything itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use crate::diagnostic::Diagnostic;
use crate::lang::builtin::CallError;
use crate::lang::value::{Data, Value};
use crate::lang::world::Mode;

use super::config::{Config, Labelled};
use super::document::document;
use super::reading::FilesRead;

/// A builtin was asked something and answered.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The builtin.
    pub(super) name: &'static str,
    /// What it was given.
    pub(super) arguments: Vec<Value>,
    /// What it answered.
    pub(super) answer: Result<Value, CallError>,
}

/// What the builtins of a file were asked, in order. Clones note into the same place.
#[derive(Clone, Debug, Default)]
pub(super) struct Questions(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    questions: Vec<Question>,
    has_unrepeatable: bool,
}

impl Questions {
    /// A builtin answered.
    pub(super) fn note(&self, question: Question) {
        self.noted().questions.push(question);
    }

    /// A builtin answered that answers differently each time.
    pub(super) fn note_unrepeatable(&self) {
        self.noted().has_unrepeatable = true;
    }

    /// All that was asked; `None` where another time the answers would differ.
    pub(super) fn taken(&self) -> Option<Vec<Question>> {
        let mut noted = self.noted();
        (!noted.has_unrepeatable).then(|| std::mem::take(&mut noted.questions))
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an included file came out as.
#[derive(Debug)]
pub(super) struct SharedInclude {
    /// Its configuration.
    pub(super) config: Config,
    /// Its `feature` blocks.
    pub(super) features: Vec<Labelled>,
    /// What was found in it; no error.
    pub(super) found: Vec<Diagnostic>,
    /// The files that were read for it.
    pub(super) files_read: Arc<FilesRead>,
    questions: Vec<Question>,
    exposed: OnceLock<Value>,
    is_used: AtomicBool,
}

impl SharedInclude {
    /// An outcome that rests on these answers.
    pub(super) fn new(
        config: Config,
        features: Vec<Labelled>,
        found: Vec<Diagnostic>,
        files_read: Arc<FilesRead>,
        questions: Vec<Question>,
    ) -> Self {
        Self {
            config,
            features,
            found,
            files_read,
            questions,
            exposed: OnceLock::new(),
            is_used: AtomicBool::new(false),
        }
    }

    /// The value of `include.<label>` where the include exposes it.
    pub(super) fn exposed(&self, mode: Mode) -> &Value {
        self.exposed.get_or_init(|| document(&self.config, mode))
    }

    /// Whether it holds where `ask` answers.
    fn holds(&self, ask: &dyn Fn(&Question) -> Result<Value, CallError>) -> bool {
        self.questions.iter().all(|question| match (&question.answer, ask(question)) {
            (Ok(before), Ok(now)) => is_same(before, &now),
            (Err(before), Err(now)) => *before == now,
            _ => false,
        })
    }
}

/// Whether two answers are the same, cheaply: collections must be the very same, as what is read once per run is.
fn is_same(before: &Value, now: &Value) -> bool {
    let is_same_data = match (&before.data, &now.data) {
        (Data::Tuple(before), Data::Tuple(now)) => Arc::ptr_eq(before, now),
        (Data::Object(before), Data::Object(now)) => Arc::ptr_eq(before, now),
        (Data::Unknown(before), Data::Unknown(now)) => Arc::ptr_eq(before, now),
        (Data::Null(before), Data::Null(now)) => before == now,
        (Data::List(..) | Data::Set(..) | Data::Map(..), _) => false,
        _ => before == now,
    };
    is_same_data && before.sensitive == now.sensitive && before.provenance == now.provenance
}

/// Once there are so many outcomes of a file, those that no second unit had are dropped. If all are, every unit sees the
/// file differently, and it is not looked up any more.
const MOST_OUTCOMES: usize = 16;

/// The outcomes of one file.
#[derive(Debug, Default)]
struct Outcomes {
    kept: Vec<Arc<SharedInclude>>,
    is_useless: bool,
}

/// The outcomes of all included files of a run.
#[derive(Debug, Default)]
pub(super) struct SharedIncludes(RwLock<HashMap<PathBuf, Outcomes>>);

impl SharedIncludes {
    /// The outcome of the file at `path` for one whose builtins answer as `ask` does.
    pub(super) fn find(
        &self,
        path: &Path,
        ask: &dyn Fn(&Question) -> Result<Value, CallError>,
    ) -> Option<Arc<SharedInclude>> {
        // Not held while asking: an answer may need other included files.
        let kept = {
            let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
            all.get(path)?.kept.clone()
        };
        let found = kept.into_iter().find(|outcome| outcome.holds(ask))?;
        found.is_used.store(true, Ordering::Relaxed);
        Some(found)
    }

    /// Whether units may see the file alike.
    pub(super) fn is_useful(&self, path: &Path) -> bool {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(path).is_none_or(|outcomes| !outcomes.is_useless)
    }

    /// Keeps an outcome.
    pub(super) fn keep(&self, path: &Path, outcome: Arc<SharedInclude>) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let outcomes = all.entry(path.to_path_buf()).or_default();
        if outcomes.is_useless {
            return;
        }
        outcomes.kept.push(outcome);
        if outcomes.kept.len().is_multiple_of(MOST_OUTCOMES) {
            outcomes.kept.retain(|outcome| outcome.is_used.load(Ordering::Relaxed));
            outcomes.is_useless = outcomes.kept.is_empty();
        }
    }
}
