//! The files around units that are about their environment: each is read once in a run, and so are the folders on the way
//! to many units.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::json::value_of_untyped_node;
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::lang::yaml;
use crate::source::{SourceFile, Span};
use crate::syntax::json::parse_json;
use crate::terragrunt::{Session, evaluate_unit};

use super::discovery::{folders_with, is_searched};
use super::environment::{How, Told};
use super::environment_names::{Said, is_account_id, told};

/// Configurations that say which environment or account the units below them belong to, and data that does.
pub(super) const FILES: [&str; 26] = [
    "env.hcl",
    "environment.hcl",
    "account.hcl",
    "region.hcl",
    "common.hcl",
    "env.json",
    "env.yaml",
    "env.yml",
    "environment.json",
    "environment.yaml",
    "environment.yml",
    "account.json",
    "account.yaml",
    "account.yml",
    "region.json",
    "region.yaml",
    "region.yml",
    "project.json",
    "project.yaml",
    "project.yml",
    "common.json",
    "common.yaml",
    "common.yml",
    "accounts.json",
    "accounts.yaml",
    "accounts.yml",
];
/// Those that are read on their own; the others may only make sense where a unit includes them.
const SELF_CONTAINED: [&str; 3] = ["env.hcl", "environment.hcl", "account.hcl"];
/// How the names of files begin that hold the accounts of many environments.
const TABLE: &str = "accounts.";
/// Names of the id in a table's entry.
const IDS: [&str; 5] = ["account_id", "aws_account_id", "aws_account", "id", "account"];

/// What the files on the way to a folder tell, the nearest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// What configurations say.
    pub(super) configured: Said,
    /// What data says.
    pub(super) data: Said,
    /// The accounts of environments by their names.
    accounts: Vec<(Arc<str>, Told)>,
    /// What is wrong in the files.
    pub(super) problems: Vec<Diagnostic>,
    /// Whether nobody looked below the folder while files were looked for in the whole repository.
    is_aside: bool,
}

impl Around {
    /// The account that a table has for an environment of this name.
    pub(super) fn account_of(&self, environment: &str) -> Option<&Told> {
        self.accounts().find(|(name, _)| *name == environment).map(|(_, account)| account)
    }

    /// The accounts that tables have.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (&str, &Told)> {
        self.accounts.iter().map(|(name, account)| (&**name, account))
    }

    fn under(mut self, outer: &Self) -> Self {
        self.configured = self.configured.or(&outer.configured);
        self.data = self.data.or(&outer.data);
        self.accounts.extend(outer.accounts.iter().cloned());
        self.problems.extend(outer.problems.iter().cloned());
        self
    }
}

/// What was read so far. Shared by threads.
pub(super) struct EnvironmentFiles<'s> {
    session: &'s Session<'s>,
    world: &'s dyn World,
    /// The top of the repository.
    top: PathBuf,
    /// The folders of the repository that have such files.
    folders: BTreeSet<PathBuf>,
    files: Memo,
}

/// What the folders below one root have around them.
pub(super) struct Surroundings<'f> {
    files: &'f EnvironmentFiles<'f>,
    root: &'f Path,
    folders: Memo,
}

type Memo = RwLock<HashMap<OsString, Arc<Around>>>;

impl<'s> EnvironmentFiles<'s> {
    /// Looks where there are such files in the whole repository of `root`, whether units lie there or not.
    pub(super) fn find(session: &'s Session<'s>, world: &'s dyn World, root: &Path) -> Self {
        let top = world.repository_root(root).unwrap_or_else(|| root.to_path_buf());
        let folders = folders_with(&top, &FILES).into_iter().collect();
        Self { session, world, top, folders, files: Memo::default() }
    }

    /// The top of the repository.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// The folders of the repository that have such files.
    pub(super) fn folders(&self) -> &BTreeSet<PathBuf> {
        &self.folders
    }

    fn folder(&self, folder: &Path, is_aside: bool) -> Around {
        // Most folders are known to have none without asking.
        if !is_aside && !self.folders.contains(folder) {
            return Around::default();
        }
        let files = FILES.iter().map(|name| (folder.join(name), name));
        let files = files.filter(|(path, _)| self.world.kind(path) == Some(PathKind::File));
        files.fold(Around::default(), |around, (path, name)| around.under(&self.file(&path, name)))
    }

    /// Whether a folder, or one above it, was passed over while files were looked for.
    fn is_aside(&self, folder: &Path) -> bool {
        let within = folder.ancestors().take_while(|folder| **folder != *self.top);
        !folder.starts_with(&self.top) || within.into_iter().any(|folder| self.is_passed_over(folder))
    }

    /// Whether files were not looked for in a folder, in spite of those above it: it is hidden, a link, or generated.
    fn is_passed_over(&self, folder: &Path) -> bool {
        let name = folder.file_name().and_then(|name| name.to_str());
        !name.is_some_and(is_searched) || self.world.is_link(folder) || self.world.on_disk(folder) != folder
    }

    fn file(&self, path: &Path, name: &str) -> Arc<Around> {
        remembered(&self.files, path, || {
            if Path::new(name).extension().is_some_and(|extension| extension == "hcl") {
                self.configuration(path, name)
            } else {
                self.data(path, name)
            }
        })
    }

    fn configuration(&self, path: &Path, name: &str) -> Around {
        let evaluated = evaluate_unit(self.session, path, "plan");
        let is_whole = SELF_CONTAINED.contains(&name);
        let problems = evaluated.diagnostics.into_iter().filter(|problem| is_whole && problem.is_error());
        let configured = evaluated.config.locals.as_ref().map(Said::of_file).unwrap_or_default();
        Around { configured, problems: problems.collect(), ..Around::default() }
    }

    fn data(&self, path: &Path, name: &str) -> Around {
        let value = match self.world.read(path) {
            Ok(file) => decoded(&file),
            Err(error) => {
                let title = format!("`{}` cannot be read", self.session.display(path));
                Err(Diagnostic::error(Code::FileUnreadable, title).note(error.to_string()))
            }
        };
        match value {
            Ok(value) if name.starts_with(TABLE) => Around { accounts: table(&value), ..Around::default() },
            Ok(value) => Around { data: Said::of_file(&value), ..Around::default() },
            Err(problem) => Around { problems: vec![problem], ..Around::default() },
        }
    }
}

impl<'f> Surroundings<'f> {
    pub(super) fn below(files: &'f EnvironmentFiles<'f>, root: &'f Path) -> Self {
        Self { files, root, folders: Memo::default() }
    }

    /// What the files on the way from the root to `folder` tell.
    pub(super) fn of(&self, folder: &Path) -> Arc<Around> {
        remembered(&self.folders, folder, || {
            let outer = folder.parent().filter(|parent| parent.starts_with(self.root));
            let outer = outer.map(|parent| self.of(parent));
            let is_aside = match &outer {
                Some(outer) => outer.is_aside || self.files.is_passed_over(folder),
                None => self.files.is_aside(folder),
            };
            let mut around = self.files.folder(folder, is_aside);
            around.is_aside = is_aside;
            match outer {
                Some(outer) => around.under(&outer),
                None => around,
            }
        })
    }
}

fn remembered(memo: &Memo, path: &Path, make: impl FnOnce() -> Around) -> Arc<Around> {
    if let Some(known) = memo.read().unwrap_or_else(PoisonError::into_inner).get(path.as_os_str()) {
        return Arc::clone(known);
    }
    // Not held while it is made: that asks for the folders above.
    let made = Arc::new(make());
    let mut known = memo.write().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(path.into()).or_insert(made))
}

fn decoded(file: &SourceFile) -> Result<Value, Diagnostic> {
    let is_json = file.path().extension().is_some_and(|extension| extension == "json");
    if is_json {
        return value_of_untyped_node(&parse_json(file)?).map_err(|error| {
            Diagnostic::error(Code::InvalidValue, error.message.clone()).at(error.span, "here")
        });
    }
    let whole = Span::new(file.id(), 0..file.text().len());
    yaml::decode(file.text(), whole).map_err(|error| {
        let place = Span::new(file.id(), error.offset..error.offset);
        Diagnostic::error(Code::SyntaxError, format!("invalid YAML: {}", error.message)).at(place, "here")
    })
}

/// `{ "dev": "111111111111" }`, `{ "dev": { "account_id": "…" } }`, or either below `accounts`.
fn table(value: &Value) -> Vec<(Arc<str>, Told)> {
    let entries = value.entry("accounts").unwrap_or(value).entries();
    let account_in = |entry: &Value| {
        let inside = || IDS.iter().find_map(|name| account(entry.entry(name)?));
        account(entry).or_else(inside)
    };
    let entries = entries.into_iter().flat_map(|entries| entries.iter());
    entries.filter_map(|(name, entry)| Some((Arc::clone(name), account_in(entry)?))).collect()
}

fn account(value: &Value) -> Option<Told> {
    told(value, How::Named).filter(|told| is_account_id(&told.value))
}
