//! How long whole estates take, beside the real Terragrunt on the same files: `render --all --json --write` and
//! `find --json --dependencies --include --reading` over generated estates of 100, 1,000 and 10,000 units. Each dependency
//! has mocks and `skip_outputs`, so that neither of the two starts a process. Also how far that is from reading and
//! parsing the files alone. Times are of whole processes; the ratios are what counts.
//!
//! `cargo bench --bench evaluation`; takes about two minutes, most of them Terragrunt's. `-- 100 1000` names other sizes.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a benchmark works on real files, starts real processes and tells what it saw"
)]

mod estate;
mod measure;
#[expect(dead_code, unused_imports, reason = "only its programs are needed here")]
#[path = "../../tests/support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{Measured, measure};
use rayon::prelude::*;
use support::Toolchain;
use tempfile::TempDir;
use tglambda::source::Sources;
use tglambda::syntax::parse_hcl;

/// Terragrunt needs minutes for more.
const MOST_BESIDE_TERRAGRUNT: usize = 1_000;

const RUNS: usize = 9;

const RENDER: &[&str] = &["render", "--all", "--json", "--write"];
const FIND: &[&str] = &["find", "--json", "--dependencies", "--include", "--reading"];

fn main() {
    let named: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if named.is_empty() { vec![100, 1_000, 10_000] } else { named };
    println!("threads: {}", rayon::current_num_threads());
    // Removed at the end: to make files where many were just removed takes longer.
    let mut kept = Vec::new();
    for units in sizes {
        let fresh: Vec<Estate> = (0..=RUNS).map(|_| Estate::new(units)).collect();
        let estate = &fresh[0];
        println!("\n{units} units, {} files", estate.files.len());
        report("read and parse the files", units, parse_alone(&estate.files), None);
        let is_beside = units <= MOST_BESIDE_TERRAGRUNT;
        // Making a file takes the system about as long as evaluating a unit: both are told.
        let theirs = is_beside.then(|| measure(1, |_| terragrunt(estate.path(), RENDER)));
        let ours = measure(RUNS, |run| tglambda(fresh[run + 1].path(), RENDER));
        report("render, files made", units, ours, theirs);
        let theirs = is_beside.then(|| measure(1, |_| terragrunt(estate.path(), RENDER)));
        let ours = measure(RUNS, |run| tglambda(fresh[run + 1].path(), RENDER));
        report("render, files there", units, ours, theirs);
        let theirs = is_beside.then(|| measure(1, |_| terragrunt(estate.path(), FIND)));
        report("find", units, measure(RUNS, |_| tglambda(estate.path(), FIND)), theirs);
        kept.extend(fresh);
    }
}

/// A generated estate, which is there until this is dropped.
struct Estate {
    folder: TempDir,
    files: Vec<PathBuf>,
}

impl Estate {
    fn new(units: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = estate::generate(folder.path(), units);
        Self { folder, files }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn report(name: &str, units: usize, ours: Measured, theirs: Option<Measured>) {
    let each = ours.seconds * 1e6 / f64::from(u32::try_from(units).expect("not that many units"));
    let peak = |seen: Measured| {
        seen.peak_kilobytes.map(|kilobytes| format!(", peak {} MB", kilobytes / 1024)).unwrap_or_default()
    };
    let beside = theirs.map(|theirs| {
        let ratio = theirs.seconds / ours.seconds;
        format!("; Terragrunt {:.1} s{}: {ratio:.0} times as long", theirs.seconds, peak(theirs))
    });
    let (peak, beside) = (peak(ours), beside.unwrap_or_default());
    println!("{name}: {:.3} s, {each:.0} µs for a unit{peak}{beside}", ours.seconds);
}

/// What no evaluation can be quicker than with this parser.
fn parse_alone(files: &[PathBuf]) -> Measured {
    measure::in_process(RUNS, || {
        let sources = Sources::default();
        files.par_iter().for_each(|path| {
            let text = std::fs::read_to_string(path).expect("the file can be read");
            let (_, problems) = parse_hcl(&sources.add(path, text));
            assert!(problems.is_empty(), "generated files have no faults");
        });
    })
}

fn tglambda(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tglambda"));
    command.args(arguments).current_dir(folder);
    command
}

fn terragrunt(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(Toolchain::get().terragrunt());
    command.args(arguments).current_dir(folder).env("TF_CLI_CONFIG_FILE", "/dev/null").env("HOME", folder);
    command.env("TG_NO_AUTO_PROVIDER_CACHE_DIR", "true");
    command
}
