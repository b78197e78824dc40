//! Blocks in the form of an attribute: Terragrunt takes their values by whatever type comes near. Source: mapstructure's
//! `WeakDecode`, as Terragrunt 1.1.3 calls it.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::value::{Entries, Value};
use crate::source::Span;

use super::schema::Attribute;

/// The attributes of `value` that the schema knows, converted; others are passed over.
pub(super) fn weakly(
    value: &Value,
    schema: &[Attribute],
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Entries {
    let mut fields = Entries::new();
    for (name, entry) in value.entries().into_iter().flat_map(|entries| entries.iter()) {
        // Keys are matched without regard to case.
        let Some(known) = schema.iter().find(|known| known.name.eq_ignore_ascii_case(name)) else { continue };
        let kind: Type = known.shape.into();
        match convert(entry, &kind) {
            Ok(converted) => {
                fields.insert(Arc::from(known.name), converted);
            }
            Err(error) => diagnostics.push(
                Diagnostic::error(Code::InvalidValue, format!("`{name}` has the wrong type")).at(
                    if entry.provenance.span.is_some() { entry.provenance.span } else { span },
                    error.to_string(),
                ),
            ),
        }
    }
    fields
}
