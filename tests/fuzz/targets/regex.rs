//! A pattern on the first line, a replacement on the second, the text that is searched behind them.

use std::path::Path;

use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::builtins::find;
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::value::Value;
use tglambda::lang::world::Mode;

use super::memory_world::MemoryWorld;

/// Searches and replaces. Where `regexall` finds nothing, `regex` fails, and the other way about.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut lines = text.splitn(3, '\n');
    let (pattern, replacement) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let (pattern, replacement) = (Value::string(pattern), Value::string(replacement));
    let subject = Value::string(lines.next().unwrap_or_default());
    let world = MemoryWorld::default();
    let budget = Budget::default();
    let context = CallContext {
        files: &FileMemo::default(),
        world: &world,
        budget: &budget,
        mode: Mode::Plan,
        folder: Path::new("/estate/unit"),
        functions: FunctionSet::Terragrunt,
    };
    let call = |name: &str, arguments: &[Value]| {
        find(name, FunctionSet::Terragrunt).expect("the builtin exists").call(context, arguments)
    };
    let first = call("regex", &[pattern.clone(), subject.clone()]);
    let all = call("regexall", &[pattern.clone(), subject.clone()]);
    match (&first, &all) {
        (Ok(first), Ok(all)) => {
            let all = all.elements().expect("a list of matches");
            assert_eq!(Some(first), all.first(), "another first match");
        }
        (Err(_), Ok(all)) => {
            assert!(all.elements().is_some_and(|all| all.is_empty()), "a match that is none");
        }
        (Ok(_), Err(error)) => panic!("a match, and an error: {}", error.message),
        (Err(_), Err(_)) => {}
    }
    // Texts that builtins make are in Unicode's normal form.
    let Ok(subject) =
        call("join", &[Value::string(""), Value::string_list([subject.as_str().unwrap_or_default()])])
    else {
        return;
    };
    let slashed = Value::string(format!("/{}/", pattern.as_str().unwrap_or_default()));
    let replaced = call("replace", &[subject.clone(), slashed, replacement]);
    if let (Ok(all), Ok(replaced)) = (all, replaced)
        && all.elements().is_some_and(|all| all.is_empty())
    {
        assert_eq!(replaced, subject, "something is replaced where nothing matches");
    }
}
