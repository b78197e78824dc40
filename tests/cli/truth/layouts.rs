//! The estates of `fixtures/layouts`, each told as it is planned.

use super::Estate;
use crate::support::Sandbox;

/// An estate whose units are below these folders.
fn layout(name: &str, units: &[&str]) -> Estate {
    let sandbox = Sandbox::new();
    sandbox.lay_fixture(&format!("layouts/{name}"));
    Estate::new(sandbox, units)
}

/// Requires agreement, and that both sides know so many attributes at least: a comparison of nothing agrees too.
#[track_caller]
fn agrees(estate: &Estate, known: usize) {
    let found = estate.agrees();
    assert!(found >= known, "{found} attributes are known");
}

#[test]
fn accounts_regions_and_environments_as_folders() {
    agrees(&layout("account-region-env", &["."]), 50);
}

#[test]
fn accounts_in_json() {
    agrees(&layout("accounts-json", &["infra"]), 70);
}

#[test]
fn bad_modules_beside_good_ones() {
    let estate = layout("broken", &["."]);
    let estate = BROKEN.into_iter().fold(estate, |estate, unit| estate.refused(&format!("live/dev/{unit}")));
    agrees(&estate, 10);
}

/// The units whose modules neither Terraform nor OpenTofu plans.
const BROKEN: [&str; 2] = ["missing-child", "syntax-error"];

#[test]
fn code_in_a_bucket() {
    agrees(&layout("bucket-code", &["."]), 90);
}

#[test]
fn functions_by_category() {
    agrees(&layout("categories", &["."]), 50);
}

#[test]
fn a_context_that_names_everything() {
    agrees(&layout("context", &["."]), 70);
}

#[test]
fn functions_in_data_files() {
    agrees(&layout("data-files", &["."]), 100);
}

#[test]
fn units_that_share_what_they_include() {
    agrees(&layout("envcommon", &["."]), 60);
}

#[test]
fn functions_written_into_a_module() {
    agrees(&layout("hard-coded", &["."]), 50);
}

#[test]
fn images_and_file_systems() {
    agrees(&layout("images-and-files", &["."]), 50);
}

#[test]
fn a_map_of_functions() {
    agrees(&layout("map-of-functions", &["."]), 170);
}

#[test]
fn names_with_the_environment_at_their_end() {
    agrees(&layout("name-suffix", &["."]), 80);
}

#[test]
fn functions_that_a_pipeline_shares_with_terraform() {
    agrees(&layout("ownership", &["."]), 180);
}

#[test]
fn the_lambda_module_of_the_registry() {
    let estate = layout("registry-module", &["live"]);
    agrees(&estate.standing_for("terraform-aws-modules/lambda/aws", "stand-ins/lambda/aws"), 1);
}

#[test]
fn functions_that_stacks_generate() {
    agrees(&layout("stack-values", &["live"]), 70);
}
