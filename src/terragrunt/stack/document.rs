//! A stack as one object: what `read_terragrunt_config` of a stack file gives. Source: Terragrunt 1.1.3
//! `pkg/config/config_as_cty.go` (`stackConfigAsCty`).

use std::sync::Arc;

use crate::lang::provenance::Provenance;
use crate::lang::value::{Entries, Value};
use crate::lang::world::Mode;
use crate::terragrunt::document::untyped;

use super::component::Component;
use super::model::Stack;

/// `{ local, unit, stack }`; the last two only where there are any.
pub(in crate::terragrunt) fn stack_document(stack: &Stack) -> Value {
    let mut object = Entries::new();
    let locals = stack
        .locals
        .as_ref()
        .map_or_else(|| Value::object(Entries::new()), |locals| untyped(locals, Mode::Plan));
    object.insert("local".into(), locals);
    for (name, components) in [("unit", &stack.units), ("stack", &stack.stacks)] {
        if !components.is_empty() {
            let entries = components.iter().map(|component| (Arc::clone(&component.name), entry(component)));
            object.insert(name.into(), Value::object(entries.collect()));
        }
    }
    Value::object(object)
}

fn entry(component: &Component) -> Value {
    let mut object = Entries::new();
    let name = Value::string(Arc::clone(&component.name));
    object.insert("name".into(), name.with_provenance(Provenance::written(component.head)));
    for name in ["source", "path"] {
        object.insert(name.into(), component.fields.get(name).cloned().unwrap_or_else(Value::failed));
    }
    // A null that is written is there; a flag is not.
    if let Some(values) = component.fields.get("values") {
        object.insert("values".into(), values.clone());
    }
    for name in ["no_dot_terragrunt_stack", "no_validation"] {
        if let Some(flag) = component.field(name) {
            object.insert(name.into(), flag.clone());
        }
    }
    Value::object(object).with_provenance(Provenance::written(component.head))
}
