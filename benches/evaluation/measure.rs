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

/// The median of so many runs of commands that must succeed; `command` makes one for each. The last one's memory is seen
/// in a run of its own: to look at it takes time too.
pub(crate) fn measure(runs: usize, command: impl Fn(usize) -> Command) -> Measured {
    let seconds = median((0..runs).map(|number| seconds(&command(number))).collect());
    Measured { seconds, peak_kilobytes: peak(&command(runs - 1)) }
}

/// The median of so many rounds of work.
pub(crate) fn in_process(rounds: usize, work: impl Fn()) -> Measured {
    let round = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    Measured { seconds: median((0..rounds).map(|_| round()).collect()), peak_kilobytes: None }
}

fn seconds(command: &Command) -> f64 {
    let start = Instant::now();
    run(command, Command::new(command.get_program()));
    start.elapsed().as_secs_f64()
}

fn peak(command: &Command) -> Option<u64> {
    if !Path::new(TIME).exists() {
        return None;
    }
    let mut timed = Command::new(TIME);
    timed.args(["--quiet", "--format", "%M"]).arg(command.get_program());
    run(command, timed).trim_end().rsplit('\n').next()?.parse().ok()
}

/// Runs what `command` says by way of `program`; what it writes to stderr.
fn run(command: &Command, mut program: Command) -> String {
    program
        .args(command.get_args())
        .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .current_dir(command.get_current_dir().expect("every command has a folder"))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let output = program.output().expect("the command starts");
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {messages}");
    messages
}

fn median(mut seen: Vec<f64>) -> f64 {
    seen.sort_by(f64::total_cmp);
    seen[seen.len() / 2]
}
