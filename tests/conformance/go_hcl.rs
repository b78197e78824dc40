//! The Go implementation of HCL, asked through a program of the tests: what it is tested with, and what it makes of a text.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::support::Toolchain;

/// The module with HCL.
pub(crate) const MODULE: &str = "github.com/hashicorp/hcl/v2";

/// What a text is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Grammar {
    /// A file of attributes and blocks.
    Body,
    /// One expression.
    Expression,
    /// A template without quotes around it.
    Template,
    /// A file of attributes and blocks, written as JSON.
    Json,
}

/// A text that HCL is tested with itself.
#[derive(Debug, Deserialize)]
pub(crate) struct Input {
    /// The file it is from.
    pub(crate) from: String,
    /// The text; not always UTF-8.
    #[serde(deserialize_with = "from_base64")]
    pub(crate) text: Vec<u8>,
}

/// A text to judge.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Question {
    /// What it is taken for.
    pub(crate) grammar: Grammar,
    /// The text.
    #[serde(serialize_with = "to_base64")]
    pub(crate) text: Vec<u8>,
}

/// What HCL makes of a text.
#[derive(Debug, Deserialize)]
pub(crate) struct Verdict {
    /// Why it is rejected; empty when it is not.
    pub(crate) problem: String,
    /// The value of an expression or a template without any variable or function, as `{"value": …, "type": …}`.
    pub(crate) value: Option<serde_json::Value>,
    /// Why it has no value then.
    pub(crate) failure: Option<String>,
}

/// The texts in the tests below a folder of Go sources.
pub(crate) fn inputs(folder: &Path) -> Vec<Input> {
    lines(&ask(&["inputs".as_ref(), folder.as_os_str()], Vec::new()))
}

/// A verdict for each text.
pub(crate) fn verdicts(questions: &[Question]) -> Vec<Verdict> {
    let asked = questions.iter().map(|question| serde_json::to_string(question).expect("a question is JSON"));
    let verdicts = lines(&ask(&["verdicts".as_ref()], asked.collect::<Vec<_>>().join("\n").into_bytes()));
    assert_eq!(verdicts.len(), questions.len(), "each question has an answer");
    verdicts
}

fn ask(arguments: &[&std::ffi::OsStr], stdin: Vec<u8>) -> String {
    let mut command = Command::new(Toolchain::get().hcl_verdicts());
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut child = command.spawn().expect("the program that knows HCL starts");
    let mut input = child.stdin.take().expect("internal: stdin is piped");
    let writer = std::thread::spawn(move || input.write_all(&stdin));
    let output = child.wait_with_output().expect("the program that knows HCL ends");
    assert!(output.status.success(), "{}", output.status);
    writer
        .join()
        .expect("internal: the writer does not panic")
        .expect("the program reads all that it is asked");
    String::from_utf8(output.stdout).expect("JSON is UTF-8")
}

fn lines<T: for<'d> Deserialize<'d>>(text: &str) -> Vec<T> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn from_base64<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
    BASE64_STANDARD.decode(text).map_err(serde::de::Error::custom)
}

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
}
