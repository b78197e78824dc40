//! An estate, planned by the real programs and told by the product.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::differences::Findings;
use super::{functions, local_state, stand_in};
use crate::support::{Sandbox, Tool, Toolchain};

/// An estate in a sandbox.
#[derive(Debug)]
pub(crate) struct Estate {
    sandbox: Sandbox,
    units: Vec<String>,
    variables: Vec<(String, String)>,
    refused: Vec<String>,
    stand_ins: Vec<(String, String)>,
}

impl Estate {
    /// One whose units are below these folders of the checkout. A root configuration that Terragrunt would take for a
    /// unit is in none of them.
    pub(crate) fn new(sandbox: Sandbox, units: &[&str]) -> Self {
        local_state::keep_below(&sandbox, &sandbox.outside("kept-state"));
        sandbox.commit();
        Self {
            sandbox,
            units: units.iter().map(|folder| (*folder).to_owned()).collect(),
            variables: Vec::new(),
            refused: Vec::new(),
            stand_ins: Vec::new(),
        }
    }

    /// Sets a variable, for the real programs and for the product.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Says that the real programs refuse to plan a unit.
    pub(crate) fn refused(mut self, unit: &str) -> Self {
        self.refused.push(unit.to_owned());
        self
    }

    /// Has a folder of the checkout stand for a module of a registry in the plans.
    pub(crate) fn standing_for(mut self, module: &str, folder: &str) -> Self {
        self.stand_ins.push((module.to_owned(), folder.to_owned()));
        self
    }

    /// Compares, with OpenTofu and with Terraform where there is one, and fails over any difference. The answer is
    /// how many attributes both sides know.
    #[track_caller]
    #[expect(
        clippy::print_stderr,
        reason = "the test runner shows it with a failure, or to a person who asks"
    )]
    pub(crate) fn agrees(&self) -> usize {
        let toolchain = Toolchain::get();
        let binaries = [Some(toolchain.tofu()), toolchain.terraform()];
        // The product comes first: it must not live on what a plan leaves behind.
        let told: Vec<_> = binaries.into_iter().flatten().map(|binary| (binary, self.told(binary))).collect();
        for (module, folder) in &self.stand_ins {
            stand_in::put(&self.sandbox, module, folder);
        }
        let mut known = 0;
        for (binary, told) in told {
            let findings = self.compare(binary, &told);
            findings.none_differs(&format!("planned with {}", binary.display()));
            eprintln!("{}: {findings}", binary.display());
            self.forget_the_plan();
            known = findings.known();
        }
        known
    }

    fn compare(&self, binary: &Path, told: &[Value]) -> Findings {
        let mut findings = Findings::default();
        for units in &self.units {
            self.compare_below(units, binary, told, &mut findings);
        }
        findings
    }

    fn compare_below(&self, units: &str, binary: &Path, told: &[Value], findings: &mut Findings) {
        let (plans, log) = self.plans(units, binary);
        let schemas = self.schemas(units, binary);
        for unit in self.refused.iter().filter(|unit| plans.contains_key(*unit)) {
            findings.whole(unit, "", "planned, though it should be refused");
        }
        for unit in failed(&log).filter(|unit| !self.refused.iter().any(|refused| refused.ends_with(unit))) {
            findings.whole(unit, "", format!("no plan:\n{}", said_of(&log, unit)));
        }
        if plans.is_empty() {
            findings.whole(units, "", format!("no unit has a plan:\n{log}"));
        }
        for (unit, plan) in &plans {
            let told: Vec<_> = told.iter().filter(|function| function["unit"] == unit.as_str()).collect();
            functions::compare(unit, plan, &told, &schemas, findings);
        }
    }

    /// Removes what the programs left in the checkout: a lock file of one binary is none of the other.
    fn forget_the_plan(&self) {
        self.sandbox.tool("git").args(["clean", "-ffdxq"]).run().success();
    }

    /// The functions in the documents of `inspect`, without an environment and for each that there is. Broken units
    /// may make it fail: what it has is compared all the same.
    fn told(&self, binary: &Path) -> Vec<Value> {
        let inspect =
            || self.with_variables(self.sandbox.tglambda(), binary).args(["inspect", "--format", "json"]);
        let environments = environments(&inspect().args(["--env", "(none)"]).run().messages());
        let mut functions = BTreeMap::new();
        for environment in [None].into_iter().chain(environments.iter().map(Some)) {
            let output = inspect().args(environment.map(|name| format!("--env={name}"))).run();
            let code = output.code();
            assert!(matches!(code, Some(0 | 1)), "{output}");
            let mut document = output.ends_with(code.unwrap_or_default()).json();
            let found = document["functions"].as_array_mut().map(std::mem::take).unwrap_or_default();
            for function in found {
                functions.insert((function["id"].to_string(), function["resource"].to_string()), function);
            }
        }
        functions.into_values().collect()
    }

    /// The plan of every unit, by the unit's folder, and what Terragrunt wrote.
    fn plans(&self, units: &str, binary: &Path) -> (BTreeMap<String, Value>, String) {
        let name = binary.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = self.sandbox.outside(&format!("plans-{name}")).join(units);
        let log = self
            .with_variables(self.sandbox.terragrunt(), binary)
            .env("TG_JSON_OUT_DIR", &folder)
            .dir(units)
            .args(["run", "--all", "--queue-ignore-errors", "--", "plan", "-input=false", "-lock=false"])
            .run();
        let log = log.to_string();
        let mut plans = BTreeMap::new();
        for file in files_below(&folder, "tfplan.json") {
            let unit = file.parent().and_then(|unit| unit.strip_prefix(&folder).ok()).expect("it is below");
            let unit = Path::new(units).join(unit).to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).expect("a plan can be read");
            // A unit that failed leaves an empty file.
            if let Ok(plan) = serde_json::from_str(&text) {
                plans.insert(unit.trim_start_matches("./").to_owned(), plan);
            }
        }
        (plans, log)
    }

    /// The schemas of the providers, as the first unit that uses the one of AWS tells them.
    fn schemas(&self, units: &str, binary: &Path) -> Value {
        let mut all = serde_json::Map::new();
        for lock in files_below(&self.sandbox.path(units), ".terraform.lock.hcl") {
            let Some(folder) = lock.parent().filter(|folder| folder.join(".terraform").is_dir()) else {
                continue;
            };
            if all.keys().any(|provider: &String| provider.ends_with("hashicorp/aws")) {
                break;
            }
            let tool = self.sandbox.tool(binary).with_provider().dir(folder);
            let document = tool.args(["providers", "schema", "-json"]).run();
            if document.code() != Some(0) {
                continue;
            }
            if let Value::Object(providers) = &document.success().json()["provider_schemas"] {
                all.extend(providers.clone());
            }
        }
        serde_json::json!({ "provider_schemas": all })
    }

    fn with_variables(&self, tool: Tool, binary: &Path) -> Tool {
        let variables = self.variables.iter();
        variables
            .fold(tool, |tool, (name, value)| tool.env(name, value))
            .env("TG_TF_PATH", binary)
            // Hooks that would build packages have nothing to say to the configuration.
            .env("TGLAMBDA_BIN", "true")
    }
}

/// The environments that a refusal of another one lists.
fn environments(messages: &str) -> Vec<String> {
    let listed = messages.lines().find_map(|line| line.trim().strip_prefix("help: the units are in "));
    let names = listed.unwrap_or_default().split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// The units that Terragrunt's summary and errors name as failed.
fn failed(log: &str) -> impl Iterator<Item = &str> {
    let failures = log.lines().filter(|line| line.contains(" ERROR "));
    let mut units: Vec<_> = failures.filter_map(unit_of).collect();
    units.sort_unstable();
    units.dedup();
    units.into_iter()
}

/// The unit in brackets of a line of the log.
fn unit_of(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once(" [")?;
    rest.split_once("] ").map(|(unit, _)| unit)
}

fn said_of(log: &str, unit: &str) -> String {
    let lines = log.lines().filter(|line| line.contains(" ERROR ") && unit_of(line) == Some(unit));
    lines.collect::<Vec<_>>().join("\n")
}

fn files_below(folder: &Path, name: &str) -> Vec<PathBuf> {
    files_that(folder, |path| path.file_name().is_some_and(|found| found == name))
}

/// Whether a file is of a kind that its name ends in, as in `hcl`.
pub(super) fn is_of_kind(path: &Path, kind: &str) -> bool {
    path.extension().is_some_and(|extension| extension == kind)
}

/// The wanted files below a folder, sorted.
pub(super) fn files_that(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            // Providers are linked from the mirror: nothing there is of the estate.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if wanted(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
