//! A sandbox is sealed, and what it shows is the same on every run.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Sandbox, Tool};

/// Names of the variables that a program sees.
fn variables(tool: Tool) -> Vec<String> {
    let answer = tool.run().success();
    let names =
        answer.stdout().lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name.to_owned());
    // A shell adds these by itself.
    let mut names: Vec<_> = names.filter(|name| !["PWD", "SHLVL", "_"].contains(&name.as_str())).collect();
    names.sort();
    names
}

#[test]
fn nothing_of_the_surrounding_environment_gets_in() {
    let sandbox = Sandbox::new();
    let sealed = [
        "GIT_AUTHOR_DATE",
        "GIT_AUTHOR_EMAIL",
        "GIT_AUTHOR_NAME",
        "GIT_COMMITTER_DATE",
        "GIT_COMMITTER_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "HOME",
        "LC_ALL",
        "PATH",
        "TERM",
        "TMPDIR",
        "TZ",
    ];
    assert_eq!(variables(sandbox.tool("env")), sealed);
    assert_eq!(variables(sandbox.tool("env").umask("077")), sealed);
    let home = sandbox.tool("env").run().success();
    assert!(home.stdout().contains(&format!("HOME={}\n", sandbox.home().display())), "{home}");
}

#[test]
fn commits_have_the_same_id_everywhere() {
    let commit = || {
        let sandbox = Sandbox::new();
        sandbox.write("a/b.txt", "text\n");
        sandbox.commit();
        sandbox.tool("git").args(["rev-parse", "HEAD"]).run().success().stdout().to_owned()
    };
    assert_eq!(commit(), commit());
}

#[test]
fn a_copy_keeps_modes_and_links_and_replaces_what_is_there() {
    let (original, copy) = (Sandbox::new(), Sandbox::new());
    original.write("scripts/run.sh", "#!/bin/sh\necho original\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(original.path("scripts/run.sh"), executable).expect("a mode");
    std::os::unix::fs::symlink("scripts/run.sh", original.path("run")).expect("a link");
    copy.write("under/scripts/run.sh", "overlaid");
    copy.write("under/kept.txt", "kept");

    copy.lay(&original.root(), "under");

    let answer = copy.tool(copy.path("under/run")).run().success();
    assert_eq!(answer.stdout(), "original\n");
    assert_eq!(copy.read("under/kept.txt"), "kept");
}

#[test]
fn a_tool_gets_its_folder_its_stdin_and_its_umask() {
    let sandbox = Sandbox::new();
    sandbox.write("below/here.txt", "");
    let script = "cat > written; ls; exit 3";
    let shell = sandbox.tool("sh").dir("below").args(["-c", script]).stdin("from stdin").umask("077");
    let answer = shell.run();
    assert_eq!(answer.code(), Some(3));
    insta::assert_snapshot!(answer, @"
    exit code: 3
    ----- stdout -----
    here.txt
    written

    ----- stderr -----
    ");
    assert_eq!(sandbox.read("below/written"), "from stdin");
    let mode = std::fs::metadata(sandbox.path("below/written")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_differs_from_run_to_run_is_shown_as_placeholders() {
    let sandbox = Sandbox::new();
    let sha = "0123456789abcdef".repeat(4);
    let script = format!(
        "printf '%s\\n' $PWD/a $HOME/b $TMPDIR/c {sha} f-0123456789abcdef.zip 12ms tilt \
         $PWD/.terragrunt-cache/I16bvNG_0SWKxhevRgYtPY3f30k/L3T-azrXaXboxgk3I_whWnjFhT0/main.tf >&2"
    );
    let answer = sandbox.tool("sh").args(["-c", &script]).run().redact("tilt", "[WORD]");
    insta::assert_snapshot!(answer.messages(), @"
    [ROOT]/a
    [HOME]/b
    [SANDBOX]/tmp/c
    [SHA256]
    f-[SHA16].zip
    [TIME]
    [WORD]
    [ROOT]/.terragrunt-cache/[CACHE]/main.tf
    ");
}
