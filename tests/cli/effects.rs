//! What reaches outside: programs that `run_cmd` runs, and only where that is allowed.

use insta::assert_snapshot;

use crate::conformance::differences;
use crate::small_estate::{FUNCTION, unit};
use crate::support::Sandbox;

/// Where `render` differs from the real one for the unit, which renders.
pub(crate) fn differs_from_terragrunt(sandbox: &Sandbox, folder: &str, arguments: &[&str]) -> Vec<String> {
    let real = sandbox.terragrunt().args(["render", "--json", "--working-dir", folder]).run();
    let ours = sandbox.tglambda().args(["render", "--working-dir", folder]).args(arguments).run();
    differences("", &real.success().last_line_json(), &ours.success().json())
}

const PROGRAMS: &str = r#"
locals {
  text     = run_cmd("printf", "x\n\n")
  words    = run_cmd("echo", "a b", 5, true)
  composed = run_cmd("printf", "e\u0301")
  folder   = run_cmd("pwd")
  quiet    = run_cmd("--terragrunt-quiet", "--terragrunt-quiet", "echo", "q")
  global   = run_cmd("--terragrunt-global-cache", "--terragrunt-quiet", "pwd")
  uncached = run_cmd("--terragrunt-no-cache", "pwd")
  later    = run_cmd("echo", "--terragrunt-quiet")
  script   = run_cmd("../../../say.sh", "a b", "c")
  name     = run_cmd("sh", "-c", "echo $0 $1", "zero", "one")
  stdin    = run_cmd("cat")
  stderr   = run_cmd("sh", "-c", "echo no >&2; echo yes")
  env      = sort([for line in split("\n", run_cmd("env")) : line if !can(regex("^(TF|TG|CHECKPOINT)_", line))])
  read     = read_terragrunt_config("../other.hcl").locals.folder
}
inputs = local
"#;

#[test]
fn programs_run_as_in_terragrunt_where_that_is_allowed() {
    let sandbox = unit(PROGRAMS);
    sandbox.write("live/dev/other.hcl", "locals {\n  folder = run_cmd(\"pwd\")\n}\n");
    sandbox.write("say.sh", "#!/bin/sh\necho \"$0 $PWD $#\"\n");
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(sandbox.path("say.sh"), executable).unwrap();
    let differences = differs_from_terragrunt(&sandbox, "live/dev/u", &["--allow-run-cmd"]);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn render_names_the_flag_that_helps() {
    let sandbox = unit("locals {\n  who = run_cmd(\"whoami\")\n}\n");
    assert_snapshot!(sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).run(), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[value-unavailable]: `run_cmd` would run `whoami`, which is not allowed
     --> live/dev/u/terragrunt.hcl:2:9
      |
    2 |   who = run_cmd("whoami")
      |         ^^^^^^^^^^^^^^^^^
      |
      = help: allow it with `--allow-run-cmd`
    1 error
    "#);
}

#[test]
fn elsewhere_the_value_is_unknown_with_the_reason() {
    let sandbox =
        unit(&format!("inputs = {{ name = \"foo\", {FUNCTION}, role = run_cmd(\"touch\", \"ran\") }}\n"));
    assert_snapshot!(sandbox.tglambda().args(["inspect"]).run(), @"
    exit code: 0
    ----- stdout -----
    FUNCTION  ENV  UNIT        RUNTIME     HANDLER  MB  SECONDS  ROLE     VPC  LAYERS  CODE     ACCOUNT       NOT BUILT
    foo       dev  live/dev/u  python3.12  app.h    -   -        unknown  -    -       unknown  111111111111  -

    unknown until an apply, 1 setting:
      `run_cmd()`, which is run only with `--allow-run-cmd`
        role: foo

    ----- stderr -----
    ");
    assert!(!sandbox.path("live/dev/u/ran").exists());
}

#[test]
fn a_program_that_fails_says_what_it_said() {
    let sandbox =
        unit("locals {\n  a = run_cmd(\"sh\", \"-c\", \"echo one >&2; echo two >&2; exit 3\")\n}\n");
    sandbox.write("live/dev/v/terragrunt.hcl", "locals {\n  a = run_cmd(\"no-such-program\")\n}\n");
    sandbox.write(
        "live/dev/w/terragrunt.hcl",
        "locals {\n  a = run_cmd(\"--terragrunt-no-cache\", \"--terragrunt-global-cache\", \"true\")\n}\n",
    );
    let render =
        |folder: &str| sandbox.tglambda().args(["render", "--allow-run-cmd", "--working-dir", folder]).run();
    assert_snapshot!(render("live/dev/u"), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-call]: `run_cmd` fails: `sh -c echo one >&2; echo two >&2; exit 3` in `live/dev/u` ended with exit status 3
     --> live/dev/u/terragrunt.hcl:2:7
      |
    2 |   a = run_cmd("sh", "-c", "echo one >&2; echo two >&2; exit 3")
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: stderr: one
      = note: stderr: two
    1 error
    "#);
    assert_snapshot!(render("live/dev/v"), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-call]: `run_cmd` fails: `no-such-program` in `live/dev/v` cannot be run: there is no such program on `PATH`
     --> live/dev/v/terragrunt.hcl:2:7
      |
    2 |   a = run_cmd("no-such-program")
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
    1 error
    "#);
    assert_snapshot!(render("live/dev/w"), @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-call]: `run_cmd` fails: `--terragrunt-global-cache` and `--terragrunt-no-cache` contradict each other
     --> live/dev/w/terragrunt.hcl:2:40
      |
    2 |   a = run_cmd("--terragrunt-no-cache", "--terragrunt-global-cache", "true")
      |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: keep one of them
    1 error
    "#);
}

#[test]
fn a_secret_argument_is_in_no_message() {
    let sandbox = unit(
        "locals {\n  a = run_cmd(\"sh\", \"-c\", \"echo no $1 >&2; exit 1\", \"x\", get_env(\"KEY\"))\n}\n",
    );
    let output = sandbox
        .tglambda()
        .env("KEY", "s3cr3t-value")
        .args(["render", "--allow-run-cmd", "--working-dir", "live/dev/u"])
        .run();
    assert_snapshot!(output, @r#"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[invalid-call]: `run_cmd` fails: `sh -c echo no $1 >&2; exit 1 x (sensitive)` in `live/dev/u` ended with exit status 1
     --> live/dev/u/terragrunt.hcl:2:7
      |
    2 |   a = run_cmd("sh", "-c", "echo no $1 >&2; exit 1", "x", get_env("KEY"))
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = note: stderr: no (sensitive)
    1 error
    "#);
}

/// Units that all include one file and read another; each run of a program leaves a line.
#[test]
fn each_key_runs_once_also_with_units_in_parallel() {
    let sandbox = unit("");
    sandbox.write(
        "root.hcl",
        concat!(
            "locals {\n",
            "  global = run_cmd(\"--terragrunt-global-cache\", \"sh\", \"-c\", \"echo global >> $LOG\")\n",
            "  own    = run_cmd(\"sh\", \"-c\", \"echo own >> $LOG\")\n",
            "  read   = read_terragrunt_config(\"${get_repo_root()}/read.hcl\")\n",
            "}\n",
        ),
    );
    sandbox.write("read.hcl", "locals {\n  read = run_cmd(\"sh\", \"-c\", \"echo read >> $LOG\")\n}\n");
    for index in 0..20 {
        sandbox.write(
            format!("live/dev/u{index}/terragrunt.hcl"),
            "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n",
        );
    }
    let log = sandbox.outside("log");
    sandbox.tglambda().env("LOG", &log).args(["inspect", "--allow-run-cmd"]).run().success();
    let text = std::fs::read_to_string(&log).unwrap();
    let count = |word: &str| text.lines().filter(|line| *line == word).count();
    assert_eq!((count("global"), count("own"), count("read")), (1, 20, 1), "{text}");
}

#[test]
fn an_interrupt_ends_a_program_and_the_run() {
    // The program says that it runs by opening the pipe; it never ends by itself.
    let sandbox =
        unit("locals {\n  a = run_cmd(\"sh\", \"-c\", \"echo up > $PIPE; while :; do :; done\")\n}\n");
    let pipe = sandbox.outside("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = sandbox
        .tglambda()
        .env("PIPE", &pipe)
        .args(["render", "--allow-run-cmd", "--working-dir", "live/dev/u"])
        .into_command();
    let mut child =
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
    assert_eq!(std::fs::read_to_string(&pipe).unwrap(), "up\n");
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}
