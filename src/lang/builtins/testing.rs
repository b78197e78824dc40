//! Runs tables of calls, written as HCL without any evaluation: literals, calls, and `unknown.TYPE`.

use hcl_edit::Decorated;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};

use crate::lang::builtin::{CallContext, CallError, FunctionSet};
use crate::lang::builtins::find;
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::reason::Reason;
use crate::lang::test_world::TestWorld;
use crate::lang::text::normalized;
use crate::lang::value::{Data, Value};
use crate::lang::world::Mode;

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
    for (expression, expected) in rows {
        match run_in(world, expression) {
            Ok(value) => panic!("{expression} gives {}", show(&value)),
            Err(error) => assert!(error.message.contains(expected), "{expression}: {}", error.message),
        }
    }
}

/// The result of one expression.
pub(super) fn run(expression: &str) -> Result<Value, CallError> {
    run_in(&TestWorld::default(), expression)
}

fn run_in(world: &TestWorld, expression: &str) -> Result<Value, CallError> {
    let context = CallContext {
        world,
        mode: Mode::Plan,
        folder: "/estate/unit".as_ref(),
        functions: FunctionSet::Terragrunt,
    };
    let expression: Expression = expression.parse().unwrap_or_else(|error| panic!("{expression}: {error}"));
    evaluate(context, &expression)
}

fn evaluate(context: CallContext<'_>, expression: &Expression) -> Result<Value, CallError> {
    Ok(match expression {
        Expression::Null(_) => Value::null(),
        Expression::Bool(flag) => Value::bool(*flag.value()),
        Expression::Number(number) => {
            Value::number(Number::parse(&number.value().to_string()).expect("a number literal"))
        }
        Expression::UnaryOp(operation) => {
            let number = evaluate(context, &operation.expr)?;
            Value::number(number.as_number().expect("a number after `-`").negate())
        }
        Expression::String(text) => normalized(text.value().clone()),
        Expression::Array(elements) => {
            let elements = elements.iter().map(|element| evaluate(context, element));
            Value::tuple(elements.collect::<Result<Vec<_>, _>>()?)
        }
        Expression::Object(object) => {
            let entries = object.iter().map(|(key, value)| {
                let name = match key {
                    ObjectKey::Ident(name) => name.as_str().into(),
                    ObjectKey::Expression(key) => key.as_str().expect("a plain key").into(),
                };
                Ok((name, evaluate(context, value.expr())?))
            });
            Value::object(entries.collect::<Result<_, CallError>>()?)
        }
        Expression::Traversal(traversal) => {
            let Some(TraversalOperator::GetAttr(name)) = traversal.operators.first().map(Decorated::value)
            else {
                panic!("only `unknown.TYPE` is read");
            };
            Value::unknown(Reason::Environment("X".into()), unknown_kind(name.as_str()))
        }
        Expression::FuncCall(call) => {
            let name = call.name.name.as_str();
            let builtin =
                find(name, FunctionSet::Terragrunt).unwrap_or_else(|| panic!("no builtin `{name}`"));
            let arguments = call.args.iter().map(|argument| evaluate(context, argument));
            builtin.call(context, &arguments.collect::<Result<Vec<_>, _>>()?)?
        }
        other => panic!("not in these tables: {other:?}"),
    })
}

fn unknown_kind(name: &str) -> Type {
    match name {
        "any" => Type::Any,
        "bool" => Type::Bool,
        "number" => Type::Number,
        "string" => Type::String,
        "list" => Type::list(Type::String),
        "set" => Type::set(Type::String),
        "map" => Type::map(Type::String),
        "anylist" => Type::list(Type::Any),
        "anyset" => Type::set(Type::Any),
        _ => panic!("no such type: {name}"),
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
