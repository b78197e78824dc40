//! Cases with the answers of the packages that the real Terragrunt is built from.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::support::Toolchain;

/// A value with its type.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
pub(crate) struct Typed {
    /// As cty writes types.
    #[serde(rename = "type")]
    pub(crate) kind: Json,
    /// As the oracle writes values.
    pub(crate) value: Json,
}

/// An expression and what it comes to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Case {
    /// Where it is written: file and line.
    pub(crate) origin: String,
    /// The expression.
    pub(crate) source: String,
    /// What it may refer to.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) variables: BTreeMap<String, Typed>,
    /// Why a row of a test is no case.
    pub(crate) skipped: String,
    /// What it comes to.
    #[serde(skip_serializing)]
    pub(crate) result: Option<Typed>,
    /// Why it comes to nothing.
    #[serde(skip_serializing)]
    pub(crate) error: String,
}

/// A tree of files with units in it, as a test of Terragrunt lays it out.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Scenario {
    /// Where it is written: file and line.
    pub(crate) origin: String,
    /// The test.
    pub(crate) test: String,
    /// Texts by path. Where one names the folder of the tree, it has `/SCRATCH`.
    pub(crate) files: BTreeMap<String, String>,
    /// The configurations to render, by path.
    pub(crate) units: Vec<String>,
    /// Experiments of Terragrunt that are on.
    pub(crate) experiments: Vec<String>,
    /// Environment variables that are set.
    pub(crate) environment: BTreeMap<String, String>,
    /// Why it cannot be read from the test.
    pub(crate) skipped: String,
}

/// The scenarios in the tests of Terragrunt itself.
pub(crate) fn scenarios() -> Vec<Scenario> {
    let toolchain = Toolchain::get();
    let terragrunt = toolchain.sources("github.com/gruntwork-io/terragrunt").folder;
    answer(Command::new(toolchain.oracle()).arg("scenarios").arg(terragrunt), &[])
}

/// The cases in the tests of Terraform's functions, HCL's expressions and cty's functions.
pub(crate) fn cases() -> Vec<Case> {
    let toolchain = Toolchain::get();
    let modules =
        ["github.com/hashicorp/terraform", "github.com/hashicorp/hcl/v2", "github.com/zclconf/go-cty"];
    let mut oracle = Command::new(toolchain.oracle());
    let folders = modules.map(|module| toolchain.sources(module).folder);
    oracle.arg("cases").args(&folders).current_dir(folders[0].join(FILES));
    answer(&mut oracle, &[])
}

/// Where the file functions of Terraform's tests find their files, in its sources.
pub(crate) const FILES: &str = "lang/testdata/functions-test";

/// What these cases come to in a configuration in `folder`, where the oracle is started too: that is what `abspath`
/// looks at.
pub(crate) fn evaluate(folder: &Path, cases: &[Case]) -> Vec<Case> {
    let question = serde_json::to_vec(cases).expect("internal: cases have a form in JSON");
    answer(Command::new(Toolchain::get().oracle()).arg("evaluate").arg(folder).current_dir(folder), &question)
}

/// The names of all functions.
pub(crate) fn functions() -> BTreeSet<String> {
    answer(Command::new(Toolchain::get().oracle()).arg("functions"), &[])
}

fn answer<T: DeserializeOwned>(oracle: &mut Command, question: &[u8]) -> T {
    let mut running = oracle
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the oracle starts");
    running.stdin.take().expect("it was piped").write_all(question).expect("the oracle reads its question");
    let output = running.wait_with_output().expect("the oracle ends");
    assert!(output.status.success(), "the oracle fails");
    serde_json::from_slice(&output.stdout).expect("the oracle answers in JSON")
}
