//! `docs/terragrunt.md` lists what the tables of the code list, no more and no less.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::builtin::FunctionSet;
use crate::lang::builtins;

use super::builtins::names;
use super::schema::{self, Attribute};

const PAGE: &str = include_str!("../../docs/terragrunt.md");

/// The rows of the tables below a heading, cell by cell.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let section = PAGE.split_once(&format!("\n## {heading}\n")).expect("the page has the heading").1;
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("|---"));
    rows.skip(1).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// What stands in backticks.
fn quoted(cell: &str) -> BTreeSet<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_builtin_of_terragrunt_is_on_the_page() {
    let listed: BTreeSet<&str> =
        rows("Builtins of Terragrunt").iter().flat_map(|row| quoted(row[0])).collect();
    // These four of the language's builtins came with Terragrunt.
    let of_language = ["endswith", "startswith", "strcontains", "timecmp"];
    let known: BTreeSet<&str> = names().chain(of_language).collect();
    assert_eq!(listed, known);
    assert_eq!(listed.len(), 36);
}

#[test]
fn every_builtin_of_terraform_is_on_the_page_once() {
    let rows = rows("Builtins of Terraform");
    let listed: Vec<&str> = rows.iter().flat_map(|row| quoted(row[1])).collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(listed.len(), unique.len(), "a builtin is listed twice");
    let of_language =
        builtins::all().filter(|builtin| builtin.exists_in(FunctionSet::Terragrunt)).map(|it| it.name);
    let known: BTreeSet<&str> = of_language
        .filter(|name| !["endswith", "startswith", "strcontains", "timecmp"].contains(name))
        .chain(["can", "templatefile", "try"])
        .collect();
    assert_eq!(unique, known);
    assert_eq!(listed.len(), 113);
}

#[test]
fn every_attribute_of_every_block_is_on_the_page() {
    let blocks: [(&str, &[Attribute]); 17] = [
        ("include", schema::INCLUDE),
        ("feature", schema::FEATURE),
        ("dependency", schema::DEPENDENCY),
        ("dependencies", schema::DEPENDENCIES),
        ("terraform", schema::TERRAFORM),
        ("extra_arguments", schema::EXTRA_ARGUMENTS),
        ("before_hook", schema::HOOK),
        ("after_hook", schema::HOOK),
        ("error_hook", schema::ERROR_HOOK),
        ("remote_state", schema::REMOTE_STATE),
        ("generate", schema::GENERATE),
        ("exclude", schema::EXCLUDE),
        ("retry", schema::RETRY),
        ("ignore", schema::IGNORE),
        ("engine", schema::ENGINE),
        ("catalog", schema::CATALOG),
        ("errors", &[]),
    ];
    let named = |attributes: &[Attribute], required: bool| -> BTreeSet<&str> {
        attributes.iter().filter(|it| it.required == required).map(|it| it.name).collect()
    };
    let mut known: BTreeMap<&str, [BTreeSet<&str>; 2]> = blocks
        .into_iter()
        .map(|(block, attributes)| (block, [named(attributes, true), named(attributes, false)]))
        .collect();
    let of_file =
        named(schema::FILE, false).into_iter().chain(schema::FILE_SPECIAL.iter().copied()).collect();
    known.insert("(file)", [BTreeSet::new(), of_file]);
    known.insert("locals", [BTreeSet::new(), BTreeSet::new()]);
    let rows = rows("Blocks and attributes");
    let listed: BTreeMap<&str, [BTreeSet<&str>; 2]> = rows
        .iter()
        .map(|row| (row[0].split('`').nth(1).unwrap_or(row[0]), [quoted(row[2]), quoted(row[3])]))
        .collect();
    assert_eq!(listed, known);
    let kinds = [schema::FILE_BLOCKS, schema::TERRAFORM_BLOCKS, schema::ERRORS_BLOCKS].concat();
    let kinds: BTreeSet<&str> = kinds.iter().map(|kind| kind.name).chain(["(file)"]).collect();
    assert_eq!(listed.into_keys().collect::<BTreeSet<_>>(), kinds);
}

#[test]
fn every_dropped_attribute_is_on_the_page() {
    let older = rows("Older versions");
    for dropped in schema::DROPPED {
        let row = older.iter().find(|row| quoted(row[0]).contains(dropped.name));
        let row = row.unwrap_or_else(|| panic!("`{}` is not on the page", dropped.name));
        assert!(row[1].ends_with(dropped.version), "{row:?}");
    }
}
