//! An expression over known, unknown, null and secret values, in both modes.

use std::path::Path;
use std::sync::Arc;

use tglambda::diagnostic::has_errors;
use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::eval::{Evaluator, Scope};
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::kind::Type;
use tglambda::lang::reason::{Reason, Reference};
use tglambda::lang::value::{Data, Entries, Unknown, Value};
use tglambda::lang::world::{Mode, World as _};
use tglambda::syntax::parse_expression;

use super::memory_world::MemoryWorld;
use super::{secrets, spans};

/// What an expression sees: `known`, `unknown`, `secret`, `dependency`.
struct Variables(Entries);

impl Variables {
    fn new() -> Self {
        let known = [
            ("text", Value::string("text ü")),
            ("number", Value::number(7_usize)),
            ("flag", Value::bool(true)),
            ("nothing", Value::null()),
            ("list", Value::string_list(["a", "b"])),
            ("mixed", Value::tuple(vec![Value::number(1_usize), Value::string("x"), Value::null()])),
        ];
        let unknown = [
            ("any", Type::Any),
            ("text", Type::String),
            ("number", Type::Number),
            ("list", Type::list(Type::String)),
            ("map", Type::map(Type::Number)),
        ];
        let unknown =
            unknown.map(|(name, kind)| (name, Value::unknown(Reason::Environment("UNSET".into()), kind)));
        let secret = [
            ("text", Value::string(secrets::SECRET).sensitive_if(true)),
            ("list", Value::string_list([secrets::SECRET, "b"]).sensitive_if(true)),
            ("inside", Value::tuple(vec![Value::string(secrets::SECRET).sensitive_if(true)])),
        ];
        let variables = [("known", object(known)), ("unknown", object(unknown)), ("secret", object(secret))];
        Self(entries(variables.into_iter().chain([("dependency", dependency())])))
    }
}

fn dependency() -> Value {
    let reference = Reference { unit: "network".into(), output: "".into() };
    let outputs = Unknown::output(reference, Some(object([("id", Value::string("mock"))])));
    object([("network", object([("outputs", Value::new(Data::Unknown(Arc::new(outputs))))]))])
}

fn object<'n>(parts: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    Value::object(entries(parts))
}

fn entries<'n>(parts: impl IntoIterator<Item = (&'n str, Value)>) -> Entries {
    parts.into_iter().map(|(name, value)| (Arc::from(name), value)).collect()
}

impl Scope for Variables {
    fn variable(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(|name| &**name).collect()
    }
}

/// Evaluates the text.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if text.contains(secrets::SECRET) {
        return;
    }
    let world = MemoryWorld::with_files([
        ("/estate/unit/template.tpl", &b"%{ for x in xs }${x},%{ endfor }"[..]),
        ("/estate/unit/data.json", &b"{\"a\": [1, \"b\", null]}"[..]),
    ]);
    let file = world.sources().add(Path::new("/estate/unit/terragrunt.hcl"), text);
    let (Some(expr), _) = parse_expression(&file) else { return };
    let scope = Variables::new();
    for mode in [Mode::Plan, Mode::Render] {
        let budget = Budget::default();
        let context = CallContext {
            files: &FileMemo::default(),
            world: &world,
            budget: &budget,
            mode,
            folder: Path::new("/estate/unit"),
            functions: FunctionSet::Terragrunt,
        };
        let mut evaluator = Evaluator::new(context, &scope, None);
        let value = evaluator.evaluate(&expr);
        let problems = evaluator.take_diagnostics();
        if !text.contains("templatefile") {
            spans::check_messages(&file, &problems);
        }
        secrets::check_messages(&problems);
        if !has_errors(&problems) && !text.contains("nonsensitive") {
            secrets::check_value(&value);
        }
    }
}
