//! The evaluation of one root module: what it is told, its instances, and what was found on the way.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::budget::Budget;
use crate::lang::builtin::FunctionSet;
use crate::lang::file_memo::FileMemo;
use crate::lang::value::Value;
use crate::lang::world::World;
use crate::source::Span;
use crate::terraform::module::{Module, ResourceName};

use super::dropped::DroppedPart;
use super::each::{Each, InstanceId};
use super::instance::{Asked, Instance, ask, fill};
use super::resource_instance::ResourceInstance;

/// What the evaluation of a root module is told.
#[derive(Clone, Copy)]
pub struct Given<'g> {
    /// The outside.
    pub world: &'g dyn World,
    /// What files hold, for the whole run.
    pub files: &'g FileMemo,
    /// The builtins that modules may call.
    pub functions: FunctionSet,
    /// The values of the root module's variables that are given one.
    pub values: &'g BTreeMap<Arc<str>, Value>,
    /// The types of resources that are asked for: only of those is it reported that they cannot be told.
    pub wanted: fn(&str) -> bool,
}

/// A root module with its values.
pub struct Evaluation<'g> {
    pub(super) given: Given<'g>,
    pub(super) budget: Budget,
    pub(super) folder: std::path::PathBuf,
    instances: RefCell<Vec<Rc<Instance>>>,
    pub(super) diagnostics: RefCell<Vec<Diagnostic>>,
    pub(super) dropped: RefCell<Vec<DroppedPart>>,
}

/// The root module's instance.
const ROOT: InstanceId = 0;

impl<'g> Evaluation<'g> {
    /// Of this root module.
    pub fn new(given: Given<'g>, module: Arc<Module>) -> Self {
        let folder = module.folder.clone();
        let root = Instance::new(module, "".into(), ".".into(), None);
        Self {
            given,
            budget: Budget::default(),
            folder,
            instances: RefCell::new(vec![Rc::new(root)]),
            diagnostics: RefCell::default(),
            dropped: RefCell::default(),
        }
    }

    /// The instances of all resources of the wanted types, those of child modules included, in the order of their names.
    pub fn resources(&self) -> Vec<ResourceInstance> {
        let mut found = Vec::new();
        self.collect(ROOT, &mut found);
        found
    }

    fn collect(&self, id: InstanceId, found: &mut Vec<ResourceInstance>) {
        let instance = self.instance(id);
        let wanted =
            instance.module.resources.keys().filter(|name| !name.is_data && (self.given.wanted)(&name.kind));
        for name in wanted {
            found.extend(self.resource(id, name, 0).iter().cloned());
        }
        for name in instance.module.calls.keys() {
            for child in self.children(id, name, 0).values() {
                self.collect(*child, found);
            }
        }
    }

    /// Works out every variable of the root module, so that each that is wrong is reported.
    pub fn check_variables(&self) {
        let root = self.instance(ROOT);
        for name in root.module.variables.keys() {
            self.variable(ROOT, name, 0);
        }
    }

    /// The root module.
    pub fn module(&self) -> Arc<Module> {
        Arc::clone(&self.instance(ROOT).module)
    }

    /// What the types of variables drop of the values that they are given.
    pub fn dropped(&self) -> Vec<DroppedPart> {
        self.dropped.borrow().clone()
    }

    /// What was found on the way. Where the evaluation was given up, that is the problem.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        match self.budget.problem(&format!("the module in `{}`", self.folder.display())) {
            Some(problem) => vec![problem],
            None => self.diagnostics.borrow().clone(),
        }
    }

    pub(super) fn instance(&self, id: InstanceId) -> Rc<Instance> {
        Rc::clone(&self.instances.borrow()[id])
    }

    pub(super) fn add_instance(&self, instance: Instance) -> InstanceId {
        let mut instances = self.instances.borrow_mut();
        instances.push(Rc::new(instance));
        instances.len() - 1
    }

    pub(super) fn report(&self, problem: Diagnostic) {
        self.diagnostics.borrow_mut().push(problem);
    }

    /// `local.<name>`
    pub(super) fn local(&self, id: InstanceId, name: &Arc<str>, depth: usize) -> Value {
        let instance = self.instance(id);
        let Some(attribute) = instance.module.locals.get(name) else { return Value::failed() };
        match ask(&instance.locals, name) {
            Asked::Known(value) => value,
            // The text alone shows the circle, and it is reported there.
            Asked::Circle => Value::failed(),
            Asked::Open => {
                let value = self.evaluate(id, &attribute.value, &Each::default(), depth);
                fill(&instance.locals, Arc::clone(name), value.clone());
                value
            }
        }
    }

    /// An output of an instance, as its caller sees it.
    pub(super) fn output(&self, id: InstanceId, name: &Arc<str>, depth: usize) -> Option<Value> {
        let instance = self.instance(id);
        let output = instance.module.outputs.get(name)?;
        let Some(expr) = &output.value else { return Some(Value::failed()) };
        Some(match ask(&instance.outputs, name) {
            Asked::Known(value) => value,
            Asked::Circle => self.circle(&format!("the output `{name}`"), expr.span),
            Asked::Open => {
                let value =
                    self.evaluate(id, expr, &Each::default(), depth).sensitive_if(output.is_sensitive);
                fill(&instance.outputs, Arc::clone(name), value.clone());
                value
            }
        })
    }

    /// Something that needs itself.
    pub(super) fn circle(&self, what: &str, place: Span) -> Value {
        self.report(
            Diagnostic::error(Code::EvaluationCycle, format!("{what} needs itself")).at(place, "needed here"),
        );
        Value::failed()
    }

    /// The folder that relative paths count from.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The body that declares a resource of an instance.
    pub(super) fn has_resource(&self, id: InstanceId, name: &ResourceName) -> bool {
        self.instance(id).module.resources.contains_key(name)
    }
}
