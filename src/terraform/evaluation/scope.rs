//! What an expression of a module may name: its variables, locals, resources, data sources and calls, each worked out when
//! a name asks for it; `each`, `count` and what `dynamic` blocks bind.

use std::sync::Arc;

use crate::lang::builtin::CallContext;
use crate::lang::eval::{Chain, Evaluator, Scope};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Entries, Value};
use crate::lang::world::Mode;
use crate::syntax::tree::Expr;
use crate::terraform::module::ResourceName;

use super::each::{Each, InstanceId};
use super::evaluator::Evaluation;

/// The scope of an expression.
pub(super) struct ModuleScope<'s> {
    pub(super) evaluation: &'s Evaluation<'s>,
    pub(super) instance: InstanceId,
    pub(super) each: &'s Each,
}

const ROOTS: [&str; 9] = ["var", "local", "module", "data", "each", "count", "path", "terraform", "self"];

impl Scope for ModuleScope<'_> {
    fn variable(&self, name: &str) -> Option<Value> {
        let iterators = self.each.iterators.iter().rev();
        if let Some((_, value)) = iterators.into_iter().find(|(bound, _)| &**bound == name) {
            return Some(value.clone());
        }
        let object = |entries: Vec<(&str, Value)>| {
            Value::object(entries.into_iter().map(|(name, value)| (name.into(), value)).collect::<Entries>())
        };
        match name {
            "each" => {
                let (key, value) = self.each.pair.clone()?;
                Some(object(vec![("key", key), ("value", value)]))
            }
            "count" => Some(object(vec![("index", self.each.index.clone()?)])),
            "path" => {
                let working = Reason::Effect {
                    call: "path.cwd".into(),
                    why: "which is the folder that Terraform will work in".into(),
                };
                let module = Value::string(Arc::clone(&self.evaluation.instance(self.instance).path));
                let cwd = Value::unknown(working, Type::String);
                Some(object(vec![("module", module), ("root", Value::string(".")), ("cwd", cwd)]))
            }
            "terraform" | "tofu" => {
                let workspace = self.evaluation.given.world.variable("TF_WORKSPACE");
                let workspace =
                    workspace.filter(|name| !name.is_empty()).unwrap_or_else(|| "default".to_owned());
                Some(object(vec![("workspace", Value::string(workspace))]))
            }
            _ => None,
        }
    }

    fn names(&self) -> Vec<&str> {
        ROOTS.to_vec()
    }

    fn advice(&self, missing: &str) -> Option<&str> {
        match missing {
            "var" | "local" | "module" | "data" => Some("name one of them: it cannot be used as a whole"),
            "each" => Some("`each` is there in blocks with `for_each`"),
            "count" => Some("`count` is there in blocks with `count`"),
            _ => None,
        }
    }

    fn is_lazy(&self) -> bool {
        true
    }

    fn resolve(&self, chain: &Chain<'_>) -> Option<(Value, usize)> {
        if self.each.iterators.iter().any(|(bound, _)| &**bound == chain.root) {
            return None;
        }
        let evaluation = self.evaluation;
        let depth = chain.depth + 1;
        let first = &chain.names[0].text;
        match chain.root {
            "var" => Some((evaluation.variable(self.instance, first, depth), 1)),
            "local" => Some((evaluation.local(self.instance, first, depth), 1)),
            "module" => {
                let output = chain.names.get(1).map(|name| &name.text);
                Some(evaluation.module_value(self.instance, first, output, depth))
            }
            "data" => {
                let name = &chain.names.get(1)?.text;
                let name = ResourceName { is_data: true, kind: Arc::clone(first), name: Arc::clone(name) };
                Some(self.resource(&name, chain, 2, depth))
            }
            "each" | "count" | "path" | "terraform" | "tofu" | "self" => None,
            kind => {
                let name = ResourceName { is_data: false, kind: kind.into(), name: Arc::clone(first) };
                if !evaluation.has_resource(self.instance, &name) && !kind.contains('_') {
                    return None;
                }
                Some(self.resource(&name, chain, 1, depth))
            }
        }
    }
}

impl ModuleScope<'_> {
    fn resource(&self, name: &ResourceName, chain: &Chain<'_>, taken: usize, depth: usize) -> (Value, usize) {
        let attribute = chain.names.get(taken).map(|name| &name.text);
        let (value, has_taken_attribute) =
            self.evaluation.resource_value(self.instance, name, attribute, depth);
        (value, taken + usize::from(has_taken_attribute))
    }
}

impl Evaluation<'_> {
    /// Evaluates an expression of an instance's module.
    pub(super) fn evaluate(&self, instance: InstanceId, expr: &Expr, each: &Each, depth: usize) -> Value {
        let scope = ModuleScope { evaluation: self, instance, each };
        let context = CallContext {
            world: self.given.world,
            budget: &self.budget,
            files: self.given.files,
            mode: Mode::Plan,
            // Terraform works in the root module's folder, whichever module the expression is in.
            folder: &self.folder,
            functions: self.given.functions,
        };
        let mut evaluator = Evaluator::new(context, &scope, None).at_depth(depth);
        let value = evaluator.evaluate(expr);
        let problems = evaluator.take_diagnostics();
        if !problems.is_empty() {
            self.diagnostics.borrow_mut().extend(problems);
        }
        value
    }
}
