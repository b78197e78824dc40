//! Modules: what is wrong with them is said with its line, and hides nothing of the rest.

use insta::assert_snapshot;

use crate::support::Sandbox;

#[test]
fn a_bad_module_is_told_with_its_line_and_the_rest_is_shown() {
    let sandbox = Sandbox::of_fixture("layouts/broken");
    assert_snapshot!(sandbox.tglambda().env("TG_TF_PATH", "terraform").args(["inspect"]).run(), @r#"
    exit code: 1
    ----- stdout -----
    FUNCTION            ENV  UNIT                            RUNTIME     HANDLER           MB       SECONDS  ROLE             VPC  LAYERS   CODE       ACCOUNT  NOT BUILT
    also-sound-dev      dev  live/dev/also-sound             python3.12  app.handler       128*     3*       also-sound       -    -        terraform  -        -
    producer-dev        dev  live/dev/for-each-over-unknown  python3.12  producer.handler  128*     3*       producer         -    -        terraform  -        -
    inconvertible-dev   dev  live/dev/inconvertible          python3.12  app.handler       unknown  3*       inconvertible    -    unknown  terraform  -        -
    locals-in-a-circle  dev  live/dev/locals-in-a-circle     python3.12  app.handler       128*     3*       circle           -    -        terraform  -        -
    missing-child-dev   dev  live/dev/missing-child          python3.12  app.handler       128*     3*       unknown          -    -        terraform  -        -
    missing-input-dev   dev  live/dev/missing-input          python3.12  unknown           128*     3*       missing-input    -    -        terraform  -        -
    sound-dev           dev  live/dev/sound                  python3.12  app.handler       384      3*       sound            -    -        terraform  -        -
    undeclared-dev      dev  live/dev/undeclared             python3.12  app.handler       128*     unknown  undeclared       -    -        terraform  -        -
    unknown-builtin     dev  live/dev/unknown-builtin        python3.12  app.handler       128*     3*       unknown-builtin  -    -        terraform  -        -
    * AWS's own, where nothing is said

    not told because of the errors, 7 settings:
      inconvertible-dev memory_size
      inconvertible-dev layers
      locals-in-a-circle function_name
      missing-child-dev role
      missing-input-dev handler
      undeclared-dev timeout
      unknown-builtin function_name

    ----- stderr -----
    warning[functions-unknown]: how many `aws_lambda_function.consumer` there are cannot be told
      --> modules/for-each-over-unknown/main.tf:11:14
       |
    11 |   for_each = toset(aws_sqs_queue.this[*].arn)
       |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ its `for_each` hangs on `aws_sqs_queue.this[0].arn`, known after apply
       |
       = help: write the keys where they are used; only values may come from outputs

    error[invalid-value]: the variable `layers` does not take its value
      --> live/dev/inconvertible/terragrunt.hcl:11:12
       |
    11 |   layers = { first = "arn:aws:lambda:eu-west-1:111111111111:layer:first:1" }
       |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a list of string is required, but this is an object
       |
      ::: modules/inconvertible/main.tf:9:1
       |
     9 | variable "layers" {
       | ----------------- declared here

    error[invalid-value]: the variable `memory` does not take its value
      --> live/dev/inconvertible/terragrunt.hcl:10:12
       |
    10 |   memory = "a lot"
       |            ^^^^^^^ a number is required
       |
      ::: modules/inconvertible/main.tf:5:1
       |
     5 | variable "memory" {
       | ----------------- declared here

    error[evaluation-cycle]: the locals `owner` and `name` need each other
     --> modules/locals-in-a-circle/main.tf:8:29
      |
    6 |   name   = "${local.prefix}-worker"
      |   ---- needed first
    7 |   prefix = "${local.owner}-${var.environment}"
    8 |   owner  = split("-", local.name)[0]
      |                             ^^^^ this reference closes the circle
      |
      = help: take one of the references out of the circle

    error[file-not-found]: a module that is called is not there
     --> modules/missing-child/main.tf:6:12
      |
    6 |   source = "../role"
      |            ^^^^^^^^^ no such folder
      |
      = help: correct the path: it counts from the folder of the module that calls

    error[missing-argument]: the variable `handler` has no value
     --> modules/missing-input/main.tf:5:1
      |
    5 | variable "handler" {
      | ^^^^^^^^^^^^^^^^^^ it has no default
      |
      = help: give it one in the unit's `inputs`: `handler = …`

    error[syntax-error]: string is never closed
     --> modules/syntax-error/main.tf:9:19
      |
    9 |   runtime       = "python3.12
      |                   ^^^^^^^^^^^ no closing `"` on this line
      |
      = help: Close it with `"`; for text of several lines use a heredoc (`<<EOT`).

    error[unknown-variable]: the module declares no variable `time_out`
      --> modules/undeclared/main.tf:10:23
       |
    10 |   timeout       = var.time_out
       |                       ^^^^^^^^ not declared

    error[unknown-builtin]: there is no builtin `kebabcase`
     --> modules/unknown-builtin/main.tf:6:19
      |
    6 |   function_name = kebabcase("Unknown Builtin", var.environment)
      |                   ^^^^^^^^^ not known to Terraform
    8 errors, 1 warning
    "#);
}
