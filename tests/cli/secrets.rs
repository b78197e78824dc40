//! What is a secret appears in no output but that of `render`: values from the environment, decrypted ones, and those
//! that their names make secret.

use insta::assert_snapshot;

use crate::small_estate::{FUNCTION, unit};
use crate::support::Sandbox;

const SECRET: &str = "s3cr3t-value";

#[test]
fn a_secret_is_in_no_message_and_no_table() {
    for expression in [
        "file(get_env(\"SECRET\"))",
        "read_terragrunt_config(get_env(\"SECRET\"))",
        "find_in_parent_folders(get_env(\"SECRET\"))",
        "tonumber(get_env(\"SECRET\"))",
        "{ a = 1 }[get_env(\"SECRET\")]",
        "lookup({ a = 1 }, get_env(\"SECRET\"))",
        "timeadd(get_env(\"SECRET\"), \"1h\")",
        "cidrhost(get_env(\"SECRET\"), 1)",
        "jsondecode(\"x${get_env(\"SECRET\")}\")",
        "get_env(\"SECRET\")",
    ] {
        let inputs = format!("inputs = {{ name = \"foo\", {FUNCTION}, memory_size = {expression} }}\n");
        let sandbox = unit(&inputs);
        for arguments in [&["inspect"][..], &["inspect", "--format", "json"], &["inspect", "-vv"]] {
            let output = sandbox.tglambda().env("SECRET", SECRET).args(arguments).run();
            assert!(!output.to_string().contains(SECRET), "{expression}: {output}");
        }
    }
}

/// Every command that looks at a unit with every format, but `render`, whose messages alone count.
fn assert_hidden(sandbox: &Sandbox, what: &str) {
    let commands: [&[&str]; 9] = [
        &["inspect"],
        &["inspect", "-vv"],
        &["inspect", "--format", "json"],
        &["build", "--explain"],
        &["build", "--format", "json"],
        &["hook", "before", "--unit-dir", "live/dev/u", "--command", "plan"],
        &["find", "--json", "--dependencies", "--include", "--reading"],
        &["render", "--working-dir", "live/dev/u"],
        &["render", "--working-dir", "live/dev/u", "--allow-run-cmd"],
    ];
    for arguments in commands {
        let output = sandbox.tglambda().env("SECRET", SECRET).args(arguments).run();
        let shown = if arguments[0] == "render" { output.messages() } else { output.to_string() };
        assert!(!shown.contains(SECRET), "{what}, {arguments:?}: {output}");
    }
    // What is kept: packages, their manifests and keys.
    for file in files_below(&sandbox.path(".tglambda")) {
        let bytes = std::fs::read(&file).expect("internal: the file was listed");
        let found = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!found, "{what}: {}", file.display());
    }
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("internal: the folder is readable").path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

#[test]
fn a_secret_of_any_origin_is_in_no_output() {
    for (what, inputs) in [
        ("the environment", "variables = { PLAIN = get_env(\"SECRET\") }, memory_size = get_env(\"SECRET\")"),
        ("a name", "variables = { DB_PASSWORD = \"s3cr3t-value\" }, db_password = \"s3cr3t-value\""),
        ("a name, wrong", "variables = { DB_PASSWORD = tonumber(\"s3cr3t-value\") }"),
        ("a name, computed", "role = \"x-${local.api_key}\", memory_size = local.api_key"),
        (
            "a name, misused",
            "timeout = local.api_key + 1, role = local.api_key.x, layers = local.config.db.password",
        ),
        (
            "a name in a file",
            "role = local.config.db.password, memory_size = tonumber(local.config.db.password)",
        ),
        ("a map", "secrets = { A = \"s3cr3t-value\" }, role = local.credentials[\"user\"]"),
        ("a quiet program", "role = run_cmd(\"--terragrunt-quiet\", \"printenv\", \"SECRET\")"),
        ("a mistake beside it", "client_secret = \"s3cr3t-value\" + local.none"),
        ("a heredoc", "private_key = <<-E\n  s3cr3t-value\n  ${local.none}\n  E\n"),
        ("no HCL", "token = \"s3cr3t-value"),
    ] {
        let sandbox = unit(&format!(
            "locals {{\n  api_key     = \"{SECRET}\"\n  config      = yamldecode(file(\"config.yaml\"))\n  credentials = {{ \
             user = \"{SECRET}\" }}\n}}\ninputs = {{\n  name = \"foo\", {FUNCTION}, {inputs}\n}}\n"
        ));
        sandbox.write("live/dev/u/config.yaml", format!("db:\n  password: {SECRET}\n"));
        assert_hidden(&sandbox, what);
    }
}

#[test]
fn a_broken_file_of_secrets_shows_its_form_and_not_its_values() {
    let sandbox = unit(&format!(
        "inputs = {{ name = \"foo\", {FUNCTION}, a = yamldecode(file(\"c.yaml\")), b = jsondecode(file(\"c.json\")) }}\n"
    ));
    sandbox.write("live/dev/u/c.yaml", format!("password: {SECRET}: x\n"));
    sandbox.write("live/dev/u/c.json", format!("{{\"apiKey\": \"{SECRET}\" \"x\"}}\n"));
    assert_hidden(&sandbox, "broken files");
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run().messages(), @r#"
    error[invalid-call]: `yamldecode` fails: this is no YAML on line 1, column 23: mapping values are not allowed in this context
     --> live/dev/u/c.yaml:1:23
      |
    1 | password: ************: *
      |                       ^
      |
     ::: live/dev/u/terragrunt.hcl:1:84
      |
    1 | inputs = { name = "foo", handler = "app.h", runtime = "python3.12", a = yamldecode(file("c.yaml")), b = jsondecode(file("c.json")) }
      |                                                                                    -------------- read here

    error[invalid-call]: `jsondecode` fails: this is no JSON on line 1, column 27: expected `,` or `}`, found a string
     --> live/dev/u/c.json:1:27
      |
    1 | {"apiKey": "************" "x"}
      |                           ^
      |
     ::: live/dev/u/terragrunt.hcl:1:116
      |
    1 | inputs = { name = "foo", handler = "app.h", runtime = "python3.12", a = yamldecode(file("c.yaml")), b = jsondecode(file("c.json")) }
      |                                                                                                                    -------------- read here
    2 errors
    "#);
}

#[test]
fn render_shows_what_it_is_asked_for() {
    let sandbox = unit("inputs = { db_password = \"s3cr3t-value\", a = get_env(\"SECRET\") }\n");
    let output =
        sandbox.tglambda().env("SECRET", SECRET).args(["render", "--working-dir", "live/dev/u"]).run();
    let inputs = output.success().json()["inputs"].clone();
    assert_eq!(inputs, serde_json::json!({ "db_password": SECRET, "a": SECRET }));
}

#[test]
fn a_snippet_hides_the_secret_and_keeps_the_rest() {
    let sandbox = unit(&format!(
        "inputs = {{\n  name = \"foo\", {FUNCTION}\n  variables = {{ API_TOKEN = tonumber(\"{SECRET}\"), A = local.x }}\n}}\n"
    ));
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run().messages(), @r#"
    error[invalid-call]: `tonumber` fails: cannot convert "(sensitive)" to number; given string must be a decimal representation of a number
     --> live/dev/u/terragrunt.hcl:3:38
      |
    3 |   variables = { API_TOKEN = tonumber("************"), A = local.x }
      |                                      ^^^^^^^^^^^^^^

    error[missing-attribute]: there is no local `x`
     --> live/dev/u/terragrunt.hcl:3:65
      |
    3 |   variables = { API_TOKEN = tonumber("************"), A = local.x }
      |                                                                 ^ not in the `locals` block of this file
    2 errors
    "#);
}
