//! Patterns and replacements outside of any configuration, for tests.

use crate::lang::budget::Budget;
use crate::lang::builtin::{Call, CallContext, CallError, FunctionSet};
use crate::lang::file_memo::FileMemo;
use crate::lang::test_world::TestWorld;
use crate::lang::world::Mode;

use super::compile::compile;
use super::replace::replace_all;
use super::search::Pattern;

/// A compiled pattern.
pub(super) fn compiled(pattern: &str) -> Result<Pattern, CallError> {
    in_a_call(|call| compile(call, 0, pattern))
}

/// A text with all matches replaced.
pub(super) fn replaced(pattern: &str, text: &str, replacement: &str) -> Result<String, CallError> {
    in_a_call(|call| replace_all(call, &compile(call, 0, pattern)?, text, replacement))
}

fn in_a_call<T>(run: impl FnOnce(&Call<'_>) -> T) -> T {
    let (world, budget, files) = (TestWorld::default(), Budget::default(), FileMemo::default());
    let context = CallContext {
        world: &world,
        budget: &budget,
        files: &files,
        mode: Mode::Plan,
        folder: "/".as_ref(),
        functions: FunctionSet::Terragrunt,
    };
    run(&Call { context, arguments: &[] })
}
