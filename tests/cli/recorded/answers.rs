//! The recorded answers.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// What a version said of one unit.
pub(crate) struct Recorded {
    pub(crate) inputs: Value,
    pub(crate) locals: Value,
}

/// What a version made of an estate, by unit; `None` where it refused the unit.
pub(crate) fn answers(version: &str, estate: &str) -> BTreeMap<String, Option<Recorded>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/record/answers")
        .join(version)
        .join(format!("{estate}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let answers: BTreeMap<String, Value> = serde_json::from_str(&text).expect("recorded answers are JSON");
    answers.into_iter().map(|(unit, answer)| (unit, recorded(&answer))).collect()
}

fn recorded(answer: &Value) -> Option<Recorded> {
    if answer.get("refused").is_some() {
        return None;
    }
    Some(Recorded { inputs: answer["inputs"].clone(), locals: answer["locals"].clone() })
}
