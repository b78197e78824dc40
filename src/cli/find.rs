//! `tglambda find`: the units and stacks below a folder, as `terragrunt find` lists them.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::estate::{Wanted, by_level, find};
use crate::host::fs;
use crate::report::listing::{Shown, listing_json, listing_text};
use crate::terragrunt::{Session as Run, clean};

use super::evaluation::EvaluationArgs;
use super::outcome::{CommandError, CommandResult, exit_code};
use super::session::Session;

/// List the units and stacks below a folder
///
/// The output equals `terragrunt find`: whatever has a `terragrunt.hcl` or a `terragrunt.stack.hcl` is listed, by path,
/// and what fails in a configuration is passed over; `--verbose` says what.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct FindArgs {
    /// The folder to look through [default: the working folder]
    #[arg(long, value_name = "DIR")]
    working_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(short, long)]
    json: bool,
    /// Show the folders that each unit depends on; in JSON only
    #[arg(long)]
    dependencies: bool,
    /// Show the files that each unit includes; in JSON only
    #[arg(long)]
    include: bool,
    /// Show the `exclude` block of each unit; in JSON only
    #[arg(long)]
    exclude: bool,
    /// Show the files that are read for each unit; in JSON only
    #[arg(long)]
    reading: bool,
    /// List units after those that they depend on
    #[arg(long)]
    dag: bool,
    /// Leave out what lies in hidden folders
    #[arg(long)]
    no_hidden: bool,
    #[command(flatten)]
    evaluation: EvaluationArgs,
}

pub(super) fn run(session: &Session, arguments: &FindArgs) -> CommandResult {
    let folder = arguments.working_dir.as_deref().unwrap_or(&session.current_dir);
    let folder = clean(&session.current_dir.join(folder));
    if !fs::is_dir(&folder) {
        let title = format!("`{}` is no folder", folder.display());
        return Err(CommandError::new(exit_code::INVALID_INPUT, title)
            .hint("name the folder that holds the units with `--working-dir`"));
    }
    // Folders that units depend on come with their links followed: both are told from the same place.
    let folder = fs::canonicalize(&folder).unwrap_or(folder);
    let shown = Shown {
        dependencies: arguments.dependencies,
        include: arguments.include,
        exclude: arguments.exclude,
        reading: arguments.reading,
    };
    let wanted = Wanted {
        hidden: !arguments.no_hidden,
        dependencies: shown.dependencies || arguments.dag,
        details: shown.include || shown.exclude || shown.reading,
    };
    let options = arguments.evaluation.options(session, &folder)?;
    // Taking every tree apart again would cost a good part of the time that all of it takes, and the process ends here.
    let run = ManuallyDrop::new(Run::for_discovery(&session.world, &folder, options));
    let found = match find(&session.world, &run, &folder, wanted) {
        Ok(found) => found,
        Err(problem) => {
            session.report(&[problem], &folder);
            return Ok(exit_code::INVALID_INPUT);
        }
    };
    let listed = if arguments.dag { by_level(found.listed) } else { found.listed };
    let text = if arguments.json {
        listing_json(&listed, &folder, shown)
    } else {
        listing_text(&listed, &folder, session.output.color)
    };
    session.output.data(&text)?;
    session.report(&found.problems, &folder);
    passed_over(session, &found.passed_over, &folder);
    Ok(if has_errors(&found.problems) { exit_code::INVALID_INPUT } else { exit_code::DONE })
}

/// What was passed over does not fail: it is told to whoever wants to know.
fn passed_over(session: &Session, problems: &[Diagnostic], top: &Path) {
    let is_error = |problem: &&Diagnostic| problem.is_error();
    if session.output.verbose > 0 {
        let as_warning = |problem: &Diagnostic| Diagnostic { severity: Severity::Warning, ..problem.clone() };
        let warnings: Vec<Diagnostic> = problems.iter().filter(is_error).map(as_warning).collect();
        session.report(&warnings, top);
        return;
    }
    let count = problems.iter().filter(is_error).count();
    if count > 0 {
        let counted = if count == 1 { "1 problem was" } else { &format!("{count} problems were") };
        session.output.message(&format!("{counted} passed over, as Terragrunt does; `--verbose` shows more"));
    }
}
