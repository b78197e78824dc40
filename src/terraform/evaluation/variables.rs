//! A variable's value: what it is given, else its default, converted to its type. Source: Terraform
//! `internal/terraform/eval_variable.go`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::provenance::Provenance;
use crate::lang::value::Value;
use crate::terraform::variable::Variable;

use super::dropped::DroppedPart;
use super::each::InstanceId;
use super::evaluator::Evaluation;
use super::instance::{Asked, ask, fill};

impl Evaluation<'_> {
    /// `var.<name>`
    pub(super) fn variable(&self, id: InstanceId, name: &Arc<str>, depth: usize) -> Value {
        let instance = self.instance(id);
        let Some(variable) = instance.module.variables.get(name) else { return Value::failed() };
        match ask(&instance.variables, name) {
            Asked::Known(value) => value,
            Asked::Circle => self.circle(&format!("the variable `{name}`"), variable.span),
            Asked::Open => {
                let value = self.work_out(id, variable, depth);
                fill(&instance.variables, Arc::clone(name), value.clone());
                value
            }
        }
    }

    fn work_out(&self, id: InstanceId, variable: &Variable, depth: usize) -> Value {
        let given = self.given_value(id, &variable.name, depth);
        let given = given.filter(|value| variable.is_nullable || !value.is_null());
        let Some(value) = given.or_else(|| variable.default.clone()) else {
            self.report(self.missing(id, variable));
            return Value::failed().with_provenance(Provenance::written(variable.span));
        };
        let converted = match variable.constraint.apply(&value) {
            Ok(converted) => converted,
            Err(error) => {
                let place = value.provenance.nearest();
                self.report(
                    Diagnostic::error(
                        Code::InvalidValue,
                        format!("the variable `{}` does not take its value", variable.name),
                    )
                    .at(if place.is_some() { place } else { variable.span }, error.to_string())
                    .related(variable.span, "declared here"),
                );
                return Value::failed().with_provenance(value.provenance);
            }
        };
        if !converted.dropped.is_empty() {
            let module = Arc::clone(&self.instance(id).address);
            self.dropped.borrow_mut().extend(converted.dropped.into_iter().map(|part| DroppedPart {
                module: Arc::clone(&module),
                variable: Arc::clone(&variable.name),
                route: part.route,
                provenance: part.value_provenance,
                declared: variable.span,
            }));
        }
        converted.value.sensitive_if(variable.is_sensitive)
    }

    /// What the variable is given: the root's by whoever runs Terraform, another's by the call.
    fn given_value(&self, id: InstanceId, name: &Arc<str>, depth: usize) -> Option<Value> {
        let instance = self.instance(id);
        let Some(caller) = &instance.caller else { return self.given.values.get(name).cloned() };
        let parent = self.instance(caller.instance);
        let argument = parent.module.calls.get(&caller.call)?.block.body.attribute(name)?;
        Some(self.evaluate(caller.instance, &argument.value, &caller.each, depth))
    }

    fn missing(&self, id: InstanceId, variable: &Variable) -> Diagnostic {
        let title = format!("the variable `{}` has no value", variable.name);
        let problem = Diagnostic::error(Code::MissingArgument, title);
        let instance = self.instance(id);
        let Some(caller) = &instance.caller else {
            return problem
                .at(variable.span, "it has no default")
                .hint(format!("give it one in the unit's `inputs`: `{} = …`", variable.name));
        };
        let parent = self.instance(caller.instance);
        let call = parent.module.calls.get(&caller.call);
        let place = call.map_or(variable.span, |call| crate::terraform::declare::head(&call.block));
        problem
            .at(place, "this call does not set it")
            .related(variable.span, "declared here, without a default")
    }
}
