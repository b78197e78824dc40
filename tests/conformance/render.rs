//! `render` beside the real `terragrunt render --json` over all units of Terragrunt's own fixtures.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use serde_json::Value;

use tglambda::diagnostic::has_errors;
use tglambda::estate::DiskWorld;
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::world::Mode;
use tglambda::terragrunt::{
    Options, Session, clean, config_in, evaluate_unit, render_json, render_json_with_metadata,
};

use crate::answers::{self, Answers, Form, PLAIN, WITH_METADATA, ask, document};
use crate::corpus::{Answer, Corpus};
use crate::difference::{Difference, differences};
use crate::exceptions::{self, Exceptions, Kind};
use crate::parallel;

/// How many units the fixtures have at least: fewer, and something is wrong with the copy.
const FEWEST_UNITS: usize = 1_000;

/// How a unit came out beside the real one.
#[derive(Debug)]
enum Verdict {
    /// Both render the same.
    Equal,
    /// The same but for what the real one answers differently from one run to the next: these places.
    EqualButForChance(Vec<String>),
    /// Both reject it.
    RejectedAlike,
    /// Something else: what, and the whole story.
    Unequal(Kind, String),
}

#[test]
fn every_unit_of_the_fixtures_renders_as_terragrunt_renders_it() {
    compare(&Corpus::lay("render"), PLAIN, &exceptions::read());
}

#[test]
fn every_part_of_the_fixtures_is_found_in_the_file_that_terragrunt_names() {
    compare(&Corpus::lay("render-with-metadata"), WITH_METADATA, &Exceptions::new());
}

fn compare(corpus: &Corpus, form: Form, exceptions: &Exceptions) {
    let units = corpus.units();
    assert!(units.len() >= FEWEST_UNITS, "{} units", units.len());
    // Ours first: the real one leaves files behind.
    let ours = render_all(corpus, form, &units);
    let real = answers::of(corpus, form, &units);
    let verdicts = units
        .iter()
        .map(|unit| (unit.as_str(), judge(corpus, form, unit, &ours[unit], &real[unit])))
        .collect();
    tell(form, &verdicts, &real);
    hold(&verdicts, exceptions);
}

/// Our documents, or what we found wrong. One run for all: what is remembered of one unit must not reach another.
fn render_all(corpus: &Corpus, form: Form, units: &[String]) -> BTreeMap<String, Result<Value, String>> {
    let environment = corpus.environment().into_iter().collect();
    let world = DiskWorld::new(environment, corpus.root(), Interrupt::default());
    let options = Options { allow_run_cmd: true, local_state: true, ..Options::default() };
    let session = Session::new(&world, Mode::Render, corpus.root(), options);
    let render = |unit: &String| {
        let path = config_in(&world, &clean(&corpus.root().join(unit)));
        let evaluated = evaluate_unit(&session, &path, "render");
        let document = if has_errors(&evaluated.diagnostics) {
            let titles =
                evaluated.diagnostics.iter().map(|found| format!("  {:?}: {}", found.code, found.title));
            Err(titles.collect::<Vec<_>>().join("\n"))
        } else {
            let line = match form {
                WITH_METADATA => render_json_with_metadata(&evaluated.config),
                _ => render_json(&evaluated.config),
            };
            Ok(serde_json::from_str(&line).expect("what is rendered is JSON"))
        };
        (unit.clone(), document)
    };
    parallel::map(units, render).into_iter().collect()
}

fn judge(corpus: &Corpus, form: Form, unit: &str, ours: &Result<Value, String>, real: &Answer) -> Verdict {
    match (document(real), ours) {
        (None, Err(_)) => Verdict::RejectedAlike,
        (Some(expected), Err(why)) => Verdict::Unequal(Kind::Rejected, format!("expected {expected}\n{why}")),
        (None, Ok(_)) => Verdict::Unequal(Kind::Accepted, real.stderr.clone()),
        (Some(expected), Ok(found)) => {
            let places = differences(&expected, found);
            if places.is_empty() {
                Verdict::Equal
            } else {
                judge_again(corpus, form, unit, &expected, places)
            }
        }
    }
}

/// Whether the real one, asked once more, is other than itself in the same places, and ours is of the same form there.
fn judge_again(corpus: &Corpus, asked: Form, unit: &str, first: &Value, places: Vec<Difference>) -> Verdict {
    let second = document(&ask(corpus, asked, unit)).unwrap_or_default();
    let chance: BTreeMap<String, Difference> =
        differences(first, &second).into_iter().map(|place| (place.route.clone(), place)).collect();
    let by_chance = |place: &Difference| {
        let form = chance.get(&place.route).and_then(|place| form(place.expected.as_ref()));
        form.is_some() && form == self::form(place.found.as_ref())
    };
    if places.iter().all(by_chance) {
        return Verdict::EqualButForChance(places.into_iter().map(|place| place.route).collect());
    }
    let told = places.iter().filter(|place| !by_chance(place)).map(|place| format!("  {place}"));
    Verdict::Unequal(Kind::Differs, told.collect::<Vec<_>>().join("\n"))
}

/// A text without what chance decides in it: identifiers are hexadecimal, dates and times are digits.
fn form(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    Some(text.chars().map(|c| if c.is_ascii_hexdigit() { '0' } else { c }).collect())
}

/// Says the figures to whoever runs the tests.
fn tell(form: Form, verdicts: &BTreeMap<&str, Verdict>, real: &Answers) {
    let count = |wanted: fn(&Verdict) -> bool| verdicts.values().filter(|verdict| wanted(verdict)).count();
    let rendering = real.values().filter(|answer| answer.success).count();
    let equal = count(|verdict| matches!(verdict, Verdict::Equal | Verdict::EqualButForChance(_)));
    let alike = count(|verdict| matches!(verdict, Verdict::RejectedAlike));
    let chance: Vec<_> = verdicts
        .iter()
        .filter_map(|(unit, verdict)| match verdict {
            Verdict::EqualButForChance(routes) => Some(format!("{unit} {}", routes.join(" "))),
            _ => None,
        })
        .collect();
    let figures = format!(
        "fixtures of Terragrunt, {form:?}: {} units; equal {equal} of {rendering} that render (but for what changes from run to \
         run: {chance:?}); rejected alike {alike} of {}",
        verdicts.len(),
        real.len() - rendering,
    );
    drop(writeln!(std::io::stderr(), "{figures}"));
}

/// The exceptions are those of the file, no more and no fewer.
fn hold(verdicts: &BTreeMap<&str, Verdict>, exceptions: &Exceptions) {
    let unequal: BTreeMap<(String, Kind), &str> = verdicts
        .iter()
        .filter_map(|(unit, verdict)| match verdict {
            Verdict::Unequal(kind, story) => Some((((*unit).to_owned(), *kind), story.as_str())),
            _ => None,
        })
        .collect();
    let new: Vec<_> = unequal
        .iter()
        .filter(|(key, _)| !exceptions.contains_key(key))
        .map(|((unit, kind), story)| format!("{unit} is {kind:?} and not in exceptions.toml:\n{story}"))
        .collect();
    assert!(new.is_empty(), "{}\n{} in all", new.join("\n"), new.len());
    let gone: BTreeSet<_> = exceptions.keys().filter(|key| !unequal.contains_key(key)).collect();
    assert!(gone.is_empty(), "these are in exceptions.toml and are equal now; take them out: {gone:#?}");
    let counted = unequal.keys().filter(|(_, kind)| *kind != Kind::Accepted).count();
    assert_eq!(counted, 0, "units of those that render are unequal");
}
