//! What AWS or decryption would give, supplied by the person who runs it.

use insta::assert_snapshot;

use crate::small_estate::{FUNCTION, unit};
use crate::support::Sandbox;

const SECRET: &str = "s3cr3t-value";

const ASKING: &str = "
locals {
  account = get_aws_account_id()
  alias   = get_aws_account_alias()
  secrets = yamldecode(sops_decrypt_file(\"secrets.enc.yaml\"))
}
inputs = {
  account = local.account
  alias   = local.alias
  key     = local.secrets.key
}
";

fn asking() -> Sandbox {
    let sandbox = unit(ASKING);
    sandbox.write("live/dev/u/secrets.enc.yaml", "key: ENC[...]\n");
    sandbox
}

fn render(sandbox: &Sandbox, arguments: &[&str]) -> crate::support::Output {
    sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).args(arguments).run()
}

#[test]
fn without_them_render_says_how_to_supply_them() {
    assert_snapshot!(render(&asking(), &[]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[value-unavailable]: `get_aws_account_id` would ask AWS, and nothing is asked
     --> live/dev/u/terragrunt.hcl:3:13
      |
    3 |   account = get_aws_account_id()
      |             ^^^^^^^^^^^^^^^^^^^^
      |
      = help: supply it with `--supply FILE`, or in `tglambda.toml`: `[values] get_aws_account_id = "…"`

    error[value-unavailable]: `get_aws_account_alias` would ask AWS, and nothing is asked
     --> live/dev/u/terragrunt.hcl:4:13
      |
    4 |   alias   = get_aws_account_alias()
      |             ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: supply it with `--supply FILE`, or in `tglambda.toml`: `[values] get_aws_account_alias = "…"`

    error[value-unavailable]: `sops_decrypt_file` would decrypt `live/dev/u/secrets.enc.yaml`, and no keys are used
     --> live/dev/u/terragrunt.hcl:5:24
      |
    5 |   secrets = yamldecode(sops_decrypt_file("secrets.enc.yaml"))
      |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: supply it with `--supply FILE`, or in `tglambda.toml`: `[values.sops_decrypt_file] "live/dev/u/secrets.enc.yaml" = { file = "…" }`
    3 errors
    "#);
}

#[test]
fn settings_and_files_supply_them_and_the_nearest_folder_counts() {
    let sandbox = asking();
    sandbox.write(
        "tglambda.toml",
        concat!(
            "[values]\n",
            "get_aws_account_alias = \"from-settings\"\n",
            "[values.get_aws_account_id]\n",
            "\".\" = \"111111111111\"\n",
            "\"live/prod\" = \"333333333333\"\n",
            "[values.sops_decrypt_file]\n",
            "\"live/dev/u/secrets.enc.yaml\" = { file = \"decrypted/u.yaml\" }\n",
        ),
    );
    sandbox.write("decrypted/u.yaml", format!("key: {SECRET}\n"));
    let inputs = |output: crate::support::Output| output.success().json()["inputs"].clone();
    let expected = |account: &str, alias: &str, key: &str| serde_json::json!({ "account": account, "alias": alias, "key": key });
    assert_eq!(inputs(render(&sandbox, &[])), expected("111111111111", "from-settings", SECRET));

    sandbox.write(
        "over.json",
        serde_json::json!({
            "get_aws_account_id": { "live/dev/u": "222222222222" },
            "sops_decrypt_file": { "live/dev/u/secrets.enc.yaml": "{\"key\": \"other\"}" },
        })
        .to_string(),
    );
    let over = inputs(render(&sandbox, &["--supply", "over.json"]));
    assert_eq!(over, expected("222222222222", "from-settings", "other"));
}

#[test]
fn what_is_wrong_with_them_is_said_with_its_place_and_without_secrets() {
    let sandbox = asking();
    sandbox.write(
        "over.toml",
        format!(
            "get_aws_acount_id = \"1\"\nget_aws_account_id = 111111111111\n[get_aws_account_alias]\n\"live/nowhere\" = \
             \"x\"\n[sops_decrypt_file]\n\"live/dev/u/secrets.enc.yaml\" = [\"{SECRET}\"]\n\"none.yaml\" = {{ file = \
             \"none\" }}\n"
        ),
    );
    let output = render(&sandbox, &["--supply", "over.toml"]);
    assert_snapshot!(output, @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-config]: no values are supplied for `get_aws_acount_id`
     --> over.toml:1:1
      |
    1 | get_aws_acount_id = "1"
      | ^^^^^^^^^^^^^^^^^ not such a builtin
      |
      = help: did you mean `get_aws_account_id`?

    error[invalid-config]: `get_aws_account_id` gives a text
     --> over.toml:2:22
      |
    2 | get_aws_account_id = 111111111111
      |                      ^^^^^^^^^^^^ this is a number
      |
      = help: put it into quotes

    warning[file-not-found]: values are supplied for a folder that does not exist
     --> over.toml:4:1
      |
    4 | "live/nowhere" = "x"
      | ^^^^^^^^^^^^^^ no folder is there
      |
      = note: paths are relative to `[ROOT]`

    error[invalid-config]: what a file of `sops_decrypt_file` decrypts to cannot be understood
     --> over.toml:6:33
      |
    6 | "live/dev/u/secrets.enc.yaml" = ["************"]
      |                                 ^ neither a text nor a file
      |
      = help: give the decrypted text, or name a file that holds it, as in `{ file = "decrypted.yaml" }`

    warning[file-not-found]: values are supplied for a file that does not exist
     --> over.toml:7:1
      |
    7 | "none.yaml" = { file = "none" }
      | ^^^^^^^^^^^ no file is there
      |
      = note: paths are relative to `[ROOT]`

    error[file-unreadable]: the decrypted file `none` cannot be read
     --> over.toml:7:24
      |
    7 | "none.yaml" = { file = "none" }
      |                        ^^^^^^ named here
      |
      = note: no such file
    4 errors, 2 warnings
    error: the supplied values cannot be used
    "#);
    sandbox.write("over.toml", format!("[sops_decrypt_file]\n\"x\" = \"{SECRET}\n"));
    assert_snapshot!(render(&sandbox, &["--supply", "over.toml"]), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[syntax-error]: invalid TOML: invalid basic string, expected `"`
     --> over.toml:2:20
      |
    2 | "*" * "************
      |                    ^ not TOML from here on
    1 error
    error: the supplied values cannot be used
    "#);
    assert_snapshot!(render(&sandbox, &["--supply", "none.json"]), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[file-unreadable]: the supplied values in `none.json` cannot be read
     |
     = note: no such file
    1 error
    error: the supplied values cannot be used
    ");
}

#[test]
fn a_supplied_value_names_its_place_and_a_decrypted_one_is_a_secret() {
    let role = "role = \"arn:aws:iam::${get_aws_account_id()}:role/r\"";
    let sandbox = unit(&format!(
        "inputs = {{ name = \"foo\", {FUNCTION}, {role}, memory_size = sops_decrypt_file(\"x.enc\") }}\n"
    ));
    sandbox.write("live/dev/u/x.enc", "ENC");
    sandbox.write(
        "supply.toml",
        format!("get_aws_account_id = \"111111111111\"\n[sops_decrypt_file]\n\"live/dev/u/x.enc\" = \"{SECRET}\"\n"),
    );
    let inspect = |arguments: &[&str]| {
        sandbox.tglambda().args(["inspect", "--supply", "supply.toml"]).args(arguments).run()
    };
    assert_snapshot!(inspect(&[]), @"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE  VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    foo       dev  live/dev/u  python3.12  app.h    -   -        r     -    -       unknown  111111111111  -

    ----- stderr -----
    ");
    let output = inspect(&["--format", "json"]);
    assert!(!output.to_string().contains(SECRET), "{output}");
    let role = &output.success().json()["functions"][0]["fields"]["role"];
    let way = role["chain"].as_array().expect("it came from somewhere");
    assert_eq!(way.last().expect("it was written")["file"], "supply.toml", "{role:#}");
}
