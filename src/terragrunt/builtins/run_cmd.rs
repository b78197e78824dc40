//! `run_cmd`: the output of a program, run only where the person who runs tglambda allows it.

use std::path::Path;

use crate::lang::builtin::CallError;
use crate::lang::kind::Type;
use crate::lang::program::{ProgramCall, ProgramError};
use crate::lang::text::normalized;
use crate::lang::value::Value;

use super::entry::{Entry, entry};
use super::scope::{FileScope, unknown};
use super::unavailable::Unavailable;

pub(super) const TABLE: &[Entry] = &[entry("run_cmd", 0, usize::MAX, run_cmd)];

/// What stands before the program in the arguments, each at most meant once.
#[derive(Debug, Default, PartialEq, Eq)]
struct Flags {
    /// Its output is not to be shown: it is a secret.
    is_quiet: bool,
    /// One run serves all folders.
    is_global: bool,
    /// It runs each time.
    is_uncached: bool,
}

fn run_cmd(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    if let Some(unknown) = unknown(arguments, Type::String) {
        return Ok(unknown);
    }
    let words: Vec<String> = arguments.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let (flags, command) = flags(&words)?;
    let Some((program, program_arguments)) = command.split_first().filter(|(program, _)| !program.is_empty())
    else {
        return Err(
            CallError::new("no program is named").hint("name it as the first argument that is no flag")
        );
    };
    if !scope.session.options.allow_run_cmd {
        return Unavailable {
            call: "run_cmd()",
            message: format!("`run_cmd` would run `{program}`, which is not allowed"),
            why: "which is run only with `--allow-run-cmd`",
            remedy: "allow it with `--allow-run-cmd`",
        }
        .value(scope);
    }
    let folder = scope.context.folder();
    let call = ProgramCall { program, arguments: program_arguments, folder };
    let ran = if flags.is_uncached {
        // Another unit that reads or includes this file gets a run of its own.
        scope.context.note_unrepeatable();
        scope.session.world.run_program(&call)
    } else {
        scope.session.programs.once(key(&flags, folder, command), || scope.session.world.run_program(&call))
    };
    let place = || format!("`{}` in `{}`", command.join(" "), scope.session.display(folder));
    let output = match ran {
        Ok(output) => output,
        Err(ProgramError::NotStarted(why)) => {
            return Err(CallError::new(format!("{} cannot be run: {why}", place())));
        }
        // The run ends; what is said of it is no longer of use.
        Err(ProgramError::Interrupted) => return Ok(Value::failed()),
    };
    if let Some(failure) = output.failure {
        let said = output.stderr.trim_end().lines().map(|line| format!("stderr: {line}"));
        return Err(CallError::new(format!("{} ended with {failure}", place())).notes(said));
    }
    let Ok(text) = String::from_utf8(output.stdout) else {
        return Err(CallError::new(format!("what {} wrote to stdout is not UTF-8 text", place())));
    };
    let value = text.strip_suffix('\n').unwrap_or(&text);
    Ok(normalized(value.to_owned()).sensitive_if(flags.is_quiet))
}

fn flags(words: &[String]) -> Result<(Flags, &[String]), CallError> {
    let mut flags = Flags::default();
    for (index, word) in words.iter().enumerate() {
        match &**word {
            "--terragrunt-quiet" => flags.is_quiet = true,
            "--terragrunt-global-cache" => flags.is_global = true,
            "--terragrunt-no-cache" => flags.is_uncached = true,
            _ => return Ok((flags, &words[index..])),
        }
        if flags.is_global && flags.is_uncached {
            let message = "`--terragrunt-global-cache` and `--terragrunt-no-cache` contradict each other";
            return Err(CallError::argument(index, message).hint("keep one of them"));
        }
    }
    Ok((flags, &[]))
}

/// As the original makes it: words are told apart by a space alone, so `"a b"` and `"a", "b"` share a run there too.
fn key(flags: &Flags, folder: &Path, command: &[String]) -> String {
    let place = if flags.is_global { "_global_".into() } else { folder.to_string_lossy() };
    format!("{place}-[{}]", command.join(" "))
}
