//! What the real `terragrunt` answers for every unit or folder of the fixtures: asked once for each state of
//! everything that an answer can depend on, and kept in the build's folder until one of them changes.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::corpus::{Answer, Corpus};
use crate::parallel;
use crate::support::Toolchain;

/// What is asked of a unit or a folder.
pub(crate) type Form = &'static [&'static str];

/// A unit's configuration.
pub(crate) const PLAIN: Form = &["render", "--json"];
/// The same with the file that sets each part.
pub(crate) const WITH_METADATA: Form = &["render", "--json", "--with-metadata"];
/// What a folder holds, with all that is told of it.
pub(crate) const FIND: Form = &["find", "--json", "--dependencies", "--include", "--exclude", "--reading"];

/// Answers by unit.
pub(crate) type Answers = BTreeMap<String, Answer>;

/// The answers for these units.
pub(crate) fn of(corpus: &Corpus, form: Form, units: &[String]) -> Answers {
    with(corpus, "", form, units)
}

/// The same where `files` were laid beside the fixtures.
pub(crate) fn with(corpus: &Corpus, files: &str, form: Form, units: &[String]) -> Answers {
    let ask = || parallel::map(units, |unit| (unit.clone(), ask(corpus, form, unit))).into_iter().collect();
    remembered(corpus, &[include_str!("answers.rs"), files, &units.join("\n"), &format!("{form:?}")], ask)
}

/// What `ask` gave before, or gives now. `asked` is what it depends on beside the fixtures and the programs.
pub(crate) fn remembered<T: Serialize + DeserializeOwned>(
    corpus: &Corpus,
    asked: &[&str],
    ask: impl FnOnce() -> T,
) -> T {
    let kept = kept(corpus, asked);
    if let Some(answers) = fs::read(&kept).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
        return answers;
    }
    let answers = ask();
    let mut file = tempfile::NamedTempFile::new_in(corpus.beside("")).expect("a file for the answers");
    let text = serde_json::to_vec(&answers).expect("answers are JSON");
    file.write_all(&text).expect("the answers are written");
    file.persist(&kept).expect("the answers are kept");
    answers
}

/// Asks for one unit.
pub(crate) fn ask(corpus: &Corpus, form: Form, unit: &str) -> Answer {
    let arguments = [form, &["--working-dir", unit]].concat();
    corpus.terragrunt(&corpus.root(), &arguments)
}

/// The document of an answer, which is the last line: what `run_cmd` ran may have printed before it.
pub(crate) fn document(answer: &Answer) -> Option<Value> {
    let last = answer.stdout.trim_end().lines().next_back().unwrap_or_default();
    answer.success.then(|| serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {answer:?}")))
}

/// The file with the answers, named by what they depend on: the fixtures, where they are, the programs and their
/// environment, and how they are asked.
fn kept(corpus: &Corpus, asked: &[&str]) -> PathBuf {
    let toolchain = Toolchain::get();
    let parts = [
        include_str!("corpus.rs").to_owned(),
        corpus.sum().to_owned(),
        corpus.root().display().to_string(),
        // An installation's folder is named by what it was built from.
        toolchain.terragrunt().display().to_string(),
        toolchain.tofu().display().to_string(),
        format!("{:?}", corpus.environment()),
        asked.join("\n"),
    ];
    let digest = Sha256::digest(parts.join("\0"));
    let key = digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte));
    corpus.beside(&format!("answers-{key:016x}.json"))
}
