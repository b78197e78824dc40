//! The functions of a unit: as its module makes them; where the module is not here, as its inputs tell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::config::InputNames;
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::{Unit, UnitModule, module_of, values_of};
use crate::lang::file_memo::FileMemo;
use crate::lang::partial::known_part;
use crate::lang::value::Value;
use crate::source::Span;
use crate::terraform::{Evaluation, Given, Library, Module};

use super::deploy_config::DeployConfig;
use super::extract::{UnitFunctions, UnitPlace, functions_of};
use super::from_module::functions_of_module;
use super::inputs::InputFates;
use super::related::concerns_functions;
use super::synonyms::Names;

/// Reads the functions of units, in parallel.
pub struct FunctionReader<'r> {
    library: &'r Library<'r>,
    inputs: &'r InputNames,
    deploy_config: Option<&'r DeployConfig>,
    files: FileMemo,
    elsewhere: Mutex<BTreeMap<Arc<str>, Elsewhere>>,
}

/// A module that is not here: where it is named first, and how many functions are told by inputs alone because of it.
#[derive(Debug)]
struct Elsewhere {
    place: Span,
    units: BTreeSet<String>,
    functions: usize,
}

impl<'r> FunctionReader<'r> {
    /// A reader of units whose modules are in `library`; `inputs` are further names of the inputs that give settings.
    pub fn new(
        library: &'r Library<'r>,
        inputs: &'r InputNames,
        deploy_config: Option<&'r DeployConfig>,
    ) -> Self {
        Self { library, inputs, deploy_config, files: FileMemo::default(), elsewhere: Mutex::default() }
    }

    /// The functions of a unit.
    pub fn functions_of(&self, unit: &Unit) -> UnitFunctions {
        let told = Arc::new(unit.environment.clone());
        let place = UnitPlace {
            environment: unit.environment.name().unwrap_or_default(),
            told: &told,
            unit: &unit.path,
            names: Names::with(self.inputs),
        };
        let inputs = unit.config.inputs.as_ref().map(known_part);
        let inputs = inputs.as_ref();
        match module_of(self.library, unit) {
            UnitModule::Here(module) if module.has_functions() => {
                self.of_module(&module, unit, &place, inputs)
            }
            UnitModule::Here(module) => self.without_functions(&module, &place, inputs),
            UnitModule::Elsewhere(source, written) => {
                let found = self.by_inputs(&place, inputs);
                self.note_elsewhere(&source, written, &place, found.functions.len());
                found
            }
            UnitModule::Unknown(_) | UnitModule::None => self.by_inputs(&place, inputs),
            UnitModule::Missing(folder, written) => {
                let mut found = self.by_inputs(&place, inputs);
                found.diagnostics.push(self.missing(&place, &folder, written));
                found
            }
        }
    }

    fn of_module(
        &self,
        module: &Arc<Module>,
        unit: &Unit,
        place: &UnitPlace<'_>,
        inputs: Option<&Value>,
    ) -> UnitFunctions {
        let gathered = values_of(self.library.world(), module, unit);
        let given = Given {
            world: self.library.world(),
            files: &self.files,
            functions: self.library.functions(),
            values: &gathered.values,
            wanted: concerns_functions,
        };
        let evaluation = Evaluation::new(given, Arc::clone(module));
        evaluation.check_variables();
        let mut found = functions_of_module(place, &evaluation, inputs, self.deploy_config);
        // Only now is everything worked out.
        let fates = Arc::new(InputFates {
            dropped: evaluation.dropped(),
            overridden: gathered.overridden,
            undeclared: gathered.undeclared,
        });
        for function in &mut found.functions {
            function.inputs = Arc::clone(&fates);
        }
        found.diagnostics.extend(module.problems().cloned());
        found.diagnostics.extend(gathered.diagnostics);
        found.diagnostics.extend(evaluation.diagnostics());
        found
    }

    /// Of a module that declares no function: a module that it calls, and that is not here, may do so.
    fn without_functions(
        &self,
        module: &Module,
        place: &UnitPlace<'_>,
        inputs: Option<&Value>,
    ) -> UnitFunctions {
        let elsewhere = module.sources_elsewhere();
        let mut found =
            if elsewhere.is_empty() { UnitFunctions::default() } else { self.by_inputs(place, inputs) };
        for (source, written) in elsewhere {
            self.note_elsewhere(&source, written, place, found.functions.len());
        }
        let unreadable = |problem: &&Diagnostic| problem.code == Code::SyntaxError;
        found.diagnostics.extend(module.problems().filter(unreadable).cloned());
        found
    }

    fn by_inputs(&self, place: &UnitPlace<'_>, inputs: Option<&Value>) -> UnitFunctions {
        inputs.map(|inputs| functions_of(place, inputs, self.deploy_config)).unwrap_or_default()
    }

    fn missing(&self, place: &UnitPlace<'_>, folder: &Path, written: Span) -> Diagnostic {
        let title = format!("the module of `{}` does not exist", place.unit);
        Diagnostic::error(Code::FileNotFound, title)
            .at(written, "named here")
            .note(format!("this is `{}`", self.library.world().on_disk(folder).display()))
    }

    fn note_elsewhere(&self, source: &Arc<str>, place: Span, unit: &UnitPlace<'_>, functions: usize) {
        let mut elsewhere = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = elsewhere.entry(Arc::clone(source)).or_insert_with(|| Elsewhere {
            place,
            units: BTreeSet::new(),
            functions: 0,
        });
        // Which unit comes first hangs on the threads.
        if (place.file, place.start) < (noted.place.file, noted.place.start) {
            noted.place = place;
        }
        noted.units.insert(unit.unit.to_owned());
        noted.functions += functions;
    }

    /// What could not be understood, each said once: modules that are not here although functions are told by their
    /// inputs, or their address speaks of functions.
    pub fn not_understood(&self) -> Vec<Diagnostic> {
        let elsewhere = self.elsewhere.lock().unwrap_or_else(PoisonError::into_inner);
        let speaks = |source: &str| source.to_ascii_lowercase().contains("lambda");
        let concerning =
            elsewhere.iter().filter(|(source, noted)| noted.functions > 0 || speaks(source.as_ref()));
        concerning.map(|(source, noted)| not_here(source, noted)).collect()
    }
}

fn not_here(source: &str, noted: &Elsewhere) -> Diagnostic {
    let units = noted.units.len();
    let used = if units == 1 { "1 unit uses it".to_owned() } else { format!("{units} units use it") };
    let told = match noted.functions {
        0 => "no function is told by its inputs".to_owned(),
        1 => "1 function is told by its inputs alone".to_owned(),
        functions => format!("{functions} functions are told by its inputs alone"),
    };
    let address = source.split_once('?').map_or(source, |(address, _)| address);
    Diagnostic::remark(Code::ModuleNotHere, "a module is not here, so nobody can tell what it makes of its inputs")
        .at(noted.place, format!("{used}; {told}"))
        .hint(format!(
            "name a folder that is read in its place in `tglambda.toml`: `[modules.\"{address}\"]` with `folder = \"…\"`"
        ))
}
