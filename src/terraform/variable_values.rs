//! Which value each variable of a root module gets of all that are given: inputs, the environment, variables files,
//! arguments. Source: Terraform `internal/command/meta_vars.go`; Terragrunt 1.1.3 `internal/runner/run/run.go`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Entries, Value};
use crate::lang::world::{ReadError, World};

use super::given_text::{of_input, of_text};
use super::module::Module;
use super::variables_file::{read_by_themselves, values_in};

/// What gives values to the variables of a root module.
#[derive(Clone, Debug, Default)]
pub struct ValueSources<'s> {
    /// What Terragrunt sets in the environment, unless something is there already.
    pub inputs: Option<&'s Value>,
    /// What is set in the environment for this command, `TF_VAR_…` among it.
    pub environment: Entries,
    /// Folders whose files make up the working folder; a file of a later one takes the place of one of an earlier.
    pub folders: Vec<PathBuf>,
    /// The arguments of the command in order: texts.
    pub arguments: Vec<Value>,
}

/// What gives a value to a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenBy {
    /// The unit's inputs.
    Inputs,
    /// A variable of the environment.
    Environment,
    /// A variables file.
    File,
    /// An argument of the command.
    Argument,
}

impl GivenBy {
    /// Its stable name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inputs => "inputs",
            Self::Environment => "environment",
            Self::File => "variables_file",
            Self::Argument => "argument",
        }
    }
}

impl fmt::Display for GivenBy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Inputs => "the inputs",
            Self::Environment => "the environment",
            Self::File => "a variables file",
            Self::Argument => "an argument of the command",
        })
    }
}

/// A value that another takes the place of.
#[derive(Clone, Debug)]
pub struct Overridden {
    /// The variable.
    pub variable: Arc<str>,
    /// What gave the value, and where it was written.
    pub lost: (GivenBy, Provenance),
    /// What gives the value that counts, and where it is written.
    pub counts: (GivenBy, Provenance),
}

/// A value that no variable takes.
#[derive(Clone, Debug)]
pub struct Undeclared {
    /// Its name.
    pub name: Arc<str>,
    /// What gives it.
    pub by: GivenBy,
    /// Where it was written.
    pub provenance: Provenance,
}

/// The values of a root module's variables.
#[derive(Clone, Debug, Default)]
pub struct VariableValues {
    /// The value of each variable that is given one, not converted yet.
    pub values: BTreeMap<Arc<str>, Value>,
    /// Values that count for nothing.
    pub overridden: Vec<Overridden>,
    /// Values that no variable takes.
    pub undeclared: Vec<Undeclared>,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
    by: BTreeMap<Arc<str>, GivenBy>,
    /// Inputs that are null: the environment cannot say that.
    nulls: Vec<(Arc<str>, Value)>,
}

/// The variables file in which Terragrunt hands over inputs that are null.
const NULLS_FILE: &str = ".terragrunt-null-vars.auto.tfvars.json";

impl VariableValues {
    /// The values that `sources` give to the variables of `module`.
    pub fn gather(world: &dyn World, module: &Module, sources: &ValueSources<'_>) -> Self {
        let mut gathered = Self::default();
        gathered.take_inputs(world, module, sources.inputs);
        gathered.take_environment(world, module, &sources.environment);
        gathered.take_files(world, module, &sources.folders);
        gathered.take_arguments(world, module, sources);
        gathered
    }

    fn take_inputs(&mut self, world: &dyn World, module: &Module, inputs: Option<&Value>) {
        let Some(inputs) = inputs else { return };
        let unknown = inputs.as_unknown();
        let known = unknown.map_or_else(|| inputs.entries(), |unknown| unknown.known.as_ref());
        for variable in module.variables.values() {
            let value = match (known.and_then(|entries| entries.get(&variable.name)), unknown) {
                (Some(value), _) if value.is_null() => {
                    self.nulls.push((Arc::clone(&variable.name), value.clone()));
                    continue;
                }
                (Some(value), _) => of_input(world, variable, value, &mut self.diagnostics),
                // Where it is not known which inputs there are, it may be one of them.
                (None, Some(unknown)) => Value::unknown(unknown.reason.clone(), Type::Any)
                    .with_provenance(inputs.provenance.clone()),
                (None, None) => continue,
            };
            let value = value.sensitive_if(inputs.sensitive);
            self.by.insert(Arc::clone(&variable.name), GivenBy::Inputs);
            self.values.insert(Arc::clone(&variable.name), value);
        }
        let others = known.into_iter().flat_map(|entries| entries.iter());
        let others = others.filter(|(name, _)| !module.variables.contains_key(*name));
        self.undeclared.extend(others.map(|(name, value)| Undeclared {
            name: Arc::clone(name),
            by: GivenBy::Inputs,
            provenance: value.provenance.clone(),
        }));
    }

    fn take_environment(&mut self, world: &dyn World, module: &Module, environment: &Entries) {
        for variable in module.variables.values() {
            let name = format!("TF_VAR_{}", variable.name);
            let set = environment.get(&*name).cloned();
            // What the environment holds may be a secret.
            let set = set.or_else(|| Some(Value::string(world.variable(&name)?).sensitive_if(true)));
            let Some(set) = set else { continue };
            let value = match set.as_str() {
                Some(text) => of_text(world, variable, text, &set, &mut self.diagnostics),
                None => set,
            };
            self.lay(module, &variable.name, value, GivenBy::Environment);
        }
    }

    fn take_files(&mut self, world: &dyn World, module: &Module, folders: &[PathBuf]) {
        let mut by_name: BTreeMap<String, PathBuf> = BTreeMap::new();
        for path in folders.iter().flat_map(|folder| world.list(folder)) {
            if let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) {
                by_name.insert(name, path);
            }
        }
        let nulls = std::mem::take(&mut self.nulls);
        if !nulls.is_empty() {
            by_name.insert(NULLS_FILE.to_owned(), PathBuf::new());
        }
        for name in read_by_themselves(by_name.keys().map(String::as_str)) {
            if name == NULLS_FILE {
                for (name, value) in &nulls {
                    self.lay(module, name, value.clone(), GivenBy::Inputs);
                }
                continue;
            }
            let values = values_in(world, &by_name[name], &mut self.diagnostics).unwrap_or_default();
            for (name, value) in values {
                self.lay(module, &name, value, GivenBy::File);
            }
        }
    }

    fn take_arguments(&mut self, world: &dyn World, module: &Module, sources: &ValueSources<'_>) {
        let mut arguments = sources.arguments.iter();
        while let Some(argument) = arguments.next() {
            let Some(text) = argument.as_str() else {
                self.take_unknown(module, argument);
                continue;
            };
            let text = text.trim_start_matches('-');
            let (kind, rest) = match text.split_once('=') {
                Some((kind, rest)) => (kind, Some(rest.to_owned())),
                None => (text, None),
            };
            if !matches!(kind, "var" | "var-file") {
                continue;
            }
            let written = rest.or_else(|| arguments.next()?.as_str().map(str::to_owned));
            let Some(written) = written else { continue };
            match kind {
                "var" => self.take_variable(world, module, argument, &written),
                _ => self.take_file(world, module, sources, argument, &written),
            }
        }
    }

    fn take_variable(&mut self, world: &dyn World, module: &Module, argument: &Value, written: &str) {
        let Some((name, text)) = written.split_once('=') else { return };
        let (name, text) = (name.trim(), text.trim_start());
        let Some(variable) = module.variables.get(name) else {
            self.undeclared.push(Undeclared {
                name: name.into(),
                by: GivenBy::Argument,
                provenance: argument.provenance.clone(),
            });
            self.diagnostics.push(
                Diagnostic::error(Code::UnknownVariable, format!("the module declares no variable `{name}`"))
                    .at(argument.provenance.nearest(), "given to it here")
                    .note("Terraform refuses `-var` for a variable that is not declared"),
            );
            return;
        };
        let value = of_text(world, variable, text, argument, &mut self.diagnostics);
        self.lay(module, &Arc::from(name), value, GivenBy::Argument);
    }

    fn take_file(
        &mut self,
        world: &dyn World,
        module: &Module,
        sources: &ValueSources<'_>,
        argument: &Value,
        written: &str,
    ) {
        let path = Path::new(written);
        let places = sources.folders.iter().rev().map(|folder| folder.join(path));
        let found = places
            .map(|path| values_in(world, &path, &mut self.diagnostics))
            .find(|read| !matches!(read, Err(ReadError::NotFound)));
        match found {
            Some(Ok(values)) => {
                for (name, value) in values {
                    self.lay(module, &name, value, GivenBy::Argument);
                }
            }
            Some(Err(error)) => self.unreadable(written, argument, &error.to_string()),
            None => self.unreadable(written, argument, "no such file"),
        }
    }

    fn unreadable(&mut self, written: &str, argument: &Value, why: &str) {
        self.diagnostics.push(
            Diagnostic::error(Code::FileNotFound, format!("the variables file `{written}` cannot be read"))
                .at(argument.provenance.nearest(), why)
                .note("a relative path counts from the folder that Terraform works in"),
        );
    }

    /// An argument that is not known may give any variable a value.
    fn take_unknown(&mut self, module: &Module, argument: &Value) {
        let Some(unknown) = argument.as_unknown() else { return };
        for name in module.variables.keys() {
            let value = Value::unknown(unknown.reason.clone(), Type::Any);
            self.lay(module, name, value.with_provenance(argument.provenance.clone()), GivenBy::Argument);
        }
    }

    fn lay(&mut self, module: &Module, name: &Arc<str>, value: Value, by: GivenBy) {
        let provenance = value.provenance.clone();
        if !module.variables.contains_key(name) {
            self.undeclared.push(Undeclared { name: Arc::clone(name), by, provenance });
            return;
        }
        let before = self.values.insert(Arc::clone(name), value);
        let was_by = self.by.insert(Arc::clone(name), by);
        if let (Some(before), Some(was_by)) = (before, was_by) {
            self.overridden.push(Overridden {
                variable: Arc::clone(name),
                lost: (was_by, before.provenance),
                counts: (by, provenance),
            });
        }
    }

    /// The names of the inputs that no variable takes.
    pub fn unused_inputs(&self) -> BTreeSet<&str> {
        let unused = self.undeclared.iter().filter(|undeclared| undeclared.by == GivenBy::Inputs);
        unused.map(|undeclared| &*undeclared.name).collect()
    }
}
