//! Scenarios laid out on disk and rendered. What the real Terragrunt answers is asked once for each state of the tools
//! and of the tests that the scenarios are from, and kept in the build's folder.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::oracle::Scenario;
use crate::parallel;
use crate::support::{Output, Sandbox, Tool, Toolchain};

/// What stands for the folder of a scenario in its files and in answers.
const FOLDER: &str = "/SCRATCH";

/// How a program ended that was asked to render a unit.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Answer {
    /// Whether it rendered.
    pub(crate) success: bool,
    /// What it printed: the document, after what `run_cmd` ran printed.
    pub(crate) stdout: String,
    /// What was said about it.
    pub(crate) stderr: String,
}

/// What the product answers for each unit of each scenario.
pub(crate) fn ours(scenarios: &[Scenario]) -> Vec<Vec<Answer>> {
    ask(scenarios, Sandbox::tglambda)
}

/// What the real Terragrunt answers for each unit of each scenario.
pub(crate) fn real(scenarios: &[Scenario]) -> Vec<Vec<Answer>> {
    let kept = kept(scenarios);
    if let Some(answers) = fs::read(&kept).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
        return answers;
    }
    // Without the flag, which `get_terraform_cli_args` would show.
    let answers = ask(scenarios, |sandbox| sandbox.terragrunt().env("TG_NO_COLOR", "false"));
    let mut file =
        tempfile::NamedTempFile::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a file for the answers");
    let text = serde_json::to_vec(&answers).expect("answers are JSON");
    file.write_all(&text).expect("the answers are written");
    file.persist(&kept).expect("the answers are kept");
    answers
}

/// The file with the answers, named by all that they depend on.
fn kept(scenarios: &[Scenario]) -> PathBuf {
    let toolchain = Toolchain::get();
    let parts = [
        include_str!("scenario.rs").to_owned(),
        serde_json::to_string(scenarios).expect("scenarios are JSON"),
        // An installation's folder is named by what it was built from.
        toolchain.terragrunt().display().to_string(),
        toolchain.tofu().display().to_string(),
    ];
    let digest = Sha256::digest(parts.join("\0"));
    let key = digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte));
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scenarios-{key:016x}.json"))
}

fn ask(scenarios: &[Scenario], tool: fn(&Sandbox) -> Tool) -> Vec<Vec<Answer>> {
    let fixtures =
        Toolchain::get().sources("github.com/gruntwork-io/terragrunt").folder.join("test/fixtures");
    parallel::map(scenarios, |scenario| {
        if scenario.units.is_empty() {
            return Vec::new();
        }
        let sandbox = lay(scenario, &fixtures);
        scenario.units.iter().map(|unit| render(&sandbox, scenario, unit, tool(&sandbox))).collect()
    })
}

fn lay(scenario: &Scenario, fixtures: &Path) -> Sandbox {
    let sandbox = Sandbox::new();
    let fixture_of =
        |path: &String| path.strip_prefix("test/fixtures/")?.split('/').next().map(PathBuf::from);
    for fixture in scenario.files.keys().filter_map(fixture_of).collect::<BTreeSet<_>>() {
        sandbox.lay(&fixtures.join(&fixture), Path::new("test/fixtures").join(&fixture));
    }
    for (path, text) in &scenario.files {
        sandbox.write(path, text.replace(FOLDER, root(&sandbox).as_str()));
    }
    sandbox.commit();
    sandbox
}

fn root(sandbox: &Sandbox) -> String {
    sandbox.root().to_str().expect("the sandbox has a path of text").to_owned()
}

fn render(sandbox: &Sandbox, scenario: &Scenario, unit: &str, tool: Tool) -> Answer {
    let folder = sandbox.path(Path::new(unit).parent().expect("a unit is a file in a folder"));
    let experiments = scenario.experiments.join(",");
    let tool = if experiments.is_empty() { tool } else { tool.env("TG_EXPERIMENT", experiments) };
    let tool = scenario.environment.iter().fold(tool, |tool, (name, value)| tool.env(name, value));
    let output: Output = tool.args(["render", "--json", "--working-dir"]).args([folder]).run();
    let (success, stderr) = (output.code() == Some(0), output.messages());
    let stdout =
        if success { output.success().stdout().replace(&root(sandbox), FOLDER) } else { String::new() };
    Answer { success, stdout, stderr }
}
