//! `find` beside the real `terragrunt find`, and what it says where something is wrong.

use std::fmt::Write as _;

use insta::assert_snapshot;
use serde_json::Value;

use crate::estates::{estate, local_estate};
use crate::support::Sandbox;

/// All that can be shown of a unit.
const ALL: [&str; 5] = ["--json", "--dependencies", "--include", "--exclude", "--reading"];

#[test]
fn the_units_of_the_estates_are_found_as_terragrunt_finds_them() {
    for sandbox in [estate(), local_estate()] {
        for arguments in [&ALL[..], &["--json"], &["--json", "--include"], &["--json", "--dependencies"], &[]]
        {
            assert_equal(&sandbox, arguments);
        }
    }
}

#[test]
fn hidden_folders_are_left_out_where_that_is_asked_for() {
    let sandbox = Sandbox::new();
    for folder in [".hidden/a", "b/.c", "b/d", ".terragrunt-stack/e", ".terraform/f", "b/.terragrunt-cache/g"]
    {
        sandbox.write(format!("{folder}/terragrunt.hcl"), "");
    }
    sandbox.commit();
    assert_equal(&sandbox, &[]);
    assert_equal(&sandbox, &["--no-hidden"]);
    assert_snapshot!(sandbox.tglambda().args(["find", "--no-hidden"]).run(), @"
    exit code: 0
    ----- stdout -----
    b/d

    ----- stderr -----
    ");
}

/// Units that each are odd in a way of their own, with the files around them.
const ODD: &[(&str, &str)] = &[
    (
        "root.hcl",
        "locals {\n  common = read_tfvars_file(\"${get_parent_terragrunt_dir()}/common.tfvars\")\n}\n",
    ),
    ("common.tfvars", "a = 1\n"),
    ("nested.hcl", "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n"),
    (
        "shared.hcl",
        "dependency \"shared\" {\n  config_path = \"../plain\"\n}\ndependency \"other\" {\n  config_path = \"../other\"\n}\n",
    ),
    (
        "deep.hcl",
        "dependencies {\n  paths = [\"../plain\"]\n}\nexclude {\n  if      = true\n  actions = [\"plan\"]\n}\n",
    ),
    (
        "exposed.hcl",
        "locals {\n  where = \"../plain\"\n}\ninputs = {\n  read = file(mark_as_read(\"read.txt\"))\n}\n",
    ),
    ("env.hcl", "locals {\n  account = get_env(\"NOT_SET\")\n  where   = \"../plain\"\n}\n"),
    ("plain/terragrunt.hcl", ""),
    ("other/terragrunt.hcl", "terraform {\n  source = \"../modules//a\"\n}\n"),
    ("modules/a/main.tf", ""),
    ("modules/a/b/c.tf.json", "{}"),
    ("modules/a/.hidden/d.hcl", ""),
    ("modules/a/e.txt", ""),
    ("remote/terragrunt.hcl", "terraform {\n  source = \"git::https://example.com/x.git//modules/a\"\n}\n"),
    ("included/terragrunt.hcl", "include {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n"),
    ("nested/terragrunt.hcl", "include \"nested\" {\n  path = find_in_parent_folders(\"nested.hcl\")\n}\n"),
    (
        "not-merged/terragrunt.hcl",
        "include \"nested\" {\n  path           = find_in_parent_folders(\"nested.hcl\")\n  merge_strategy = \"no_merge\"\n}\n",
    ),
    (
        "missing/terragrunt.hcl",
        "include \"missing\" {\n  path = find_in_parent_folders(\"missing.hcl\")\n}\ndependency \"d\" {\n  config_path = \"../plain\"\n}\n",
    ),
    (
        "gone/terragrunt.hcl",
        "include \"root\" {\n  path = \"../root.hcl\"\n}\ninclude \"gone\" {\n  path = \"../gone.hcl\"\n}\ninclude \"last\" {\n  path = \"../env.hcl\"\n}\n",
    ),
    (
        "overridden/terragrunt.hcl",
        "include \"shared\" {\n  path = \"../shared.hcl\"\n}\ndependency \"shared\" {\n  config_path = \"../included\"\n}\n",
    ),
    (
        "overridden-deeply/terragrunt.hcl",
        "include \"shared\" {\n  path           = \"../shared.hcl\"\n  merge_strategy = \"deep\"\n}\ndependency \"shared\" {\n  config_path = \"../included\"\n}\n",
    ),
    (
        "excluded/terragrunt.hcl",
        "include \"deep\" {\n  path           = \"../deep.hcl\"\n  merge_strategy = \"deep\"\n}\nexclude {\n  if                   = \"false\"\n  exclude_dependencies = true\n  actions              = []\n}\n",
    ),
    ("excluded-by-include/terragrunt.hcl", "include \"deep\" {\n  path = \"../deep.hcl\"\n}\n"),
    ("excluded-oddly/terragrunt.hcl", "exclude {\n  if      = 1\n  actions = [\"all\"]\n}\n"),
    (
        "excluded-wrongly/terragrunt.hcl",
        "include \"root\" {\n  path = \"../root.hcl\"\n}\nexclude {\n  if      = \"maybe\"\n  actions = [\"all\"]\n}\n",
    ),
    (
        "excluded-unknown/terragrunt.hcl",
        "exclude {\n  if      = get_env(\"NOT_SET\") == \"x\"\n  actions = [\"all\"]\n}\n",
    ),
    (
        "disabled/terragrunt.hcl",
        "dependency \"on\" {\n  config_path = \"../plain\"\n}\ndependency \"off\" {\n  config_path = get_env(\"NOT_SET\")\n  enabled     = false\n}\n",
    ),
    (
        "untold/terragrunt.hcl",
        "dependency \"told\" {\n  config_path = \"../plain\"\n}\ndependency \"untold\" {\n  config_path = \"../${get_env(\"NOT_SET\")}\"\n}\n",
    ),
    (
        "of-outputs/terragrunt.hcl",
        "dependency \"a\" {\n  config_path  = \"../plain\"\n  mock_outputs = { where = \"../other\" }\n}\ndependency \"b\" {\n  config_path = try(dependency.a.outputs.where, \"../other\")\n}\n",
    ),
    (
        "outside/terragrunt.hcl",
        "dependencies {\n  paths = [\"../../elsewhere\", \"../nowhere\", \"../plain/terragrunt.hcl\"]\n}\n",
    ),
    ("linked/terragrunt.hcl", "dependency \"d\" {\n  config_path = \"../link\"\n}\n"),
    (
        "backend/terragrunt.hcl",
        "include \"root\" {\n  path = \"../root.hcl\"\n}\nremote_state {\n  backend = \"s3\"\n  config  = { bucket = get_env(\"NOT_SET\") }\n}\n",
    ),
    (
        "backend-untold/terragrunt.hcl",
        "include \"root\" {\n  path = \"../root.hcl\"\n}\nremote_state {\n  backend = \"s3\"\n  config  = get_env(\"NOT_SET\")\n}\n",
    ),
    (
        "source-of-dependency/terragrunt.hcl",
        "include \"root\" {\n  path = \"../root.hcl\"\n}\nterraform {\n  source = dependency.d.outputs.source\n}\n",
    ),
    (
        "exposed/terragrunt.hcl",
        "include \"exposed\" {\n  path   = \"../exposed.hcl\"\n  expose = true\n}\ndependency \"d\" {\n  config_path = include.exposed.locals.where\n}\n",
    ),
    ("exposed/read.txt", ""),
    (
        "exposed-unused/terragrunt.hcl",
        "include \"exposed\" {\n  path   = \"../exposed.hcl\"\n  expose = true\n}\n",
    ),
    (
        "exposed-partly/terragrunt.hcl",
        "include \"shared\" {\n  path   = \"../shared.hcl\"\n  expose = true\n}\ndependencies {\n  paths = [include.shared.dependency.other.config_path]\n}\n",
    ),
    (
        "read/terragrunt.hcl",
        "locals {\n  env  = read_terragrunt_config(\"../env.hcl\")\n  none = read_terragrunt_config(\"../none.hcl\", {})\n  mark = true ? mark_as_read(\"a\") : mark_as_read(\"../b\")\n  glob = mark_glob_as_read(\"../modules/*/*\")\n  kept = file(\"../common.tfvars\")\n}\ndependency \"d\" {\n  config_path = local.env.locals.where\n}\ninputs = {\n  mark = mark_as_read(\"inputs\")\n}\n",
    ),
    (
        "read-mocks/terragrunt.hcl",
        "locals {\n  mocks = read_terragrunt_config(\"mocks.hcl\")\n}\ndependencies {\n  paths = [\"../plain${local.mocks.inputs.a}\", \"../other${local.mocks.inputs.b}\"]\n}\n",
    ),
    (
        "read-mocks/mocks.hcl",
        "dependency \"a\" {\n  config_path  = \"../plain\"\n  mock_outputs = { x = \"-a\" }\n}\ndependency \"b\" {\n  config_path                             = \"../plain\"\n  mock_outputs                            = { x = \"-b\" }\n  mock_outputs_allowed_terraform_commands = [\"plan\"]\n}\ninputs = {\n  a = dependency.a.outputs.x\n  b = try(dependency.b.outputs.x, \"-c\")\n}\n",
    ),
    ("valued/terragrunt.hcl", "dependency \"d\" {\n  config_path = values.where\n}\n"),
    ("valued/terragrunt.values.hcl", "where = \"../plain\"\n"),
    (
        "overlaid/terragrunt.hcl",
        "dependency \"d\" {\n  config_path = \"../plain\"\n}\ndependencies {\n  paths = [\"../included\"]\n}\n",
    ),
    ("overlaid/terragrunt.autoinclude.hcl", "dependency \"d\" {\n  config_path = \"../other\"\n}\n"),
    (
        "featured/terragrunt.hcl",
        "feature \"where\" {\n  default = \"../plain\"\n}\ndependency \"d\" {\n  config_path = feature.where.value\n}\nexclude {\n  if      = feature.where.value == \"../plain\"\n  actions = [\"apply\"]\n}\n",
    ),
    (
        "no-default/terragrunt.hcl",
        "include \"root\" {\n  path = \"../root.hcl\"\n}\nfeature \"x\" {\n}\nexclude {\n  if      = true\n  actions = [\"all\"]\n}\n",
    ),
    ("command/terragrunt.hcl", "dependencies {\n  paths = [\"../${get_terraform_command()}\"]\n}\n"),
    ("a<b&c/terragrunt.hcl", "include \"<&>\" {\n  path = \"../root.hcl\"\n}\n"),
    (
        "stack/terragrunt.stack.hcl",
        "locals {\n  env = read_terragrunt_config(\"../env.hcl\")\n}\nunit \"u\" {\n  source = \"../plain\"\n  path   = \"u\"\n}\n",
    ),
    (
        "stack-of-stacks/terragrunt.stack.hcl",
        "locals {\n  name = \"u\"\n}\nunit \"u\" {\n  source = \"../plain\"\n  path   = local.name\n}\nunit \"here\" {\n  source                  = \"../plain\"\n  path                    = \"here\"\n  no_dot_terragrunt_stack = true\n}\nstack \"s\" {\n  source = \"../stack\"\n  path   = \"s\"\n}\n",
    ),
    (
        "stack-of-stacks/.terragrunt-stack/s/terragrunt.stack.hcl",
        "unit \"inner\" {\n  source = \"../plain\"\n  path   = values.path\n}\n",
    ),
    ("stack-of-stacks/.terragrunt-stack/s/terragrunt.values.hcl", "path = \"inner\"\n"),
    ("stack-of-stacks/.terragrunt-stack/u/terragrunt.hcl", ""),
    ("stack-empty/terragrunt.stack.hcl", "locals {\n  a = 1\n}\n"),
    (
        "stack-broken/terragrunt.stack.hcl",
        "unit \"u\" {\n  source = \"../plain\"\n  path   = get_env(\"NOT_SET\")\n}\n",
    ),
    (
        "of-stacks/terragrunt.hcl",
        "dependency \"a\" {\n  config_path = \"../stack\"\n}\ndependency \"b\" {\n  config_path = \"../stack-of-stacks\"\n}\ndependencies {\n  paths = [\"../stack-empty\", \"../plain\"]\n}\n",
    ),
    ("of-broken/terragrunt.hcl", "dependencies {\n  paths = [\"../stack-broken\", \"../plain\"]\n}\n"),
    ("json/terragrunt.hcl.json", "{}"),
];

#[test]
fn odd_units_are_found_as_terragrunt_finds_them() {
    let sandbox = Sandbox::new();
    for (path, text) in ODD {
        sandbox.write(path, text);
    }
    std::os::unix::fs::symlink("plain", sandbox.path("link")).unwrap();
    sandbox.commit();
    assert_equal(&sandbox, &ALL);
    assert_equal(&sandbox, &[]);
    assert_equal(&sandbox, &["--json", "--dag", "--exclude"]);
    // What is read counts even where nobody asks for the value that it gives.
    let found = sandbox.tglambda().args(["find"]).args(ALL).run().success().json();
    let reading = |path: &str| {
        let units = found.as_array().expect("a list");
        units.iter().find(|unit| unit["path"] == path).map(|unit| unit["reading"].clone())
    };
    assert_eq!(
        reading("exposed-unused"),
        Some(serde_json::json!(["exposed-unused/read.txt", "exposed.hcl"]))
    );
}

#[test]
fn units_come_after_those_that_they_depend_on_where_that_is_asked_for() {
    let sandbox = Sandbox::new();
    let units = [
        ("a", "\"../d\""),
        ("b", "\"../a\", \"../c\""),
        ("c", "\"../../elsewhere\""),
        ("d", ""),
        ("e", "\"../c\""),
    ];
    for (unit, depends_on) in units {
        sandbox.write(
            format!("{unit}/terragrunt.hcl"),
            format!("dependencies {{\n  paths = [{depends_on}]\n}}\n"),
        );
    }
    sandbox.commit();
    assert_equal(&sandbox, &["--dag"]);
    assert_equal(&sandbox, &["--dag", "--json", "--dependencies"]);
    assert_eq!(sandbox.tglambda().args(["find", "--dag"]).run().success().stdout(), "c\nd\na\ne\nb\n");
}

/// A circle, a way into it, and a unit that has nothing to do with it.
fn circle() -> Sandbox {
    let sandbox = Sandbox::new();
    for (unit, depends_on) in [("a", "b"), ("b", "c"), ("c", "b"), ("d", "e"), ("e", "e/../d/../f")] {
        let text = format!("dependency \"d\" {{\n  config_path = \"../{depends_on}\"\n}}\n");
        sandbox.write(format!("{unit}/terragrunt.hcl"), text);
    }
    sandbox.write("f/terragrunt.hcl", "");
    sandbox.commit();
    sandbox
}

#[test]
fn units_that_lead_into_a_circle_are_left_out_with_a_word() {
    let sandbox = circle();
    assert_equal(&sandbox, &ALL);
    assert_snapshot!(sandbox.tglambda().args(["find", "--dependencies"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    d
    e
    f

    ----- stderr -----
    warning[evaluation-cycle]: `a` leads into a circle of dependencies, and is left out
     --> c/terragrunt.hcl:2:17
      |
    2 |   config_path = "../b"
      |                 ^^^^^^ this dependency closes the circle
      |
      = note: the way is `a` → `b` → `c` → `b`
      = help: take one of the dependencies out of the circle

    warning[evaluation-cycle]: `b` leads into a circle of dependencies, and is left out
     --> c/terragrunt.hcl:2:17
      |
    2 |   config_path = "../b"
      |                 ^^^^^^ this dependency closes the circle
      |
      = note: the way is `b` → `c` → `b`
      = help: take one of the dependencies out of the circle

    warning[evaluation-cycle]: `c` leads into a circle of dependencies, and is left out
     --> b/terragrunt.hcl:2:17
      |
    2 |   config_path = "../c"
      |                 ^^^^^^ this dependency closes the circle
      |
      = note: the way is `c` → `b` → `c`
      = help: take one of the dependencies out of the circle
    3 warnings
    "#);
    // Nobody asks what depends on what: nobody is left out.
    assert_equal(&sandbox, &["--json", "--reading"]);
}

#[test]
fn lists_of_what_to_leave_out_and_of_what_to_choose_count() {
    let sandbox = circle();
    for (file, text) in [
        (".terragrunt-excludes", "# a comment\na/\n\n./b\r\n"),
        (".terragrunt-excludes", "!a\nc"),
        (".terragrunt-excludes", "./*"),
        (".terragrunt-filters", "a\n{./b}\n!!name=c\ntype=stack\n"),
        (".terragrunt-filters", "./**\n!d\n! ./e\n"),
        (".terragrunt-filters", "type=unit\n!{[a-c]}\n"),
    ] {
        sandbox.write(file, text);
        assert_equal(&sandbox, &["--json"]);
        std::fs::remove_file(sandbox.path(file)).unwrap();
    }
    sandbox.write(".terragrunt-filters", "./a\n  a...\n");
    assert_snapshot!(sandbox.tglambda().args(["find", "--json"]).run(), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-config]: the filter `a...` is not understood
     --> .terragrunt-filters:2:3
      |
    2 |   a...
      |   ^^^^ only paths, names and `type=unit`, `type=stack` are understood
      |
      = help: write the paths that it selects, or look from another folder
    1 error
    ");
}

#[test]
fn a_folder_that_is_a_unit_and_a_stack_is_an_error() {
    let sandbox = Sandbox::new();
    sandbox.write("fine/terragrunt.hcl", "");
    sandbox.write("live/both/terragrunt.hcl", "");
    sandbox.write("live/both/terragrunt.stack.hcl", "");
    sandbox.commit();
    assert_snapshot!(sandbox.tglambda().args(["find", "--json"]).run(), @"
    exit code: 1
    ----- stdout -----
    []

    ----- stderr -----
    error[invalid-config]: the folder `live/both` is a unit and a stack at once
     |
     = note: Terragrunt refuses that, and finds nothing at all
     = help: move its `terragrunt.hcl` or its `terragrunt.stack.hcl` to a folder of its own
    1 error
    ");
    // The real one says nothing.
    assert_eq!(sandbox.terragrunt().args(["find", "--json"]).run().success().json(), serde_json::json!([]));
}

#[test]
fn what_fails_is_passed_over_and_told_to_who_asks() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a/terragrunt.hcl",
        "locals {\n  a = get_env(\"NOT_SET\")\n}\ndependency \"d\" {\n  config_path = local.a\n}\n",
    );
    sandbox.write("b/terragrunt.hcl", "inputs = {\n");
    sandbox.commit();
    assert_equal(&sandbox, &ALL);
    assert_snapshot!(sandbox.tglambda().args(["find", "--json", "--dependencies"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    [
      {
        "type": "unit",
        "path": "a"
      },
      {
        "type": "unit",
        "path": "b"
      }
    ]

    ----- stderr -----
    3 problems were passed over, as Terragrunt does; `--verbose` shows more
    "#);
    assert_snapshot!(sandbox.tglambda().args(["find", "--reading", "--dependencies", "--verbose"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    a
    b

    ----- stderr -----
    warning[invalid-call]: `get_env` fails: the environment variable `NOT_SET` is not set
     --> a/terragrunt.hcl:2:15
      |
    2 |   a = get_env("NOT_SET")
      |               ^^^^^^^^^
      |
      = help: set it, or give `get_env` a default as second argument

    warning[invalid-value]: where the dependency `d` of `a/terragrunt.hcl` leads is not known
     --> a/terragrunt.hcl:4:1
      |
    4 | / dependency "d" {
    5 | |   config_path = local.a
    6 | | }
      | |_^
      |
      = note: none of the unit's dependencies are followed

    warning[syntax-error]: `{` is never closed
     --> b/terragrunt.hcl:2:1
      |
    2 |
      | ^ the file ends here
      |
     ::: b/terragrunt.hcl:1:10
      |
    1 | inputs = {
      |          - opened here
    3 warnings
    "#);
}

#[test]
fn a_folder_without_units_is_an_empty_list() {
    let sandbox = Sandbox::new();
    sandbox.write("file", "");
    sandbox.write("folder/file", "");
    sandbox.commit();
    assert_equal(&sandbox, &["--json"]);
    assert_equal(&sandbox, &[]);
    assert_snapshot!(sandbox.tglambda().args(["find", "--json"]).run(), @"
    exit code: 0
    ----- stdout -----
    []

    ----- stderr -----
    ");
    assert_snapshot!(sandbox.tglambda().args(["find", "--working-dir", "file"]).run(), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error: `[ROOT]/file` is no folder
    help: name the folder that holds the units with `--working-dir`
    ");
    assert_snapshot!(sandbox.tglambda().args(["find", "--working-dir", "gone"]).run(), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error: `[ROOT]/gone` is no folder
    help: name the folder that holds the units with `--working-dir`
    ");
    assert_snapshot!(sandbox.tglambda().args(["find", "--queue-construct-as", "plan"]).run(), @"
    exit code: 2
    ----- stdout -----

    ----- stderr -----
    error: unexpected argument '--queue-construct-as' found

    Usage: tglambda find [OPTIONS]

    For more information, try '--help'.
    ");
}

#[test]
fn paths_have_colours_only_where_they_are_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("live/unit/terragrunt.hcl", "");
    sandbox.write("stack/terragrunt.stack.hcl", "");
    sandbox.commit();
    let colored = sandbox.tglambda().args(["find", "--color", "always"]).run().success();
    assert_eq!(
        colored.stdout(),
        "\u{1b}[2;37mlive/\u{1b}[m\u{1b}[1;94munit\u{1b}[m\n\u{1b}[1;92mstack\u{1b}[m\n"
    );
    assert_eq!(sandbox.tglambda().args(["find"]).run().success().stdout(), "live/unit\nstack\n");
}

/// Both find the same. The order of dependencies is left to chance in the original.
#[track_caller]
fn assert_equal(sandbox: &Sandbox, arguments: &[&str]) {
    let ours = sandbox.tglambda().args(["find"]).args(arguments).run().success();
    let real = sandbox.terragrunt().args(["find"]).args(arguments).run().success();
    if !arguments.contains(&"--json") {
        assert_eq!(ours.stdout(), real.stdout(), "{arguments:?}");
        return;
    }
    let (ours, real) = (settled(ours.json()), settled(real.json()));
    let mut story = String::new();
    for (index, expected) in real.iter().enumerate() {
        if ours.get(index) != Some(expected) {
            writeln!(story, "expected {expected}\nfound    {:?}", ours.get(index))
                .expect("a string takes all");
        }
    }
    assert!(ours == real, "{arguments:?}:\n{story}");
}

fn settled(mut document: Value) -> Vec<Value> {
    let units = document.as_array_mut().expect("a list");
    for dependencies in units.iter_mut().filter_map(|unit| unit.get_mut("dependencies")?.as_array_mut()) {
        dependencies.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
    std::mem::take(units)
}
