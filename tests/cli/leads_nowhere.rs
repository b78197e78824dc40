//! Names and paths that lead nowhere, and outputs that are not there: what is told of them, and what to do.

use insta::assert_snapshot;

use crate::small_estate::{FUNCTION, unit, with_dependency};

#[test]
fn a_folder_that_is_not_there() {
    let sandbox = unit("");
    let answer = sandbox.tglambda().args(["render", "--working-dir", "live/dev/v"]).run().ends_with(1);
    let told = answer.stderr();
    assert!(told.contains("live/dev/v` is no folder\n"), "{told}");
    assert!(told.ends_with("`tglambda find` lists them\n"), "{told}");
}

/// The variable may turn on what is of no matter here; the flag is ours.
#[test]
fn an_experiment_that_changes_nothing() {
    let sandbox = unit("");
    let render = || sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]);
    assert_snapshot!(render().args(["--experiment", "deep-merg"]).run().success().messages(), @"
    warning: the experiment `deep-merg` changes nothing here
    help: those that do are `deep-merge`, `mutable-generate`, `version-attribute`
    ");
    assert_eq!(render().env("TG_EXPERIMENT", "symlinks").run().success().messages(), "");
}

#[test]
fn a_dependency_whose_unit_is_not_there() {
    let text = with_dependency(&format!("inputs = {{\n  functions = {{ foo = {{ {FUNCTION} }} }}\n}}"));
    let sandbox = unit(&text.replace("../d", "../db"));
    assert_snapshot!(sandbox.tglambda().args(["inspect", "--format", "json"]).run().success().messages(), @r#"
    warning[file-not-found]: there is no unit `live/dev/db`
     --> live/dev/u/terragrunt.hcl:2:17
      |
    2 |   config_path = "../db"
      |                 ^^^^^^^ the dependency `d` needs its outputs
      |
      = help: correct `config_path`; it counts from the unit's folder
    1 warning
    "#);
}

/// A stack whose sources are elsewhere may generate it.
#[test]
fn a_dependency_on_what_a_stack_may_generate() {
    let text = with_dependency("inputs = {}");
    let sandbox = unit(&text.replace("../d", "../.terragrunt-stack/d"));
    assert!(!sandbox.tglambda().args(["inspect"]).run().success().messages().contains("there is no unit"));
}

#[test]
fn inputs_that_an_output_makes_no_map() {
    let sandbox = unit(&with_dependency("inputs = merge({ a = 1 }, { b = dependency.d.outputs.x })"));
    let answer = sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).run().ends_with(1);
    assert_snapshot!(answer.messages(), @"
    error[invalid-value]: `inputs` is no map
     --> live/dev/u/terragrunt.hcl:5:10
      |
    5 | inputs = merge({ a = 1 }, { b = dependency.d.outputs.x })
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is not known: unit `live/dev/d` has no output `x`
      |
      = note: Terragrunt's render puts an empty text for a call with an output that is not there
      = help: give the output with `--outputs` or `--local-state`, or write it in the dependency's `mock_outputs`
    1 error
    ");
}

/// The unit is named in a file that is included, and a stack beside it makes no unit of it.
#[test]
fn a_unit_of_an_included_file_that_is_not_there() {
    let sandbox = unit("include {\n  path = \"../shared.hcl\"\n}\n");
    sandbox.write("live/dev/shared.hcl", "dependency \"d\" {\n  config_path = \"../stack/d\"\n}\n");
    sandbox.write("live/dev/stack/terragrunt.stack.hcl", "");
    let render = || sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).run();
    assert_snapshot!(render().ends_with(1).messages(), @r#"
    error[file-not-found]: there is no unit `live/dev/stack/d`
     --> live/dev/shared.hcl:2:17
      |
    2 |   config_path = "../stack/d"
      |                 ^^^^^^^^^^^^ the dependency `d` needs its outputs
      |
      = help: correct `config_path`; it counts from the unit's folder
    1 error
    "#);
    sandbox.replace("live/dev/shared.hcl", "../stack/d", "../d");
    render().success();
}
