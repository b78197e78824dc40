//! `find` beside the real `terragrunt find --json --dependencies --include --exclude --reading`, in each folder of
//! Terragrunt's own fixtures and in the one that holds them all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;

use serde_json::Value;

use tglambda::estate::{self, DiskWorld, Wanted};
use tglambda::host::interrupt::Interrupt;
use tglambda::report::listing::{Shown, listing_json};
use tglambda::terragrunt::{Options, Session};

use crate::answers;
use crate::corpus::{Answer, Corpus};
use crate::parallel;

/// How many folders and units the fixtures have at least: fewer, and something is wrong with the copy.
const FEWEST: (usize, usize) = (180, 1_000);

/// Units and stacks by path.
type Listing = BTreeMap<String, Value>;

/// What the fixtures do not have: `broken/FILE`, each told beside the real one as well.
const BROKEN: [(&str, &str); 13] = [
    ("root.hcl", "remote_state {\n  backend = \"local\"\n  config = {}\n}\n"),
    ("read.hcl", "locals {\n  a = 1\n}\n"),
    ("base.hcl", "locals {\n  read = read_terragrunt_config(\"${get_terragrunt_dir()}/../read.hcl\")\n}\n"),
    (
        "nested.hcl",
        "include {\n  path = \"${get_terragrunt_dir()}/../root.hcl\"\n}\nterraform {\n  source = \"../module\"\n}\n",
    ),
    ("module/main.tf", ""),
    // What is not known is a bool.
    (
        "typed/terragrunt.hcl",
        "locals {\n  a = find_in_parent_folders(\"none.hcl\")\n  b = local.a == \"x\"\n}\n\
         dependency \"d\" {\n  config_path = \"../parts\"\n}\n",
    ),
    (
        "untyped/terragrunt.hcl",
        "locals {\n  a = find_in_parent_folders(\"none.hcl\")\n}\n\
         dependency \"d\" {\n  config_path = \"../parts\"\n}\n",
    ),
    // What needs a local that is never evaluated is never evaluated either.
    (
        "unreached/terragrunt.hcl",
        "locals {\n  a = dependency.d.outputs.x\n  b = local.a == \"x\"\n  c = [local.b]\n}\n\
         dependency \"d\" {\n  config_path = \"../parts\"\n}\n",
    ),
    // A file that is not there, after one that is seen.
    (
        "missing/terragrunt.hcl",
        "include \"base\" {\n  path = \"../base.hcl\"\n  expose = true\n}\n\
         include \"none\" {\n  path = \"../none.hcl\"\n}\n",
    ),
    (
        "unnamed/terragrunt.hcl",
        "include \"base\" {\n  path = \"../base.hcl\"\n  expose = true\n}\n\
         include \"none\" {\n  path = find_in_parent_folders(\"none.hcl\")\n}\n",
    ),
    ("nests/terragrunt.hcl", "include {\n  path = \"../nested.hcl\"\n}\n"),
    // One file under two names, and a folder below the source's own.
    (
        "twice/terragrunt.hcl",
        "include {\n  path = \"${get_terragrunt_dir()}/../read.hcl\"\n}\n\
         locals {\n  read = read_terragrunt_config(\"../read.hcl\")\n}\n",
    ),
    ("parts/terragrunt.hcl", "terraform {\n  source = \"${get_terragrunt_dir()}/..///module\"\n}\n"),
];

#[test]
fn every_folder_of_the_fixtures_is_found_as_terragrunt_finds_it() {
    let corpus = Corpus::lay("find");
    for (name, text) in BROKEN {
        let path = corpus.root().join("broken").join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    let folders = folders(&corpus);
    // Ours first: the real one leaves files behind.
    let ours: BTreeMap<String, Listing> =
        parallel::map(&folders, |folder| (folder.clone(), find(&corpus, folder))).into_iter().collect();
    let real = answers::with(&corpus, &format!("{BROKEN:?}"), answers::FIND, &folders);
    let mut unequal = BTreeMap::new();
    let mut all = 0;
    for folder in &folders {
        let (ours, real) = (&ours[folder], listing(&real[folder]));
        all += real.len();
        for path in ours.keys().chain(real.keys()).collect::<BTreeSet<_>>() {
            if ours.get(path) != real.get(path) {
                let story = format!("  expected {:?}\n  found    {:?}", real.get(path), ours.get(path));
                unequal.insert(if folder == "." { path.clone() } else { format!("{folder}/{path}") }, story);
            }
        }
    }
    assert!(folders.len() >= FEWEST.0 && all >= FEWEST.1, "{} folders, {all} units", folders.len());
    let figures =
        format!("fixtures of Terragrunt: {} folders, {all} found; {} unequal", folders.len(), unequal.len());
    drop(writeln!(std::io::stderr(), "{figures}"));
    let told: Vec<String> =
        unequal.iter().map(|(unit, story)| format!("{unit} is not equal:\n{story}")).collect();
    assert!(told.is_empty(), "{}\n{} in all", told.join("\n"), told.len());
}

/// The folders of the fixtures, and the one that holds them.
fn folders(corpus: &Corpus) -> Vec<String> {
    let entries =
        fs::read_dir(corpus.root()).expect("the copy").map(|entry| entry.expect("an entry of the copy"));
    let folders = entries.filter(|entry| entry.file_type().expect("the kind of an entry").is_dir());
    let names = folders.map(|folder| folder.file_name().into_string().expect("names of fixtures are text"));
    let mut folders: Vec<String> = names.filter(|name| name != ".git").chain([".".to_owned()]).collect();
    folders.sort();
    folders
}

/// What we find in a folder.
fn find(corpus: &Corpus, folder: &str) -> Listing {
    let environment = corpus.environment().into_iter().collect();
    let world = DiskWorld::new(environment, corpus.root(), Interrupt::default());
    let options = Options { allow_run_cmd: true, ..Options::default() };
    let top = corpus.root().join(folder).canonicalize().expect("a folder of the copy");
    let session = Session::for_discovery(&world, &top, options);
    let found =
        estate::find(&world, &session, &top, Wanted { hidden: true, dependencies: true, details: true });
    let shown = Shown { dependencies: true, include: true, exclude: true, reading: true };
    let document = listing_json(&found.expect("no filter is refused").listed, &top, shown);
    by_path(serde_json::from_str(&document).expect("what is found is JSON"))
}

/// What the real one found.
fn listing(answer: &Answer) -> Listing {
    assert!(answer.success, "{answer:?}");
    by_path(serde_json::from_str(&answer.stdout).unwrap_or_else(|error| panic!("{error}: {answer:?}")))
}

/// The order of dependencies is left to chance in the original; everything else has one.
fn by_path(document: Vec<Value>) -> Listing {
    let paths: Vec<String> =
        document.iter().map(|found| found["path"].as_str().expect("a path").to_owned()).collect();
    assert!(paths.is_sorted(), "{paths:?}");
    let settle = |mut found: Value| {
        if let Some(dependencies) = found.get_mut("dependencies").and_then(Value::as_array_mut) {
            dependencies.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        }
        found
    };
    paths.into_iter().zip(document.into_iter().map(settle)).collect()
}
