//! What an HCL builtin is: its name, parameters and code, and in which function sets it exists.
//!
//! The rules that all builtins share (conversion of arguments, nulls, unknowns, secrets) are applied by
//! [`Builtin::call`], so a builtin's own code sees plain values. Must not know any single builtin.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::budget::{Budget, Limit};
use super::convert::convert;
use super::file_memo::FileMemo;
use super::kind::Type;
use super::reason::Reason;
use super::shape::Shape;
use super::value::{Data, Value};
use super::world::{Mode, World};

/// Which builtins an expression may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionSet {
    /// Terragrunt configurations: those of Terraform 0.15.3 with Terragrunt's back-ports.
    Terragrunt,
    /// `.tf` modules: those of current Terraform.
    Terraform,
    /// `.tf` and `.tofu` modules: those of current OpenTofu.
    OpenTofu,
}

/// In which sets a builtin exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// In all of them.
    Everywhere,
    /// Only in this one.
    Only(FunctionSet),
}

/// A builtin: registered once, in its family's table.
#[derive(Debug)]
pub struct Builtin {
    /// The name it is called by.
    pub name: &'static str,
    /// Parameters by position.
    pub parameters: &'static [Parameter],
    /// The parameter for all further arguments.
    pub variadic: Option<Parameter>,
    /// The type of the result, as far as it is known without the arguments.
    pub returns: Shape,
    /// The code. Gets converted arguments; never sees a null or an unknown at the top of one whose parameter does
    /// not allow it.
    pub run: fn(&Call<'_>) -> Result<Value, CallError>,
    /// Where it exists.
    pub availability: Availability,
    /// How secrets among the arguments reach the result.
    pub secrets: Secrets,
}

/// How secrets among the arguments of a builtin reach its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// A secret anywhere inside an argument makes the whole result secret.
    Spread,
    /// The code hands elements on as they are, each as secret as it was: only an argument that is a secret itself
    /// makes the whole result one. Without it one secret entry would hide a whole merged map.
    InElements,
    /// The code decides: it marks, or unmarks, the result.
    Decided,
}

/// A parameter of a builtin.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name, for messages.
    pub name: &'static str,
    /// What an argument is converted to.
    pub kind: Shape,
    /// Whether null is a valid argument.
    pub allow_null: bool,
    /// Whether a null must have a type to be one: a bare `null` then makes the result unknown, as it does in cty.
    pub needs_type: bool,
    /// Whether the code deals with an unknown argument itself.
    pub allow_unknown: bool,
}

impl Parameter {
    /// A parameter that takes neither null nor unknown.
    pub const fn new(name: &'static str, kind: Shape) -> Self {
        Self { name, kind, allow_null: false, needs_type: false, allow_unknown: false }
    }

    /// One that takes null too.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.allow_null = true;
        self
    }

    /// One that takes null too, but not before its type is known.
    #[must_use]
    pub const fn nullable_with_type(mut self) -> Self {
        self.allow_null = true;
        self.needs_type = true;
        self
    }

    /// One whose builtin deals with unknowns itself.
    #[must_use]
    pub const fn unknowable(mut self) -> Self {
        self.allow_unknown = true;
        self
    }
}

/// What a call may use besides its arguments.
#[derive(Clone, Copy)]
pub struct CallContext<'c> {
    /// The outside.
    pub world: &'c dyn World,
    /// What may still be taken for the evaluation that the call belongs to.
    pub budget: &'c Budget,
    /// What files hold, for the whole run.
    pub files: &'c FileMemo,
    /// Which semantics to follow.
    pub mode: Mode,
    /// The folder of the file that contains the call: the base of `file` and its kin.
    pub folder: &'c Path,
    /// The set the call was made from: `templatefile` looks its own calls up in it.
    pub functions: FunctionSet,
}

/// One call with its arguments.
pub struct Call<'c> {
    /// What it may use.
    pub context: CallContext<'c>,
    /// The converted arguments.
    pub arguments: &'c [Value],
}

impl Call<'_> {
    /// The argument at `index`; the parameter list guarantees that required ones are there.
    pub fn argument(&self, index: usize) -> &Value {
        &self.arguments[index]
    }

    /// Takes steps, where the work is more than to look through the arguments and the result once.
    ///
    /// # Errors
    /// When there are not that many left.
    pub fn pay(&self, steps: usize) -> Result<(), CallError> {
        self.take(Limit::Steps, steps)
    }

    /// Takes memory, for what is made on the way or is larger than the result.
    ///
    /// # Errors
    /// When there is not that much left.
    pub fn pay_bytes(&self, bytes: usize) -> Result<(), CallError> {
        self.take(Limit::Bytes, bytes)
    }

    fn take(&self, limit: Limit, count: usize) -> Result<(), CallError> {
        if self.context.budget.pay(limit, count as u64) {
            return Ok(());
        }
        Err(CallError::new("it takes more than is left").kind(CallErrorKind::Spent(limit)))
    }

    /// The text at `index`, whose parameter is a string.
    pub fn text(&self, index: usize) -> &str {
        self.arguments[index].as_str().expect("internal: the parameter's type is string")
    }
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallError {
    /// The argument at fault, when it is one.
    pub argument: Option<usize>,
    /// What is wrong: a lowercase fragment.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What kind of failure it is.
    pub kind: CallErrorKind,
    /// Where inside the argument's own text the fault is, when that text is a file's.
    pub within: Option<Span>,
    /// What else is known of it, such as what a program said.
    pub notes: Vec<String>,
    /// The problems inside another file that made it fail; reported in place of the message.
    pub causes: Vec<Diagnostic>,
}

/// The kinds of failure a caller must tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallErrorKind {
    /// The arguments are wrong.
    Invalid,
    /// A file that is named does not exist.
    NotFound,
    /// It would need itself.
    Cycle,
    /// It would take a process, an API call or a key that is not used here.
    Unavailable,
    /// There is not enough left of the evaluation's budget.
    Spent(Limit),
}

impl CallError {
    /// A failure of the call as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            argument: None,
            message: message.into(),
            hint: None,
            kind: CallErrorKind::Invalid,
            within: None,
            notes: Vec::new(),
            causes: Vec::new(),
        }
    }

    /// A failure of one argument.
    pub fn argument(index: usize, message: impl Into<String>) -> Self {
        Self { argument: Some(index), ..Self::new(message) }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds what else is known.
    #[must_use]
    pub fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }

    /// Says which problems elsewhere made it fail.
    #[must_use]
    pub fn causes(mut self, causes: Vec<Diagnostic>) -> Self {
        self.causes = causes;
        self
    }

    /// Says where inside the argument's text the fault is; no place says nothing.
    #[must_use]
    pub fn within(mut self, place: Span) -> Self {
        self.within = place.is_some().then_some(place);
        self
    }

    /// Sets the kind.
    #[must_use]
    pub fn kind(mut self, kind: CallErrorKind) -> Self {
        self.kind = kind;
        self
    }
}

impl Builtin {
    /// A builtin with these parameters that exists everywhere.
    pub const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        returns: Shape,
        run: fn(&Call<'_>) -> Result<Value, CallError>,
    ) -> Self {
        Self {
            name,
            parameters,
            variadic: None,
            returns,
            run,
            availability: Availability::Everywhere,
            secrets: Secrets::Spread,
        }
    }

    /// The same, following another rule for secrets.
    #[must_use]
    pub const fn secrets(mut self, secrets: Secrets) -> Self {
        self.secrets = secrets;
        self
    }

    /// The same with a parameter for all further arguments.
    #[must_use]
    pub const fn variadic(mut self, parameter: Parameter) -> Self {
        self.variadic = Some(parameter);
        self
    }

    /// The same, existing in one set only.
    #[must_use]
    pub const fn only_in(mut self, functions: FunctionSet) -> Self {
        self.availability = Availability::Only(functions);
        self
    }

    /// Whether it exists in `functions`.
    pub fn exists_in(&self, functions: FunctionSet) -> bool {
        match self.availability {
            Availability::Everywhere => true,
            Availability::Only(only) => {
                only == functions || (only == FunctionSet::Terraform && functions == FunctionSet::OpenTofu)
            }
        }
    }

    /// Calls it: checks the number of arguments, converts each, passes unknowns on and keeps secrets secret.
    ///
    /// # Errors
    /// When an argument is missing, superfluous, null or of the wrong type, or the builtin itself refuses.
    pub fn call(&self, context: CallContext<'_>, arguments: &[Value]) -> Result<Value, CallError> {
        self.check_count(arguments.len())?;
        let mut converted = Vec::with_capacity(arguments.len());
        let mut sensitive = false;
        for (index, argument) in arguments.iter().enumerate() {
            let parameter = self.parameter(index);
            sensitive |= match self.secrets {
                Secrets::Spread => argument.is_sensitive_inside(),
                Secrets::InElements => argument.sensitive,
                Secrets::Decided => false,
            };
            let value = convert(argument, &parameter.kind.into())
                .map_err(|error| CallError::argument(index, format!("`{}`: {error}", parameter.name)))?;
            converted.push(value);
        }
        let value = match self.unknown_among(&converted)? {
            Some(unknown) => unknown,
            None => (self.run)(&Call { context, arguments: &converted })?,
        };
        Ok(value.sensitive_if(sensitive))
    }

    fn parameter(&self, index: usize) -> &Parameter {
        let parameter = self.parameters.get(index).or(self.variadic.as_ref());
        parameter.expect("internal: the number of arguments was checked")
    }

    /// The result when an argument is unknown that the code does not deal with. An argument of no known type decides
    /// before the next one is looked at.
    fn unknown_among(&self, arguments: &[Value]) -> Result<Option<Value>, CallError> {
        let mut found: Option<Value> = None;
        for (index, argument) in arguments.iter().enumerate() {
            let parameter = self.parameter(index);
            if argument.is_null() && !parameter.allow_null {
                return Err(CallError::argument(index, format!("`{}` must not be null", parameter.name)));
            }
            if parameter.needs_type && matches!(argument.data, Data::Null(Type::Any)) {
                return Ok(Some(Value::unknown(Reason::UntypedNull, Type::Any)));
            }
            let Some(unknown) = argument.as_unknown().filter(|_| !parameter.allow_unknown) else { continue };
            let result = Value::unknown(unknown.reason.clone(), self.returns.into());
            if unknown.kind == Type::Any {
                return Ok(Some(result));
            }
            found.get_or_insert(result);
        }
        Ok(found)
    }

    fn check_count(&self, count: usize) -> Result<(), CallError> {
        let least = self.parameters.len();
        if count < least {
            let missing = self.parameters[count].name;
            return Err(CallError::new(format!("it needs an argument for `{missing}`")));
        }
        if count > least && self.variadic.is_none() {
            let arguments = match least {
                0 => "no arguments".to_owned(),
                1 => "1 argument".to_owned(),
                _ => format!("{least} arguments"),
            };
            let message = format!("it takes {arguments}, not {count}");
            return Err(CallError::argument(least, message));
        }
        Ok(())
    }
}

/// A result that is unknown for the same reason as `value`'s first unknown part: for builtins that look inside.
pub fn unknown_like(value: &Value, kind: Type) -> Option<Value> {
    value.first_unknown().map(|unknown| Value::unknown(unknown.reason.clone(), kind))
}
