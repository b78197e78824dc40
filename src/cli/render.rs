//! `tglambda render`: configurations as `terragrunt render --json` prints them, of one unit or of all.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::estate::units_below;
use crate::host::fs;
use crate::lang::world::Mode;
use crate::terragrunt::{
    self, Session as Run, clean, evaluate_unit, relative, render_json, render_json_with_metadata,
};

use super::evaluation::EvaluationArgs;
use super::outcome::{CommandError, CommandResult, exit_code};
use super::session::Session;

/// Print evaluated configurations as JSON
///
/// The output equals `terragrunt render --json`: mock outputs count as values and what cannot be resolved is "". A unit
/// whose configuration is wrong is reported and left out; the others are printed all the same.
#[expect(clippy::struct_excessive_bools, reason = "one for each flag")]
#[derive(Args, Debug)]
pub(super) struct RenderArgs {
    /// The unit's folder, or with --all the folder that holds the units [default: the working folder]
    #[arg(long, value_name = "DIR")]
    working_dir: Option<PathBuf>,
    /// Render every unit below the folder, a line for each, by path
    #[arg(short, long)]
    all: bool,
    /// Write a file beside each unit's configuration instead of printing it
    #[arg(short, long)]
    write: bool,
    /// The file that --write writes; relative to the unit's folder
    #[arg(long, value_name = "FILE", default_value = RENDERED_FILE, requires = "write")]
    out: PathBuf,
    /// With --all: print `{"path": …, "rendered": …}` for each unit
    #[arg(long, requires = "all", conflicts_with = "write")]
    jsonl: bool,
    /// Accepted because Terragrunt has it; the output is always JSON
    #[arg(long)]
    json: bool,
    /// Name the file that sets each part: `{"value": …, "metadata": {"found_in_file": …}}`
    #[arg(long)]
    with_metadata: bool,
    #[command(flatten)]
    evaluation: EvaluationArgs,
}

/// The command that `get_terraform_command()` tells inside `render`.
const COMMAND: &str = "render";
/// Terragrunt's name for the file.
const RENDERED_FILE: &str = "terragrunt.rendered.json";
/// So many units are held at once before they are printed: their order is by path, their evaluation in any order.
const UNITS_AT_ONCE: usize = 512;

pub(super) fn run(session: &Session, arguments: &RenderArgs) -> CommandResult {
    let folder = arguments.working_dir.as_deref().unwrap_or(&session.current_dir);
    let folder = clean(&session.current_dir.join(folder));
    let units = units(session, arguments, &folder)?;
    // A unit outside every estate renders too; the root only shortens paths in messages.
    let root = session.root_of(&folder).unwrap_or_else(|_| folder.clone());
    let options = arguments.evaluation.options(session, &root)?;
    // Taking every tree apart again would cost a tenth of the time that all of it takes, and the process ends here.
    let run = ManuallyDrop::new(Run::new(&session.world, Mode::Render, root.clone(), options));
    let mut problems = Vec::new();
    for some in units.chunks(UNITS_AT_ONCE) {
        let rendered: Vec<Rendered> =
            some.par_iter().map(|unit| render(&run, arguments, &folder, unit)).collect();
        session.stop_if_interrupted()?;
        let mut lines = String::new();
        for unit in rendered {
            lines.push_str(&unit.line);
            problems.extend(unit.diagnostics);
            if let Some(error) = unit.unwritten {
                session.report(&problems, &root);
                return Err(error);
            }
        }
        session.output.data(&lines)?;
    }
    session.report(&problems, &root);
    Ok(if has_errors(&problems) { exit_code::INVALID_INPUT } else { exit_code::DONE })
}

/// The configurations to render.
fn units(session: &Session, arguments: &RenderArgs, folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let wrong = |message| CommandError::new(exit_code::INVALID_INPUT, message);
    if !fs::is_dir(folder) {
        return Err(wrong(format!("`{}` is no folder", folder.display()))
            .hint("name a unit's folder with `--working-dir`; `tglambda find` lists them"));
    }
    if arguments.all {
        let units = units_below(folder);
        if units.is_empty() {
            return Err(wrong(format!("no folder in `{}` has a `terragrunt.hcl`", folder.display()))
                .hint("name a folder that holds units with `--working-dir`"));
        }
        return Ok(units);
    }
    let unit = terragrunt::config_in(&session.world, folder);
    if !fs::is_file(&unit) {
        return Err(wrong(format!("`{}` has no `terragrunt.hcl`", folder.display()))
            .hint("name the unit's folder with `--working-dir`, or render all units below it with `--all`"));
    }
    Ok(vec![unit])
}

/// What came of a unit.
struct Rendered {
    /// What to print, the end of the line included.
    line: String,
    diagnostics: Vec<Diagnostic>,
    /// Why its file could not be written.
    unwritten: Option<CommandError>,
}

fn render(run: &Run<'_>, arguments: &RenderArgs, top: &Path, unit: &Path) -> Rendered {
    let evaluated = evaluate_unit(run, unit, COMMAND);
    let mut rendered = Rendered { line: String::new(), diagnostics: evaluated.diagnostics, unwritten: None };
    if has_errors(&rendered.diagnostics) {
        return rendered;
    }
    let folder = unit.parent().unwrap_or(unit);
    let print = if arguments.with_metadata { render_json_with_metadata } else { render_json };
    let mut document = print(&evaluated.config);
    document.push('\n');
    if arguments.write {
        rendered.unwritten = write(&folder.join(&arguments.out), document.as_bytes()).err();
    } else if arguments.jsonl {
        let path = serde_json::Value::from(relative(top, folder).to_string_lossy());
        rendered.line = format!("{{\"path\":{path},\"rendered\":{}}}\n", document.trim_end());
    } else {
        rendered.line = document;
    }
    rendered
}

fn write(path: &Path, document: &[u8]) -> Result<(), CommandError> {
    let folder = path.parent().unwrap_or(path);
    let is_there = fs::is_dir(folder);
    let made = if is_there { Ok(()) } else { fs::create_dir_all(folder) };
    made.and_then(|()| fs::write_derived(path, document))
        .map_err(|error| CommandError::new(exit_code::INVALID_INPUT, error.with_cause()))
}
