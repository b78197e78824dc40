//! Module calls: the instances they make, and what `module.<name>` is.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Entries, Value};
use crate::source::Span;
use crate::terraform::module::{CallSource, Module};

use super::address::{Key, below};
use super::each::InstanceId;
use super::evaluator::Evaluation;
use super::instance::{Asked, Caller, Children, Instance, ask, fill};

impl Evaluation<'_> {
    /// The instances that a call makes; none where its module is not here.
    pub(super) fn children(&self, id: InstanceId, name: &Arc<str>, depth: usize) -> Children {
        let instance = self.instance(id);
        let Some(call) = instance.module.calls.get(name) else { return Children::default() };
        let CallSource::Here(module) = &call.source else { return Children::default() };
        match ask(&instance.children, name) {
            Asked::Known(children) => children,
            Asked::Circle => {
                self.circle(&format!("the module call `{name}`"), call.block.kind.span);
                Children::default()
            }
            Asked::Open => {
                let address = below(&instance.address, format!("module.{name}"));
                let matters = self.has_wanted(module);
                let copies = self.repeat(id, &call.block.body, &address, matters, depth);
                let path: Arc<str> = self.path_of(&instance, module).into();
                let children: BTreeMap<Key, InstanceId> = copies
                    .into_iter()
                    .map(|(key, each)| {
                        let caller = Caller { instance: id, call: Arc::clone(name), each };
                        let address = format!("{address}{key}").into();
                        let child =
                            Instance::new(Arc::clone(module), address, Arc::clone(&path), Some(caller));
                        (key, self.add_instance(child))
                    })
                    .collect();
                let children = Rc::new(children);
                fill(&instance.children, Arc::clone(name), Rc::clone(&children));
                children
            }
        }
    }

    /// `path.module` of a called module: relative to the root module.
    fn path_of(&self, caller: &Instance, module: &Module) -> String {
        let relative = crate::terraform::source::relative(self.folder(), &module.folder);
        relative.unwrap_or_else(|| caller.path.to_string())
    }

    fn has_wanted(&self, module: &Module) -> bool {
        module.resources.keys().any(|name| !name.is_data && (self.given.wanted)(&name.kind))
            || module.children().any(|child| self.has_wanted(child))
    }

    /// `module.<name>`, or of a single instance `module.<name>.<output>`; with how many names it took.
    pub(super) fn module_value(
        &self,
        id: InstanceId,
        name: &Arc<str>,
        output: Option<&Arc<str>>,
        depth: usize,
    ) -> (Value, usize) {
        let instance = self.instance(id);
        let Some(call) = instance.module.calls.get(name) else { return (Value::failed(), 1) };
        if let CallSource::Elsewhere(source, _) = &call.source {
            let called = below(&instance.address, format!("module.{name}"));
            return (unknown_module(&called, source), 1);
        }
        if !matches!(call.source, CallSource::Here(_)) {
            return (Value::failed(), 1);
        }
        let children = self.children(id, name, depth);
        if let (Some(child), Some(output)) = (children.get(&Key::Single), output) {
            return match self.output(*child, output, depth) {
                Some(value) => (value, 2),
                None => (self.outputs(*child, depth), 1),
            };
        }
        if let Some(child) = children.get(&Key::Single) {
            return (self.outputs(*child, depth), 1);
        }
        if children.contains_key(&Key::Unknown) {
            let address = below(&instance.address, format!("module.{name}"));
            return (Value::unknown(Reason::Repetition(address.into()), Type::Any), 1);
        }
        let is_counted = call.block.body.attribute("count").is_some();
        let outputs = children.iter().map(|(key, child)| (key, self.outputs(*child, depth)));
        let value = if is_counted {
            Value::tuple(outputs.map(|(_, value)| value).collect::<Vec<_>>())
        } else {
            let named = outputs.filter_map(|(key, value)| match key {
                Key::Name(name) => Some((Arc::clone(name), value)),
                _ => None,
            });
            Value::object(named.collect::<Entries>())
        };
        (value, 1)
    }

    fn outputs(&self, id: InstanceId, depth: usize) -> Value {
        let instance = self.instance(id);
        let outputs = instance.module.outputs.keys();
        let outputs = outputs
            .map(|name| (Arc::clone(name), self.output(id, name, depth).unwrap_or_else(Value::failed)));
        Value::object(outputs.collect())
    }

    /// Where the calls are whose modules are not here.
    pub fn calls_elsewhere(&self) -> Vec<(Arc<str>, Span)> {
        self.instance(0).module.sources_elsewhere()
    }
}

fn unknown_module(call: &str, source: &Arc<str>) -> Value {
    Value::unknown(Reason::Module { call: call.into(), source: Arc::clone(source) }, Type::Any)
}
