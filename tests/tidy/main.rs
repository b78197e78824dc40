//! Holds the layout of this repository: what the compiler and clippy cannot see. Reads texts, compiles nothing.
//!
//! Each rule is a function from the repository to its violations, in a file of its own below `rules`. `catches` shows
//! for every rule that it finds what it forbids.

mod catches;
mod imports;
mod repository;
mod rules;
mod rust;
mod violation;

use std::sync::LazyLock;

use repository::Repository;
use violation::Violation;

static REPOSITORY: LazyLock<Repository> = LazyLock::new(Repository::read);

#[track_caller]
fn assert_holds(rule: fn(&Repository) -> Vec<Violation>) {
    let violations = rule(&REPOSITORY);
    let listed: Vec<String> = violations.iter().map(Violation::to_string).collect();
    assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), listed.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    assert_holds(rules::module_docs::check);
}

#[test]
fn files_are_small() {
    assert_holds(rules::sizes::check);
}

#[test]
fn every_file_is_a_module() {
    assert_holds(rules::modules::check);
}

#[test]
fn every_test_is_run() {
    assert_holds(rules::targets::check);
}

#[test]
fn imports_between_files_have_no_circle() {
    assert_holds(rules::circles::check);
}

#[test]
fn imports_between_folders_have_one_direction() {
    assert_holds(rules::direction::check);
}

#[test]
fn crates_stay_where_they_are_wrapped() {
    assert_holds(rules::crates::check);
}

#[test]
fn effects_are_in_the_host() {
    assert_holds(rules::effects::check);
}

#[test]
fn module_files_hold_no_code() {
    assert_holds(rules::module_files::check);
}

#[test]
fn nothing_is_silenced_or_left_to_do() {
    assert_holds(rules::silenced::check);
}

#[test]
fn no_file_names_a_place_on_a_machine() {
    assert_holds(rules::machine_paths::check);
}

#[test]
fn the_top_level_is_the_agreed_one() {
    assert_holds(rules::top_level::check);
}
