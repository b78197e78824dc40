//! Where the source of a function is found, and what is said of that.

use insta::assert_snapshot;

use crate::small_estate::{FUNCTION, unit};
use crate::support::Sandbox;

/// What `build` ends with for the function of an estate.
fn build(sandbox: &Sandbox) -> (Option<i32>, String) {
    let output = sandbox.tglambda().args(["build", "--env", "dev"]).run();
    (output.code(), output.messages().clone())
}

#[test]
fn of_several_paths_the_one_with_the_handler_counts() {
    let paths = "[\"../../../lib\", { path = \"../../../lambdas/foo\", pip_requirements = false }]";
    let sandbox = unit(&format!("inputs = {{ name = \"x\", source_path = {paths}, {FUNCTION} }}\n"));
    sandbox.write("lib/other.py", "");
    assert_eq!(build(&sandbox).0, Some(0), "{}", build(&sandbox).1);
    sandbox.replace("live/dev/u/terragrunt.hcl", "app.h", "missing.h");
    assert_snapshot!(build(&sandbox).1, @r#"
    error[source-folder-missing]: the source folder of `x` cannot be found
     --> live/dev/u/terragrunt.hcl:1:38
      |
    1 | ...= "x", source_path = ["../../../lib", { path = "../../../lambdas/foo", pip_requirements = false }], handler = "missing.h", runtime...
      |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ none of these 2 paths holds the handler `missing.h`
      |
      = help: correct the handler, or name the folder that holds it
    1 error
    "#);
}

#[test]
fn a_path_of_a_python_file_is_that_of_its_folder() {
    let sandbox = unit(&format!(
        "inputs = {{ name = \"x\", source_path = \"../../../lambdas/foo/app.py\", {FUNCTION} }}\n"
    ));
    assert_eq!(build(&sandbox).0, Some(0), "{}", build(&sandbox).1);
}

#[test]
fn a_folder_is_found_by_its_name_however_that_is_written() {
    let sandbox = unit(&format!("inputs = {{ name = \"Order-Events-dev\", {FUNCTION} }}\n"));
    sandbox.write("lambdas/order_events/app.py", "def h(event, context):\n    return event\n");
    assert_snapshot!(build(&sandbox).1, @r#"
    note[folder-named-otherwise]: the source folder of `Order-Events-dev` was found by its name
     --> live/dev/u/terragrunt.hcl:1:10
      |
    1 | inputs = { name = "Order-Events-dev", handler = "app.h", runtime = "python3.12" }
      |          ^ says no source folder
      |
      = note: `lambdas/order_events` is the only folder in the usual function folders with the name in another way to write it
      = help: set `source_dir` where that is not meant
    1 note
    "#);
    // Two are none.
    sandbox.write("lambdas/orderEvents/app.py", "def h(event, context):\n    return event\n");
    assert_snapshot!(build(&sandbox).1, @r#"
    error[source-folder-missing]: the source folder of `Order-Events-dev` cannot be found
     --> live/dev/u/terragrunt.hcl:1:10
      |
    1 | inputs = { name = "Order-Events-dev", handler = "app.h", runtime = "python3.12" }
      |          ^ says no source folder
      |
      = note: looked for a folder `Order-Events-dev` or `Order-Events` in the usual function folders
      = note: several have the name in another way to write it: `lambdas/orderEvents`, `lambdas/order_events`
      = help: set `source_dir`, or name the folder with the functions in `tglambda.toml`: `[layout] functions = "…"`
    1 error
    "#);
}
