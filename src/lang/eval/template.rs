//! Templates: text with interpolations and directives.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::budget::Limit;
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::limits::MAX_TEXT;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::syntax::tree::{Expr, TemplateFor, TemplatePart};

use super::evaluator::Evaluator;
use super::for_expr::bindings;

/// How much text is copied in a step.
const BYTES_IN_STEP: u64 = 64;

/// What is kept of where a part of a text comes from.
const BYTES_OF_WAY: u64 = 32;

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
                TemplatePart::Literal(literal, span) => self.append_text(literal, *span, text),
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
            return self.append_text(&part, expr.span, text);
        }
        let found = if value.is_null() { "null".to_owned() } else { value.kind().to_string() };
        let failed = self.fail(
            Diagnostic::error(Code::InvalidValue, "only a string, number or bool can stand in a template")
                .at(expr.span, format!("this is {found}"))
                .hint("use `jsonencode(…)` or `join(…)` to make a text of it"),
        );
        note_unknown(&failed, text);
    }

    /// Pays for the text before it is there, and for what is kept of its way.
    fn append_text(&self, part: &str, place: Span, text: &mut Text) {
        let length = part.len() as u64;
        let budget = self.budget();
        if text.written.len() + part.len() > MAX_TEXT {
            budget.cross(Limit::Value, place);
        }
        if budget.take_steps(length / BYTES_IN_STEP, place) && budget.take_bytes(length + BYTES_OF_WAY, place)
        {
            text.written.push_str(part);
        } else {
            note_unknown(&Value::failed(), text);
        }
    }

    fn append_for(&mut self, directive: &TemplateFor, text: &mut Text) {
        let collection = self.evaluate(&directive.collection);
        text.sensitive |= collection.sensitive;
        match self.items_of(&collection, &directive.collection) {
            Err(value) => note_unknown(&value, text),
            Ok(items) => {
                for (key, value) in items {
                    if self.budget().is_spent() {
                        return note_unknown(&Value::failed(), text);
                    }
                    let bound = bindings(directive.key.as_ref(), &directive.value, key, value);
                    self.with_bindings(bound, |evaluator| evaluator.append(&directive.body, text));
                }
            }
        }
    }
}

fn note_unknown(value: &Value, text: &mut Text) {
    if text.unknown.is_none() {
        text.unknown = value.as_unknown().map(|unknown| unknown.reason.clone());
    }
}
