//! How much one call may make: far more than any configuration needs, far less than the machine has. Input is not
//! trusted; a few short lines must not be able to fill the memory.

use super::builtin::CallError;

/// The longest text, in bytes.
pub(in crate::lang) const MAX_TEXT: usize = 64 << 20;

/// The most elements in one collection.
pub(super) const MAX_ELEMENTS: usize = 1_000_000;

/// Refuses a text of more than [`MAX_TEXT`] bytes, before it is made.
///
/// # Errors
/// When it is longer.
pub(super) fn check_text(length: usize) -> Result<(), CallError> {
    if length <= MAX_TEXT {
        return Ok(());
    }
    Err(CallError::new(format!("the text would be longer than {} MB", MAX_TEXT >> 20)))
}

/// Refuses a collection of more than [`MAX_ELEMENTS`], before it is made.
///
/// # Errors
/// When there are more.
pub(super) fn check_elements(count: usize) -> Result<(), CallError> {
    if count <= MAX_ELEMENTS {
        return Ok(());
    }
    Err(CallError::new(format!("the result would have more than {MAX_ELEMENTS} elements")))
}
