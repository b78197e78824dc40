//! The way out: data to stdout, messages to stderr, colour only for people.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity, folded};
use crate::host::env::EnvVars;
use crate::host::terminal;
use crate::report::human::{HumanOptions, render_diagnostics, summary};
use crate::source::Sources;

use super::arguments::{ColorChoice, GlobalArgs};
use super::env_vars;
use super::outcome::{CommandError, exit_code};

/// How much to say, and in which colours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    pub(super) color: bool,
    pub(super) quiet: bool,
    pub(super) verbose: u8,
}

impl Output {
    /// As the arguments and the environment want it.
    pub(super) fn new(arguments: &GlobalArgs, env: &EnvVars) -> Self {
        let set = |name: &str| env.get(name).is_some_and(|value| !value.is_empty());
        let color = match arguments.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set(env_vars::NO_COLOR) => false,
            ColorChoice::Auto if set(env_vars::CLICOLOR_FORCE) => {
                env.get(env_vars::CLICOLOR_FORCE) != Some("0")
            }
            ColorChoice::Auto => terminal::stderr_is_terminal() && !set(env_vars::CI),
        };
        Self { color, quiet: arguments.quiet, verbose: arguments.verbose }
    }

    /// Writes data.
    ///
    /// # Errors
    /// When stdout cannot take it.
    #[expect(clippy::unused_self, reason = "all output goes through this type")]
    pub(super) fn data(self, text: &str) -> Result<(), CommandError> {
        terminal::write_stdout(text).map_err(|error| {
            CommandError::new(exit_code::INVALID_INPUT, format!("cannot write to stdout: {error}"))
        })
    }

    /// Writes a message that `--quiet` leaves out.
    pub(super) fn message(self, text: &str) {
        if !self.quiet {
            terminal::write_stderr(&format!("{text}\n"));
        }
    }

    /// Writes what only `--verbose` asks for, given this often at least.
    pub(super) fn detail(self, level: u8, text: &str) {
        if self.verbose >= level {
            terminal::write_stderr(&format!("{text}\n"));
        }
    }

    /// Writes problems with their source lines and counts them; `--quiet` leaves out all but errors, and only
    /// `--verbose` shows every place that is written in an older way.
    pub(super) fn diagnostics(self, diagnostics: &[Diagnostic], sources: &Sources, root: &Path) {
        let shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
        if shown.is_empty() {
            return;
        }
        let shown = if self.verbose == 0 { folded(&shown) } else { shown };
        let options = HumanOptions { color: self.color, root };
        terminal::write_stderr(&render_diagnostics(&shown, sources, &options));
        terminal::write_stderr(&format!("{}\n", summary(&shown)));
    }

    /// Writes why a command ended early.
    pub(super) fn error(self, error: &CommandError) {
        let (red, cyan, reset) =
            if self.color { ("\u{1b}[1;31m", "\u{1b}[1;36m", "\u{1b}[0m") } else { ("", "", "") };
        terminal::write_stderr(&format!("{red}error{reset}: {}\n", error.message));
        for hint in &error.hints {
            terminal::write_stderr(&format!("{cyan}help{reset}: {hint}\n"));
        }
    }
}
