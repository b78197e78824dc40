//! Every builtin and operator with arguments of every kind: what nobody would write by hand.

use std::collections::BTreeSet;

use crate::compare;
use crate::oracle::{self, Case};

/// Values of every kind, written so that each has its type alone.
const VALUES: &[&str] = &[
    "null",
    "true",
    "\"\"",
    "\"a\"",
    "\"true\"",
    "\"2\"",
    "\"é日本\"",
    "\"10.0.0.0/8\"",
    "0",
    "1",
    "2.5",
    "-3",
    "[]",
    "[\"b\", \"a\"]",
    "[1, \"a\", true]",
    "[[1], [\"x\", null]]",
    "[{ a = 1 }, { a = \"b\" }]",
    "[null]",
    "tolist([\"b\", \"a\", \"b\"])",
    "tolist([3, 1])",
    "toset([\"b\", \"a\"])",
    "toset([2, 10])",
    "tomap({ b = 1, a = 2 })",
    "tomap({ a = \"x\" })",
    "{}",
    "{ b = 1, a = \"x\" }",
    "{ a = [\"x\", \"y\"], b = [\"x\"] }",
    "one(compact([]))",
    "compact([])",
];

/// Fewer of them, for three at once.
const FEW: &[&str] = &[
    "null",
    "\"a\"",
    "1",
    "-3",
    "[]",
    "[1, \"a\"]",
    "tolist([\"b\", \"a\"])",
    "{ a = 1 }",
    "tomap({ a = \"x\" })",
];

const OPERATORS: &[&str] = &["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||"];

/// What differs from run to run, or from processor to processor as powers that are not whole do too.
const SKIPPED: &[&str] = &["timestamp", "uuid", "bcrypt", "base64gzip"];

#[test]
fn both_have_the_same_builtins() {
    let ours: BTreeSet<String> = tglambda::lang::builtins::all()
        .filter(|builtin| builtin.exists_in(tglambda::lang::builtin::FunctionSet::Terragrunt))
        .map(|builtin| builtin.name.to_owned())
        .chain(["try", "can", "templatefile"].map(str::to_owned))
        .collect();
    let terragrunts = ["endswith", "startswith", "strcontains", "timecmp"].map(str::to_owned);
    assert_eq!(ours, &oracle::functions() | &BTreeSet::from(terragrunts));
}

#[test]
fn every_builtin_takes_and_refuses_the_same_arguments() {
    let functions = oracle::functions();
    let functions = functions.iter().filter(|name| !SKIPPED.contains(&name.as_str()));
    let mut cases = Vec::new();
    for name in functions {
        let call = |arguments: &[&str]| expression(format!("{name}({})", arguments.join(", ")));
        cases.push(call(&[]));
        cases.extend(VALUES.iter().map(|value| call(&[value])));
        cases.extend(
            pairs(VALUES).filter(|(_, b)| name != "pow" || !b.contains('.')).map(|(a, b)| call(&[a, b])),
        );
        cases.extend(
            pairs(FEW)
                .flat_map(|(a, b)| FEW.iter().map(move |c| (a, b, c)))
                .map(|(a, b, c)| call(&[a, b, c])),
        );
    }
    check("builtins", &cases);
}

#[test]
fn every_operator_takes_and_refuses_the_same_operands() {
    let mut cases = Vec::new();
    for operator in OPERATORS {
        cases.extend(pairs(VALUES).map(|(a, b)| expression(format!("({a} {operator} {b})"))));
    }
    for value in VALUES {
        for form in [
            "-({})",
            "!({})",
            "\"x${{}}y\"",
            "\"${{}}\"",
            "({})[*]",
            "({}).*.a",
            "({})[*].a",
            "({}).a",
            "({})[0]",
            "({})[\"a\"]",
        ] {
            cases.push(expression(form.replace("{}", value)));
        }
        for form in [
            "[for v in {} : v]",
            "[for k, v in {} : k]",
            "{for k, v in {} : k => v}",
            "{for v in {} : v => v...}",
        ] {
            cases.push(expression(form.replace("{}", value)));
        }
    }
    check("operators", &cases);
}

#[test]
fn values_of_two_types_have_the_same_type_in_common() {
    let mut cases = Vec::new();
    for (a, b) in pairs(VALUES) {
        for form in [
            "true ? A : B",
            "false ? A : B",
            "tolist([A, B])",
            "toset([A, B])",
            "tomap({ x = A, y = B })",
            "[A, B][*]",
            "{ x = A, (\"y\") = B }",
        ] {
            cases.push(expression(form.replace('A', a).replace('B', b)));
        }
    }
    check("types", &cases);
}

fn pairs<'v>(values: &'v [&'v str]) -> impl Iterator<Item = (&'v str, &'v str)> {
    values.iter().flat_map(|a| values.iter().map(|b| (*a, *b)))
}

fn expression(source: String) -> Case {
    Case { source, ..Case::default() }
}

#[track_caller]
fn check(table: &str, cases: &[Case]) {
    let folder = compare::files();
    let equal = compare::all_equal(table, &oracle::evaluate(&folder, cases), &folder);
    assert!(equal * 100 >= cases.len() * 99, "only {equal} of {} are compared", cases.len());
}
