//! How long people wait when nothing has changed: `--version`, and the hook of a unit with five functions, each beside
//! the start of a process that does nothing. Times are of whole processes; the ratio is what counts.
//!
//! `cargo bench --bench startup`. The first run installs the functions' requirements.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a benchmark works on real files, starts real processes and tells what it saw"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 40;

fn main() {
    let product = Path::new(env!("CARGO_BIN_EXE_tglambda"));
    let estate = tempfile::tempdir().expect("a temporary folder");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/estate");
    copy(&fixtures, estate.path());
    let unit = estate.path().join("infra/live/dev/lambda");
    let working_folder = unit.join(".terragrunt-cache/a/b");
    copy(&estate.path().join("infra/modules/lambda"), &working_folder);

    let hook = || {
        let mut command = Command::new(product);
        command.args(["hook", "before", "--command", "plan", "--unit-dir"]).arg(&unit);
        command.current_dir(&working_folder);
        command
    };
    assert!(hook().status().expect("the hook starts").success(), "the first run builds");
    let version = || {
        let mut command = Command::new(product);
        command.arg("--version");
        command
    };
    println!("medians of {RUNS} runs, in turn with a process that does nothing");
    compare("tglambda --version", version);
    compare("tglambda hook before, nothing changed", hook);
}

/// Times a command in turn with a process that does nothing.
fn compare(name: &str, command: impl Fn() -> Command) {
    let nothing = Path::new("/bin/true");
    let (mut times, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        times.push(time(command()));
        floors.push(time(Command::new(nothing)));
    }
    let (time, floor) = (median(times), median(floors));
    let ratio = time.as_secs_f64() / floor.as_secs_f64();
    println!(
        "{name}: {:.1} ms, {ratio:.1} times the start of a process ({:.1} ms)",
        milliseconds(time),
        milliseconds(floor)
    );
}

fn time(mut command: Command) -> Duration {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the command starts");
    let time = start.elapsed();
    assert!(status.success(), "{command:?}");
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be listed") {
        let path: PathBuf = entry.expect("the entry can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("the file can be copied");
        }
    }
}
