//! A value that Terragrunt would compute and this run may not: unknown, or in `render` an error that names what helps.

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::Value;
use crate::lang::world::Mode;

use super::scope::FileScope;

/// What is said of it.
pub(super) struct Unavailable<'u> {
    /// The call, as in `run_cmd()`.
    pub(super) call: &'u str,
    /// The error in `render`: a lowercase fragment.
    pub(super) message: String,
    /// Why the value is unknown, after the call.
    pub(super) why: &'u str,
    /// What to do about it.
    pub(super) remedy: &'u str,
}

impl Unavailable<'_> {
    /// An unknown text where unknowns are possible.
    ///
    /// # Errors
    /// In `render`, which never prints a guess.
    pub(super) fn value(self, scope: &FileScope<'_>) -> Result<Value, CallError> {
        match scope.session.mode {
            Mode::Plan => {
                let reason = Reason::Effect { call: self.call.into(), why: self.why.into() };
                Ok(Value::unknown(reason, Type::String))
            }
            Mode::Render => {
                Err(CallError::new(self.message).hint(self.remedy).kind(CallErrorKind::Unavailable))
            }
        }
    }
}
