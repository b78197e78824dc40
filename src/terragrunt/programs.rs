//! The programs that `run_cmd` ran: each once for its key, also where units are evaluated in parallel.
//!
//! Decides nothing: whether a program may run is known where it is asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::lang::program::{ProgramError, ProgramOutput};

/// How a program ended, or why it did not.
pub(super) type Ran = Result<ProgramOutput, ProgramError>;

/// What was run, by key.
#[derive(Debug, Default)]
pub(super) struct Programs {
    ran: Mutex<HashMap<String, Arc<OnceLock<Ran>>>>,
}

impl Programs {
    /// What running gave the first time it was asked for under `key`. Whoever comes while it runs waits for it.
    pub(super) fn once(&self, key: String, run: impl FnOnce() -> Ran) -> Ran {
        let slot = {
            let mut ran = self.ran.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(ran.entry(key).or_default())
        };
        slot.get_or_init(run).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn many_threads_run_it_once() {
        let programs = Programs::default();
        let runs = AtomicUsize::new(0);
        let run = || {
            let count = runs.fetch_add(1, Ordering::SeqCst);
            let stdout = count.to_string().into_bytes();
            Ok(ProgramOutput { stdout, stderr: String::new(), failure: None })
        };
        let answers: Vec<Ran> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..8).map(|_| scope.spawn(|| programs.once("a".to_owned(), run))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(answers.iter().all(|answer| answer.as_ref().unwrap().stdout == b"0"), "{answers:?}");
        programs.once("b".to_owned(), run).unwrap();
        assert_eq!(runs.load(Ordering::SeqCst), 2);
    }
}
