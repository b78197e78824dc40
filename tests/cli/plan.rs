//! The hook inside the real Terragrunt: plan, apply, plan again, and a plan that another checkout applies.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::estates::{DEV_FUNCTIONS, local_estate};
use crate::support::{Output, Sandbox};

/// Runs Terragrunt over all units of `dev`.
fn run_all(sandbox: &Sandbox, state: &Path, arguments: &[&str]) -> Output {
    sandbox
        .terragrunt()
        .installing_packages()
        .env("ESTATE_STATE", state)
        .dir("infra/live/dev")
        .args(["run", "--all", "--non-interactive", "--"])
        .args(arguments)
        .run()
}

/// The working folder that Terragrunt made for a unit.
fn working_folder(sandbox: &Sandbox, unit: &str) -> PathBuf {
    fn find(folder: &Path) -> Option<PathBuf> {
        if folder.join("zz-tglambda.auto.tfvars.json").exists() {
            return Some(folder.to_path_buf());
        }
        let entries = std::fs::read_dir(folder).ok()?;
        entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .find_map(|path| find(&path))
    }
    let cache = sandbox.path(format!("infra/live/dev/{unit}/.terragrunt-cache"));
    find(&cache).unwrap_or_else(|| panic!("{unit} has a working folder with a hand-over"))
}

/// File name and code hash of every function in the saved plan of a unit.
fn planned(sandbox: &Sandbox, unit: &str) -> BTreeMap<String, (String, String)> {
    let folder = working_folder(sandbox, unit);
    let plan = sandbox.tofu().dir(&folder).args(["show", "-json", "tfplan"]).run().success().json();
    let changes = plan["resource_changes"].as_array().expect("the plan has changes");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    changes
        .iter()
        .filter(|change| change["type"] == "aws_lambda_function")
        .map(|change| {
            let after = &change["change"]["after"];
            (text(&after["function_name"]), (text(&after["filename"]), text(&after["source_code_hash"])))
        })
        .collect()
}

const UNITS: [&str; 3] = ["lambda", "presigned-url-s3-upload", "sync-clock"];

fn all_planned(sandbox: &Sandbox) -> BTreeMap<String, (String, String)> {
    UNITS.iter().flat_map(|unit| planned(sandbox, unit)).collect()
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// The manifests by function, as the store keeps them.
fn manifests(sandbox: &Sandbox) -> BTreeMap<String, Value> {
    let document = sandbox
        .tglambda()
        .installing_packages()
        .args(["build", "--env", "dev", "--format", "json"])
        .run()
        .success()
        .json();
    document["packages"]
        .as_array()
        .expect("the document lists packages")
        .iter()
        .map(|package| (package["function"].as_str().unwrap_or_default().to_owned(), package.clone()))
        .collect()
}

#[test]
fn a_plan_names_the_exact_bytes_of_every_function_and_settles() {
    let sandbox = local_estate();
    let state = sandbox.outside("state");
    run_all(&sandbox, &state, &["plan", "-out=tfplan"]).success();

    let plan = all_planned(&sandbox);
    let manifests = manifests(&sandbox);
    assert!(manifests.values().all(|manifest| manifest["cached"] == true), "the hooks have built all");
    for name in DEV_FUNCTIONS {
        let (filename, hash) = &plan[name];
        let manifest = &manifests[name];
        assert_eq!(hash, manifest["base64_sha256"].as_str().unwrap(), "{name}");
        let unit = UNITS.into_iter().find(|unit| planned(&sandbox, unit).contains_key(name)).unwrap();
        let bytes = std::fs::read(working_folder(&sandbox, unit).join(filename)).unwrap();
        assert_eq!(&base64(&Sha256::digest(&bytes)), hash, "{name}");
    }

    let second = run_all(&sandbox, &state, &["plan", "-out=tfplan"]).success();
    assert!(!second.stderr().contains("tglambda: built"), "nothing is built twice:\n{second}");

    let handler = "infra/lambda-functions/sync-clock/sync_clock.py";
    let text = sandbox.read(handler);
    sandbox.write(handler, format!("{text}\n# changed\n"));
    run_all(&sandbox, &state, &["plan", "-out=tfplan"]).success();
    let changed: Vec<String> = all_planned(&sandbox)
        .into_iter()
        .filter(|(name, package)| plan.get(name) != Some(package))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["sync-clock"]);

    run_all(&sandbox, &state, &["apply", "-auto-approve"]).success();
    let settled = run_all(&sandbox, &state, &["plan", "-detailed-exitcode"]);
    assert_eq!(settled.code(), Some(0), "no changes after an apply:\n{settled}");
}

#[test]
fn a_saved_plan_applies_in_another_checkout_and_never_other_code() {
    let here = local_estate();
    let state = here.outside("state");
    run_all(&here, &state, &["apply", "-auto-approve"]).success();
    let handler = "infra/lambda-functions/sync-clock/sync_clock.py";
    let text = here.read(handler);
    let changed = format!("{text}\n# changed\n");
    here.write(handler, &changed);
    let plan = here.outside("sync-clock.tfplan");
    let plan_argument = format!("-out={}", plan.display());
    unit(&here, &state, "022", "UTC", &["plan", &plan_argument]).success();

    let other = local_estate();
    let plan = plan.to_str().unwrap();
    let refused = unit(&other, &state, "022", "UTC", &["apply", plan]);
    assert_ne!(refused.code(), Some(0), "other sources: {refused}");
    assert!(refused.messages().contains("no such file or directory"), "{refused}");

    let same = local_estate();
    same.write(handler, &changed);
    unit(&same, &state, "077", "Asia/Tokyo", &["apply", plan]).success();
}

/// Runs Terragrunt in the unit of `sync-clock`.
fn unit(sandbox: &Sandbox, state: &Path, umask: &str, zone: &str, arguments: &[&str]) -> Output {
    sandbox
        .terragrunt()
        .installing_packages()
        .env("ESTATE_STATE", state)
        .env("TZ", zone)
        .dir("infra/live/dev/sync-clock")
        .args(["run", "--non-interactive", "--"])
        .args(arguments)
        .umask(umask)
        .run()
}

#[test]
fn the_file_that_users_include_runs_the_hook() {
    let sandbox = local_estate();
    let root = "infra/live/terragrunt.hcl";
    let text = sandbox.read(root);
    let start = text.find("  before_hook \"tglambda\" {").expect("the estate has the hook itself");
    let end = start + text[start..].find("\n  }\n").expect("the block ends") + "\n  }\n".len();
    sandbox.write(root, format!("{}{}", &text[..start], &text[end..]));
    let hooks = Path::new(env!("CARGO_MANIFEST_DIR")).join("terragrunt-hooks/tglambda.hcl");
    sandbox.write("infra/live/tglambda.hcl", std::fs::read(hooks).expect("the hook file is there"));
    let include = "include \"tglambda\" {\n  path = find_in_parent_folders(\"tglambda.hcl\")\n}\n\n";
    let clock = "infra/live/dev/sync-clock/terragrunt.hcl";
    sandbox.write(clock, format!("{include}{}", sandbox.read(clock)));
    let state = sandbox.outside("state");
    unit(&sandbox, &state, "022", "UTC", &["plan", "-out=tfplan"]).success();
    let (filename, _) = &planned(&sandbox, "sync-clock")["sync-clock"];
    assert!(filename.starts_with(".tglambda/sync-clock-"), "{filename}");
}
