//! The same sources give the same bytes, wherever and whenever they are built.

use std::collections::BTreeMap;

use crate::estates::estate;
use crate::support::Sandbox;

fn digests(sandbox: &Sandbox, umask: &str, zone: &str) -> BTreeMap<String, String> {
    let document = sandbox
        .tglambda()
        .installing_packages()
        .env("TZ", zone)
        .args(["build", "--env", "dev", "--format", "json"])
        .umask(umask)
        .run()
        .success()
        .json();
    let packages = document["packages"].as_array().expect("the document lists packages");
    assert!(packages.iter().all(|package| package["cached"] == false), "each clone builds for itself");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    packages.iter().map(|package| (text(&package["function"]), text(&package["sha256"]))).collect()
}

#[test]
fn two_clones_build_the_same_seven_packages() {
    let origin = estate();
    let here = clone_of(&origin, "0022", "core.fileMode=true");
    let there = clone_of(&origin, "0077", "core.fileMode=false");
    // Another day, and modes that a file system without modes would give.
    for disturbance in [
        "find . -path ./.git -prune -o -type f -exec touch -d 2001-02-03 {} +",
        "find infra/lambda-functions -type f -exec chmod 0777 {} +",
    ] {
        there.tool("sh").args(["-c", disturbance]).run().success();
    }
    let first = digests(&here, "022", "UTC");
    let second = digests(&there, "077", "Asia/Tokyo");
    assert_eq!(first.len(), 7);
    assert_eq!(first, second);
}

fn clone_of(origin: &Sandbox, umask: &str, setting: &str) -> Sandbox {
    let clone = Sandbox::new();
    drop(
        clone
            .tool("git")
            .args(["-c", setting, "clone", "-q", "--config", setting])
            .args([origin.root().as_os_str(), ".".as_ref()])
            .umask(umask)
            .run()
            .success(),
    );
    clone
}
