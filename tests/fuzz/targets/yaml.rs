//! A text as YAML. What is decoded and encoded again must decode to the same.

use std::path::Path;

use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::builtins::find;
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::value::Value;
use tglambda::lang::world::Mode;

use super::memory_world::MemoryWorld;

/// Decodes the text, and the way there and back.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
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
    let call = |name: &str, argument: &Value| {
        let builtin = find(name, FunctionSet::Terragrunt).expect("the builtin exists");
        builtin.call(context, std::slice::from_ref(argument))
    };
    let Ok(value) = call("yamldecode", &Value::string(text)) else { return };
    let Ok(encoded) = call("yamlencode", &value) else { return };
    // An escape and a mark behind it become one letter: a text of HCL is composed, the encoded one as well.
    let is_composed = |pair: &[char]| matches!(pair, ['\\', letter] if !letter.is_ascii());
    let letters: Vec<char> = encoded.as_str().unwrap_or_default().chars().collect();
    if letters.windows(2).any(is_composed) {
        return;
    }
    let again = call("yamldecode", &encoded).unwrap_or_else(|error| {
        panic!("what was encoded is not decoded: {}\n{}", error.message, encoded.as_str().unwrap_or_default())
    });
    assert_eq!(value, again, "another value after encoding: {:?}", encoded.as_str());
}
