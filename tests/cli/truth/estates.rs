//! The estates that are compared.

use std::path::PathBuf;

use super::Estate;
use crate::estates::local_estate;
use crate::support::Sandbox;

#[test]
fn the_sample_estate_is_told_as_it_is_planned() {
    let sandbox = local_estate();
    let state = sandbox.outside("state").to_string_lossy().into_owned();
    let known = Estate::new(sandbox, &["infra/live/dev", "infra/live/prod", "infra/live/staging"])
        .env("ESTATE_STATE", &state)
        .agrees();
    assert!(known > 100, "{known} attributes are known");
}

/// The estate that a person names, else the stacks.
#[test]
fn an_estate_named_by_hand_is_told_as_it_is_planned() {
    let sandbox = Sandbox::new();
    let named = std::env::var_os("TGLAMBDA_TRUTH").map(PathBuf::from);
    match &named {
        Some(folder) => sandbox.lay(folder, ""),
        None => sandbox.lay_fixture("stacks"),
    }
    sandbox.commit();
    let units = std::env::var("TGLAMBDA_TRUTH_UNITS")
        .unwrap_or_else(|_| if named.is_some() { ".".to_owned() } else { "live".to_owned() });
    Estate::new(sandbox, &units.split(',').collect::<Vec<_>>()).agrees();
}
