//! Our own expressions, where the tests of others say too little: each table is a file in `expressions`.

use std::path::Path;

use crate::compare;
use crate::oracle::{self, Case};

#[test]
fn numbers_are_computed_and_printed_the_same() {
    check("numbers");
}

#[test]
fn texts_are_the_same() {
    check("texts");
}

#[test]
fn collections_are_the_same() {
    check("collections");
}

#[test]
fn encodings_are_the_same() {
    check("encodings");
}

#[track_caller]
fn check(table: &str) {
    let cases = read(table);
    let folder = compare::files();
    let equal = compare::all_equal(table, &oracle::evaluate(&folder, &cases), &folder);
    assert!(equal * 100 >= cases.len() * 95, "only {equal} of {} are equal", cases.len());
}

/// An expression a line; between lines of three dashes, one of several lines.
fn read(table: &str) -> Vec<Case> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/conformance/expressions/{table}.txt"));
    let text = std::fs::read_to_string(path).expect("the table is there");
    let mut cases = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        let source = match line {
            "---" => lines
                .by_ref()
                .map(|(line, _)| line)
                .take_while(|line| *line != "---")
                .collect::<Vec<_>>()
                .join("\n"),
            line if line.is_empty() || line.starts_with('#') => continue,
            line => line.to_owned(),
        };
        cases.push(Case { origin: format!("{table}.txt:{number}"), source, ..Case::default() });
    }
    cases
}
