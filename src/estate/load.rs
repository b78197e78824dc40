//! An estate: its units, evaluated with typed unknowns, each with its environment.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::lang::world::{Mode, World};
use crate::terragrunt::{Config, Options, Session, evaluate_unit};

use super::discovery::{UNIT_FILE, folders_with, unit_files};
use super::environment::{Environment, FILES, environment_of, production_accounts, production_in};

/// A unit of the estate.
#[derive(Debug)]
pub struct Unit {
    /// Its folder.
    pub folder: PathBuf,
    /// Its folder relative to the estate's root, with `/`.
    pub path: String,
    /// Its environment.
    pub environment: Environment,
    /// Its configuration; values that failed are unknown.
    pub config: Config,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// All units below a root.
#[derive(Debug)]
pub struct Estate {
    /// The root.
    pub root: PathBuf,
    /// The units that can hold functions, by path. A file that others include as their root is none.
    pub units: Vec<Unit>,
    /// The accounts that a production environment names.
    pub production_accounts: BTreeSet<String>,
    /// What is wrong in files of production that should name its account.
    pub production_problems: Vec<Diagnostic>,
}

impl Estate {
    /// Finds and evaluates every unit, in parallel.
    pub fn load(world: &dyn World, root: &Path, settings: &Settings, options: Options) -> Self {
        let session = Session::new(world, Mode::Plan, root, options);
        let live = live_folder(root, settings);
        let files = unit_files(&live);
        let mut units: Vec<Unit> =
            files.par_iter().map(|file| load_unit(&session, world, root, file, "plan")).collect();
        let included = session.included();
        units.retain(|unit| !included.contains(&unit.folder.join(UNIT_FILE)));
        let of_units = production_accounts(units.iter().map(|unit| &unit.environment));
        let (of_files, production_problems) = production_of(&session, world, root);
        let production_accounts = of_units.union(&of_files).cloned().collect();
        Self { root: root.to_path_buf(), units, production_accounts, production_problems }
    }

    /// Evaluates the one unit in `folder`, as `command` sees it. Environments of other units are read for the accounts
    /// of production, their units are not.
    pub fn load_one(world: &dyn World, root: &Path, folder: &Path, command: &str, options: Options) -> Self {
        let session = Session::new(world, Mode::Plan, root, options);
        let file = folder.join(UNIT_FILE);
        let unit = load_unit(&session, world, root, &file, command);
        let (production_accounts, production_problems) = production_of(&session, world, root);
        Self { root: root.to_path_buf(), units: vec![unit], production_accounts, production_problems }
    }
}

fn live_folder(root: &Path, settings: &Settings) -> PathBuf {
    settings.layout.live.as_ref().map_or_else(|| root.to_path_buf(), |live| root.join(live))
}

fn load_unit(session: &Session<'_>, world: &dyn World, root: &Path, file: &Path, command: &str) -> Unit {
    let folder = file.parent().unwrap_or(root).to_path_buf();
    let evaluated = evaluate_unit(session, file, command);
    let path = folder.strip_prefix(root).unwrap_or(&folder).to_string_lossy().replace('\\', "/");
    Unit {
        environment: environment_of(session, world, root, &folder),
        path: if path.is_empty() { ".".to_owned() } else { path },
        folder,
        config: evaluated.config,
        diagnostics: evaluated.diagnostics,
    }
}

/// What files of the whole repository say of production, whether units lie there or not: neither a root further down nor
/// a `live` folder hides it.
fn production_of(
    session: &Session<'_>,
    world: &dyn World,
    root: &Path,
) -> (BTreeSet<String>, Vec<Diagnostic>) {
    let top = world.repository_root(root).unwrap_or_else(|| root.to_path_buf());
    let folders = folders_with(&top, &FILES);
    production_in(session, world, &top, &folders)
}
