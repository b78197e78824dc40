//! Stacks: the units that a `terragrunt.stack.hcl` generates, evaluated without generating a file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use insta::assert_snapshot;
use tglambda::diagnostic::has_errors;
use tglambda::estate::{DiskWorld, OverlayWorld, expand_stacks};
use tglambda::host::env::EnvVars;
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::world::Mode;
use tglambda::terragrunt::{Options, Session, evaluate_unit, render_json};

use crate::conformance::differences;
use crate::small_estate::origin;
use crate::support::Sandbox;

/// What a document tells of a setting, in a line.
fn state(field: &serde_json::Value) -> String {
    let told = [&field["value"], &field["reason"]].into_iter().find(|told| !told.is_null());
    format!("{} {} at {}", field["state"], told.unwrap_or(&serde_json::Value::Null), origin(field))
}

/// The stack that the tests look at, in the sample estate of stacks.
const STACK: &str = "live/dev/terragrunt.stack.hcl";

#[test]
fn functions_of_generated_units_are_listed_at_their_places() {
    let sandbox = Sandbox::of_fixture("stacks");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION                ENV  UNIT                                                                RUNTIME     HANDLER      MB    SECONDS  ROLE     VPC  LAYERS  CODE       ACCOUNT       NOT BUILT
    shop-dev-fn-api-dev     dev  live/dev/.terragrunt-stack/functions/.terragrunt-stack/api          python3.12  app.handler  1024  3        unknown  -    -       terraform  111111111111  -
    shop-dev-extra-dev      dev  live/dev/.terragrunt-stack/functions/.terragrunt-stack/extra        python3.12  app.handler  256   3        unknown  -    -       terraform  111111111111  -
    shop-dev-fn-worker-dev  dev  live/dev/.terragrunt-stack/functions/.terragrunt-stack/jobs/worker  python3.12  app.handler  128   3        unknown  -    -       terraform  111111111111  -
    shop-dev-web-dev        dev  live/dev/web                                                        python3.12  app.handler  512   3        unknown  -    -       terraform  111111111111  -

    unknown until an apply, 4 settings:
      `aws_iam_role.this["api"].arn`, known after apply
        role: shop-dev-fn-api-dev
      `aws_iam_role.this["extra"].arn`, known after apply
        role: shop-dev-extra-dev
      `aws_iam_role.this["web"].arn`, known after apply
        role: shop-dev-web-dev
      `aws_iam_role.this["worker"].arn`, known after apply
        role: shop-dev-fn-worker-dev

    ----- stderr -----
    "#);
}

#[test]
fn a_value_leads_back_to_the_stack_that_handed_it_over() {
    let sandbox = Sandbox::of_fixture("stacks");
    let listed = sandbox.tglambda().args(["inspect", "api", "--format", "json"]).run().success().json();
    let memory = &listed["functions"][0]["fields"]["memory_size"];
    assert_eq!(memory["value"], 1024);
    // Two stacks further up than the unit, where the number is written.
    let stack = sandbox.read(STACK);
    let (line, text) = stack
        .lines()
        .enumerate()
        .find(|(_, text)| text.contains("large = 1024"))
        .expect("it is written there");
    let column = text.find("1024").expect("in that line") + 1;
    assert_eq!(origin(memory), format!("{STACK}:{}:{column}", line + 1));
}

#[test]
fn a_generated_unit_is_built_from_its_source() {
    let sandbox = Sandbox::of_fixture("stacks");
    let built =
        sandbox.tglambda().args(["build", "web", "worker", "--format", "json"]).run().success().json();
    assert_eq!(built["packages"].as_array().map(Vec::len), Some(2), "{built:#}");
    assert!(!sandbox.path("live/dev/.terragrunt-stack").exists(), "nothing is generated");
    assert!(!sandbox.path("live/dev/web").exists(), "nothing is generated");
}

#[test]
fn what_is_generated_on_the_disk_changes_nothing() {
    let sandbox = Sandbox::of_fixture("stacks");
    let before = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    sandbox.terragrunt().args(["stack", "generate", "--working-dir", "live"]).run().success();
    assert!(sandbox.path("live/dev/web/terragrunt.hcl").exists());
    let after = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    assert_eq!(before, after);
    // An old copy does not count: the stack does.
    sandbox.write("live/dev/web/terragrunt.values.hcl", "key = \"old\"\nname = \"old\"\nmemory = 1\n");
    let stale = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    assert_eq!(before, stale);
}

#[test]
fn every_generated_unit_renders_as_terragrunt_renders_it() {
    let sandbox = Sandbox::of_fixture("stacks");
    sandbox.terragrunt().args(["stack", "generate", "--working-dir", "live"]).run().success();
    let render = |folder: &str| {
        let real = sandbox.terragrunt().args(["render", "--json", "--working-dir", folder]).run();
        real.success().last_line_json()
    };
    let folders = [
        "live/dev/.terragrunt-stack/functions/.terragrunt-stack/api",
        "live/dev/.terragrunt-stack/functions/.terragrunt-stack/extra",
        "live/dev/.terragrunt-stack/functions/.terragrunt-stack/jobs/worker",
        "live/dev/.terragrunt-stack/network",
        "live/dev/web",
        "live/prod/.terragrunt-stack/network",
    ];
    let expected: BTreeMap<&str, serde_json::Value> =
        folders.iter().map(|folder| (*folder, render(folder))).collect();
    let reader = render("live/dev/reader");
    sandbox.tool("git").args(["clean", "-fdxq"]).run().success();
    assert!(!sandbox.path("live/dev/.terragrunt-stack").exists());

    let world =
        OverlayWorld::new(DiskWorld::new(EnvVars::of_process(), sandbox.root(), Interrupt::default()));
    let session = Session::new(&world, Mode::Render, sandbox.root(), Options::default());
    let found: Vec<PathBuf> =
        ["dev", "prod"].map(|name| sandbox.path(format!("live/{name}/terragrunt.stack.hcl"))).into();
    let expansion = expand_stacks(&session, &world, &found, "render");
    assert!(expansion.stacks.iter().all(|stack| !has_errors(&stack.diagnostics)), "{:?}", expansion.stacks);
    let units: Vec<String> = expansion
        .units
        .iter()
        .map(|file| file.parent().unwrap().strip_prefix(sandbox.root()).unwrap().display().to_string())
        .collect();
    assert_eq!(units, expected.keys().copied().collect::<Vec<_>>());
    for (folder, expected) in &expected {
        let evaluated = evaluate_unit(&session, &sandbox.path(folder).join("terragrunt.hcl"), "render");
        assert!(!has_errors(&evaluated.diagnostics), "{folder}: {:?}", evaluated.diagnostics);
        let found = serde_json::from_str(&render_json(&evaluated.config)).expect("it is JSON");
        let differences = differences("", expected, &found);
        assert!(differences.is_empty(), "{folder}:\n{}", differences.join("\n"));
    }
    // A stack file that a unit reads is an object.
    let ours = sandbox.tglambda().args(["render", "--json", "--working-dir", "live/dev/reader"]).run();
    let differences = differences("", &reader, &ours.success().json());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// An estate with one stack in `live` and one source, `units/app`.
fn stack(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tglambda.toml", "[layout]\nlive = \"live\"\n");
    sandbox.write("live/terragrunt.stack.hcl", text);
    sandbox.write("units/app/terragrunt.hcl", "inputs = { name = values.name }\n");
    sandbox.write("units/app/terragrunt.values.hcl", "name = \"default\"\n");
    sandbox.commit();
    sandbox
}

/// A block of the unit `name`, generated in `path`.
fn unit(name: &str, path: &str, more: &str) -> String {
    format!("unit \"{name}\" {{\n  source = \"../units/app\"\n  path   = \"{path}\"\n{more}}}\n")
}

#[test]
fn all_that_is_wrong_in_a_stack_is_said_in_one_run() {
    let sandbox = stack(&format!(
        "name = \"x\"\n\n{}{}{}{}\nunit \"bare\" {{\n}}\n\nfeature \"f\" {{\n}}\n",
        unit("a", "a", "  vaules = {}\n"),
        unit("a", "b", "  values = [1]\n"),
        unit("c", "a", ""),
        unit("up", "../../out", "  values = { \"a b\" = 1 }\n"),
    ));
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[unsupported-argument]: a stack takes no attribute `name`
     --> live/terragrunt.stack.hcl:1:1
      |
    1 | name = "x"
      | ^^^^ not known to Terragrunt

    error[unsupported-argument]: a stack takes no block `feature`
      --> live/terragrunt.stack.hcl:26:1
       |
    26 | feature "f" {
       | ^^^^^^^ not known to Terragrunt

    error[missing-argument]: the unit `bare` needs `path`
      --> live/terragrunt.stack.hcl:23:1
       |
    23 | unit "bare" {
       | ^^^^^^^^^^^ not set in this block

    warning[unsupported-argument]: a `unit` block takes no attribute `vaules`
     --> live/terragrunt.stack.hcl:6:3
      |
    6 |   vaules = {}
      |   ^^^^^^ has no effect
      |
      = help: did you mean `values`?

    error[missing-argument]: the unit `bare` needs `source`
      --> live/terragrunt.stack.hcl:23:1
       |
    23 | unit "bare" {
       | ^^^^^^^^^^^ not set in this block

    error[duplicate-key]: two units are named `a`
     --> live/terragrunt.stack.hcl:8:1
      |
    3 | unit "a" {
      | -------- the first one
    ...
    8 | unit "a" {
      | ^^^^^^^^ the second one
      |
      = help: rename one of the two: a unit is told from others by its name

    error[duplicate-key]: the unit `a` and the unit `c` are generated in one folder
      --> live/terragrunt.stack.hcl:15:12
       |
     5 |   path   = "a"
       |            --- the first one
    ...
    15 |   path   = "a"
       |            ^^^ the second one
       |
       = help: give each a `path` of its own

    error[invalid-value]: the `values` of the unit `a` must be an object
      --> live/terragrunt.stack.hcl:11:12
       |
    11 |   values = [1]
       |            ^^^ this is a tuple

    error[invalid-value]: the unit `up` cannot be generated in `../../out`
      --> live/terragrunt.stack.hcl:19:12
       |
    19 |   path   = "../../out"
       |            ^^^^^^^^^^^ leads out of the stack's folder
    8 errors, 1 warning
    no functions found in 2 units
    help: a function is told by the `inputs` of its unit: a name with a runtime, a handler or an image
    "#);
}

/// `autoinclude` blocks that are wrong in all the ways there are.
const WRONG_AUTOINCLUDES: &str = r#"unit "a" {
  source = "../units/app"
  path   = "a"

  autoinclude {
    locals {
      x = 1
    }
    dependency "d" {
      config_path = unit.none.path
    }
    inputs = {
      x = local.nothing
    }
  }
}

stack "s" {
  source = "../units/app"
  path   = "s"

  autoinclude {
    dependency "a" {
      config_path = unit.a.path
    }
    unit "b" {
      source = "../units/app"
      path   = "b"
      values = { id = dependency.a.outputs.id }
    }
  }
}
"#;

#[test]
fn an_autoinclude_says_what_it_cannot_have() {
    let sandbox = stack(WRONG_AUTOINCLUDES);
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[unsupported-argument]: the `autoinclude` of the unit `a` has a `locals` block
     --> live/terragrunt.stack.hcl:6:5
      |
    6 |     locals {
      |     ^^^^^^ not taken here
      |
      = note: in the `autoinclude` of the unit `a`
      = help: move the locals into the stack file: `local` is known here

    error[missing-attribute]: there is no `unit.none`
      --> live/terragrunt.stack.hcl:10:26
       |
    10 |       config_path = unit.none.path
       |                          ^^^^ not found
       |
       = note: the object has `a`
       = note: the `config_path` of `d` must be known before the unit is generated
       = note: in the `autoinclude` of the unit `a`

    error[missing-attribute]: there is no local `nothing`
      --> live/terragrunt.stack.hcl:13:17
       |
    13 |       x = local.nothing
       |                 ^^^^^^^ not in the `locals` block of this file
       |
       = note: in the `autoinclude` of the unit `a`

    error[unsupported-argument]: the `values` of the unit `b` come from a dependency
      --> live/terragrunt.stack.hcl:29:16
       |
    29 |       values = { id = dependency.a.outputs.id }
       |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ outputs are not known yet where values are handed over
       |
       = note: in the `autoinclude` of the stack `s`
       = help: read the output in the `inputs` of the unit's own `autoinclude`

    error[unsupported-argument]: the `autoinclude` of the stack `s` has a `dependency`
      --> live/terragrunt.stack.hcl:23:5
       |
    23 |     dependency "a" {
       |     ^^^^^^^^^^ a stack depends on nothing
       |
       = note: in the `autoinclude` of the stack `s`
       = help: declare it in the `autoinclude` of the unit that needs it

    error[file-not-found]: the source of the stack `s` has no `terragrunt.stack.hcl`
      --> live/terragrunt.stack.hcl:19:12
       |
    19 |   source = "../units/app"
       |            ^^^^^^^^^^^^^^ a stack needs one
       |
       = help: correct the source, or set `no_validation = true` where the file lies deeper
    6 errors
    no functions found in 2 units
    help: a function is told by the `inputs` of its unit: a name with a runtime, a handler or an image
    "#);
}

#[test]
fn a_source_that_does_not_exist_is_said_from_where_it_counts() {
    let sandbox = stack("stack \"inner\" {\n  source = \"../stacks/inner\"\n  path   = \"inner\"\n}\n");
    sandbox.write("stacks/inner/terragrunt.stack.hcl", unit("app", "app", ""));
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[file-not-found]: the source of the unit `app` does not exist
     --> stacks/inner/terragrunt.stack.hcl:2:12
      |
    2 |   source = "../units/app"
      |            ^^^^^^^^^^^^^^ named here
      |
      = note: from the stack in `live/.terragrunt-stack/inner` this is `live/.terragrunt-stack/units/app`
      = note: in the stack `live/.terragrunt-stack/inner`
      = help: write it so that it leads there from where the stack is generated, with `get_repo_root()` for example
    1 error
    no functions found in 0 units
    "#);
}

#[test]
fn stacks_that_generate_each_other_end() {
    let sandbox = stack("stack \"self\" {\n  source = \".\"\n  path   = \"self\"\n}\n");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[evaluation-cycle]: the stack `self` generates itself without end
     --> live/terragrunt.stack.hcl:1:1
      |
    1 | stack "self" {
      | ^^^^^^^^^^^^ comes back to a stack that it is part of
      |
      = note: the way is `live/terragrunt.stack.hcl` → `live/terragrunt.stack.hcl`
      = help: take one of the stacks out of the circle
    1 error
    no functions found in 0 units
    "#);
}

#[test]
fn a_stack_that_grows_with_every_level_ends() {
    let sandbox = stack(
        "stack \"self\" {\n  source = \".\"\n  path   = \"self\"\n  values = { depth = try(values.depth, 0) + 1 }\n}\n",
    );
    let output = sandbox.tglambda().args(["inspect"]).run();
    assert_eq!(output.code(), Some(1), "{output}");
    assert!(output.messages().contains("generates itself without end"), "{output}");
}

#[test]
fn sources_elsewhere_are_said_once_and_are_no_mistake() {
    let remote = |name: &str, source: &str| {
        format!("unit \"{name}\" {{\n  source = \"{source}\"\n  path   = \"{name}\"\n}}\n")
    };
    let sandbox = stack(&format!(
        "{}{}{}",
        remote("vpc", "git::https://git.example.com/catalog.git//units/vpc?ref=v1"),
        remote("db", "tfr:///example/db/aws?version=1.0.0"),
        unit("app", "app", ""),
    ));
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 0
    ----- stdout -----

    ----- stderr -----
    note[remote-source]: sources of the stack `live` are not here
     --> live/terragrunt.stack.hcl:2:12
      |
    2 |   source = "git::https://git.example.com/catalog.git//units/vpc?ref=v1"
      |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Terragrunt would fetch it
      |
      = note: not read: `vpc`, `db`
      = help: run `terragrunt stack generate`: what it leaves on the disk is read
    1 note
    no functions found in 1 unit
    help: a function is told by the `inputs` of its unit: a name with a runtime, a handler or an image
    "#);
    // What Terragrunt left on the disk is read.
    sandbox.write("live/.terragrunt-stack/vpc/terragrunt.hcl", "inputs = { x = nothing }\n");
    let output = sandbox.tglambda().args(["inspect"]).run();
    assert!(output.messages().contains("in the unit `live/.terragrunt-stack/vpc`"), "{output}");
    assert!(output.messages().contains("not read: `db`"), "{output}");
}

#[test]
fn a_folder_is_a_unit_or_a_stack() {
    let sandbox = stack(&unit("app", "app", ""));
    sandbox.write("live/terragrunt.hcl", "");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[unsupported-argument]: `live` is a unit and a stack
     --> live/terragrunt.stack.hcl:1:1
      |
    1 | unit "app" {
      | ^ makes it a stack
      |
     ::: live/terragrunt.hcl:1:1
      |
    1 |
      | - makes it a unit
      |
      = note: Terragrunt refuses it since 1.0.0
      = help: move one of the two files to a folder of its own
    1 error
    no functions found in 1 unit
    help: a function is told by the `inputs` of its unit: a name with a runtime, a handler or an image
    "#);
}

#[test]
fn what_only_a_stack_gives_values_is_passed_over() {
    let sandbox = Sandbox::new();
    sandbox.write("tglambda.toml", "");
    sandbox.write("units/unused/terragrunt.hcl", "inputs = { name = values.name }\n");
    sandbox.write(
        "stacks/unused/terragrunt.stack.hcl",
        format!("locals {{\n  name = values.name\n}}\n\n{}", unit("a", "${values.name}", "")),
    );
    sandbox.commit();
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @"
    exit code: 0
    ----- stdout -----

    ----- stderr -----
    note[needs-values]: 2 files are passed over: they need `values`, which only a stack gives
     |
     = note: these are `stacks/unused/terragrunt.stack.hcl`, `units/unused/terragrunt.hcl`
    1 note
    no functions found in 0 units
    ");
}

/// A unit that depends on a whole stack.
const FUNCTION_OF_STACK_USER: &str = r#"dependency "s" {
  config_path = "../.."
}

inputs = {
  functions = {
    f = { handler = "app.h", runtime = "python3.12", role = dependency.s.outputs.ROLE }
  }
}
"#;

#[test]
fn outputs_of_a_stack_are_unknown_by_unit() {
    let sandbox = stack(&unit("vpc", "vpc", ""));
    let function = |role: &str| {
        let function = FUNCTION_OF_STACK_USER.replace("ROLE", role);
        sandbox.write("live/users/dev/terragrunt.hcl", function);
    };
    function("vpc.role");
    let listed = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    let role = &listed["functions"][0]["fields"]["role"];
    assert_snapshot!(state(role), @r#""unknown" "output `role` of unit `live/.terragrunt-stack/vpc`" at live/users/dev/terragrunt.hcl:1:1"#);
    function("vcp.role");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run().messages(), @r#"
    error[missing-attribute]: there is no attribute `vcp`
     --> live/users/dev/terragrunt.hcl:7:82
      |
    7 |     f = { handler = "app.h", runtime = "python3.12", role = dependency.s.outputs.vcp.role }
      |                                                                                  ^^^ not found
      |
      = help: did you mean `vpc`?
    1 error
    "#);
}

/// A function that an `autoinclude` describes, with a role from another unit.
const FUNCTION_IN_AUTOINCLUDE: &str = r#"locals {
  names = [1, 2]
}

unit "app" {
  source = "../units/app"
  path   = "dev"

  autoinclude {
    dependency "other" {
      config_path = unit.app.path
    }

    inputs = {
      functions = {
        f = {
          handler     = "${unit.app.path == "" ? "a" : "app"}.h"
          runtime     = "python3.12"
          role        = dependency.other.outputs.role
          memory_size = length(local.names)
        }
      }
    }
  }
}
"#;

#[test]
fn an_autoinclude_is_known_but_for_outputs() {
    let sandbox = stack(FUNCTION_IN_AUTOINCLUDE);
    let listed = sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().json();
    let fields = &listed["functions"][0]["fields"];
    assert_snapshot!(state(&fields["memory_size"]), @r#""known" 2 at live/terragrunt.stack.hcl:20:25"#);
    assert_snapshot!(state(&fields["role"]), @r#""unknown" "output `role` of unit `live/.terragrunt-stack/dev`" at live/terragrunt.stack.hcl:10:5"#);
    assert_snapshot!(state(&fields["handler"]), @r#""known" "app.h" at live/terragrunt.stack.hcl:17:25"#);
}

/// A function whose role comes from the environment, through `values` and through an `autoinclude`.
const FUNCTION_WITH_SECRET: &str = r#"unit "app" {
  source = "../units/app"
  path   = "dev"
  values = {
    name = get_env("SECRET")
  }

  autoinclude {
    inputs = {
      functions = {
        f = { handler = "app.h", runtime = "python3.12", role = "${get_env("SECRET")}-role" }
      }
    }
  }
}
"#;

#[test]
fn a_secret_stays_one_through_a_stack() {
    let sandbox = stack(FUNCTION_WITH_SECRET);
    let inspect = || sandbox.tglambda().args(["inspect", "--format", "json"]);
    let known = inspect().env("SECRET", "hush").run().success().json();
    assert!(!known.to_string().contains("hush"), "{known:#}");
    assert_snapshot!(state(&known["functions"][0]["fields"]["role"]), @r#""absent" null at :null:null"#);
    let unknown = inspect().run().success().json();
    assert_snapshot!(state(&unknown["functions"][0]["fields"]["role"]), @r#""unknown" "environment variable `SECRET`, not set here" at live/terragrunt.stack.hcl:11:65"#);
}
