//! The command line as a whole: parses it, runs the command, turns its end into an exit code.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::host::env::EnvVars;

use super::arguments::GlobalArgs;
use super::outcome::{CommandResult, exit_code};
use super::output::Output;
use super::session::Session;
use super::{build, hook, inspect, render};

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
    match dispatch(app, env) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output.error(&error);
            ExitCode::from(error.code)
        }
    }
}

fn dispatch(app: App, env: EnvVars) -> CommandResult {
    let session = Session::new(&app.global, env)?;
    match app.command {
        Command::Inspect(arguments) => inspect::run(&session, &arguments),
        Command::Build(arguments) => build::run(&session, &arguments),
        Command::Render(arguments) => render::run(&session, &arguments),
        Command::Hook(arguments) => hook::run(&session, &arguments),
    }
}
