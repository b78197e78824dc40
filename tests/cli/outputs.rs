//! Outputs of other units: supplied by the person who runs it, or in a state on this disk.

use insta::assert_snapshot;

use crate::small_estate::{origin, unit};
use crate::support::{Output, Sandbox};

/// A unit with a function whose role is an output of `d`.
const WITH_ROLE: &str = r#"
dependency "d" {
  config_path = "../d"
  mock_outputs = {
    role   = "arn:aws:iam::111111111111:role/mocked"
    subnet = "subnet-mocked"
  }
}
inputs = {
  functions = { f = {
    handler = "app.h", runtime = "python3.12", source_path = "../../../lambdas/foo"
    role       = dependency.d.outputs.role
    subnet_ids = [dependency.d.outputs.subnet]
    security_group_ids = ["sg-1"]
  } }
}
"#;

const ROLE: &str =
    r#"{ "value": "arn:aws:iam::111111111111:role/real", "type": "string", "sensitive": false }"#;
const SUBNET: &str = r#"{ "value": "subnet-real", "type": "string", "sensitive": true }"#;

fn inspect(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.tglambda().args(["inspect", "--env", "dev"]).args(arguments).run()
}

fn render(sandbox: &Sandbox, arguments: &[&str]) -> serde_json::Value {
    let run = sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).args(arguments).run();
    run.success().json()["inputs"].clone()
}

/// The fields of the one function, as `inspect --format json` has them.
fn fields(sandbox: &Sandbox, arguments: &[&str]) -> serde_json::Value {
    let run = inspect(sandbox, &["--format", "json"].iter().chain(arguments).copied().collect::<Vec<_>>());
    run.success().json()["functions"][0]["fields"].clone()
}

#[test]
fn a_supplied_output_counts_and_tells_where_it_was_had() {
    let sandbox = unit(WITH_ROLE);
    sandbox.write("o.json", r#"{ "live/dev/d": { "role": "arn:aws:iam::111111111111:role/real" } }"#);
    assert_snapshot!(inspect(&sandbox, &["--outputs", "o.json"]), @"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE  VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    f         dev  live/dev/u  python3.12  app.h    -   -        real  yes  -       unknown  111111111111  -

    unknown until an apply, 1 setting:
      output `subnet` of unit `live/dev/d` (has a mock)
        vpc_config.subnet_ids: f

    told from outside the configuration:
      f role: output `role` of unit `live/dev/d`, supplied in `o.json`

    ----- stderr -----
    ");
    let fields = fields(&sandbox, &["--outputs", "o.json"]);
    assert_snapshot!(serde_json::to_string_pretty(&fields["role"]).unwrap(), @r#"
    {
      "chain": [
        {
          "column": 18,
          "file": "live/dev/u/terragrunt.hcl",
          "line": 12,
          "text": "dependency.d.outputs.role"
        },
        {
          "column": 27,
          "file": "o.json",
          "line": 1,
          "text": "\"arn:aws:iam::111111111111:role/real\""
        }
      ],
      "origin": {
        "column": 27,
        "file": "o.json",
        "line": 1
      },
      "outputs": [
        {
          "file": "o.json",
          "output": "role",
          "source": "supplied",
          "unit": "live/dev/d"
        }
      ],
      "owner": {
        "because": "module_not_here",
        "place": null,
        "who": "unknown"
      },
      "state": "known",
      "value": "arn:aws:iam::111111111111:role/real"
    }
    "#);
    assert_snapshot!(serde_json::to_string_pretty(&fields["vpc_config.subnet_ids"]).unwrap(), @r#"
    {
      "chain": [
        {
          "column": 18,
          "file": "live/dev/u/terragrunt.hcl",
          "line": 13,
          "text": "[dependency.d.outputs.subnet]"
        }
      ],
      "mock": [
        "subnet-mocked"
      ],
      "origin": {
        "column": 18,
        "file": "live/dev/u/terragrunt.hcl",
        "line": 13
      },
      "owner": {
        "because": "module_not_here",
        "place": null,
        "who": "unknown"
      },
      "reason": "output `subnet` of unit `live/dev/d`",
      "state": "unknown"
    }
    "#);
}

/// Recorded from Terragrunt 1.1.3.
#[test]
fn a_dependency_that_is_taken_whole_has_what_is_known_of_it() {
    let block = |label: &str, lines: &str| {
        format!("dependency \"{label}\" {{\n  config_path = \"../d\"\n{lines}\n}}\n")
    };
    let sandbox = unit(&format!(
        "{}{}{}inputs = {{\n  whole = dependency.d\n  mocked = dependency.m\n  all = jsonencode(dependency)\n  \
         parts = [for name, part in dependency[\"skipped\"] : name]\n}}",
        block("d", ""),
        block("m", "  mock_outputs = { a = 1 }"),
        block("skipped", "  skip_outputs = true"),
    ));
    let inputs = render(&sandbox, &[]);
    assert_eq!(
        inputs,
        serde_json::json!({
            "whole": { "inputs": null },
            "mocked": { "inputs": null, "outputs": { "a": 1 } },
            "all": "{\"d\":{\"inputs\":null},\"m\":{\"inputs\":null,\"outputs\":{\"a\":1}},\"skipped\":{\"inputs\":null}}",
            "parts": ["inputs"],
        })
    );
}

#[test]
fn a_folder_has_what_terraform_prints_for_each_unit() {
    let sandbox = unit(WITH_ROLE);
    let document = format!(r#"{{ "role": {ROLE}, "subnet": {SUBNET} }}"#);
    for file in ["o/live/dev/d.json", "o/live/dev/d/outputs.json"] {
        sandbox.write(file, &document);
        let fields = fields(&sandbox, &["--outputs", "o"]);
        assert_eq!(origin(&fields["role"]), format!("{file}:1:22"));
        assert_eq!(fields["role"]["outputs"][0]["file"], file);
        assert_eq!(fields["vpc_config.subnet_ids"]["state"], "sensitive");
        std::fs::remove_file(sandbox.path(file)).unwrap();
    }
    sandbox.write("o/live/dev/d.json", &document);
    sandbox.write("o/live/dev/d/outputs.json", &document);
    assert_snapshot!(inspect(&sandbox, &["--outputs", "o"]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[duplicate-key]: the outputs of unit `live/dev/d` are there twice
     --> o/live/dev/d/outputs.json:1:1
      |
    1 | { "****": { "*****": "***:***:***::************:*********", "****": "******", "*********": ***** }, "******": { "*****": "***********...
      | ^ the second ones
      |
     ::: o/live/dev/d.json:1:1
      |
    1 | { "****": { "*****": "***:***:***::************:*********", "****": "******", "*********": ***** }, "******": { "*****": "***********...
      | - the first ones
    1 error
    error: the outputs of `--outputs o` cannot be used
    "#);
}

#[test]
fn what_is_wrong_with_supplied_outputs_is_told_with_its_place() {
    let sandbox = unit(WITH_ROLE);
    sandbox.write("broken.json", "{ \"live/dev/d\": {\n  \"role\": \n} }");
    assert_snapshot!(inspect(&sandbox, &["--outputs", "broken.json"]), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[syntax-error]: invalid JSON: expected a value, found `}`
     --> broken.json:3:1
      |
    3 | } }
      | ^ not JSON from here on
    1 error
    error: the outputs of `--outputs broken.json` cannot be used
    ");
    sandbox.write("list.json", "[]");
    assert_snapshot!(inspect(&sandbox, &["--outputs", "list.json"]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-config]: the outputs are no object
     --> list.json:1:1
      |
    1 | []
      | ^ an object of units is required
      |
      = help: write `{"<unit's folder>": {"<output>": …}}`
    1 error
    error: the outputs of `--outputs list.json` cannot be used
    "#);
    sandbox.write(
        "shapes.json",
        r#"{
  "live/dev/d": {
    "a": { "value": 1, "type": "strin" },
    "b": { "value": [], "type": "string" },
    "c": { "value": 1, "type": "number", "sensitive": "yes" },
    "d": 1,
    "d": 2
  },
  "live/dev/u": 5,
  "./live/dev/d": {}
}
"#,
    );
    assert_snapshot!(inspect(&sandbox, &["--outputs", "shapes.json"]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-value]: output `a` of unit `live/dev/d` cannot be read
     --> shapes.json:3:32
      |
    3 |     "a": { "value": 1, "type": "strin" },
      |                                ^^^^^^^ not a type as Terraform writes it
      |
      = help: write the bare value, or `{"value": …, "type": …}` as `terraform output -json` prints it

    error[invalid-value]: output `b` of unit `live/dev/d` cannot be read
     --> shapes.json:4:21
      |
    4 |     "b": { "value": [], "type": "string" },
      |                     ^^ this is no string, which its type says
      |
      = help: write the bare value, or `{"value": …, "type": …}` as `terraform output -json` prints it

    error[invalid-value]: output `c` of unit `live/dev/d` cannot be read
     --> shapes.json:5:55
      |
    5 |     "c": { "value": 1, "type": "number", "sensitive": "yes" },
      |                                                       ^^^^^ `sensitive` is true or false
      |
      = help: write the bare value, or `{"value": …, "type": …}` as `terraform output -json` prints it

    error[duplicate-key]: output `d` of unit `live/dev/d` is there twice
     --> shapes.json:7:5
      |
    6 |     "d": 1,
      |     --- the first one
    7 |     "d": 2
      |     ^^^ the second one

    error[invalid-config]: the outputs of unit `live/dev/u` are no object
     --> shapes.json:9:17
      |
    9 |   "live/dev/u": 5,
      |                 ^ an object of outputs is required
      |
      = help: write `{"<output>": …}`, as `terraform output -json` does

    error[duplicate-key]: the outputs of unit `live/dev/d` are there twice
      --> shapes.json:10:3
       |
     2 |   "live/dev/d": {
       |   ------------ the first ones
    ...
    10 |   "./live/dev/d": {}
       |   ^^^^^^^^^^^^^^ the second ones
    6 errors
    error: the outputs of `--outputs shapes.json` cannot be used
    "#);
    assert_snapshot!(inspect(&sandbox, &["--outputs", "missing.json"]), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[file-unreadable]: the outputs in `missing.json` cannot be read
     |
     = note: no such file
    1 error
    error: the outputs of `--outputs missing.json` cannot be used
    ");
    sandbox.write("other.json", r#"{ "live/dev/b": { "role": "x" }, "live/nowhere": {} }"#);
    assert_snapshot!(inspect(&sandbox, &["--outputs", "other.json"]), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE     VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    f         dev  live/dev/u  python3.12  app.h    -   -        unknown  yes  -       unknown  111111111111  -

    unknown until an apply, 2 settings:
      output `role` of unit `live/dev/d` (has a mock)
        role: f
      output `subnet` of unit `live/dev/d` (has a mock)
        vpc_config.subnet_ids: f

    ----- stderr -----
    warning[file-not-found]: outputs are supplied for a unit that does not exist: `live/dev/b`
     --> other.json:1:3
      |
    1 | { "live/dev/b": { "role": "x" }, "live/nowhere": {} }
      |   ^^^^^^^^^^^^ no unit is there
      |
      = note: units are named by their folder in `[ROOT]`

    warning[file-not-found]: outputs are supplied for a unit that does not exist: `live/nowhere`
     --> other.json:1:34
      |
    1 | { "live/dev/b": { "role": "x" }, "live/nowhere": {} }
      |                                  ^^^^^^^^^^^^^^ no unit is there
      |
      = note: units are named by their folder in `[ROOT]`
    2 warnings
    "#);
}

#[test]
fn a_state_on_this_disk_counts_only_where_that_is_allowed() {
    let sandbox = unit(WITH_ROLE);
    let state = format!(
        r#"{{ "version": 4, "outputs": {{ "role": {ROLE}, "subnet": {SUBNET} }}, "resources": [] }}"#
    );
    sandbox.write("live/dev/d/terraform.tfstate", state);
    assert_eq!(fields(&sandbox, &[])["role"]["state"], "unknown");
    assert_eq!(fields(&sandbox, &[])["role"]["mock"], "arn:aws:iam::111111111111:role/mocked");
    assert_snapshot!(inspect(&sandbox, &["--local-state"]), @"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE  VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    f         dev  live/dev/u  python3.12  app.h    -   -        real  yes  -       unknown  111111111111  -

    told from outside the configuration:
      f role: output `role` in the local state of unit `live/dev/d`, `live/dev/d/terraform.tfstate`
      f vpc_config.subnet_ids: output `subnet` in the local state of unit `live/dev/d`, `live/dev/d/terraform.tfstate`

    ----- stderr -----
    ");
    let role = |arguments: &[&str]| render(&sandbox, arguments)["functions"]["f"]["role"].clone();
    assert_eq!(role(&[]), "arn:aws:iam::111111111111:role/mocked");
    assert_eq!(role(&["--local-state"]), "arn:aws:iam::111111111111:role/real");

    // What a person supplies goes over it.
    sandbox.write("o.json", r#"{ "live/dev/d": { "role": "mine" } }"#);
    assert_eq!(role(&["--local-state", "--outputs", "o.json"]), "mine");
}

#[test]
fn a_state_that_cannot_be_read_is_told_and_nothing_is_made_of_it() {
    let sandbox = unit(WITH_ROLE);
    sandbox.write("live/dev/d/terraform.tfstate", r#"{ "version": 3, "modules": [] }"#);
    assert_snapshot!(inspect(&sandbox, &["--local-state"]), @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE     VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    f         dev  live/dev/u  python3.12  app.h    -   -        unknown  yes  -       unknown  111111111111  -

    unknown until an apply, 2 settings:
      output `role` of unit `live/dev/d` (has a mock)
        role: f
      output `subnet` of unit `live/dev/d` (has a mock)
        vpc_config.subnet_ids: f

    ----- stderr -----
    warning[invalid-value]: the local state of unit `live/dev/d` cannot be read
     --> live/dev/d/terraform.tfstate:1:14
      |
    1 | { "*******": *, "*******": [] }
      |              ^ only format 4 is read
    1 warning
    "#);
    sandbox.write("live/dev/d/terraform.tfstate", r#"{ "encrypted_data": "…" }"#);
    let told = inspect(&sandbox, &["--local-state"]).messages();
    assert!(told.contains("the state is encrypted"), "{told}");
    // A backend elsewhere has the state, whatever lies here.
    sandbox.write(
        "live/dev/d/terraform.tfstate",
        format!(r#"{{ "version": 4, "outputs": {{ "role": {ROLE} }} }}"#),
    );
    sandbox.write("live/dev/d/backend.tf", "terraform {\n  backend \"s3\" {}\n}\n");
    assert_eq!(fields(&sandbox, &["--local-state"])["role"]["state"], "unknown");
}

#[test]
fn a_state_is_where_the_backend_says() {
    let sandbox = unit(WITH_ROLE);
    let state = format!(r#"{{ "version": 4, "outputs": {{ "role": {ROLE}, "subnet": {SUBNET} }} }}"#);
    sandbox.write(
        "live/dev/d/terragrunt.hcl",
        "remote_state {\n  backend = \"local\"\n  config = {\n    path = \"${get_terragrunt_dir()}/states/here.tfstate\"\n  }\n}\n",
    );
    sandbox.write("live/dev/d/states/here.tfstate", &state);
    sandbox.write("live/dev/d/terraform.tfstate", r#"{ "version": 4, "outputs": {} }"#);
    let role = |sandbox: &Sandbox| origin(&fields(sandbox, &["--local-state"])["role"]);
    assert_eq!(role(&sandbox), "live/dev/d/states/here.tfstate:1:49");

    // A workspace has a file of its own.
    sandbox.write("live/dev/d/terragrunt.hcl", "");
    sandbox.write("live/dev/d/terraform.tfstate.d/blue/terraform.tfstate", &state);
    let run = sandbox.tglambda().env("TF_WORKSPACE", "blue");
    let run = run.args(["inspect", "--env", "dev", "--format", "json", "--local-state"]).run().success();
    assert_eq!(
        origin(&run.json()["functions"][0]["fields"]["role"]),
        "live/dev/d/terraform.tfstate.d/blue/terraform.tfstate:1:49"
    );
}

/// Terragrunt's own ways to a state, each read by the original too: a backend with an absolute path, a state beside the
/// configuration, and one that an apply left in the copy of the module.
#[test]
fn a_state_is_found_where_the_original_finds_it() {
    let sandbox = unit(&WITH_ROLE.replace("dependency.d.outputs.subnet", "\"s\""));
    sandbox.write("modules/d/main.tf", "output \"role\" {\n  value = \"applied\"\n}\n");
    sandbox.write("live/dev/d/terragrunt.hcl", "terraform {\n  source = \"../../../modules//d\"\n}\n");
    let original = |sandbox: &Sandbox| {
        let run =
            sandbox.terragrunt().args(["render", "--json", "--working-dir", "live/dev/u"]).run().success();
        run.last_line_json()["inputs"]["functions"]["f"]["role"].clone()
    };
    let ours = |sandbox: &Sandbox| render(sandbox, &["--local-state"])["functions"]["f"]["role"].clone();
    assert_eq!(ours(&sandbox), "arn:aws:iam::111111111111:role/mocked");
    assert_eq!(original(&sandbox), "arn:aws:iam::111111111111:role/mocked");

    let apply = ["run", "--non-interactive", "--", "apply", "-auto-approve"];
    sandbox.terragrunt().dir("live/dev/d").args(apply).run().success();
    assert_eq!(original(&sandbox), "applied");
    assert_eq!(ours(&sandbox), "applied");

    let state =
        format!(r#"{{ "version": 4, "outputs": {{ "role": {ROLE} }}, "serial": 7, "resources": [] }}"#);
    sandbox.write("live/dev/d/terraform.tfstate", state);
    assert_eq!(original(&sandbox), "arn:aws:iam::111111111111:role/real");
    assert_eq!(ours(&sandbox), "arn:aws:iam::111111111111:role/real");
}
