//! `tglambda hook`: the step that Terragrunt runs before a command.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::diagnostic::{Code, Diagnostic, Severity, has_errors};
use crate::estate::{Estate, Unit};
use crate::hook::{Action, Package, clear_hand_over, decide, write_hand_over};
use crate::package::Built;
use crate::terraform::{Binary, CodeOwner, Library, ModuleFiles, PACKAGES_VARIABLE, Sources, code_owner};
use crate::terragrunt::{FolderKind, clean};

use super::evaluation::EvaluationArgs;
use super::functions::{Function, functions_in, is_allowed, production_accounts, refuse_production_account};
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
    /// The unit's folder: `get_terragrunt_dir()`
    #[arg(long, value_name = "DIR")]
    unit_dir: PathBuf,
    /// The Terraform command: `get_terraform_command()`
    #[arg(long, value_name = "COMMAND")]
    command: String,
    #[command(flatten)]
    evaluation: EvaluationArgs,
}

pub(super) fn run(session: &Session, arguments: &HookArgs) -> CommandResult {
    let Hook::Before(before) = &arguments.hook;
    run_before(session, before)
}

fn run_before(session: &Session, arguments: &BeforeArgs) -> CommandResult {
    let folder = clean(&session.current_dir.join(&arguments.unit_dir));
    if !crate::host::fs::is_file(&folder.join(FolderKind::Unit.file())) {
        return Err(CommandError::new(
            exit_code::INVALID_INPUT,
            format!("`{}` is no unit: it has no `terragrunt.hcl`", folder.display()),
        )
        .hint("pass `get_terragrunt_dir()` as `--unit-dir`"));
    }
    let root = session.root_of(&folder)?;
    let settings = session.settings(&root)?;
    let deploy_config = match session.deploy_config(&root) {
        Ok(config) => config,
        Err(problem) => return Ok(fail(session, &[problem], &root)),
    };
    let options = arguments.evaluation.options(session, &root)?;
    let estate = Estate::load_one(&session.world, &root, &settings, &folder, &arguments.command, options);
    session.stop_if_interrupted()?;
    let [unit] = &*estate.units else { return Ok(exit_code::DONE) };
    if has_errors(&unit.diagnostics) {
        return Ok(fail(session, &unit.diagnostics, &root));
    }
    let (functions, mut problems) =
        functions_in(session, &root, &settings, deploy_config.as_ref(), &estate.units);
    if functions.is_empty() && problems.is_empty() {
        return nothing_to_hand_over(session);
    }
    let is_allowed = unit.environment.name().is_some_and(|name| is_allowed(&settings, name));
    let would_change = decide(&arguments.command, false) == Action::Refuse;
    if would_change && is_allowed && !estate.production_problems.is_empty() {
        return Ok(fail(session, &estate.production_problems, &root));
    }
    let production = production_accounts(&estate, deploy_config.as_ref());
    let in_production =
        functions.iter().find_map(|function| refuse_production_account(&function.spec, &production).err());
    match decide(&arguments.command, is_allowed && in_production.is_none()) {
        Action::Nothing => Ok(exit_code::DONE),
        Action::Refuse if is_allowed => {
            Err(in_production.unwrap_or_else(|| refusal(unit, &arguments.command)))
        }
        Action::Refuse => Err(refusal(unit, &arguments.command)),
        Action::Build => {
            // What cannot be told cannot be handed over, and Terraform would take the placeholder.
            for problem in problems.iter_mut().filter(|problem| problem.code == Code::FunctionsUnknown) {
                problem.severity = Severity::Error;
            }
            let is_built = |function: &Function| function.spec.not_built.is_none();
            let to_build: Vec<Function> = functions.into_iter().filter(is_built).collect();
            build_and_hand_over(session, &root, &to_build, problems)
        }
    }
}

/// A hand-over of an earlier run would name packages that nobody describes any more.
fn nothing_to_hand_over(session: &Session) -> CommandResult {
    clear_hand_over(&session.current_dir)?;
    Ok(exit_code::DONE)
}

fn refusal(unit: &Unit, command: &str) -> CommandError {
    let environment = unit.environment.name().unwrap_or("(not named)");
    CommandError::new(
        exit_code::REFUSED,
        format!("`{command}` is refused for `{}`: its environment `{environment}` is not allowed", unit.path),
    )
    .hint("allowed environments are listed in `tglambda.toml` under `[environments] allowed`; production never is")
}

fn build_and_hand_over(
    session: &Session,
    root: &Path,
    functions: &[Function],
    mut diagnostics: Vec<Diagnostic>,
) -> CommandResult {
    if functions.is_empty() && !has_errors(&diagnostics) {
        session.report(&diagnostics, root);
        return nothing_to_hand_over(session);
    }
    let working_folder = &session.current_dir;
    let module = Library::new(&session.world, Binary::OpenTofu, Sources::default())
        .module(&ModuleFiles::of_folder(working_folder));
    // What else is wrong with the module, Terraform says itself.
    if module.diagnostics.iter().any(|problem| problem.code == Code::SyntaxError) {
        return Ok(fail(session, &module.diagnostics, root));
    }
    match code_owner(&module) {
        CodeOwner::TerraformThroughPackages => {}
        // Somebody else deploys the code: a plan needs no package.
        CodeOwner::Elsewhere => return nothing_to_hand_over(session),
        CodeOwner::TerraformOtherwise(place) => diagnostics.push(undeclared(functions, place)),
        CodeOwner::NoModule => return Err(no_module(working_folder)),
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

fn no_module(folder: &Path) -> CommandError {
    CommandError::new(exit_code::INVALID_INPUT, format!("`{}` has no Terraform files", folder.display()))
        .hint("the hook runs in Terraform's working folder: leave `working_dir` of the `before_hook` unset")
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
         ignore changes of `filename` and `source_code_hash`, or name the function in `excluded_functions` of the \
         deploy config"
    ))
}

fn fail(session: &Session, diagnostics: &[Diagnostic], root: &Path) -> u8 {
    session.report(diagnostics, root);
    exit_code::INVALID_INPUT
}
