//! Units of stacks, evaluated without generating them, beside the real `terragrunt stack generate` and `render --json` over
//! the stacks among Terragrunt's own fixtures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use tglambda::diagnostic::has_errors;
use tglambda::estate::{DiskWorld, OverlayWorld, expand_stacks};
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::world::Mode;
use tglambda::terragrunt::{Options, Session, evaluate_unit, render_json};

use crate::answers::{document, remembered};
use crate::corpus::{Answer, Corpus};
use crate::difference::differences;
use crate::parallel;

/// How many generated units are equal at least: fewer, and something is wrong with the copy.
const FEWEST_EQUAL: usize = 200;

/// What the real one made of a fixture.
#[derive(Debug, Deserialize, Serialize)]
struct Generated {
    /// Whether all stacks below the fixture could be generated.
    answer: Answer,
    /// The units that were, by folder from the root, as it renders them.
    units: BTreeMap<String, Answer>,
}

/// What we make of it.
struct Expanded {
    /// What is wrong in the stacks that stand for themselves.
    errors: Vec<String>,
    /// The documents of the units by folder, or what is wrong with them.
    units: BTreeMap<String, Result<Value, String>>,
}

#[test]
fn every_unit_that_a_stack_of_the_fixtures_generates_renders_as_terragrunt_renders_it() {
    let corpus = Corpus::lay("stacks");
    let fixtures = fixtures(&corpus);
    assert!(fixtures.len() > 60, "{fixtures:?}");
    for fixture in &fixtures {
        corpus.make_repository(&corpus.root().join(fixture));
    }
    // Ours first: the real one generates.
    let ours: Vec<Expanded> = parallel::map(&fixtures, |fixture| expand(&corpus, fixture));
    let ask = || parallel::map(&fixtures, |fixture| generate(&corpus, fixture));
    let real: Vec<Generated> = remembered(&corpus, &[include_str!("stacks.rs"), &fixtures.join("\n")], ask);
    let mut equal = 0;
    let mut problems = Vec::new();
    for ((fixture, ours), real) in fixtures.iter().zip(&ours).zip(&real) {
        if real.answer.success && !ours.errors.is_empty() {
            problems.push(format!("{fixture} is rejected: {:?}", ours.errors));
        }
        for (unit, answer) in &real.units {
            match (document(answer), ours.units.get(unit)) {
                (Some(expected), Some(Ok(found))) => {
                    let places = differences(&expected, found);
                    equal += usize::from(places.is_empty());
                    problems.extend(places.iter().map(|place| format!("{unit} {place}")));
                }
                (Some(_), Some(Err(why))) => problems.push(format!("{unit} is rejected: {why}")),
                (None, Some(Ok(_))) => problems.push(format!("{unit} is accepted: {}", answer.stderr)),
                // Where a stack is refused, so may be its parts.
                (_, None) if real.answer.success => problems.push(format!("{unit} is not found")),
                (None, Some(Err(_))) | (_, None) => {}
            }
        }
    }
    let generated: usize = real.iter().map(|real| real.units.len()).sum();
    let figures = format!(
        "stacks of Terragrunt's fixtures: {} fixtures; equal {equal} of {generated} generated units",
        fixtures.len()
    );
    drop(writeln!(std::io::stderr(), "{figures}"));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(equal >= FEWEST_EQUAL, "{figures}");
}

/// The folders with fixtures of stacks, from the root.
fn fixtures(corpus: &Corpus) -> Vec<String> {
    let files = corpus.files(|name| name == "terragrunt.stack.hcl");
    let folder = |file: &String| {
        let below = file.strip_prefix("stacks/")?;
        Some(format!("stacks/{}", below.split_once('/')?.0))
    };
    files.iter().filter_map(folder).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The stack files of a fixture.
fn stack_files(corpus: &Corpus, fixture: &str) -> Vec<PathBuf> {
    let is_below = |file: &String| file.strip_prefix(fixture).is_some_and(|rest| rest.starts_with('/'));
    let files = corpus.files(|name| name == "terragrunt.stack.hcl");
    files.iter().filter(|file| is_below(file)).map(|file| corpus.root().join(file)).collect()
}

fn expand(corpus: &Corpus, fixture: &str) -> Expanded {
    let files = stack_files(corpus, fixture);
    let mut expanded = Expanded { errors: Vec::new(), units: BTreeMap::new() };
    let (errors, units) = render(corpus, &files);
    expanded.errors = errors;
    expanded.units.extend(units);
    // The real one generates the stacks that others take as well, each where it lies.
    for file in files {
        for (unit, document) in render(corpus, &[file]).1 {
            expanded.units.entry(unit).or_insert(document);
        }
    }
    expanded
}

type Rendered = BTreeMap<String, Result<Value, String>>;

fn render(corpus: &Corpus, files: &[PathBuf]) -> (Vec<String>, Rendered) {
    let environment = corpus.environment().into_iter().collect();
    let world = OverlayWorld::new(DiskWorld::new(environment, corpus.root(), Interrupt::default()));
    let options = Options { allow_run_cmd: true, local_state: true, ..Options::default() };
    let session = Session::new(&world, Mode::Render, corpus.root(), options);
    let expansion = expand_stacks(&session, &world, files, "generate");
    let of_stacks = expansion.stacks.iter().flat_map(|stack| &stack.diagnostics);
    let errors = of_stacks.filter(|found| found.is_error()).map(|found| found.title.clone()).collect();
    let render = |file: &PathBuf| {
        let evaluated = evaluate_unit(&session, file, "render");
        let document = if has_errors(&evaluated.diagnostics) {
            let titles = evaluated.diagnostics.iter().map(|found| found.title.as_str());
            Err(titles.collect::<Vec<_>>().join("; "))
        } else {
            Ok(serde_json::from_str(&render_json(&evaluated.config)).expect("what is rendered is JSON"))
        };
        (folder_of(corpus, file), document)
    };
    (errors, expansion.units.iter().map(render).collect())
}

fn generate(corpus: &Corpus, fixture: &str) -> Generated {
    let folder = corpus.root().join(fixture);
    let before: BTreeSet<PathBuf> = unit_files(&folder).into_iter().collect();
    let answer = corpus.terragrunt(&folder, &["stack", "generate"]);
    let generated = unit_files(&folder).into_iter().filter(|file| !before.contains(file));
    let ask = |file: PathBuf| {
        let unit = folder_of(corpus, &file);
        let folder = corpus.root().join(&unit);
        let answer = corpus.terragrunt(&folder, &["render", "--json"]);
        (unit, answer)
    };
    Generated { answer, units: generated.map(ask).collect() }
}

/// The folder of a unit's file, from the root.
fn folder_of(corpus: &Corpus, file: &Path) -> String {
    let folder = file.parent().and_then(|folder| folder.strip_prefix(corpus.root()).ok());
    folder.expect("internal: a unit in the copy").to_str().expect("names of fixtures are text").to_owned()
}

fn unit_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the copy") {
            let path = entry.expect("an entry of the copy").path();
            let is_left_out = path.ends_with(".git") || path.ends_with(".terragrunt-cache");
            if path.is_dir() && !is_left_out {
                folders.push(path);
            } else if path.ends_with("terragrunt.hcl") {
                found.push(path);
            }
        }
    }
    found
}
