//! Values of expressions that stand alone, written down as the Go libraries write them.

use serde_json::{Value as Json, json};

use tglambda::diagnostic::Diagnostic;
use tglambda::estate::DiskWorld;
use tglambda::host::env::EnvVars;
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::eval::{Evaluator, Scope};
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::kind::Type;
use tglambda::lang::value::{Data, Entries, Value};
use tglambda::lang::world::Mode;
use tglambda::syntax::tree::Expr;

use crate::difference::differences;

/// The variables of an expression.
pub(crate) struct Variables(pub(crate) Entries);

impl Scope for Variables {
    fn variable(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(|name| &**name).collect()
    }
}

/// The value of an expression that sees these variables, or what is wrong with it.
pub(crate) fn value_of(expr: &Expr, variables: &Variables) -> Result<Value, String> {
    let world = DiskWorld::new(EnvVars::default(), "/", Interrupt::default());
    let functions = FunctionSet::Terragrunt;
    let budget = Budget::default();
    let context = CallContext {
        world: &world,
        budget: &budget,
        files: &FileMemo::default(),
        mode: Mode::Plan,
        folder: "/".as_ref(),
        functions,
    };
    let mut evaluator = Evaluator::new(context, variables, None);
    let value = evaluator.evaluate(expr);
    let problems = evaluator.take_diagnostics().into_iter().filter(Diagnostic::is_error);
    let problems: Vec<String> = problems.map(|problem| problem.title).collect();
    if problems.is_empty() { Ok(value) } else { Err(problems.join(", ")) }
}

/// The value of an expression that sees no variables, as `{"value": …, "type": …}`.
pub(crate) fn value_alone(expr: &Expr) -> Result<Json, String> {
    let value = value_of(expr, &Variables(Entries::new()))?;
    Ok(json!({"value": plain(&value), "type": kind(&value.kind())}))
}

/// Whether two values written down are the same: numbers are compared as numbers, and types but where they are not told.
pub(crate) fn same(ours: &Json, theirs: &Json) -> bool {
    let same = |name: &str| differences(&theirs[name], &ours[name]).is_empty();
    same("value") && (theirs.get("type").is_none() || same("type"))
}

/// A value without its type.
pub(crate) fn plain(value: &Value) -> Json {
    match &value.data {
        Data::Null(_) => Json::Null,
        Data::Unknown(_) => Json::String("(unknown)".to_owned()),
        Data::Bool(flag) => Json::Bool(*flag),
        Data::String(text) => Json::String(text.to_string()),
        Data::Number(number) => match number.as_i64() {
            Some(integer) => integer.into(),
            None => number.to_f64().into(),
        },
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            elements.iter().map(plain).collect()
        }
        Data::Map(_, entries) | Data::Object(entries) => {
            entries.iter().map(|(name, entry)| (name.to_string(), plain(entry))).collect()
        }
    }
}

fn kind(of: &Type) -> Json {
    match of {
        Type::Any => json!("dynamic"),
        Type::Bool => json!("bool"),
        Type::Number => json!("number"),
        Type::String => json!("string"),
        Type::List(element) => json!(["list", kind(element)]),
        Type::Set(element) => json!(["set", kind(element)]),
        Type::Map(element) => json!(["map", kind(element)]),
        Type::Tuple(elements) => json!(["tuple", elements.iter().map(kind).collect::<Json>()]),
        Type::Object(attributes) => {
            let attributes = attributes.iter().map(|(name, of)| (name.to_string(), kind(of)));
            json!(["object", attributes.collect::<Json>()])
        }
    }
}
