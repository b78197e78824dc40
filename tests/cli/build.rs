//! `build`: packages, their cache and their manifests.

use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::estates::{DEV_FUNCTIONS, estate};
use crate::support::Sandbox;

fn build(sandbox: &Sandbox) -> Value {
    sandbox
        .tglambda()
        .installing_packages()
        .args(["build", "--env", "dev", "--format", "json"])
        .run()
        .success()
        .json()
}

fn packages(document: &Value) -> &Vec<Value> {
    document["packages"].as_array().expect("the document lists packages")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[test]
fn seven_packages_come_out_and_are_not_built_again() {
    let sandbox = estate();
    let first = build(&sandbox);
    let names: Vec<&str> =
        packages(&first).iter().filter_map(|package| package["function"].as_str()).collect();
    let mut expected = DEV_FUNCTIONS.to_vec();
    expected.sort_unstable();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    for package in packages(&first) {
        let path = sandbox.path(package["path"].as_str().unwrap());
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(package["sha256"].as_str().unwrap(), hex(&Sha256::digest(&bytes)));
        assert_eq!(package["sizes"]["zipped"].as_u64().unwrap(), bytes.len() as u64);
        assert_eq!(package["cached"], false);
    }
    let second = build(&sandbox);
    assert!(packages(&second).iter().all(|package| package["cached"] == true), "{second:#}");
    let digests = |document: &Value| -> Vec<Value> {
        packages(document).iter().map(|package| package["sha256"].clone()).collect()
    };
    assert_eq!(digests(&first), digests(&second));
    assert_eq!(sandbox.tool("git").args(["status", "--porcelain"]).run().success().stdout(), "");
}

#[test]
fn the_table_names_what_was_built() {
    let sandbox = estate();
    build(&sandbox);
    let output = sandbox.tglambda().installing_packages().args(["build", "--env", "dev"]).run();
    assert_snapshot!(output, @r#"
    exit code: 0
    ----- stdout -----
    FUNCTION                       ENV  RUNTIME     ARCH      ZIPPED  UNZIPPED  SHA256            STATE
    api-docs-generator             dev  python3.11  x86_64    954 KB    3.3 MB  c059ce47f8f044cf  unchanged
    generate-presigned-url         dev  python3.9   x86_64    2.5 MB    6.9 MB  17c83b6f3615d28a  unchanged
    insert-ppu-data                dev  python3.9   x86_64  584.7 KB    1.2 MB  aece785d2d58e25d  unchanged
    lambda-test-runner             dev  python3.9   x86_64  622.3 KB      2 MB  c05e89fc95545748  unchanged
    software-event-update-handler  dev  python3.9   x86_64    4.9 MB   14.9 MB  4953c23c9975cbc0  unchanged
    presigned-url-s3-upload        dev  python3.9   x86_64   85.4 KB  339.8 KB  52b1c81f72f9c11b  unchanged
    sync-clock                     dev  python3.12  arm64   567.9 KB    1.1 MB  874e177f0c9ee6c9  unchanged

    ----- stderr -----
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`
    1 warning
    "#);
}

#[test]
fn a_changed_handler_builds_exactly_its_function_again() {
    let sandbox = estate();
    build(&sandbox);
    let handler = "infra/lambda-functions/sync-clock/sync_clock.py";
    let text = sandbox.read(handler);
    sandbox.write(handler, format!("{text}\n# changed\n"));
    let second = build(&sandbox);
    let rebuilt: Vec<&str> = packages(&second)
        .iter()
        .filter(|package| package["cached"] == false)
        .filter_map(|package| package["function"].as_str())
        .collect();
    assert_eq!(rebuilt, ["sync-clock"]);
}

#[test]
fn the_key_explains_what_it_is_made_of() {
    let sandbox = estate();
    let output = sandbox
        .tglambda()
        .installing_packages()
        .args(["build", "--env", "dev", "presigned-url-s3-upload", "--explain"])
        .run();
    assert_snapshot!(output, @r#"
    exit code: 0
    ----- stdout -----
    presigned-url-s3-upload: key [SHA256]
      format                         1
      architecture                   x86_64
      excludes                       0ee9f6e4550a8ddf
      handler                        handler.lambda_handler
      platform                       x86_64-manylinux2014
      python                         3.9.20
      requirements requirements.txt  [SHA256]
      root                           .
      runtime                        python3.9
      source handler.py              [SHA256]
      not built before

    FUNCTION                 ENV  RUNTIME    ARCH     ZIPPED  UNZIPPED  SHA256            STATE
    presigned-url-s3-upload  dev  python3.9  x86_64  85.4 KB  339.8 KB  52b1c81f72f9c11b  built

    ----- stderr -----
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`
    1 warning
    "#);
}

#[test]
fn a_package_holds_code_and_dependencies_and_nothing_of_the_machine() {
    let sandbox = estate();
    let built = build(&sandbox);
    for package in packages(&built) {
        let path = sandbox.path(package["path"].as_str().unwrap());
        let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(names, sorted, "entries are sorted");
        for name in &names {
            let has = |end: &str| Path::new(name).extension().is_some_and(|extension| extension == end);
            assert!(!has("pyc") && !name.contains("__pycache__"), "{name}");
            assert!(!name.starts_with("bin/") && !name.starts_with("tests/"), "{name}");
        }
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mode = entry.unix_mode().unwrap() & 0o777;
            assert!(mode == 0o644 || mode == 0o755, "{name}: {mode:o}");
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            let root = sandbox.root();
            let needle = root.to_str().unwrap().as_bytes();
            assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{name}");
        }
    }
}

#[test]
fn a_full_or_read_only_disk_is_told_and_leaves_nothing_half_written() {
    let sandbox = estate();
    let output = sandbox
        .tool("unshare")
        .installing_packages()
        .args(["-rm", "sh", "-c"])
        .args([
            "mkdir -p .tglambda && mount -t tmpfs -o ro,size=1m tmpfs .tglambda && exec \"$0\" build --env dev sync-clock",
            env!("CARGO_BIN_EXE_tglambda"),
        ])
        .run();
    assert_eq!(output.code(), Some(1), "{output}");
    assert_snapshot!(output.messages(), @r#"
    warning[deprecated-syntax]: a root configuration called `terragrunt.hcl` is deprecated since Terragrunt 0.70.0
     --> infra/live/terragrunt.hcl:3:1
      |
    3 | locals {
      | ^^^^^^ units include this file
      |
      = help: rename it to `root.hcl` and find it with `find_in_parent_folders("root.hcl")`

    error[output-unwritable]: cannot create the folder `[ROOT]/.tglambda/artifacts`
     |
     = note: the system says: Read-only file system (os error 30)
     = help: mount it writable, or work in a checkout that is
    1 error, 1 warning
    "#);
}

#[test]
fn an_interrupt_leaves_nothing_half_written() {
    let sandbox = estate();
    let mut command = sandbox.tglambda().installing_packages().args(["build", "--env", "dev"]).into_command();
    // A cache of its own and empty, so that the build has something to do when the signal comes.
    command.env("UV_CACHE_DIR", sandbox.outside("uv-cache"));
    let mut child =
        command.stderr(std::process::Stdio::null()).stdout(std::process::Stdio::null()).spawn().unwrap();
    let working = sandbox.path(".tglambda");
    while !working.exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let id = child.id().to_string();
    drop(sandbox.tool("sh").args(["-c", "kill -INT \"$0\"", &id]).run());
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(130), "the interrupt is told by the exit code");
    let leftovers: Vec<_> = walk(&working)
        .into_iter()
        .filter(|path| path.contains("/.tglambda-") || path.contains("/building/"))
        .collect();
    assert_eq!(leftovers, Vec::<String>::new());
    assert_eq!(packages(&build(&sandbox)).len(), 7, "the next run is fine");
}

fn walk(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .flat_map(|entry| {
            let path = entry.path();
            let mut found = vec![path.display().to_string()];
            if path.is_dir() {
                found.extend(walk(&path));
            }
            found
        })
        .collect()
}
