//! Templates: text with interpolations and directives.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::syntax::tree::{Expr, TemplateFor, TemplatePart};

use super::evaluator::Evaluator;
use super::for_expr::bindings;

/// The text so far, and what it was made from.
#[derive(Default)]
struct Text {
    written: String,
    unknown: Option<Reason>,
    from: Vec<Provenance>,
    sensitive: bool,
}

impl Evaluator<'_> {
    /// Evaluates a template to a string; unknown as a whole when a part of it is.
    pub fn evaluate_template(&mut self, parts: &[TemplatePart], span: Span) -> Value {
        let mut text = Text::default();
        self.append(parts, &mut text);
        let value = match text.unknown {
            Some(reason) => Value::unknown(reason, Type::String),
            None => Value::string(text.written),
        };
        value.with_provenance(Provenance::computed(span, text.from)).sensitive_if(text.sensitive)
    }

    fn append(&mut self, parts: &[TemplatePart], text: &mut Text) {
        for part in parts {
            match part {
                TemplatePart::Literal(literal, _) => text.written.push_str(literal),
                TemplatePart::Interpolation(expr) => self.append_interpolation(expr, text),
                TemplatePart::If(directive) => {
                    let condition = self.evaluate_condition(&directive.condition);
                    text.sensitive |= condition.sensitive;
                    match &condition.data {
                        Data::Bool(true) => self.append(&directive.then, text),
                        Data::Bool(false) => self.append(&directive.otherwise, text),
                        _ => note_unknown(&condition, text),
                    }
                }
                TemplatePart::For(directive) => self.append_for(directive, text),
            }
        }
    }

    fn append_interpolation(&mut self, expr: &Expr, text: &mut Text) {
        let value = self.evaluate(expr);
        text.sensitive |= value.sensitive;
        text.from.push(value.provenance.clone());
        if value.is_unknown() {
            return note_unknown(&value, text);
        }
        if let Ok(Value { data: Data::String(part), .. }) = convert(&value, &Type::String) {
            return text.written.push_str(&part);
        }
        let found = if value.is_null() { "null".to_owned() } else { value.kind().to_string() };
        let failed = self.fail(
            Diagnostic::error(Code::InvalidValue, "only a string, number or bool can stand in a template")
                .at(expr.span, format!("this is {found}"))
                .hint("use `jsonencode(…)` or `join(…)` to make a text of it"),
        );
        note_unknown(&failed, text);
    }

    fn append_for(&mut self, directive: &TemplateFor, text: &mut Text) {
        let collection = self.evaluate(&directive.collection);
        text.sensitive |= collection.sensitive;
        match self.items_of(&collection, &directive.collection) {
            Err(value) => note_unknown(&value, text),
            Ok(items) => {
                for (key, value) in items {
                    let bound = bindings(directive.key.as_ref(), &directive.value, key, value);
                    self.with_bindings(bound, |evaluator| evaluator.append(&directive.body, text));
                }
            }
        }
    }
}

fn note_unknown(value: &Value, text: &mut Text) {
    if text.unknown.is_none() {
        text.unknown = value.as_unknown().map(|unknown| Arc::clone(unknown).reason.clone());
    }
}
