//! Environments: the name and account that the files around a unit give it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::terragrunt::{Session, evaluate_unit};

/// Files that say which environment or account the units below them belong to.
pub(super) const FILES: [&str; 5] = ["env.hcl", "environment.hcl", "account.hcl", "region.hcl", "common.hcl"];
/// Those of them that are read on their own; the others may only make sense where a unit includes them.
const SELF_CONTAINED: [&str; 3] = ["env.hcl", "environment.hcl", "account.hcl"];
/// Names of the local that holds the environment's name.
const NAMES: [&str; 5] = ["env", "environment", "env_name", "environment_name", "stage"];
/// Names of the local that holds the account's id.
const ACCOUNTS: [&str; 4] = ["aws_account", "aws_account_id", "account_id", "account"];
/// Folder names that are environments where no file says so.
const FOLDERS: [&str; 16] = [
    "dev",
    "develop",
    "development",
    "test",
    "qa",
    "uat",
    "int",
    "stage",
    "staging",
    "sandbox",
    "demo",
    "nonprod",
    "non-prod",
    "prod",
    "production",
    "live-prod",
];

/// An environment as units see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// Its name; `None` when nothing tells it.
    pub name: Option<String>,
    /// The account its files name.
    pub account: Option<String>,
}

/// Whether a name means production: it starts with `prod`, or has the word in it as in `eu-prod`, but for `non-prod` and
/// `pre-prod`.
pub fn is_production(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let is_word = |word: &str| matches!(word, "prod" | "production" | "prd");
    let later = words.windows(2).any(|pair| is_word(pair[1]) && !matches!(pair[0], "non" | "not" | "pre"));
    name.starts_with("prod") || words.first().is_some_and(|word| is_word(word)) || later
}

/// The environment of the unit in `folder`: the nearest file that says it, else a folder's name.
pub(super) fn environment_of(
    session: &Session<'_>,
    world: &dyn World,
    root: &Path,
    folder: &Path,
) -> Environment {
    // What is wrong in a file is reported for the units that read it.
    read_environment(session, world, root, folder, &mut Vec::new())
}

fn read_environment(
    session: &Session<'_>,
    world: &dyn World,
    root: &Path,
    folder: &Path,
    problems: &mut Vec<Diagnostic>,
) -> Environment {
    let mut environment = Environment::default();
    for folder in folder.ancestors().take_while(|folder| folder.starts_with(root)) {
        for file in FILES {
            let path = folder.join(file);
            if world.kind(&path) != Some(PathKind::File) {
                continue;
            }
            let evaluated = evaluate_unit(session, &path, "plan");
            if SELF_CONTAINED.contains(&file) {
                problems.extend(evaluated.diagnostics.into_iter().filter(Diagnostic::is_error));
            }
            let locals = evaluated.config.locals;
            let find = |names: &[&str], wanted: fn(&str) -> bool| {
                let locals = locals.as_ref()?;
                names.iter().find_map(|name| text_of(locals.entry(name)?).filter(|text| wanted(text)))
            };
            environment.name = environment.name.or_else(|| find(&NAMES, |name| !name.trim().is_empty()));
            environment.account = environment.account.or_else(|| find(&ACCOUNTS, is_account_id));
        }
    }
    if environment.name.is_none() {
        let below = folder.strip_prefix(root).unwrap_or(folder);
        let names: Vec<&str> =
            below.components().filter_map(|component| component.as_os_str().to_str()).collect();
        let is_known = |name: &&&str| FOLDERS.contains(&name.to_ascii_lowercase().as_str());
        // A folder that says production decides, wherever it stands: `dev/prod/…` is not dev.
        let is_production_folder =
            |name: &&&str| is_known(name) && is_production(name) || says_production(name);
        let found = names.iter().find(is_production_folder).or_else(|| names.iter().find(is_known));
        environment.name = found.map(|name| (*name).to_owned());
    }
    environment
}

/// Whether a folder's name ends or begins with production as a word of its own: `eu-prod`, `PROD-eu`, not `products`.
fn says_production(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let has_word =
        name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| matches!(word, "prod" | "production"));
    has_word && is_production(&name)
}

/// A text; a number counts as the account id it is meant as, whose leading zeros HCL drops.
fn text_of(value: &Value) -> Option<String> {
    let number = value.as_number().map(|number| format!("{number:0>12}"));
    value.as_str().map(str::to_owned).or(number)
}

/// Whether a text is an AWS account id.
pub(super) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The accounts of production that the files in `folders` name, and what is wrong in files of production that should
/// name one: without that account nothing can be told to be outside production.
pub(super) fn production_in(
    session: &Session<'_>,
    world: &dyn World,
    root: &Path,
    folders: &[PathBuf],
) -> (BTreeSet<String>, Vec<Diagnostic>) {
    let mut accounts = BTreeSet::new();
    let mut problems = Vec::new();
    for folder in folders {
        let mut found = Vec::new();
        let environment = read_environment(session, world, root, folder, &mut found);
        if environment.name.as_deref().is_some_and(is_production) {
            match environment.account {
                Some(account) => drop(accounts.insert(account)),
                None => problems.extend(found),
            }
        }
    }
    let why = "production's account is not known without this file, so nothing can be told to be outside it";
    (accounts, problems.into_iter().map(|problem| problem.note(why)).collect())
}

/// The accounts that production environments name.
pub(super) fn production_accounts<'e>(
    environments: impl IntoIterator<Item = &'e Environment>,
) -> BTreeSet<String> {
    environments
        .into_iter()
        .filter(|environment| environment.name.as_deref().is_some_and(is_production))
        .filter_map(|environment| environment.account.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_is_known_by_its_name() {
        for name in ["prod", "Production", " prod ", "prod-eu", "eu-prod", "PRODUCTION2", "prd", "app_prod"] {
            assert!(is_production(name), "{name}");
        }
        for name in ["dev", "non-prod", "nonprod", "pre-prod", "staging", "reproduce"] {
            assert!(!is_production(name), "{name}");
        }
        assert!(!says_production("products") && says_production("ac-app-prod"));
    }
}
