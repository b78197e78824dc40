//! Slips in a unit's files, and what is told of them: several in one run, each at its place.

use insta::assert_snapshot;

use crate::small_estate::unit;
use crate::support::Sandbox;

fn messages(sandbox: &Sandbox) -> String {
    let output = sandbox.tglambda().args(["inspect", "--quiet"]).run();
    assert_eq!(output.code(), Some(1), "{output}");
    output.messages()
}

#[test]
fn a_block_that_is_an_attribute_and_an_attribute_that_is_a_block() {
    let sandbox =
        unit("inputs {\n  a = 1\n}\n\nterraform = {\n  source = \"x\"\n}\n\nengine {\n  sorce = \"x\"\n}\n");
    assert_snapshot!(messages(&sandbox), @r#"
    error[unsupported-argument]: a configuration takes no attribute `terraform`
     --> live/dev/u/terragrunt.hcl:5:1
      |
    5 | terraform = {
      | ^^^^^^^^^ not known to Terragrunt
      |
      = help: write it as a block: `terraform { … }`

    error[unsupported-argument]: a configuration takes no block `inputs`
     --> live/dev/u/terragrunt.hcl:1:1
      |
    1 | inputs {
      | ^^^^^^ not known to Terragrunt
      |
      = help: write it as an attribute: `inputs = …`

    error[unsupported-argument]: an `engine` block takes no attribute `sorce`
      --> live/dev/u/terragrunt.hcl:10:3
       |
    10 |   sorce = "x"
       |   ^^^^^ not known to Terragrunt
       |
       = help: did you mean `source`?

    error[missing-argument]: an `engine` block needs `source`
     --> live/dev/u/terragrunt.hcl:9:1
      |
    9 | engine {
      | ^^^^^^ not set in this block
    4 errors
    "#);
}

#[test]
fn what_cannot_be_decoded_is_shown_in_its_own_file() {
    let sandbox =
        unit("locals {\n  a = jsondecode(file(\"a.json\"))\n  b = yamldecode(file(\"b.yaml\"))\n}\n");
    sandbox.write("live/dev/u/a.json", "{\n  \"x\": 1,\n  \"y\": [1, 2,\n}\n");
    sandbox.write("live/dev/u/b.yaml", "x: 1\ny:\n  - a\n - b\n");
    assert_snapshot!(messages(&sandbox), @r#"
    error[invalid-call]: `jsondecode` fails: this is no JSON on line 4, column 1: expected a value, found `}`
     --> live/dev/u/a.json:4:1
      |
    4 | }
      | ^
      |
     ::: live/dev/u/terragrunt.hcl:2:18
      |
    2 |   a = jsondecode(file("a.json"))
      |                  -------------- read here

    error[invalid-call]: `yamldecode` fails: this is no YAML on line 4, column 2: expected a key
     --> live/dev/u/b.yaml:4:2
      |
    4 |  - b
      |  ^
      |
     ::: live/dev/u/terragrunt.hcl:3:18
      |
    3 |   b = yamldecode(file("b.yaml"))
      |                  -------------- read here
    2 errors
    "#);
}

#[test]
fn what_a_broken_include_would_have_exposed_is_no_news() {
    let sandbox = unit(
        "include \"root\" {\n  path   = \"../../root.hcl\"\n  expose = true\n}\n\n\
         include \"other\" {\n  path   = \"../none.hcl\"\n  expose = true\n}\n\n\
         inputs = {\n  a = include.root.locals.a\n  b = include.other.locals.b\n  c = include.roott.locals.c\n}\n",
    );
    sandbox.write("live/root.hcl", "locals {\n  a = [1\n}\n");
    assert_snapshot!(messages(&sandbox), @r#"
    error[file-not-found]: the included file `live/dev/none.hcl` does not exist
     --> live/dev/u/terragrunt.hcl:7:12
      |
    7 |   path   = "../none.hcl"
      |            ^^^^^^^^^^^^^ named here

    error[syntax-error]: `}` does not close `[`
     --> live/root.hcl:3:1
      |
    2 |   a = [1
      |       - opened here
    3 | }
      | ^ expected `]`
      |
      = note: while including `root`

    error[missing-attribute]: there is no `include.roott`
      --> live/dev/u/terragrunt.hcl:14:15
       |
    14 |   c = include.roott.locals.c
       |               ^^^^^ not found
       |
       = help: did you mean `root`?
    3 errors
    "#);
}

#[test]
fn a_name_that_belongs_elsewhere_comes_with_advice() {
    let sandbox = unit(
        "include \"root\" {\n  path = \"../../root.hcl\"\n}\n\ninputs = {\n  a = var.region\n  b = path.module\n  \
         c = include.root.locals.a\n  d = dependency.vpc.outputs.id\n  e = values.name\n}\n",
    );
    sandbox.write("live/root.hcl", "locals {\n  a = 1\n}\n");
    assert_snapshot!(messages(&sandbox), @r#"
    error[unknown-variable]: there is no variable `var`
     --> live/dev/u/terragrunt.hcl:6:7
      |
    6 |   a = var.region
      |       ^^^ not known here
      |
      = help: only a module has `var`: use a local, or `get_env`

    error[unknown-variable]: there is no variable `path`
     --> live/dev/u/terragrunt.hcl:7:7
      |
    7 |   b = path.module
      |       ^^^^ not known here
      |
      = help: only a module has `path`: use `get_terragrunt_dir()`

    error[missing-attribute]: there is no `include.root`
     --> live/dev/u/terragrunt.hcl:8:15
      |
    8 |   c = include.root.locals.a
      |               ^^^^ not found
      |
      = help: an `include` is seen where it says `expose = true`

    error[missing-attribute]: there is no `dependency.vpc`
     --> live/dev/u/terragrunt.hcl:9:18
      |
    9 |   d = dependency.vpc.outputs.id
      |                  ^^^ not found
      |
      = help: declare it: `dependency "name" { config_path = "…" }`

    error[unknown-variable]: there is no variable `values`
      --> live/dev/u/terragrunt.hcl:10:7
       |
    10 |   e = values.name
       |       ^^^^^^ not known here
       |
       = help: `values` come from a `terragrunt.values.hcl` beside this file, which is not there
    5 errors
    "#);
}

#[test]
fn a_warning_in_an_included_file_names_the_include() {
    let sandbox = unit("include \"root\" {\n  path = \"../../root.hcl\"\n}\n");
    sandbox.write(
        "live/root.hcl",
        "inputs = {\n  a = local.none\n  b = file(\"none.txt\")\n  c = upper(\"a\", \"b\")\n}\n",
    );
    let output = sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).run();
    assert_snapshot!(output.messages(), @r#"
    warning[missing-attribute]: there is no local `none`
     --> live/root.hcl:2:13
      |
    2 |   a = local.none
      |             ^^^^ not in the `locals` block of this file
      |
      = note: Terragrunt's render goes on with `""` here; a plan fails
      = note: while including `root`

    warning[file-not-found]: no file exists at `none.txt`
     --> live/root.hcl:3:12
      |
    3 |   b = file("none.txt")
      |            ^^^^^^^^^^
      |
      = note: Terragrunt's render goes on with `""` here; a plan fails
      = note: while including `root`
      = help: a relative path counts from the folder of the file that says it

    warning[invalid-call]: `upper` fails: it takes 1 argument, not 2
     --> live/root.hcl:4:18
      |
    4 |   c = upper("a", "b")
      |                  ^^^
      |
      = note: Terragrunt's render goes on with `""` here; a plan fails
      = note: while including `root`
    3 warnings
    "#);
}
