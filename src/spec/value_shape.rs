//! Which values a setting can have, told by their form: an `environment` that is a text is the name of one and no map of
//! variables. What is not known may be anything that its type allows.

use std::borrow::Cow;

use crate::lang::kind::Type;
use crate::lang::value::{Data, Value};

/// The values that a setting can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueShape {
    /// A text.
    Text,
    /// A text, a number or a truth value; whether it is the right one is for those to say who use it.
    Scalar,
    /// A number, or the text of one.
    Number,
    /// An ARN: a name alone does not do.
    Arn,
    /// Texts, or a single one.
    Texts,
    /// ARNs, or a single one.
    Arns,
    /// Ids that begin so, or a single one: names do not do.
    Ids(&'static str),
    /// A map of plain values.
    Variables,
}

impl ValueShape {
    /// Whether the setting can have this value.
    pub(super) fn takes(self, value: &Value) -> bool {
        if let Some(unknown) = value.as_unknown() {
            return self.takes_kind(&unknown.kind);
        }
        match self {
            Self::Text => value.as_str().is_some(),
            Self::Scalar => is_scalar(value),
            Self::Number => {
                value.as_number().is_some() || value.as_str().is_some_and(|text| text.parse::<f64>().is_ok())
            }
            Self::Arn => is_text_that(value, |text| text.starts_with("arn:")),
            Self::Texts => all(value, |_| true),
            Self::Arns => all(value, |text| text.starts_with("arn:")),
            Self::Ids(start) => all(value, |text| text.starts_with(start)),
            Self::Variables => value.entries().is_some_and(|entries| {
                entries.values().all(|entry| entry.is_null() || entry.is_unknown() || is_scalar(entry))
            }),
        }
    }

    fn takes_kind(self, kind: &Type) -> bool {
        let is_scalar = matches!(kind, Type::String | Type::Number | Type::Bool);
        match self {
            _ if *kind == Type::Any => true,
            Self::Text | Self::Arn => *kind == Type::String,
            Self::Scalar => is_scalar,
            Self::Number => matches!(kind, Type::String | Type::Number),
            Self::Texts | Self::Arns | Self::Ids(_) => {
                *kind == Type::String || matches!(kind, Type::List(_) | Type::Set(_) | Type::Tuple(_))
            }
            Self::Variables => matches!(kind, Type::Map(_) | Type::Object(_)),
        }
    }

    /// The value as the setting takes it: a single text where texts are meant is a list of one.
    pub(super) fn given(self, value: &Value) -> Cow<'_, Value> {
        let is_list = matches!(self, Self::Texts | Self::Arns | Self::Ids(_));
        if !is_list || value.as_str().is_none() {
            return Cow::Borrowed(value);
        }
        let list = Value::tuple([value.clone()]).with_provenance(value.provenance.clone());
        Cow::Owned(list.sensitive_if(value.sensitive))
    }
}

fn is_scalar(value: &Value) -> bool {
    matches!(value.data, Data::String(_) | Data::Number(_) | Data::Bool(_))
}

fn is_text_that(value: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    value.as_str().is_some_and(wanted)
}

/// Whether a value is such a text, or a list in which all that is known are.
fn all(value: &Value, wanted: impl Fn(&str) -> bool) -> bool {
    match value.elements() {
        Some(elements) => {
            elements.iter().all(|element| element.is_unknown() || is_text_that(element, &wanted))
        }
        None => is_text_that(value, wanted),
    }
}
