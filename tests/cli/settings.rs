//! `tglambda.toml`: further names of inputs, and folders in place of modules.

use insta::assert_snapshot;

use crate::small_estate::unit;

#[test]
fn inputs_have_further_names() {
    let sandbox = unit("inputs = { name = \"foo\", entry_point = \"app.h\", language = \"python3.12\" }\n");
    sandbox.write("tglambda.toml", "[inputs]\nhandler = [\"entry_point\"]\nruntime = \"language\"\n");
    let output = sandbox.tglambda().args(["build", "--env", "dev"]).run();
    assert_eq!(output.code(), Some(0), "{output}");
    sandbox.write("tglambda.toml", "[inputs]\nhandlers = [\"entry_point\"]\n");
    assert_snapshot!(sandbox.tglambda().args(["build", "--env", "dev"]).run().messages(), @r#"
    error[invalid-config]: a function has no setting `handlers`
     --> tglambda.toml:2:1
      |
    2 | handlers = ["entry_point"]
      | ^^^^^^^^ no such setting
      |
      = help: did you mean `handler`?
    1 error
    error: `[ROOT]/tglambda.toml` cannot be used
    "#);
}

#[test]
fn a_folder_is_read_in_place_of_a_module_elsewhere() {
    let sandbox = unit(
        "terraform {\n  source = \"git::https://example.com/modules.git//lambda?ref=v1\"\n}\n\
         inputs = { prefix = \"x\" }\n",
    );
    sandbox.write(
        "modules/lambda/main.tf",
        "variable \"prefix\" {}\n\nresource \"aws_lambda_function\" \"this\" {\n  \
         function_name = \"${var.prefix}-foo\"\n  handler       = \"app.h\"\n  runtime       = \"python3.12\"\n  \
         role          = \"arn:aws:iam::111111111111:role/x\"\n}\n",
    );
    sandbox.write(
        "tglambda.toml",
        "[modules.\"git::https://example.com/modules.git//lambda\"]\nfolder = \"modules/lambda\"\n",
    );
    let listed =
        sandbox.tglambda().args(["inspect", "--env", "dev", "--format", "json"]).run().success().json();
    assert_eq!(listed["functions"][0]["name"], "x-foo", "{listed}");
}
