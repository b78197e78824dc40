//! An estate: its units, those that stacks generate among them, evaluated with typed unknowns, each with its
//! environment.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::world::{Mode, World};
use crate::terragrunt::{Options, Session, evaluate_unit};

use super::discovery::{UNIT_FILE, stack_and_unit_files};
use super::environment::production_accounts as production_of_units;
use super::environment_files::EnvironmentFiles;
use super::environment_reader::Environments;
use super::expand::{Expansion, expand_stacks};
use super::overlay::OverlayWorld;
use super::stack_file::LoadedStack;
use super::unit::Unit;

/// All units below a root.
#[derive(Debug)]
pub struct Estate {
    /// The root.
    pub root: PathBuf,
    /// The units that can hold functions, by path. A file that others include as their root is none.
    pub units: Vec<Unit>,
    /// The stacks whose units are among them.
    pub stacks: Vec<LoadedStack>,
    /// What was passed over, and why.
    pub remarks: Vec<Diagnostic>,
    /// The accounts that a production environment names.
    pub production_accounts: BTreeSet<String>,
    /// What is wrong in files of production that should name its account.
    pub production_problems: Vec<Diagnostic>,
}

impl Estate {
    /// Finds and evaluates every unit, in parallel. What stacks generate is laid over `world`, not over the disk.
    pub fn load(world: &OverlayWorld, root: &Path, settings: &Settings, options: Options) -> Self {
        let session = Session::new(world, Mode::Plan, root, options);
        let live = live_folder(root, settings);
        let (files, stack_files): (Vec<PathBuf>, Vec<PathBuf>) =
            stack_and_unit_files(&live).into_iter().partition(|file| file.ends_with(UNIT_FILE));
        let expansion = expand_stacks(&session, world, &stack_files, "plan");
        let files = with_generated(files, &expansion);
        let around = EnvironmentFiles::find(&session, world, root);
        let environments = Environments::new(&around, root, &settings.environments.map);
        let loaded: Vec<Loaded> = files
            .par_iter()
            .map(|file| load_unit_of(&session, &environments, root, file, expansion.units.contains(file)))
            .collect();
        let mut without_values = expansion.without_values;
        let mut units = Vec::new();
        for loaded in loaded {
            match loaded {
                Loaded::Unit(unit) => units.push(*unit),
                Loaded::WithoutValues(file) => without_values.push(file),
            }
        }
        let included = session.included();
        units.retain(|unit| !included.contains(&unit.folder.join(UNIT_FILE)));
        let stacks = expansion.stacks.into_iter().map(|file| LoadedStack {
            path: relative_path(root, &file.folder),
            environment: environments.of_folder(&file.folder),
            file,
        });
        let stacks = stacks.collect();
        let remarks = lacking_values(&session, &without_values).into_iter().collect();
        let of_units = production_of_units(units.iter().map(|unit| &unit.environment));
        let (of_files, production_problems) = environments.of_production();
        let production_accounts = of_units.union(&of_files).cloned().collect();
        Self { root: root.to_path_buf(), units, stacks, remarks, production_accounts, production_problems }
    }

    /// Evaluates the one unit in `folder`, as `command` sees it. Environments of other units are read for the accounts
    /// of production, their units are not.
    pub fn load_one(
        world: &dyn World,
        root: &Path,
        settings: &Settings,
        folder: &Path,
        command: &str,
        options: Options,
    ) -> Self {
        let session = Session::new(world, Mode::Plan, root, options);
        let around = EnvironmentFiles::find(&session, world, root);
        let environments = Environments::new(&around, root, &settings.environments.map);
        let unit = load_unit(&session, &environments, root, &folder.join(UNIT_FILE), command);
        let (mut production_accounts, production_problems) = environments.of_production();
        production_accounts.extend(production_of_units([&unit.environment]));
        Self {
            root: root.to_path_buf(),
            units: vec![unit],
            stacks: Vec::new(),
            remarks: Vec::new(),
            production_accounts,
            production_problems,
        }
    }
}

fn live_folder(root: &Path, settings: &Settings) -> PathBuf {
    settings.layout.live.as_ref().map_or_else(|| root.to_path_buf(), |live| root.join(live))
}

/// The units that stand for themselves, and those that are generated. A template is neither, and where a generated unit
/// lies on the disk too, it is evaluated from its source.
fn with_generated(files: Vec<PathBuf>, expansion: &Expansion) -> Vec<PathBuf> {
    let is_template = |file: &Path| file.ancestors().any(|folder| expansion.templates.contains(folder));
    let own = files.into_iter().filter(|file| !is_template(file));
    let all: BTreeSet<PathBuf> = own.chain(expansion.units.iter().cloned()).collect();
    all.into_iter().collect()
}

/// What came of a unit's file.
enum Loaded {
    Unit(Box<Unit>),
    /// It cannot be evaluated where it is: only a stack gives it the values it needs.
    WithoutValues(PathBuf),
}

fn load_unit_of(
    session: &Session<'_>,
    environments: &Environments<'_>,
    root: &Path,
    file: &Path,
    is_generated: bool,
) -> Loaded {
    let mut unit = load_unit(session, environments, root, file, "plan");
    if is_generated {
        // Its files are shared with other units: the place alone does not tell which one it is about.
        let note = format!("in the unit `{}`, which a stack generates", unit.path);
        for problem in unit.diagnostics.iter_mut().filter(|problem| problem.is_error()) {
            problem.notes.push(note.clone());
        }
    } else if session.lacks_values(file, &unit.diagnostics) {
        return Loaded::WithoutValues(file.to_path_buf());
    }
    Loaded::Unit(Box::new(unit))
}

/// Files that are made for a stack, and that no stack here takes.
fn lacking_values(session: &Session<'_>, files: &[PathBuf]) -> Option<Diagnostic> {
    let names: Vec<String> = files.iter().map(|file| format!("`{}`", session.display(file))).collect();
    let (first, _) = names.split_first()?;
    let title = match names.len() {
        1 => format!("{first} is passed over: it needs `values`, which only a stack gives"),
        count => format!("{count} files are passed over: they need `values`, which only a stack gives"),
    };
    let remark = Diagnostic::remark(Code::NeedsValues, title);
    Some(if names.len() == 1 { remark } else { remark.note(format!("these are {}", names.join(", "))) })
}

fn relative_path(root: &Path, folder: &Path) -> String {
    let path = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
    if path.is_empty() { ".".to_owned() } else { path }
}

fn load_unit(
    session: &Session<'_>,
    environments: &Environments<'_>,
    root: &Path,
    file: &Path,
    command: &str,
) -> Unit {
    let folder = file.parent().unwrap_or(root).to_path_buf();
    let evaluated = evaluate_unit(session, file, command);
    Unit {
        environment: environments.of_unit(&folder, &evaluated.config),
        path: relative_path(root, &folder),
        folder,
        config: evaluated.config,
        diagnostics: evaluated.diagnostics,
    }
}
