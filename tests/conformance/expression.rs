//! Expressions evaluated by the product.

use std::collections::BTreeMap;
use std::path::Path;

use tglambda::diagnostic::Diagnostic;
use tglambda::estate::DiskWorld;
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::eval::{Evaluator, Scope};
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::value::Value;
use tglambda::lang::world::{Mode, World as _};
use tglambda::syntax::parse_hcl;

/// The result of an expression in a configuration in `folder`, or what is reported.
pub(crate) fn evaluate(
    source: &str,
    variables: &BTreeMap<String, Value>,
    folder: &Path,
) -> Result<Value, String> {
    let home = std::env::var("HOME").ok().map(|home| ("HOME".to_owned(), home));
    let world = DiskWorld::new(home.into_iter().collect(), folder, Interrupt::default());
    let budget = Budget::default();
    let context = CallContext {
        files: &FileMemo::default(),
        world: &world,
        budget: &budget,
        mode: Mode::Render,
        folder,
        functions: FunctionSet::Terragrunt,
    };
    let file = world.sources().add("case.hcl".as_ref(), format!("x = {source}\n"));
    let (body, problems) = parse_hcl(&file);
    if let Some(problems) = told(problems) {
        return Err(problems);
    }
    let [attribute] = &*body.attributes else { return Err("not one expression".to_owned()) };
    let scope = Variables(variables);
    let mut evaluator = Evaluator::new(context, &scope, None);
    let value = evaluator.evaluate(&attribute.value);
    told(evaluator.take_diagnostics()).map_or(Ok(value), Err)
}

fn told(problems: Vec<Diagnostic>) -> Option<String> {
    let titles: Vec<String> =
        problems.into_iter().filter(Diagnostic::is_error).map(|problem| problem.title).collect();
    (!titles.is_empty()).then(|| titles.join("; "))
}

struct Variables<'v>(&'v BTreeMap<String, Value>);

impl Scope for Variables<'_> {
    fn variable(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}
