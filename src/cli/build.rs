//! `tglambda build`: the zips of an estate's functions.

use clap::Args;

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::estate::Estate;
use crate::package::Built;
use crate::report::diagnostics_json::DiagnosticsJson;
use crate::report::packages::{packages_explained, packages_json, packages_table};
use crate::spec::{DeployConfig, NotBuilt};

use super::arguments::{Format, SelectionArgs};
use super::evaluation::EvaluationArgs;
use super::functions::{
    Access, Function, functions_in, production_accounts, refuse_production_account, restrict, selected,
    stack_problems, tell_nothing_found, tell_units,
};
use super::outcome::{CommandError, CommandResult, exit_code};
use super::packages::{build_requests, request};
use super::session::Session;

/// Build the zips of Python functions, each for its own runtime and architecture
///
/// What was built before and has not changed is not built again. Results lie under `<root>/.tglambda/`. Without `--env`
/// the functions of all allowed environments are built; production is refused.
#[derive(Args, Debug)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    evaluation: EvaluationArgs,
    /// Show what each package's key is made of, and what changed since the last build
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(session: &Session, arguments: &BuildArgs) -> CommandResult {
    let selection = &arguments.selection;
    let root = session.root_of(&session.current_dir)?;
    let settings = session.settings(&root)?;
    let deploy_config = match session.deploy_config(&root) {
        Ok(config) => config,
        Err(problem) => {
            session.report(&[problem], &root);
            return Ok(exit_code::INVALID_INPUT);
        }
    };
    let options = arguments.evaluation.options(session, &root)?;
    let mut estate = Estate::load(&session.world, &root, &settings, options);
    session.stop_if_interrupted()?;
    let left_out = restrict(&mut estate, &settings, selection.env.as_deref(), Access::Build)?;
    tell_units(session, &estate);
    // A function that the deploy config excludes has no unit at times; naming it still deserves the right answer.
    let excluded = excluded_by_name(deploy_config.as_ref(), &selection.functions);
    if !excluded.is_empty() {
        session.report(&excluded, &root);
        return Ok(exit_code::INVALID_INPUT);
    }
    let (functions, problems) =
        functions_in(session, &root, &settings, deploy_config.as_ref(), &estate.units);
    let functions = selected(functions, &selection.functions)?;
    if !estate.production_problems.is_empty() {
        session.report(&estate.production_problems, &root);
        return Ok(exit_code::INVALID_INPUT);
    }
    let production = production_accounts(&estate, deploy_config.as_ref());
    for function in &functions {
        refuse_production_account(&function.spec, &production)?;
    }

    let mut diagnostics = stack_problems(&estate, &functions, &selection.functions);
    diagnostics.extend(unit_problems(&estate, &functions, &selection.functions));
    diagnostics.extend(problems);
    diagnostics.extend(functions.iter().filter_map(|function| not_buildable(function, &selection.functions)));
    let mut requests = Vec::new();
    for function in functions.iter().filter(|function| function.spec.not_built.is_none()) {
        diagnostics.extend(function.warning.clone());
        match request(function) {
            Ok(request) => requests.push(request),
            Err(problems) => diagnostics.extend(problems),
        }
    }
    if has_errors(&diagnostics) {
        session.report(&diagnostics, &root);
        return Ok(exit_code::INVALID_INPUT);
    }

    if requests.is_empty() && arguments.selection.format == Format::Human {
        session.report(&diagnostics, &root);
        tell_nothing_found(session, &estate, &left_out);
        return Ok(exit_code::NOTHING_MATCHED);
    }
    let outcome = build_requests(session, &root, &requests);
    diagnostics.extend(outcome.diagnostics);
    session.report(&diagnostics, &root);
    if outcome.interrupted {
        session.output.message("interrupted; what was complete is kept");
        return Ok(exit_code::INTERRUPTED);
    }
    write(session, arguments, &outcome.packages, session.diagnostics_json(&diagnostics, &root))?;
    Ok(if has_errors(&diagnostics) { exit_code::INVALID_INPUT } else { exit_code::DONE })
}

fn write(
    session: &Session,
    arguments: &BuildArgs,
    packages: &[Built],
    diagnostics: DiagnosticsJson,
) -> Result<(), CommandError> {
    let output = session.output;
    match arguments.selection.format {
        Format::Json => output.data(&packages_json(packages, diagnostics)),
        // A heading over nothing would look like a result.
        Format::Human if packages.is_empty() => Ok(()),
        Format::Human => {
            if arguments.explain {
                output.data(&packages_explained(packages))?;
            }
            output.data(&packages_table(packages))
        }
    }
}

/// Problems of the units that hold the wanted functions. Where functions are named, other units' problems are theirs.
fn unit_problems(estate: &Estate, functions: &[Function], names: &[String]) -> Vec<Diagnostic> {
    let concerns =
        |path: &str| names.is_empty() || functions.iter().any(|function| function.spec.id.unit == path);
    let units = estate.units.iter().filter(|unit| concerns(&unit.path));
    units.flat_map(|unit| unit.diagnostics.clone()).collect()
}

fn excluded_by_name(deploy_config: Option<&DeployConfig>, names: &[String]) -> Vec<Diagnostic> {
    let Some(config) = deploy_config else { return Vec::new() };
    config
        .excluded()
        .filter(|(excluded, _)| names.iter().any(|name| name == excluded))
        .map(|(excluded, span)| {
            Diagnostic::error(Code::FunctionExcluded, format!("`{excluded}` is excluded"))
                .at(span, "excluded here")
                .hint("remove it from `excluded_functions` to build it")
        })
        .collect()
}

/// A function that was asked for by name and is not one that packages are built for.
fn not_buildable(function: &Function, names: &[String]) -> Option<Diagnostic> {
    let reason = function.spec.not_built.as_ref().filter(|_| !names.is_empty())?;
    let name = &function.spec.name;
    Some(match reason {
        NotBuilt::Excluded(span) => {
            Diagnostic::error(Code::FunctionExcluded, format!("`{name}` is excluded"))
                .at(*span, "excluded here")
                .related(function.spec.span, "described here")
                .hint("remove it from `excluded_functions` to build it")
        }
        reason => {
            Diagnostic::error(Code::UnsupportedRuntime, format!("no package is built for `{name}`: {reason}"))
                .at(function.spec.span, "described here")
        }
    })
}
