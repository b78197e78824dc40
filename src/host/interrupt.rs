//! Ctrl-C and termination. The first one asks running work to stop at the next safe place.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user asked the process to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
}

impl Interrupt {
    /// Watches this process' signals. A second call in one process watches nothing more.
    pub fn watch() -> Self {
        let interrupt = Self::default();
        let flag = Arc::clone(&interrupt.flag);
        // The only failure is a handler that is already there, and then that one decides.
        drop(ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst)));
        interrupt
    }

    /// Asks to stop, as a signal would.
    pub fn set(&self) {
        self.flag.store(true, Ordering::SeqCst);
    }

    /// Whether to stop.
    pub fn is_set(&self) -> bool {
        self.flag.load(Ordering::SeqCst)
    }
}
