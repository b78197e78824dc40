//! The sample estates as the tests use them.

use std::path::PathBuf;

use crate::support::Sandbox;

/// The seven functions of `dev` that packages are built for, in the order of their ids.
pub(crate) const DEV_FUNCTIONS: [&str; 7] = [
    "api-docs-generator",
    "generate-presigned-url",
    "insert-ppu-data",
    "lambda-test-runner",
    "software-event-update-handler",
    "presigned-url-s3-upload",
    "sync-clock",
];

/// The estate as users have it, with a remote backend.
pub(crate) fn estate() -> Sandbox {
    Sandbox::of_fixture("estate")
}

/// The estate with a local backend, so that plan and apply run here.
pub(crate) fn local_estate() -> Sandbox {
    let sandbox = estate();
    sandbox.lay_fixture("estate-local");
    sandbox.commit();
    sandbox
}

/// The folders with a `terragrunt.hcl` below `infra/live`, relative to the checkout, sorted.
pub(crate) fn unit_folders(sandbox: &Sandbox) -> Vec<PathBuf> {
    let root = sandbox.root();
    let mut found = Vec::new();
    let mut folders = vec![root.join("infra/live")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.ends_with("terragrunt.hcl") {
                found.push(folder.strip_prefix(&root).expect("it is inside").to_path_buf());
            }
        }
    }
    found.sort();
    found
}
