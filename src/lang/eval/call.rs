//! Calls of builtins, `try` and `can` among them: those two see whether evaluating their arguments failed.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::builtin::{CallError, CallErrorKind, FunctionSet};
use crate::lang::builtins;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Data, Value};
use crate::lang::world::Mode;
use crate::source::Span;
use crate::syntax::tree::CallExpr;

use super::evaluator::Evaluator;

/// All builtins are compared with the name that is none.
const STEPS_OF_SUGGESTION: u64 = 500;

impl Evaluator<'_> {
    pub(super) fn evaluate_call(&mut self, call: &CallExpr, span: Span) -> Value {
        match &*call.name.text {
            "try" => return self.evaluate_try(call, span),
            "can" => return self.evaluate_can(call, span),
            _ => {}
        }
        let before = self.diagnostics.len();
        let mut places: Vec<Span> = call.arguments.iter().map(|argument| argument.span).collect();
        let mut arguments: Vec<Value> =
            call.arguments.iter().map(|argument| self.evaluate(argument)).collect();
        if call.expand_final
            && let Some(last) = arguments.pop()
        {
            let place = places.pop().unwrap_or(span);
            match last.elements() {
                Some(elements) => {
                    places.extend(elements.iter().map(|_| place));
                    arguments
                        .extend(elements.iter().map(|element| element.clone().sensitive_if(last.sensitive)));
                }
                None if last.is_unknown() => {
                    if self.context.mode == Mode::Render {
                        return Value::failed().with_provenance(Provenance::written(span));
                    }
                    let unknown = last.as_unknown().expect("internal: just matched");
                    return Value::unknown(unknown.reason.clone(), self.returns(&call.name.text))
                        .with_provenance(Provenance::computed(span, [last.provenance.clone()]))
                        .sensitive_if(last.sensitive);
                }
                None => {
                    return self.fail(
                        Diagnostic::error(
                            Code::InvalidCall,
                            "only a list, tuple or set can be expanded with `...`",
                        )
                        .at(place, format!("this is {}", last.kind())),
                    );
                }
            }
        }
        // Arguments that failed are reported already; what the call says about them would only repeat it.
        let arguments_failed = self.has_failed_since(before);
        if arguments_failed && self.context.mode == Mode::Render {
            return Value::failed().with_provenance(Provenance::written(span));
        }
        // Arguments are converted and looked through for secrets before the builtin sees them.
        if !arguments.iter().all(|argument| self.pay_for_walk(argument, span)) {
            return Value::failed().with_provenance(Provenance::written(span));
        }
        for argument in &arguments {
            self.note_unknown_inside(argument);
        }
        let name = &*call.name.text;
        let result = if name == "templatefile" {
            Some(self.evaluate_templatefile(&arguments))
        } else {
            self.extension.and_then(|extension| extension.call(name, &arguments, self.context)).or_else(
                || Some(builtins::find(name, self.context.functions)?.call(self.context, &arguments)),
            )
        };
        let Some(result) = result else { return self.unknown_builtin(call) };
        // As if nothing in it were shared: a decoder's result is not, and others look at what they hand on.
        if let Ok(value) = &result
            && !self.budget().take_value(value, span)
        {
            return Value::failed().with_provenance(Provenance::written(span));
        }
        let provenance =
            || Provenance::computed(span, arguments.iter().map(|argument| argument.provenance.clone()));
        match result {
            Ok(value) if value.provenance.span.is_some() => {
                let provenance = value.provenance.clone().through(span);
                value.with_provenance(provenance)
            }
            Ok(value) => value.with_provenance(provenance()),
            Err(CallError { kind: CallErrorKind::Spent(limit), .. }) => {
                self.budget().cross(limit, span);
                Value::failed().with_provenance(Provenance::written(span))
            }
            Err(_) if arguments_failed => Value::failed().with_provenance(Provenance::written(span)),
            Err(error) => self.call_failed(call, redacted(error, &arguments), &places, span),
        }
    }

    /// The type of a builtin's result, as far as it is known without a call.
    fn returns(&self, name: &str) -> Type {
        match builtins::find(name, self.context.functions) {
            Some(builtin) => builtin.returns.into(),
            None => self.extension.map_or(Type::Any, |extension| extension.returns(name)),
        }
    }

    /// The first argument that evaluates without an error. One that hangs on an unknown decides nothing: it may turn out
    /// to fail, and then the next one counts.
    fn evaluate_try(&mut self, call: &CallExpr, span: Span) -> Value {
        let mut last_problems = Vec::new();
        for argument in &call.arguments {
            match self.attempt_for_sure(argument) {
                (Ok(value), None) => {
                    let provenance = value.provenance.clone().through(span);
                    return value.with_provenance(provenance);
                }
                (Ok(value), Some(hangs_on)) => {
                    let unknown = value.first_unknown().unwrap_or(&hangs_on);
                    return Value::unknown(unknown.reason.clone(), Type::Any)
                        .with_provenance(value.provenance.through(span))
                        .sensitive_if(value.sensitive);
                }
                (Err(problems), _) => last_problems = problems,
            }
        }
        let mut diagnostic = Diagnostic::error(Code::InvalidCall, "no argument of `try` succeeds")
            .at(span, "every argument fails");
        for problem in last_problems {
            diagnostic = diagnostic.note(format!("the last one fails with: {}", problem.title));
        }
        self.fail(diagnostic)
    }

    fn evaluate_can(&mut self, call: &CallExpr, span: Span) -> Value {
        let [argument] = &*call.arguments else {
            return self.fail(Diagnostic::error(Code::InvalidCall, "`can` takes one argument").at(span, ""));
        };
        let value = match self.attempt_for_sure(argument) {
            (Ok(_), None) => Value::bool(true),
            (Ok(value), Some(hangs_on)) => {
                let unknown = value.first_unknown().unwrap_or(&hangs_on);
                Value::unknown(unknown.reason.clone(), Type::Bool)
            }
            (Err(_), _) => Value::bool(false),
        };
        value.with_provenance(Provenance::written(span))
    }

    fn unknown_builtin(&mut self, call: &CallExpr) -> Value {
        let name = &*call.name.text;
        if !self.budget().take_steps(STEPS_OF_SUGGESTION, call.name.span) {
            return Value::failed().with_provenance(Provenance::written(call.name.span));
        }
        let mut diagnostic = Diagnostic::error(Code::UnknownBuiltin, format!("there is no builtin `{name}`"))
            .at(call.name.span, not_known_to(self.context.functions));
        let own = self.extension.map(super::evaluator::Extension::names).unwrap_or_default();
        let functions = self.context.functions;
        let others =
            builtins::all().filter(|builtin| builtin.exists_in(functions)).map(|builtin| builtin.name);
        if let Some(nearest) =
            suggest::nearest(name, own.into_iter().chain(others).chain(["try", "can", "templatefile"]))
        {
            diagnostic = diagnostic.hint(format!("did you mean `{nearest}`?"));
        }
        self.fail(diagnostic)
    }

    fn call_failed(&mut self, call: &CallExpr, error: CallError, places: &[Span], span: Span) -> Value {
        if error.causes.iter().any(Diagnostic::is_error) {
            self.diagnostics.extend(error.causes);
            return Value::failed().with_provenance(Provenance::written(span));
        }
        let place = error.argument.and_then(|index| places.get(index)).copied().unwrap_or(span);
        let (code, title) = match error.kind {
            CallErrorKind::NotFound => (Code::FileNotFound, error.message),
            CallErrorKind::Cycle => (Code::IncludeCycle, error.message),
            CallErrorKind::Unavailable => (Code::ValueUnavailable, error.message),
            CallErrorKind::Invalid | CallErrorKind::Spent(_) => {
                (Code::InvalidCall, format!("`{}` fails: {}", call.name.text, error.message))
            }
        };
        let mut diagnostic = match error.within {
            Some(within) => Diagnostic::error(code, title).at(within, "").related(place, "read here"),
            None => Diagnostic::error(code, title).at(place, ""),
        };
        for note in error.notes {
            diagnostic = diagnostic.note(note);
        }
        if let Some(hint) = error.hint {
            diagnostic = diagnostic.hint(hint);
        }
        self.fail(diagnostic)
    }
}

/// An error without the secrets that its call was given: messages name what they are about.
fn redacted(mut error: CallError, arguments: &[Value]) -> CallError {
    let mut secrets = Vec::new();
    for argument in arguments {
        collect_secrets(argument, false, &mut secrets);
    }
    if secrets.is_empty() {
        return error;
    }
    let clean = |text: &mut String| {
        for secret in &secrets {
            *text = text.replace(&**secret, "(sensitive)");
        }
    };
    error.within = None;
    clean(&mut error.message);
    error.hint.iter_mut().chain(&mut error.notes).for_each(clean);
    for cause in &mut error.causes {
        clean(&mut cause.title);
        cause.notes.iter_mut().chain(&mut cause.hints).for_each(clean);
    }
    error
}

/// The texts in a value that are secret. Ones of a letter or two are no secret, and would blacken everything.
fn collect_secrets(value: &Value, inherited: bool, secrets: &mut Vec<Arc<str>>) {
    let sensitive = inherited || value.sensitive;
    match &value.data {
        Data::String(text) if sensitive && text.len() > 2 => secrets.push(Arc::clone(text)),
        Data::Number(number) if sensitive => secrets.push(number.to_string().into()),
        _ => {}
    }
    for part in value.parts() {
        collect_secrets(part, sensitive, secrets);
    }
}

/// Who does not know a builtin.
fn not_known_to(functions: FunctionSet) -> &'static str {
    match functions {
        FunctionSet::Terragrunt => {
            "not known to Terragrunt or Terraform 0.15.3, whose builtins Terragrunt has"
        }
        FunctionSet::Terraform => "not known to Terraform",
        FunctionSet::OpenTofu => "not known to OpenTofu",
    }
}
