//! The functions a command works on: the estate's, in the wanted environment, selected by name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::estate::{Environment, Estate, Unit, is_production};
use crate::lang::value::Value;
use crate::spec::{
    DeployConfig, FolderSearch, FunctionReader, FunctionSpec, SelectError, UnitFunctions, common_prefix,
    find_folder, select,
};
use crate::terraform::{Library, Sources};

use super::outcome::{CommandError, exit_code};
use super::session::Session;

/// A function with what the disk adds to it.
pub(super) struct Function {
    pub(super) spec: FunctionSpec,
    /// Its source folder, or why there is none; only asked for functions that are built.
    pub(super) folder: Result<PathBuf, Diagnostic>,
    pub(super) warning: Option<Diagnostic>,
}

/// The functions of `units`, and what could not be told of them.
pub(super) fn functions_in(
    session: &Session,
    root: &Path,
    settings: &Settings,
    deploy_config: Option<&DeployConfig>,
    units: &[Unit],
) -> (Vec<Function>, Vec<Diagnostic>) {
    let library =
        Library::new(&session.world, session.terraform_binary(), Sources::new(root, &settings.modules));
    let reader = FunctionReader::new(&library, &settings.inputs, deploy_config);
    let found: Vec<UnitFunctions> = units.par_iter().map(|unit| reader.functions_of(unit)).collect();
    let names = found.iter().flat_map(|found| &found.functions).map(|function| function.name.as_str());
    let named = settings.layout.functions.as_deref();
    let search = FolderSearch::new(&session.world, root, named, common_prefix(names));
    let mut functions = Vec::new();
    let mut diagnostics = Vec::new();
    for (unit, found) in units.iter().zip(found) {
        diagnostics.extend(found.diagnostics);
        for spec in found.functions {
            let (folder, warning) = match find_folder(&search, &spec, &unit.folder) {
                Ok((folder, warning)) => (Ok(folder), warning),
                Err(diagnostic) => (Err(diagnostic), None),
            };
            functions.push(Function { spec, folder, warning });
        }
    }
    diagnostics.extend(reader.not_understood());
    (functions, diagnostics)
}

/// Which environments a command may look at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Any: the command only reads.
    Read,
    /// Only allowed ones: the command builds or changes.
    Build,
}

/// Keeps the units of the wanted environments; without one, of all that the command may look at.
///
/// # Errors
/// When the environment does not exist, or may not be built.
///
/// Returns the environments that were left out because they are not allowed.
pub(super) fn restrict(
    estate: &mut Estate,
    settings: &Settings,
    wanted: Option<&str>,
    access: Access,
) -> Result<Vec<String>, CommandError> {
    // A stack whose sources are elsewhere has no units here, and an environment all the same.
    let of_stacks = estate.stacks.iter().map(|stack| &stack.environment);
    let environments = estate.units.iter().map(|unit| &unit.environment).chain(of_stacks);
    let known: BTreeSet<String> =
        environments.filter_map(|environment| environment.name().map(str::to_owned)).collect();
    if let Some(wanted) = wanted {
        if access == Access::Build {
            refuse_production(wanted)?;
        }
        if !known.contains(wanted) {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            let hint = if names.is_empty() {
                "no unit names its environment: an `env.hcl` with `env` in its locals does".to_owned()
            } else {
                format!("the units are in {}", names.join(", "))
            };
            return Err(CommandError::new(
                exit_code::NOTHING_MATCHED,
                format!("there is no environment `{wanted}`"),
            )
            .hint(hint));
        }
        if access == Access::Build {
            allow(settings, wanted)?;
        }
    }
    let is_wanted = |environment: &Environment| match (wanted, environment.name()) {
        (Some(wanted), name) => name == Some(wanted),
        (None, _) if access == Access::Read => true,
        (None, name) => name.is_some_and(|name| is_allowed(settings, name)),
    };
    let nameless = estate.units.iter().filter(|unit| unit.environment.name.is_none()).count();
    estate.units.retain(|unit| is_wanted(&unit.environment));
    estate.stacks.retain(|stack| is_wanted(&stack.environment));
    let is_left_out =
        |name: &String| access == Access::Build && wanted.is_none() && !is_allowed(settings, name);
    let left_out = known.into_iter().filter(is_left_out);
    let nameless = (access == Access::Build && nameless > 0).then(|| "(no environment)".to_owned());
    Ok(left_out.chain(nameless).collect())
}

/// Says that nothing was found, and where the rest of the units is.
pub(super) fn tell_nothing_found(session: &Session, estate: &Estate, left_out: &[String]) {
    let count = estate.units.len();
    session
        .output
        .message(&format!("no functions found in {count} {}", if count == 1 { "unit" } else { "units" }));
    if count > 0 {
        session.output.message(
            "help: a function is told by the `inputs` of its unit: a name with a runtime, a handler or an image",
        );
    }
    let names =
        |names: &[&String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let (production, others): (Vec<&String>, Vec<&String>) =
        left_out.iter().partition(|name| is_production(name));
    if !production.is_empty() {
        session.output.message(&format!(
            "help: units of {} were left out: they are production, which only `inspect` reads",
            names(&production)
        ));
    }
    if !others.is_empty() {
        session.output.message(&format!(
            "help: units of {} were left out: name an environment with `--env`, or allow it in `tglambda.toml` under \
             `[environments] allowed`",
            names(&others)
        ));
    }
}

/// What was found in stacks and while looking for units. Where functions are named, only what concerns their units.
pub(super) fn stack_problems(estate: &Estate, functions: &[Function], names: &[String]) -> Vec<Diagnostic> {
    let concerns = |path: &str| {
        let is_above =
            |unit: &str| path == "." || unit.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        names.is_empty() || functions.iter().any(|function| is_above(&function.spec.id.unit))
    };
    let stacks = estate.stacks.iter().filter(|stack| concerns(&stack.path));
    let remarks = estate.remarks.iter().filter(|_| names.is_empty());
    stacks.flat_map(|stack| &stack.file.diagnostics).chain(remarks).cloned().collect()
}

/// With `--verbose`, says what is looked at.
pub(super) fn tell_units(session: &Session, estate: &Estate) {
    session.output.detail(1, &format!("root: {}", estate.root.display()));
    session.output.detail(1, &format!("units: {}", estate.units.len()));
    if !estate.stacks.is_empty() {
        session.output.detail(1, &format!("stacks: {}", estate.stacks.len()));
    }
    for unit in &estate.units {
        let environment = unit.environment.name().unwrap_or("(no environment)");
        let account = unit.environment.account().unwrap_or("(no account)");
        session.output.detail(2, &format!("  {} in {environment}, account {account}", unit.path));
    }
}

/// Whether an environment may be built and changed.
pub(super) fn is_allowed(settings: &Settings, environment: &str) -> bool {
    !is_production(environment) && settings.environments.allowed.iter().any(|name| name == environment)
}

fn refuse_production(environment: &str) -> Result<(), CommandError> {
    if is_production(environment) {
        return Err(CommandError::new(
            exit_code::REFUSED,
            format!("`{environment}` is production and is refused"),
        )
        .hint("`tglambda inspect` may read it; it is built and deployed by other means"));
    }
    Ok(())
}

fn allow(settings: &Settings, environment: &str) -> Result<(), CommandError> {
    if !is_allowed(settings, environment) {
        let allowed = settings.environments.allowed.join("`, `");
        return Err(CommandError::new(
            exit_code::REFUSED,
            format!("the environment `{environment}` is not allowed"),
        )
        .hint(format!("allowed are `{allowed}`: see `[environments] allowed` in `tglambda.toml`")));
    }
    Ok(())
}

/// The accounts of production: those that the estate's files name, and those of the deploy config.
pub(super) fn production_accounts(estate: &Estate, deploy_config: Option<&DeployConfig>) -> BTreeSet<String> {
    let of_config = deploy_config.into_iter().flat_map(DeployConfig::accounts);
    let of_config =
        of_config.filter(|(environment, _)| is_production(environment)).map(|(_, account)| account);
    estate.production_accounts.iter().cloned().chain(of_config.map(str::to_owned)).collect()
}

/// Refuses a function in an account of production, whatever its environment is called: by the account that its files
/// name, or the one in its role.
pub(super) fn refuse_production_account(
    function: &FunctionSpec,
    production: &BTreeSet<String>,
) -> Result<(), CommandError> {
    let of_role = function.value("role").and_then(Value::as_str).and_then(|role| role.split(':').nth(4));
    let accounts = function.account.as_deref().into_iter().chain(of_role);
    let Some(account) = accounts.into_iter().find(|account| production.contains(*account)) else {
        return Ok(());
    };
    Err(CommandError::new(
        exit_code::REFUSED,
        format!("`{}` is in account {account}, which a production environment names", function.id),
    )
    .hint("if that is not meant, correct the account in the environment's files or in the function's role"))
}

/// The functions that `names` select.
///
/// # Errors
/// When a name selects nothing or several functions of one environment.
pub(super) fn selected(functions: Vec<Function>, names: &[String]) -> Result<Vec<Function>, CommandError> {
    let candidates: Vec<_> =
        functions.iter().map(|function| (&function.spec, function.folder.as_deref().ok())).collect();
    let chosen: BTreeSet<_> = select(&candidates, names)
        .map_err(|errors| select_error(&errors))?
        .into_iter()
        .map(|spec| spec.id.clone())
        .collect();
    Ok(functions.into_iter().filter(|function| chosen.contains(&function.spec.id)).collect())
}

/// The functions that one name selects.
///
/// # Errors
/// When it selects nothing or several functions of one environment.
pub(super) fn selected_specs<'f>(
    functions: &'f [Function],
    name: &str,
) -> Result<Vec<&'f FunctionSpec>, CommandError> {
    let candidates: Vec<_> =
        functions.iter().map(|function| (&function.spec, function.folder.as_deref().ok())).collect();
    select(&candidates, &[name.to_owned()]).map_err(|errors| select_error(&errors))
}

fn select_error(errors: &[SelectError]) -> CommandError {
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    let is_ambiguous = errors.iter().any(|error| matches!(error, SelectError::Ambiguous { .. }));
    let code = if is_ambiguous { exit_code::INVALID_INPUT } else { exit_code::NOTHING_MATCHED };
    CommandError::new(code, messages.join("\nerror: "))
        .hint("`tglambda inspect` lists the functions; a name is a key, a deployed name, a folder or an id")
}
