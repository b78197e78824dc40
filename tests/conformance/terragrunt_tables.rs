//! The configurations in Terragrunt's own tests, rendered beside the real one: what tests hand over as text, lay out as
//! files, or list as rows of structs and arguments.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::difference::differences;
use crate::differences::known;
use crate::oracle::{self, Scenario};
use crate::scenario::{self, Answer};

/// Fewer, and something is wrong with the reading of the tests.
const FEWEST_UNITS: usize = 300;

/// How a unit comes out beside the real one.
enum Verdict {
    /// Both render the same.
    Equal,
    /// Both reject it.
    RejectedAlike,
    /// Something else, told for people.
    Different(String),
}

#[test]
fn the_configurations_of_terragrunts_tests_render_as_terragrunt_renders_them() {
    let scenarios = oracle::scenarios();
    let (ours, real) = (scenario::ours(&scenarios), scenario::real(&scenarios));
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let (mut equal, mut rejected) = (0, 0);
    for ((scenario, ours), real) in scenarios.iter().zip(ours).zip(real) {
        if !scenario.skipped.is_empty() {
            *skipped.entry(&scenario.skipped).or_default() += 1;
        }
        for ((unit, ours), real) in scenario.units.iter().zip(ours).zip(real) {
            match judge(&real, &ours) {
                Verdict::Equal => equal += 1,
                Verdict::RejectedAlike => rejected += 1,
                Verdict::Different(story) => {
                    let Scenario { origin, test, files, .. } = scenario;
                    let text = &files[unit];
                    found.insert(
                        format!("{origin} {unit}"),
                        format!("{origin} {unit}> {test}\n{text}\n{story}"),
                    );
                }
            }
        }
    }
    eprintln!(
        "units of Terragrunt's tests: {equal} render the same, {rejected} are rejected by both, {} differ; scenarios \
         skipped: {skipped:?}",
        found.len()
    );
    let known = known("terragrunt");
    let new: Vec<&str> =
        found.iter().filter(|(name, _)| !known.contains(*name)).map(|(_, story)| story.as_str()).collect();
    assert!(new.is_empty(), "{}", new.join("\n\n"));
    let gone: BTreeSet<&String> = known.iter().filter(|name| !found.contains_key(*name)).collect();
    assert!(gone.is_empty(), "no longer different, so take them off the list: {gone:?}");
    assert!(equal + rejected >= FEWEST_UNITS, "only {equal} and {rejected} units are found in the tests");
}

fn judge(real: &Answer, ours: &Answer) -> Verdict {
    match (real.success, ours.success) {
        (true, true) => {
            let places = differences(&document(real), &document(ours));
            if places.is_empty() {
                return Verdict::Equal;
            }
            let places = places.iter().map(|place| format!("  {place}"));
            Verdict::Different(places.collect::<Vec<_>>().join("\n"))
        }
        (true, false) => Verdict::Different(format!("  rejected by us alone:\n{}", ours.stderr)),
        (false, true) => Verdict::Different(format!("  rejected by the real one alone:\n{}", real.stderr)),
        (false, false) => Verdict::RejectedAlike,
    }
}

/// The last line: what `run_cmd` ran may have printed before it.
fn document(answer: &Answer) -> Value {
    let last = answer.stdout.trim_end().lines().next_back().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
}
