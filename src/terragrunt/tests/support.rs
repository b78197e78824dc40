//! Evaluates units that are in no file.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::lang::kind::Type;
use crate::lang::reason::{Reason, Reference};
use crate::lang::test_world::TestWorld;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::Mode;
use crate::terragrunt::{Options, Session, SuppliedOutputs, evaluate_unit};

/// An estate in `/estate`.
pub(super) struct Estate<'f> {
    pub(super) files: &'f [(&'f str, &'f str)],
    /// The file of supplied outputs.
    pub(super) outputs: Option<&'f str>,
    /// Whether local states are read.
    pub(super) local_state: bool,
}

impl Estate<'_> {
    /// The inputs of the unit in `/estate/u` with this text, or the errors.
    pub(super) fn inputs(&self, mode: Mode, command: &str, unit: &str) -> Result<Value, Vec<String>> {
        let unit_file = ("/estate/u/terragrunt.hcl", unit);
        let files: Vec<(&str, &[u8])> = self
            .files
            .iter()
            .copied()
            .chain([unit_file])
            .map(|(path, text)| (path, text.as_bytes()))
            .collect();
        let world = TestWorld::with_files(&files);
        let root = Path::new("/estate");
        let outputs = self.outputs.map(|path| SuppliedOutputs::read(&world, root, Path::new(path)));
        let (outputs, problems) = outputs.unwrap_or_default();
        assert!(problems.is_empty(), "{problems:?}");
        let options = Options { outputs, local_state: self.local_state, ..Options::default() };
        let session = Session::new(&world, mode, root, options);
        let evaluated = evaluate_unit(&session, Path::new(unit_file.0), command);
        let errors = evaluated.diagnostics.iter().filter(|problem| problem.is_error());
        let errors: Vec<String> = errors.map(|problem: &Diagnostic| problem.title.clone()).collect();
        if errors.is_empty() { Ok(evaluated.config.inputs.unwrap_or_else(Value::null)) } else { Err(errors) }
    }
}

/// A value for people. `?string~d.x` is a text that is not known because of the output `x` of unit `d`; `?any=d.x` is
/// that output itself, of a type that is not known, and a mock stands behind it in parentheses.
pub(super) fn show(value: &Value) -> String {
    let all = |parts: &[Value]| parts.iter().map(show).collect::<Vec<_>>().join(", ");
    let each = |entries: &Entries| {
        entries.iter().map(|(name, entry)| format!("{name} = {}", show(entry))).collect::<Vec<_>>().join(", ")
    };
    match &value.data {
        Data::Null(_) => "null".to_owned(),
        Data::Bool(flag) => flag.to_string(),
        Data::Number(number) => number.to_string(),
        Data::String(text) => format!("{text:?}"),
        Data::List(_, parts) => format!("list[{}]", all(parts)),
        Data::Set(_, parts) => format!("set[{}]", all(parts)),
        Data::Tuple(parts) => format!("[{}]", all(parts)),
        Data::Map(_, entries) => format!("map{{ {} }}", each(entries)),
        Data::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Data::Object(entries) => format!("{{ {} }}", each(entries)),
        Data::Unknown(unknown) => {
            let reason = match &unknown.reason {
                Reason::Output(Reference { unit, output }) if output.is_empty() => unit.to_string(),
                Reason::Output(Reference { unit, output }) => format!("{unit}.{output}"),
                other => other.to_string().replace('`', ""),
            };
            let kind = if unknown.kind == Type::Any { "any".to_owned() } else { unknown.kind.to_string() };
            let mock = unknown.mock.as_ref().map(|mock| format!(" ({})", show(mock))).unwrap_or_default();
            format!("?{kind}{}{reason}{mock}", if unknown.reference.is_some() { "=" } else { "~" })
        }
    }
}
