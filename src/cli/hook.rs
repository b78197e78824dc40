//! `tglambda hook`: the step that Terragrunt runs before a command.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::estate::{Estate, Unit};
use crate::hook::{Action, Package, decide, write_hand_over};
use crate::package::Built;
use crate::terraform::{CodeOwner, Module, PACKAGES_VARIABLE, code_owner};
use crate::terragrunt::clean;

use super::functions::{Function, functions_in, is_allowed, refuse_production_account};
use super::outcome::{CommandError, CommandResult, exit_code};
use super::packages::{build_requests, request};
use super::session::Session;

/// Run as a Terragrunt hook
#[derive(Args, Debug)]
pub(super) struct HookArgs {
    #[command(subcommand)]
    hook: Hook,
}

#[derive(Debug, Subcommand)]
enum Hook {
    Before(BeforeArgs),
}

/// Build the unit's functions and hand the packages to Terraform
///
/// Runs in Terraform's working folder. Puts each zip into `.tglambda/` there and names it in
/// `zz-tglambda.auto.tfvars.json`. A unit without functions is left alone; `destroy` builds nothing; outside the
/// allowed environments `plan` builds while `apply`, `destroy` and `import` are refused with exit code 4.
#[derive(Args, Debug)]
struct BeforeArgs {
    /// The unit's folder: get_terragrunt_dir()
    #[arg(long, value_name = "DIR")]
    unit_dir: PathBuf,
    /// The Terraform command: get_terraform_command()
    #[arg(long, value_name = "COMMAND")]
    command: String,
}

pub(super) fn run(session: &Session, arguments: &HookArgs) -> CommandResult {
    let Hook::Before(before) = &arguments.hook;
    run_before(session, before)
}

fn run_before(session: &Session, arguments: &BeforeArgs) -> CommandResult {
    let folder = clean(&session.current_dir.join(&arguments.unit_dir));
    if !crate::host::fs::is_file(&folder.join("terragrunt.hcl")) {
        return Err(CommandError::new(
            exit_code::INVALID_INPUT,
            format!("`{}` is no unit: it has no `terragrunt.hcl`", folder.display()),
        )
        .hint("pass `get_terragrunt_dir()` as `--unit-dir`"));
    }
    let root = session.root_of(&folder)?;
    let settings = Session::settings(&root)?;
    let deploy_config = match session.deploy_config(&root) {
        Ok(config) => config,
        Err(problem) => return Ok(fail(session, &[problem], &root)),
    };
    let estate = Estate::load_one(&session.world, &root, &settings, &folder, &arguments.command);
    let [unit] = &*estate.units else { return Ok(exit_code::DONE) };
    if has_errors(&unit.diagnostics) {
        return Ok(fail(session, &unit.diagnostics, &root));
    }
    let functions = functions_in(session, &root, &settings, deploy_config.as_ref(), &estate.units);
    let functions: Vec<Function> =
        functions.into_iter().filter(|function| function.spec.not_built.is_none()).collect();
    if functions.is_empty() {
        return Ok(exit_code::DONE);
    }

    let environment = unit.environment.name.as_deref();
    let is_allowed = environment.is_some_and(|name| is_allowed(&settings, name))
        && refuse_production_account(unit, &estate.production_accounts).is_ok();
    match decide(&arguments.command, is_allowed) {
        Action::Nothing => Ok(exit_code::DONE),
        Action::Refuse => Err(refusal(unit, &arguments.command, &estate)),
        Action::Build => build_and_hand_over(session, &root, &functions),
    }
}

fn refusal(unit: &Unit, command: &str, estate: &Estate) -> CommandError {
    if let Err(error) = refuse_production_account(unit, &estate.production_accounts) {
        return error;
    }
    let environment = unit.environment.name.as_deref().unwrap_or("(not named)");
    CommandError::new(
        exit_code::REFUSED,
        format!("`{command}` is refused for `{}`: its environment `{environment}` is not allowed", unit.path),
    )
    .hint("allowed environments are listed in `tglambda.toml` under `[environments] allowed`; production never is")
}

fn build_and_hand_over(session: &Session, root: &Path, functions: &[Function]) -> CommandResult {
    let working_folder = &session.current_dir;
    let mut diagnostics = Vec::new();
    match code_owner(&Module::read(&session.world, working_folder)) {
        CodeOwner::TerraformThroughPackages => {}
        // Somebody else deploys the code: a plan needs no package.
        CodeOwner::Elsewhere => return Ok(exit_code::DONE),
        CodeOwner::TerraformOtherwise(place) => diagnostics.push(undeclared(functions, place)),
    }
    let mut requests = Vec::new();
    for function in functions {
        diagnostics.extend(function.warning.clone());
        match request(function) {
            Ok(request) => requests.push(request),
            Err(problems) => diagnostics.extend(problems),
        }
    }
    if has_errors(&diagnostics) {
        return Ok(fail(session, &diagnostics, root));
    }
    let outcome = build_requests(session, root, &requests);
    if outcome.interrupted {
        return Ok(exit_code::INTERRUPTED);
    }
    diagnostics.extend(outcome.diagnostics);
    if has_errors(&diagnostics) {
        return Ok(fail(session, &diagnostics, root));
    }
    let packages: Vec<Package> = outcome.packages.iter().map(|built| package(session, built)).collect();
    session.report(&diagnostics, root);
    write_hand_over(working_folder, &packages)?;
    Ok(exit_code::DONE)
}

/// What is handed over of a package; one that was built is told.
fn package(session: &Session, built: &Built) -> Package {
    let artifact = &built.artifact;
    if !built.cached {
        let digest = artifact.sha256.get(..16).unwrap_or(&artifact.sha256);
        session.output.message(&format!("tglambda: built {} ({digest})", built.name));
    }
    Package {
        key: built.key.clone(),
        zip: artifact.path.clone(),
        sha256: artifact.sha256.clone(),
        base64_sha256: artifact.base64_sha256.clone(),
    }
}

fn undeclared(functions: &[Function], place: crate::source::Span) -> Diagnostic {
    let names: Vec<String> = functions.iter().map(|function| format!("`{}`", function.spec.name)).collect();
    Diagnostic::error(
        Code::HandOverUndeclared,
        format!("the module does not declare the variable `{PACKAGES_VARIABLE}`"),
    )
    .at(place, "Terraform owns the code of this function")
    .related(
        functions.first().map_or(crate::source::Span::NONE, |function| function.spec.span),
        "described here",
    )
    .note(format!(
        "the packages of {} would be built and never used: Terraform only warns about it",
        names.join(", ")
    ))
    .hint(format!(
        "declare `variable \"{PACKAGES_VARIABLE}\"` in the module and read \
         `try(var.{PACKAGES_VARIABLE}[each.key].filename, …)`; or, when the code is deployed by other means, \
         ignore changes of `filename` and `source_code_hash`"
    ))
}

fn fail(session: &Session, diagnostics: &[Diagnostic], root: &Path) -> u8 {
    session.report(diagnostics, root);
    exit_code::INVALID_INPUT
}
