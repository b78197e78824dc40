//! `tglambda inspect`: the functions of an estate and what the configuration says of each.

use clap::Args;

use crate::diagnostic::has_errors;
use crate::estate::Estate;
use crate::lang::world::World;
use crate::report::functions::functions_table;
use crate::report::functions_json::functions_json;

use super::arguments::{Format, SelectionArgs};
use super::evaluation::EvaluationArgs;
use super::explain::explanations;
use super::functions::{
    Access, functions_in, restrict, selected, stack_problems, tell_nothing_found, tell_units,
};
use super::outcome::{CommandResult, exit_code};
use super::session::Session;

/// List the Lambda functions of the estate with runtime, handler, role, VPC and layers
///
/// Reads the Terragrunt configuration without terragrunt. Functions that are images, come from S3, are not Python or
/// are excluded are listed with the reason why no package is built for them. Any environment may be read.
#[derive(Args, Debug)]
pub(super) struct InspectArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    /// Explain a setting: where it is written, through what it came, who changes it; repeat it for several
    ///
    /// `sync-clock.handler`, `sync-clock.subnet_ids`, `sync-clock.code`; a function alone for all that is said of it.
    #[arg(long, value_name = "FUNCTION[.SETTING]")]
    explain: Vec<String>,
    #[command(flatten)]
    evaluation: EvaluationArgs,
}

pub(super) fn run(session: &Session, arguments: &InspectArgs) -> CommandResult {
    let selection = &arguments.selection;
    let root = session.root_of(&session.current_dir)?;
    let settings = session.settings(&root)?;
    let options = arguments.evaluation.options(session, &root)?;
    let mut estate = Estate::load(&session.world, &root, &settings, options);
    session.stop_if_interrupted()?;
    let left_out = restrict(&mut estate, &settings, selection.env.as_deref(), Access::Read)?;
    tell_units(session, &estate);
    let mut diagnostics = stack_problems(&estate, &[], &[]);
    diagnostics.extend(estate.units.iter().flat_map(|unit| unit.diagnostics.clone()));
    let deploy_config = session.deploy_config(&root).unwrap_or_else(|problem| {
        diagnostics.push(problem);
        None
    });
    let (functions, problems) =
        functions_in(session, &root, &settings, deploy_config.as_ref(), &estate.units);
    diagnostics.extend(problems);
    let functions = selected(functions, &selection.functions)?;
    for function in functions.iter().filter(|function| function.spec.not_built.is_none()) {
        diagnostics.extend(function.warning.clone());
    }
    session.report(&diagnostics, &root);

    if !arguments.explain.is_empty() {
        let text = explanations(session, &root, &functions, &arguments.explain, selection.format)?;
        session.output.data(&text)?;
        let failed = has_errors(&diagnostics);
        return Ok(if failed { exit_code::INVALID_INPUT } else { exit_code::DONE });
    }
    let specs: Vec<_> = functions.iter().map(|function| &function.spec).collect();
    let text = match selection.format {
        Format::Human if specs.is_empty() => {
            tell_nothing_found(session, &estate, &left_out);
            String::new()
        }
        Format::Human => functions_table(&specs),
        Format::Json => {
            let problems = session.diagnostics_json(&diagnostics, &root);
            functions_json(&specs, problems, World::sources(&session.world), &root)
        }
    };
    session.output.data(&text)?;
    let failed = has_errors(&diagnostics);
    Ok(if failed { exit_code::INVALID_INPUT } else { exit_code::DONE })
}
