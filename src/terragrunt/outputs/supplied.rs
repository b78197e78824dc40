//! Outputs that the person who runs it supplies: one JSON document for many units, or a folder with one for each.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::lang::origin::OutputSource;
use crate::lang::world::{PathKind, World};
use crate::source::{SourceFile, Span};
use crate::syntax::json::{JsonKind, JsonNode, parse_json};
use crate::terragrunt::paths;

use super::document::read_outputs;
use super::known::KnownOutputs;

/// The name of a unit's document in a folder of its own.
const OUTPUTS_FILE: &str = "outputs.json";

/// More than any estate has, so that links in a circle end.
const MOST_PATHS: usize = 100_000;

/// Supplied outputs by the unit's folder.
#[derive(Clone, Debug, Default)]
pub struct SuppliedOutputs(Arc<BTreeMap<PathBuf, Supplied>>);

#[derive(Clone, Debug)]
struct Supplied {
    outputs: KnownOutputs,
    /// Where the unit is named.
    place: Span,
}

impl SuppliedOutputs {
    /// Reads what is at `path`: a file, or a folder of files. Units are named relative to `root`. Reports what is wrong:
    /// an error where something cannot be read, a warning where a unit does not exist.
    pub fn read(world: &dyn World, root: &Path, path: &Path) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader { world, root, units: BTreeMap::new(), diagnostics: Vec::new() };
        if world.kind(path) == Some(PathKind::Folder) {
            reader.folder(path);
        } else {
            reader.file_of_units(path);
        }
        reader.check_units();
        (Self(Arc::new(reader.units)), reader.diagnostics)
    }

    /// The outputs supplied for the unit in `folder`. A unit without any is one that nothing is known of.
    pub(in crate::terragrunt) fn of(&self, folder: &Path) -> Option<&KnownOutputs> {
        self.0.get(folder).map(|supplied| &supplied.outputs).filter(|outputs| !outputs.entries.is_empty())
    }
}

struct Reader<'r> {
    world: &'r dyn World,
    root: &'r Path,
    units: BTreeMap<PathBuf, Supplied>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn display(&self, path: &Path) -> String {
        paths::shown(self.root, path)
    }

    fn load(&mut self, path: &Path) -> Option<Arc<SourceFile>> {
        match self.world.read(path) {
            Ok(file) => {
                if names_a_secret(file.text()) {
                    file.keep_confidential();
                }
                Some(file)
            }
            Err(error) => {
                let title = format!("the outputs in `{}` cannot be read", self.display(path));
                self.diagnostics.push(Diagnostic::error(Code::FileUnreadable, title).note(error.to_string()));
                None
            }
        }
    }

    /// `{"<unit>": {"<output>": …}}`
    fn file_of_units(&mut self, path: &Path) {
        let Some(file) = self.load(path) else { return };
        let node = match parse_json(&file) {
            Ok(node) => node,
            Err(problem) => return self.diagnostics.push(problem),
        };
        let JsonKind::Object(members) = &node.kind else {
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidConfig, "the outputs are no object")
                    .at(node.span.head(), "an object of units is required")
                    .hint("write `{\"<unit's folder>\": {\"<output>\": …}}`"),
            );
            return;
        };
        let source = OutputSource::Supplied(self.display(path).into());
        for (key, node) in members {
            let folder = paths::join(self.root, &key.text);
            self.add(folder, key.span, node, &source);
        }
    }

    /// `<unit>.json` and `<unit>/outputs.json`, each as `terraform output -json` writes it.
    fn folder(&mut self, top: &Path) {
        let mut folders = VecDeque::from([top.to_path_buf()]);
        let mut left = MOST_PATHS;
        while let Some(folder) = folders.pop_front() {
            for path in self.world.list(&folder) {
                left = left.saturating_sub(1);
                match self.world.kind(&path) {
                    Some(PathKind::Folder) => folders.push_back(path),
                    Some(PathKind::File) if path.extension().is_some_and(|extension| extension == "json") => {
                        let is_inside = path.file_name().is_some_and(|name| name == OUTPUTS_FILE);
                        let unit = if is_inside { folder.clone() } else { path.with_extension("") };
                        let unit = self.root.join(unit.strip_prefix(top).unwrap_or(&unit));
                        self.file_of_unit(&paths::clean(&unit), &path);
                    }
                    _ => {}
                }
            }
            if left == 0 {
                let title = format!("`{}` holds too many files", self.display(top));
                let problem = Diagnostic::error(Code::InvalidConfig, title);
                self.diagnostics
                    .push(problem.note(format!("more than {MOST_PATHS}; do links lead in a circle?")));
                return;
            }
        }
    }

    fn file_of_unit(&mut self, unit: &Path, path: &Path) {
        let Some(file) = self.load(path) else { return };
        match parse_json(&file) {
            Ok(node) => {
                let source = OutputSource::Supplied(self.display(path).into());
                self.add(unit.to_path_buf(), node.span.head(), &node, &source);
            }
            Err(problem) => self.diagnostics.push(problem),
        }
    }

    fn add(&mut self, folder: PathBuf, place: Span, node: &JsonNode, source: &OutputSource) {
        let unit: Arc<str> = self.display(&folder).into();
        let JsonKind::Object(members) = &node.kind else {
            self.diagnostics.push(
                Diagnostic::error(Code::InvalidConfig, format!("the outputs of unit `{unit}` are no object"))
                    .at(node.span.head(), "an object of outputs is required")
                    .hint("write `{\"<output>\": …}`, as `terraform output -json` does"),
            );
            return;
        };
        if let Some(first) = self.units.get(&folder) {
            self.diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    format!("the outputs of unit `{unit}` are there twice"),
                )
                .at(place, "the second ones")
                .related(first.place, "the first ones"),
            );
            return;
        }
        let outputs = read_outputs(members, &unit, source, &mut self.diagnostics);
        self.units.insert(folder, Supplied { outputs, place });
    }

    fn check_units(&mut self) {
        let unknown: Vec<(&PathBuf, Span)> = self
            .units
            .iter()
            .filter(|(folder, _)| !self.is_unit(folder))
            .map(|(folder, supplied)| (folder, supplied.place))
            .collect();
        let mut problems = Vec::new();
        for (folder, place) in unknown {
            let mut problem = Diagnostic::warning(
                Code::FileNotFound,
                format!("outputs are supplied for a unit that does not exist: `{}`", self.display(folder)),
            )
            .at(place, "no unit is there");
            let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let beside = folder.parent().map(|parent| self.world.list(parent)).unwrap_or_default();
            let beside: Vec<PathBuf> = beside.into_iter().filter(|folder| self.is_unit(folder)).collect();
            let names = beside.iter().filter_map(|folder| folder.file_name()?.to_str());
            problem = match suggest::nearest(name, names) {
                Some(nearest) => {
                    problem.hint(format!("did you mean `{}`?", self.display(&folder.with_file_name(nearest))))
                }
                None => problem.note(format!("units are named by their folder in `{}`", self.root.display())),
            };
            problems.push(problem);
        }
        self.diagnostics.extend(problems);
    }

    /// A unit, a stack, or a unit that a stack would generate.
    fn is_unit(&self, folder: &Path) -> bool {
        let has = |folder: &Path, name| self.world.kind(&folder.join(name)) == Some(PathKind::File);
        has(folder, paths::UNIT_FILE)
            || has(folder, paths::JSON_UNIT_FILE)
            || folder.ancestors().any(|folder| has(folder, paths::STACK_FILE))
    }
}

/// Whether an output is marked as a secret. Told from the text: a document that is no JSON must not give it away either.
fn names_a_secret(text: &str) -> bool {
    text.split("\"sensitive\"").skip(1).any(|rest| {
        rest.trim_start().strip_prefix(':').is_some_and(|value| value.trim_start().starts_with("true"))
    })
}
