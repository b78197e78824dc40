//! References: `local.name`, `each.value["key"]`, `list[0]`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::reason::{Reason, Reference};
use crate::lang::value::{Data, Entries, Unknown, Value};
use crate::lang::world::Mode;
use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind, Ident};

use super::evaluator::{Chain, Evaluator};

impl Evaluator<'_> {
    /// Evaluates a whole reference; its value came through the reference as one step.
    pub(super) fn evaluate_traversal(&mut self, expr: &Expr) -> Value {
        let value = self.follow(expr);
        let value = match &expr.kind {
            _ if self.context.mode != Mode::Render => value,
            ExprKind::Variable(_) if is_dependency(expr) => without_unresolved(&value),
            ExprKind::Attribute(source, _) | ExprKind::Index(source, _) if is_dependency(source) => {
                without_unresolved_outputs(&value)
            }
            _ => self.outputs_as_mock(value, expr.span),
        };
        let provenance = value.provenance.clone().through(expr.span);
        value.with_provenance(provenance)
    }

    fn follow(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Variable(name) => self.variable(name, expr.span),
            ExprKind::Attribute(source_expr, name) => {
                if self.scope.is_lazy()
                    && let Some(value) = self.resolve(expr)
                {
                    return value;
                }
                let source = self.follow(source_expr);
                if let (ExprKind::Variable(root), Data::Object(entries)) = (&source_expr.kind, &source.data)
                    && !entries.contains_key(&name.text)
                {
                    return self.missing_in_root(root, entries, name);
                }
                self.attribute_of(&source, name)
            }
            ExprKind::Index(source, key) => {
                let source = self.follow(source);
                self.index_of(&source, key)
            }
            _ => self.evaluate(expr),
        }
    }

    /// Asks the scope for a chain of names as a whole, then takes the steps that it left.
    fn resolve(&mut self, expr: &Expr) -> Option<Value> {
        let mut names = Vec::new();
        let mut part = expr;
        while let ExprKind::Attribute(source, name) = &part.kind {
            names.push(name);
            part = source;
        }
        let ExprKind::Variable(root) = &part.kind else { return None };
        if self.bindings.iter().any(|(bound, _)| bound == root) {
            return None;
        }
        names.reverse();
        let chain = Chain { root, names, depth: self.depth };
        let (value, taken) = self.scope.resolve(&chain)?;
        Some(chain.names[taken..].iter().fold(value, |value, name| self.attribute_of(&value, name)))
    }

    /// Reports that `root.name` is not there.
    fn missing_in_root(&mut self, root: &str, entries: &Entries, name: &Ident) -> Value {
        let names: Vec<&str> = entries.keys().map(|name| &**name).collect();
        if root == "local" {
            let missing = missing_local(&name.text, name.span, names.into_iter());
            return self.fail(Diagnostic { code: Code::MissingAttribute, ..missing });
        }
        let title = format!("there is no `{root}.{}`", name.text);
        if let Some(advice) = self.scope.advice(root).filter(|_| names.is_empty()) {
            let missing = Diagnostic::error(Code::MissingAttribute, title);
            return self.fail(missing.at(name.span, "not found").hint(advice));
        }
        self.missing(Code::MissingAttribute, title, &name.text, &names, name.span)
    }

    fn variable(&mut self, name: &str, span: Span) -> Value {
        let bound = self.bindings.iter().rev().find(|(bound, _)| &**bound == name);
        if let Some((_, value)) = bound {
            return value.clone();
        }
        if let Some(value) = self.scope.variable(name) {
            return value;
        }
        let names = self.scope.names();
        let mut diagnostic =
            Diagnostic::error(Code::UnknownVariable, format!("there is no variable `{name}`"))
                .at(span, "not known here");
        if let Some(advice) = self.scope.advice(name) {
            diagnostic = diagnostic.hint(advice);
        } else if let Some(nearest) = suggest::nearest(name, names.iter().copied()) {
            diagnostic = diagnostic.hint(format!("did you mean `{nearest}`?"));
        } else {
            diagnostic = diagnostic.note(format!("known here: {}", quoted(names.iter().copied())));
        }
        self.fail(diagnostic)
    }

    /// `source.name`
    pub(super) fn attribute_of(&mut self, source: &Value, name: &Ident) -> Value {
        if let Some(unknown) = source.as_unknown() {
            let unknown = Arc::clone(unknown);
            return self.step_into_unknown(source, &unknown, &name.text, name.span);
        }
        if let Some(entries) = source.entries() {
            if let Some(entry) = entries.get(&name.text) {
                return entry.clone().sensitive_if(source.sensitive);
            }
            let names: Vec<&str> = entries.keys().map(|name| &**name).collect();
            // A missing key of a map is another error to Terragrunt, which forgives missing attributes in places.
            let is_object = matches!(source.data, Data::Object(_));
            let code = if is_object { Code::MissingAttribute } else { Code::UnknownVariable };
            return self.missing_attribute(code, &name.text, &names, name.span);
        }
        let found = if source.is_null() { "null".to_owned() } else { format!("a {}", source.kind()) };
        let code = if source.is_null() { Code::InvalidValue } else { Code::MissingAttribute };
        self.fail(
            Diagnostic::error(code, format!("there is no attribute `{}`", name.text))
                .at(name.span, format!("the value before it is {found}")),
        )
    }

    /// `source[key]`
    pub(super) fn index_of(&mut self, source: &Value, key_expr: &Expr) -> Value {
        let key = self.evaluate(key_expr);
        if let Some(unknown) = source.as_unknown() {
            let unknown = Arc::clone(unknown);
            if let Some(key) = key.as_unknown().filter(|_| unknown.reference.is_none()) {
                return Value::unknown(key.reason.clone(), Type::Any)
                    .with_provenance(source.provenance.clone())
                    .sensitive_if(source.sensitive);
            }
            let step = convert(&key, &Type::String).ok().and_then(|key| key.as_str().map(str::to_owned));
            let step = step.as_deref().unwrap_or("…");
            if let (Mode::Render, Some(mock)) = (self.context.mode, &unknown.mock) {
                // The mock is the value there, and a key that it does not have is an error.
                return self.index_of_known(mock, &key, key_expr);
            }
            return self.step_into_unknown(source, &unknown, step, key_expr.span);
        }
        self.index_of_known(source, &key, key_expr)
    }

    fn index_of_known(&mut self, source: &Value, key: &Value, key_expr: &Expr) -> Value {
        if let Some(unknown) = key.as_unknown() {
            return Value::unknown(unknown.reason.clone(), Type::Any)
                .with_provenance(Provenance::computed(key_expr.span, [key.provenance.clone()]));
        }
        let sensitive = source.sensitive || key.sensitive;
        if let Some(entries) = source.entries() {
            let name = convert(key, &Type::String).ok().filter(|key| !key.is_null());
            let Some(name) = name.as_ref().and_then(Value::as_str) else {
                return self.wrong_key(key_expr, "a string");
            };
            if let Some(entry) = entries.get(name) {
                return entry.clone().sensitive_if(sensitive);
            }
            let names: Vec<&str> = entries.keys().map(|name| &**name).collect();
            let shown = if key.sensitive { "(sensitive)" } else { name };
            return self.missing_attribute(Code::UnknownVariable, shown, &names, key_expr.span);
        }
        if let Data::List(_, elements) | Data::Tuple(elements) = &source.data {
            let index = convert(key, &Type::Number).ok().filter(|key| !key.is_null());
            let Some(index) = index.as_ref().and_then(Value::as_number) else {
                return self.wrong_key(key_expr, "a number");
            };
            if let Some(element) = index.as_usize().and_then(|index| elements.get(index)) {
                return element.clone().sensitive_if(sensitive);
            }
            let length = elements.len();
            return self.fail(
                Diagnostic::error(Code::InvalidValue, format!("there is no element {index}"))
                    .at(key_expr.span, format!("the list has {length} elements, counted from 0")),
            );
        }
        let found = if source.is_null() { "null".to_owned() } else { format!("a {}", source.kind()) };
        self.fail(
            Diagnostic::error(Code::InvalidValue, "only a list, tuple, map or object has elements")
                .at(key_expr.span, format!("the value before it is {found}")),
        )
    }

    /// What is inside an unknown is unknown for the same reason; an output's own name grows with each step.
    fn step_into_unknown(&mut self, source: &Value, unknown: &Arc<Unknown>, step: &str, span: Span) -> Value {
        if let Some(known) = unknown.known.as_ref().and_then(|known| known.get(step)) {
            return known.clone().sensitive_if(source.sensitive);
        }
        let Some(inner) = inner_type(&unknown.kind, step) else {
            return self.fail(
                Diagnostic::error(Code::MissingAttribute, format!("there is no attribute `{step}`"))
                    .at(span, format!("the value before it is {} that is not known", unknown.kind)),
            );
        };
        let Some(reference) = &unknown.reference else {
            self.note_unknown(unknown);
            let reason = match &unknown.reason {
                // Of a resource itself, what is not configured is another attribute of it.
                Reason::Resource(address) if unknown.known.is_some() => {
                    Reason::Resource(format!("{address}.{step}").into())
                }
                reason => reason.clone(),
            };
            return Value::unknown(reason, inner)
                .with_provenance(source.provenance.clone())
                .sensitive_if(source.sensitive);
        };
        let output = match &*reference.output {
            "" => step.to_owned(),
            outer => format!("{outer}.{step}"),
        };
        let reference = Reference { unit: Arc::clone(&reference.unit), output: output.into() };
        let mock = unknown.mock.as_ref().and_then(|mock| {
            mock.entry(step)
                .or_else(|| step.parse::<usize>().ok().and_then(|index| mock.elements()?.get(index)))
        });
        if self.context.mode == Mode::Render {
            if let Some(mock) = mock {
                return mock.clone();
            }
            // Terragrunt's render suppresses exactly this error; only `try` and `can` see it.
            return self.fail(
                Diagnostic::error(
                    Code::UnresolvedDependency,
                    format!("unit `{}` has no output `{}`", reference.unit, reference.output),
                )
                .at(span, "neither an output nor a mock output"),
            );
        }
        let unknown = Arc::new(Unknown { kind: inner, ..Unknown::output(reference, mock.cloned()) });
        self.note_unknown(&unknown);
        Value::new(Data::Unknown(unknown))
            .with_provenance(source.provenance.clone())
            .sensitive_if(source.sensitive)
    }

    /// In `render` all outputs at once are the mock outputs; where there are none, nothing is there.
    fn outputs_as_mock(&mut self, value: Value, span: Span) -> Value {
        let Some(unknown) = value.as_unknown() else { return value };
        match (&unknown.mock, &unknown.reference) {
            (Some(mock), _) => mock.clone(),
            (None, Some(reference)) => self.fail(
                Diagnostic::error(
                    Code::UnresolvedDependency,
                    format!("unit `{}` has no outputs", reference.unit),
                )
                .at(span, "neither outputs nor mock outputs"),
            ),
            (None, None) => value,
        }
    }

    fn missing_attribute(&mut self, code: Code, name: &str, names: &[&str], span: Span) -> Value {
        self.missing(code, format!("there is no attribute `{name}`"), name, names, span)
    }

    fn missing(&mut self, code: Code, title: String, name: &str, names: &[&str], span: Span) -> Value {
        if !self.budget().take_steps(names.len() as u64, span) {
            return Value::failed().with_provenance(Provenance::written(span));
        }
        let mut diagnostic = Diagnostic::error(code, title).at(span, "not found");
        if let Some(nearest) = suggest::nearest(name, names.iter().copied()) {
            diagnostic = diagnostic.hint(format!("did you mean `{nearest}`?"));
        } else if names.is_empty() {
            diagnostic = diagnostic.note("the object is empty");
        } else {
            diagnostic = diagnostic.note(format!("the object has {}", quoted(names.iter().copied())));
        }
        self.fail(diagnostic)
    }

    fn wrong_key(&mut self, key: &Expr, wanted: &str) -> Value {
        self.fail(
            Diagnostic::error(Code::InvalidValue, "the key has the wrong type")
                .at(key.span, format!("{wanted} is required")),
        )
    }
}

/// In `render`, the units of `dependency` taken whole: mocks stand for outputs, and where there are none is nothing.
fn without_unresolved(dependency: &Value) -> Value {
    let Data::Object(units) = &dependency.data else { return dependency.clone() };
    let units = units.iter().map(|(label, unit)| (Arc::clone(label), without_unresolved_outputs(unit)));
    dependency.with_data(Data::Object(Arc::new(units.collect())))
}

/// The same of one unit.
fn without_unresolved_outputs(unit: &Value) -> Value {
    let Data::Object(parts) = &unit.data else { return unit.clone() };
    let told = parts.iter().filter_map(|(name, part)| {
        let outputs = part.as_unknown().filter(|unknown| unknown.reference.is_some());
        let part = outputs.map_or_else(|| Some(part.clone()), |outputs| outputs.mock.clone());
        Some((Arc::clone(name), part?))
    });
    unit.with_data(Data::Object(Arc::new(told.collect())))
}

fn is_dependency(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Variable(name) if &**name == "dependency")
}

/// The type of what is inside a value that is not known; `None` where nothing of this name can be.
fn inner_type(kind: &Type, step: &str) -> Option<Type> {
    match kind {
        Type::Any => Some(Type::Any),
        Type::Object(attributes) => attributes.get(step).cloned(),
        Type::Map(element) | Type::List(element) => Some((**element).clone()),
        // A key that is not known itself can be any.
        Type::Tuple(elements) => match step.parse::<usize>() {
            Ok(index) => elements.get(index).cloned(),
            Err(_) => Some(Type::Any),
        },
        Type::Bool | Type::Number | Type::String | Type::Set(_) => None,
    }
}

/// A reference to a local that the file does not have.
pub fn missing_local<'n>(name: &str, span: Span, names: impl Iterator<Item = &'n str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::UnknownVariable, format!("there is no local `{name}`"))
        .at(span, "not in the `locals` block of this file");
    match suggest::nearest(name, names) {
        Some(nearest) => diagnostic.hint(format!("did you mean `local.{nearest}`?")),
        None => diagnostic,
    }
}

/// A list of names for a message, cut where it would fill the screen.
fn quoted<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    let count = names.len();
    let shown: Vec<String> = names.take(MOST).map(|name| format!("`{name}`")).collect();
    let more = if count > MOST { format!(" and {} more", count - MOST) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
