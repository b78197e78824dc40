//! `tglambda render`: a unit's configuration as `terragrunt render --json` prints it.

use std::path::PathBuf;

use clap::Args;

use crate::diagnostic::has_errors;
use crate::host::fs;
use crate::lang::world::Mode;
use crate::terragrunt::{self, clean, evaluate_unit, render_json};

use super::evaluation::EvaluationArgs;
use super::outcome::{CommandError, CommandResult, exit_code};
use super::session::Session;

/// Print a unit's evaluated configuration as JSON
///
/// The output equals `terragrunt render --json`: mock outputs count as values and what cannot be resolved is "".
#[derive(Args, Debug)]
pub(super) struct RenderArgs {
    /// The unit's folder [default: the working folder]
    #[arg(long, value_name = "DIR")]
    working_dir: Option<PathBuf>,
    /// Accepted because Terragrunt has it; the output is always JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    evaluation: EvaluationArgs,
}

/// The command that `get_terraform_command()` tells inside `render`.
const COMMAND: &str = "render";

pub(super) fn run(session: &Session, arguments: &RenderArgs) -> CommandResult {
    let folder = arguments.working_dir.as_deref().unwrap_or(&session.current_dir);
    let folder = clean(&session.current_dir.join(folder));
    let unit = terragrunt::config_in(&session.world, &folder);
    if !fs::is_file(&unit) {
        return Err(CommandError::new(
            exit_code::INVALID_INPUT,
            format!("`{}` has no `terragrunt.hcl`", folder.display()),
        )
        .hint("name the unit's folder with `--working-dir`"));
    }
    // A unit outside every estate renders too; the root only shortens paths in messages.
    let root = session.root_of(&folder).unwrap_or_else(|_| folder.clone());
    let options = arguments.evaluation.options(session, &root)?;
    let run = terragrunt::Session::new(&session.world, Mode::Render, root.clone(), options);
    let evaluated = evaluate_unit(&run, &unit, COMMAND);
    session.stop_if_interrupted()?;
    session.report(&evaluated.diagnostics, &root);
    if has_errors(&evaluated.diagnostics) {
        return Ok(exit_code::INVALID_INPUT);
    }
    session.output.data(&format!("{}\n", render_json(&evaluated.config)))?;
    Ok(exit_code::DONE)
}
