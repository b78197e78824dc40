//! Time. Nothing that decides bytes may ask it.

use std::time::{Instant, SystemTime};

/// A moment to measure from.
pub fn now() -> Instant {
    Instant::now()
}

/// The wall clock.
pub fn wall() -> SystemTime {
    SystemTime::now()
}
