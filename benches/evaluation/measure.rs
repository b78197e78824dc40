//! Times and peak memory of commands and of work inside this process: medians.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What was seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    pub(crate) seconds: f64,
    /// The most memory that was held, where the system tells.
    pub(crate) peak_kilobytes: Option<u64>,
}

/// GNU time, which tells how much memory a process held.
const TIME: &str = "/usr/bin/time";

/// The median of so many runs of a command that must succeed.
pub(crate) fn measure(runs: usize, command: impl Fn() -> Command) -> Measured {
    let mut seen = Vec::new();
    for _ in 0..runs {
        seen.push(run(&command()));
    }
    median(seen)
}

/// The median of so many rounds of work.
pub(crate) fn in_process(rounds: usize, work: impl Fn()) -> Measured {
    let round = || {
        let start = Instant::now();
        work();
        Measured { seconds: start.elapsed().as_secs_f64(), peak_kilobytes: None }
    };
    median((0..rounds).map(|_| round()).collect())
}

fn run(command: &Command) -> Measured {
    let mut timed = if Path::new(TIME).exists() {
        let mut timed = Command::new(TIME);
        timed.args(["--quiet", "--format", "%M"]).arg(command.get_program());
        timed
    } else {
        Command::new(command.get_program())
    };
    timed.args(command.get_args()).envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    timed.current_dir(command.get_current_dir().expect("every command has a folder"));
    timed.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let output = timed.output().expect("the command starts");
    let seconds = start.elapsed().as_secs_f64();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {messages}");
    let peak = messages.trim_end().rsplit('\n').next().and_then(|line| line.parse().ok());
    Measured { seconds, peak_kilobytes: peak }
}

fn median(mut seen: Vec<Measured>) -> Measured {
    seen.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    seen[seen.len() / 2]
}
