//! What a program answered.

use std::fmt;

use serde_json::Value;

use super::redact::Redactions;

/// The end of a program that ran. Shown, it is its exit code, stdout and stderr with everything that differs from
/// run to run replaced by placeholders, fit for an inline snapshot.
#[derive(Debug)]
#[must_use = "a program that ran may have failed: say `.success()`, `.code(…)` or take a snapshot"]
pub(crate) struct Output {
    command: String,
    code: Option<i32>,
    stdout: String,
    stderr: String,
    redactions: Redactions,
}

impl Output {
    pub(super) fn new(command: String, output: &std::process::Output, redactions: Redactions) -> Self {
        Self {
            command,
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            redactions,
        }
    }

    /// Requires the exit code 0; the output may then be dropped.
    #[track_caller]
    pub(crate) fn success(self) -> Checked {
        self.ends_with(0)
    }

    /// Requires an exit code; the output may then be dropped.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Checked {
        assert_eq!(self.code, Some(code), "{}\n{self}", self.command);
        Checked(self)
    }

    /// The exit code; none when a signal ended it.
    pub(crate) fn code(&self) -> Option<i32> {
        self.code
    }

    /// Replaces one more text by a placeholder when shown.
    pub(crate) fn redact(mut self, text: &str, placeholder: &str) -> Self {
        self.redactions = self.redactions.text(text, placeholder);
        self
    }

    /// Only stderr, with placeholders.
    pub(crate) fn messages(&self) -> String {
        self.redactions.apply(&self.stderr)
    }
}

/// The output of a program that ended as the test requires.
#[derive(Debug)]
pub(crate) struct Checked(Output);

impl Checked {
    /// stdout, byte for byte.
    pub(crate) fn stdout(&self) -> &str {
        &self.0.stdout
    }

    /// stderr, byte for byte.
    pub(crate) fn stderr(&self) -> &str {
        &self.0.stderr
    }

    /// stderr, with placeholders.
    pub(crate) fn messages(&self) -> String {
        self.0.messages()
    }

    /// stdout as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.0.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.0))
    }

    /// The last line of stdout as JSON: Terragrunt's `run_cmd` writes its own output before the document.
    #[track_caller]
    pub(crate) fn last_line_json(&self) -> Value {
        let last = self.0.stdout.trim_end().lines().next_back().unwrap_or_default();
        serde_json::from_str(last).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.0))
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => writeln!(formatter, "exit code: {code}")?,
            None => writeln!(formatter, "ended by a signal")?,
        }
        writeln!(formatter, "----- stdout -----\n{}", self.redactions.apply(&self.stdout))?;
        writeln!(formatter, "----- stderr -----\n{}", self.redactions.apply(&self.stderr))
    }
}
