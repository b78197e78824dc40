//! Runs tables of expressions, with `unknown.TYPE` for a value that is not known.

use crate::diagnostic::Diagnostic;
use crate::lang::budget::Budget;
use crate::lang::builtin::{CallContext, FunctionSet};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::file_memo::FileMemo;
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::test_world::TestWorld;
use crate::lang::value::{Data, Value};
use crate::lang::world::{Mode, World as _};
use crate::syntax::parse_hcl;

/// Checks that each call gives what stands beside it: the same data of the same type.
#[track_caller]
pub(super) fn gives(rows: &[(&str, &str)]) {
    gives_in(&TestWorld::default(), rows);
}

/// The same, with files.
#[track_caller]
pub(super) fn gives_in(world: &TestWorld, rows: &[(&str, &str)]) {
    for (expression, expected) in rows {
        let value = run_in(world, expression).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
        let expected = run_in(world, expected).unwrap_or_else(|error| panic!("{expected}: {error:?}"));
        assert_eq!(show(&value), show(&expected), "{expression}");
    }
}

/// Checks that each call is refused with a message that has the text beside it.
#[track_caller]
pub(super) fn refuses(rows: &[(&str, &str)]) {
    refuses_in(&TestWorld::default(), rows);
}

/// The same, with files.
#[track_caller]
pub(super) fn refuses_in(world: &TestWorld, rows: &[(&str, &str)]) {
    refuses_with(world, Mode::Plan, rows);
}

/// Checks that each call gives what stands beside it where results are printed.
#[track_caller]
pub(super) fn gives_in_render(rows: &[(&str, &str)]) {
    let world = TestWorld::default();
    for (expression, expected) in rows {
        let run = |text: &str| {
            run_with(&world, Mode::Render, text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
        };
        assert_eq!(show(&run(expression)), show(&run(expected)), "{expression}");
    }
}

/// The same where results are printed.
#[track_caller]
pub(super) fn refuses_in_render(rows: &[(&str, &str)]) {
    refuses_with(&TestWorld::default(), Mode::Render, rows);
}

#[track_caller]
fn refuses_with(world: &TestWorld, mode: Mode, rows: &[(&str, &str)]) {
    for (expression, expected) in rows {
        match run_with(world, mode, expression) {
            Ok(value) => panic!("{expression} gives {}", show(&value)),
            Err(message) => assert!(message.contains(expected), "{expression}: {message}"),
        }
    }
}

/// The result of one expression, or what is reported.
pub(super) fn run(expression: &str) -> Result<Value, String> {
    run_in(&TestWorld::default(), expression)
}

/// The same, with files.
pub(super) fn run_in(world: &TestWorld, expression: &str) -> Result<Value, String> {
    run_with(world, Mode::Plan, expression)
}

fn run_with(world: &TestWorld, mode: Mode, expression: &str) -> Result<Value, String> {
    let (budget, files) = (Budget::default(), FileMemo::default());
    let folder = "/estate/unit".as_ref();
    let context = CallContext {
        world,
        budget: &budget,
        files: &files,
        mode,
        folder,
        functions: FunctionSet::Terragrunt,
    };
    // A path would take `//` for `/`.
    let name = expression.replace('/', "|");
    let file = world.sources().add(name.as_ref(), format!("x = {expression}\n"));
    let (body, diagnostics) = parse_hcl(&file);
    assert!(diagnostics.is_empty(), "{expression}: {diagnostics:?}");
    let mut evaluator = Evaluator::new(context, &Unknowns, None);
    let value = evaluator.evaluate(&body.attributes[0].value);
    let titles: Vec<String> = evaluator
        .take_diagnostics()
        .into_iter()
        .filter(Diagnostic::is_error)
        .map(|problem| problem.title)
        .collect();
    if titles.is_empty() { Ok(value) } else { Err(titles.join("\n")) }
}

/// The one variable of these tables: `unknown`, with an attribute for each type.
struct Unknowns;

impl Scope for Unknowns {
    fn variable(&self, name: &str) -> Option<Value> {
        let kinds = [
            ("any", Type::Any),
            ("bool", Type::Bool),
            ("number", Type::Number),
            ("string", Type::String),
            ("list", Type::list(Type::String)),
            ("set", Type::set(Type::String)),
            ("map", Type::map(Type::String)),
            ("anylist", Type::list(Type::Any)),
            ("anyset", Type::set(Type::Any)),
        ];
        let unknown = |kind| Value::unknown(Reason::Environment("X".into()), kind);
        let entries = kinds.into_iter().map(|(name, kind)| (name.into(), unknown(kind)));
        (name == "unknown").then(|| Value::object(entries.collect()))
    }

    fn names(&self) -> Vec<&str> {
        vec!["unknown"]
    }
}

/// Data with its types, for comparison and for people.
fn show(value: &Value) -> String {
    let elements = |elements: &[Value]| elements.iter().map(show).collect::<Vec<_>>().join(", ");
    let shown = match &value.data {
        Data::Null(_) => "null".to_owned(),
        Data::Unknown(unknown) => format!("unknown {:?}", unknown.kind),
        Data::Bool(flag) => flag.to_string(),
        Data::Number(number) => number.to_string(),
        Data::String(text) => format!("{text:?}"),
        Data::List(kind, parts) => format!("list({kind})[{}]", elements(parts)),
        Data::Set(kind, parts) => format!("set({kind})[{}]", elements(parts)),
        Data::Tuple(parts) => format!("[{}]", elements(parts)),
        Data::Map(kind, entries) => format!("map({kind}){entries}", entries = show_entries(entries)),
        Data::Object(entries) => show_entries(entries),
    };
    if value.sensitive { format!("sensitive({shown})") } else { shown }
}

fn show_entries(entries: &crate::lang::value::Entries) -> String {
    let entries = entries.iter().map(|(name, entry)| format!("{name:?} = {}", show(entry)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}
