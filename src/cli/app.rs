//! The command line as a whole: parses it, runs the command, turns its end into an exit code.

use std::panic::{AssertUnwindSafe, PanicHookInfo};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::host::env::EnvVars;

use super::arguments::GlobalArgs;
use super::outcome::{CommandError, CommandResult, exit_code};
use super::output::Output;
use super::session::Session;
use super::{build, find, hook, inspect, render};

/// Ships the Python Lambda functions that a Terragrunt repository already describes
#[derive(Debug, Parser)]
#[command(name = "tglambda", version, propagate_version = true, max_term_width = 100)]
struct App {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::InspectArgs),
    Build(build::BuildArgs),
    Render(render::RenderArgs),
    Find(find::FindArgs),
    Hook(hook::HookArgs),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let app = match App::try_parse() {
        Ok(app) => app,
        Err(error) => {
            // Help and version are no failures; clap writes them to stdout and the rest to stderr.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(exit_code::USAGE));
        }
    };
    let env = EnvVars::of_process();
    let output = Output::new(&app.global, &env);
    // A fault of ours must not look like one of the user's: it has a code and words of its own.
    std::panic::set_hook(Box::new(move |fault| output.error(&internal(fault))));
    match std::panic::catch_unwind(AssertUnwindSafe(|| dispatch(app, env))) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(error)) => {
            output.error(&error);
            ExitCode::from(error.code)
        }
        Err(_) => ExitCode::from(exit_code::INTERNAL),
    }
}

fn internal(fault: &PanicHookInfo<'_>) -> CommandError {
    let place =
        fault.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
    let what = fault.payload_as_str().unwrap_or("no message");
    CommandError::new(exit_code::INTERNAL, format!("a fault of tglambda itself{place}: {what}"))
        .hint("please report it, with the configuration that it was run on")
}

fn dispatch(app: App, env: EnvVars) -> CommandResult {
    let session = Session::new(&app.global, env)?;
    match app.command {
        Command::Inspect(arguments) => inspect::run(&session, &arguments),
        Command::Build(arguments) => build::run(&session, &arguments),
        Command::Render(arguments) => render::run(&session, &arguments),
        Command::Find(arguments) => find::run(&session, &arguments),
        Command::Hook(arguments) => hook::run(&session, &arguments),
    }
}
