//! Every rule finds what it forbids, and leaves alone what it allows.

use crate::repository::Repository;
use crate::rules;
use crate::violation::Violation;

fn found(rule: fn(&Repository) -> Vec<Violation>, files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    rule(&Repository::of(files))
        .iter()
        .map(|violation| format!("{}:{}", violation.file, violation.line))
        .collect()
}

#[test]
fn a_circle_through_a_facade() {
    let files = [
        ("src/lib.rs", "mod lang; mod syntax;"),
        ("src/lang/mod.rs", "mod kind;\nmod value;\npub use value::Value;\npub use kind::Kind;"),
        ("src/lang/kind.rs", "use super::Value;\npub struct Kind(Value);"),
        ("src/lang/value.rs", "\nfn kind() -> crate::lang::Kind {}\npub struct Value;"),
        ("src/syntax/mod.rs", "use crate::lang::{Kind, Value};"),
    ];
    assert_eq!(found(rules::circles::check, &files), ["src/lang/kind.rs:1"]);

    let apart = [files[0], files[1], ("src/lang/kind.rs", "pub struct Kind;"), files[3], files[4]];
    assert_eq!(found(rules::circles::check, &apart), Vec::<String>::new());
}

#[test]
fn a_circle_in_tests_is_none() {
    let files = [
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a.rs", "use crate::b::B;"),
        ("src/b.rs", "pub struct B;\n#[cfg(test)]\nmod tests { use crate::a::A; }"),
    ];
    assert_eq!(found(rules::circles::check, &files), Vec::<String>::new());
}

#[test]
fn a_use_that_goes_up_or_sideways() {
    let files = [
        ("src/lib.rs", "mod lang; mod terragrunt; mod terraform; mod cli; mod surplus;\nuse cli::run;"),
        ("src/lang/mod.rs", "use crate::terragrunt::Unit;"),
        ("src/terragrunt/mod.rs", "use crate::lang;\npub struct Unit;"),
        ("src/terraform/mod.rs", "\nfn f(unit: crate::terragrunt::Unit) {}"),
        ("src/cli/mod.rs", "use crate::lang::x;\nuse crate::cli::own::Own;\nmod own;"),
        ("src/cli/own.rs", "pub struct Own;"),
        ("src/surplus/mod.rs", ""),
    ];
    assert_eq!(
        found(rules::direction::check, &files),
        ["src/surplus/mod.rs:1", "src/lang/mod.rs:1", "src/terraform/mod.rs:2"]
    );
}

#[test]
fn a_pure_folder_that_asks_the_host() {
    let files = [
        ("src/lib.rs", "mod host; mod lang; mod store; mod deploy;"),
        ("src/host/mod.rs", "pub mod fs;"),
        ("src/host/fs.rs", "pub fn read() {}"),
        ("src/lang/mod.rs", "use crate::host;\nfn f() { host::fs::read() }"),
        ("src/store/mod.rs", "use crate::host::fs;"),
        ("src/deploy/mod.rs", "mod apply; mod plan;"),
        ("src/deploy/apply.rs", "use crate::host::fs::read;"),
        ("src/deploy/plan.rs", "use crate::host::fs::read;"),
    ];
    assert_eq!(
        found(rules::direction::check, &files),
        ["src/deploy/plan.rs:1", "src/lang/mod.rs:1", "src/lang/mod.rs:2"]
    );
}

#[test]
fn a_glob_that_hides_what_is_used() {
    let files = [
        ("src/lib.rs", "mod lang;"),
        ("src/lang/mod.rs", "mod eval;\nmod kind;\npub use self::kind::*;"),
        ("src/lang/kind.rs", "pub enum Kind { Any }"),
        ("src/lang/eval.rs", "use super::Kind::*;\nuse super::*;\nuse std::fmt::*;"),
    ];
    assert_eq!(found(rules::direction::check, &files), ["src/lang/eval.rs:2"]);
}

#[test]
fn a_crate_outside_its_home() {
    let files = [
        ("src/cli/app.rs", "use clap::{Args, Parser};"),
        ("src/hook/run.rs", "fn f() {}\nuse clap::{Args as A};\n#[derive(clap::Parser)]\nstruct S;"),
        ("src/host/fs.rs", "#[cfg(test)]\nmod tests { use clap::Parser; }"),
    ];
    assert_eq!(found(rules::crates::check, &files), ["src/hook/run.rs:2", "src/hook/run.rs:3"]);
}

#[test]
fn an_effect_outside_the_host() {
    let files = [
        ("src/host/fs.rs", "use std::fs;"),
        ("src/store/file.rs", "use std::{fs, io, process::ExitCode};\nuse std::env;\nuse std::fmt;"),
        (
            "src/store/time.rs",
            "use std::time::Instant;\nfn f() { Instant::now(); std::time::SystemTime::now(); }",
        ),
        ("src/store/run.rs", "// std::fs::read\nfn f() { std::process::Command::new(\"std::fs::read\") }"),
        (
            "src/store/pure.rs",
            "#[cfg(test)]\nmod tests { fn f() { std::fs::read(); } }\nuse std::process::ExitCode;",
        ),
    ];
    assert_eq!(
        found(rules::effects::check, &files),
        [
            "src/store/file.rs:1",
            "src/store/file.rs:2",
            "src/store/run.rs:2",
            "src/store/time.rs:2",
            "src/store/time.rs:2"
        ]
    );
}

#[test]
fn a_function_in_a_module_file() {
    let files = [
        ("src/lang/mod.rs", "type F = fn(u8);\npub fn eval() {}\n#[cfg(test)]\nmod tests { fn t() {} }"),
        ("src/lang/builtins/mod.rs", "pub fn all() {}"),
        ("src/lang/eval.rs", "pub fn eval() {}"),
    ];
    assert_eq!(found(rules::module_files::check, &files), ["src/lang/mod.rs:2"]);
}

#[test]
fn a_file_that_nothing_compiles() {
    let files = [
        ("src/lib.rs", "mod a;\n#[cfg(test)]\nmod cases;"),
        ("src/main.rs", ""),
        ("src/cases.rs", ""),
        ("src/a/mod.rs", "mod b;"),
        ("src/a/b.rs", ""),
        ("src/a/c.rs", ""),
    ];
    assert_eq!(found(rules::modules::check, &files), ["src/a/c.rs:1"]);
}

#[test]
fn a_test_that_nothing_runs() {
    let files = [
        ("Cargo.toml", "[[test]]\nname = \"a\"\npath = \"tests/a/main.rs\"\n"),
        ("tests/a/main.rs", ""),
        ("tests/a/support.rs", ""),
        ("tests/b/main.rs", ""),
        ("benches/c.rs", ""),
    ];
    assert_eq!(found(rules::targets::check, &files), ["benches/c.rs:1", "tests/b/main.rs:1"]);
}

#[test]
fn a_file_without_a_purpose() {
    let files = [("src/a.rs", "//! Why.\n"), ("tests/b.rs", "// Why.\n"), ("docs/c.md", "Why.\n")];
    assert_eq!(found(rules::module_docs::check, &files), ["tests/b.rs:1"]);
}

#[test]
fn a_file_that_is_too_long() {
    let long = "fn f() {}\n".repeat(601);
    let tests = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    let files = [("src/a.rs", "\n"), ("src/b.rs", &tests), ("src/c.rs", &long)];
    assert_eq!(found(rules::sizes::check, &files), ["src/c.rs:601"]);
}

#[test]
fn files_that_are_too_long_by_half() {
    let middle = "fn f() {}\n".repeat(201);
    let files = [("src/a.rs", "\n"), ("src/b.rs", &middle), ("src/c.rs", &middle)];
    assert_eq!(found(rules::sizes::check, &files), ["src/b.rs:1"]);
    assert_eq!(found(rules::sizes::check, &[files[0], ("src/b.rs", "\n"), files[2]]), Vec::<String>::new());
}

#[test]
fn what_is_silenced_or_left_to_do() {
    let files = [
        ("src/a.rs", "#![allow(dead_code)]\n#[expect(dead_code, reason = \"allow\")]\nfn allow() {}"),
        (
            "src/b.rs",
            "#[cfg_attr(unix, allow(dead_code))]\nfn f() {\n  todo!()\n}\nfn g() { unimplemented!(\"x\") }",
        ),
        ("tests/c.rs", "// todo!() #[ignore]\n#[test]\n#[ignore = \"slow\"]\nfn f() {}"),
    ];
    assert_eq!(
        found(rules::silenced::check, &files),
        ["src/a.rs:1", "src/b.rs:1", "src/b.rs:3", "src/b.rs:5", "tests/c.rs:3"]
    );
}

#[test]
fn a_path_of_a_machine() {
    let files = [
        ("docs/a.md", "see `/home/someone/estate`\n"),
        (
            "src/b.rs",
            "//! Fine: live/home/a, ${HOME}/work/b, homework/root/c.\nconst A: &str = \"/work/x\";\n",
        ),
        ("fixtures/c.hcl", "path = \"/estate/live\"\n"),
        ("fixtures/d.json", "{\n\"code\":\"/root/a.zip\"}\n"),
    ];
    assert_eq!(
        found(rules::machine_paths::check, &files),
        ["docs/a.md:1", "fixtures/d.json:2", "src/b.rs:2"]
    );
}

#[test]
fn an_entry_of_the_top_level_that_is_not_agreed_on() {
    let files =
        [("scripts/a.sh", ""), ("scripts/b.sh", ""), ("src/a.rs", ""), (".ci/run", ""), ("notes.md", "")];
    assert_eq!(found(rules::top_level::check, &files), ["notes.md:1", "scripts/a.sh:1"]);
}
