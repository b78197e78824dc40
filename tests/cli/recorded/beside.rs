//! A unit as the product evaluates it, beside what was recorded of it.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use tglambda::diagnostic::{Diagnostic, has_errors};
use tglambda::estate::DiskWorld;
use tglambda::host::env::EnvVars;
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::value::{Data, Value};
use tglambda::lang::world::Mode;
use tglambda::terragrunt::{Options, Session, config_in, evaluate_unit};

use super::answers::Recorded;
use crate::support::Sandbox;

/// One evaluation of an estate.
pub(crate) struct Beside {
    root: PathBuf,
    mode: Mode,
    equal: Cell<usize>,
}

impl Beside {
    pub(crate) fn new(sandbox: &Sandbox, mode: Mode) -> Self {
        Self { root: sandbox.root(), mode, equal: Cell::new(0) }
    }

    /// How many values were found equal so far.
    pub(crate) fn equal(&self) -> usize {
        self.equal.get()
    }

    /// What is not as recorded. Where a mock was recorded, an unknown that carries that mock is equal to it.
    pub(crate) fn differences(&self, unit: &str, recorded: Option<&Recorded>) -> Vec<String> {
        let world = DiskWorld::new(EnvVars::default(), &self.root, Interrupt::default());
        let session = Session::new(&world, self.mode, &self.root, Options::default());
        let command = if self.mode == Mode::Render { "render" } else { "plan" };
        let evaluated = evaluate_unit(&session, &config_in(&world, &self.root.join(unit)), command);
        let refused = has_errors(&evaluated.diagnostics);
        let Some(recorded) = recorded.filter(|_| !refused) else {
            return match (recorded, refused) {
                (None, true) => Vec::new(),
                (None, false) => vec![format!("{unit}: read, and was refused")],
                (Some(_), _) => vec![format!("{unit}: refused: {}", titles(&evaluated.diagnostics))],
            };
        };
        let mut lines = Vec::new();
        for (name, ours, theirs) in [
            ("inputs", &evaluated.config.inputs, &recorded.inputs),
            ("locals", &evaluated.config.locals, &recorded.locals),
        ] {
            let none = Value::null();
            let ours = ours.as_ref().unwrap_or(&none);
            self.compare(&format!("{unit}: {name}"), ours, theirs, &mut lines);
        }
        lines
    }

    fn compare(&self, route: &str, ours: &Value, theirs: &Json, lines: &mut Vec<String>) {
        match (&ours.data, theirs) {
            (Data::Unknown(unknown), _) => match &unknown.mock {
                Some(mock) => self.compare(route, mock, theirs, lines),
                None => lines.push(format!("{route} is unknown ({}), was {theirs}", unknown.reason)),
            },
            (Data::Map(_, entries) | Data::Object(entries), Json::Object(recorded)) => {
                let names: BTreeSet<&str> =
                    entries.keys().map(|name| &**name).chain(recorded.keys().map(String::as_str)).collect();
                for name in names {
                    let route = format!("{route}.{name}");
                    match (entries.get(name), recorded.get(name)) {
                        (Some(ours), Some(theirs)) => self.compare(&route, ours, theirs, lines),
                        (Some(_), None) => lines.push(format!("{route} is new")),
                        (None, _) => lines.push(format!("{route} is gone")),
                    }
                }
            }
            (
                Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements),
                Json::Array(recorded),
            ) if elements.len() == recorded.len() => {
                for (index, (ours, theirs)) in elements.iter().zip(recorded).enumerate() {
                    self.compare(&format!("{route}[{index}]"), ours, theirs, lines);
                }
            }
            (data, theirs) => {
                if self.is_equal(data, theirs) {
                    self.equal.set(self.equal.get() + 1);
                } else {
                    lines.push(format!("{route} is {}, was {theirs}", shown(data)));
                }
            }
        }
    }

    fn is_equal(&self, ours: &Data, theirs: &Json) -> bool {
        match (ours, theirs) {
            (Data::Null(_), Json::Null) => true,
            (Data::Bool(ours), Json::Bool(theirs)) => ours == theirs,
            (Data::Number(ours), Json::Number(theirs)) => Some(ours.to_f64()) == theirs.as_f64(),
            (Data::String(ours), Json::String(theirs)) => {
                ours.replace(&*self.root.to_string_lossy(), "[ROOT]") == *theirs
            }
            _ => false,
        }
    }
}

/// The folders with a unit's file, relative to the checkout, sorted.
pub(crate) fn unit_folders(sandbox: &Sandbox) -> Vec<String> {
    let mut found = BTreeSet::new();
    collect(&sandbox.root(), &sandbox.root(), &mut found);
    found.into_iter().collect()
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.ends_with("terragrunt.hcl") || path.ends_with("terragrunt.hcl.json") {
            let unit = folder.strip_prefix(root).expect("it is inside");
            found.insert(unit.to_str().expect("names of fixtures are text").to_owned());
        }
    }
}

fn titles(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    errors.map(|error| error.title.as_str()).collect::<Vec<_>>().join("; ")
}

fn shown(data: &Data) -> String {
    match data {
        Data::Null(_) => "null".to_owned(),
        Data::Bool(flag) => flag.to_string(),
        Data::Number(number) => number.to_string(),
        Data::String(text) => format!("{text:?}"),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            format!("{} elements", elements.len())
        }
        Data::Map(_, entries) | Data::Object(entries) => format!("{} entries", entries.len()),
        Data::Unknown(_) => "unknown".to_owned(),
    }
}
