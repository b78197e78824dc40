//! What is not as older versions of Terragrunt had it, estate by estate: shapes of documents that changed, unknowns
//! that need an apply, and units that the newest version refuses. Everything else is equal, and counted.

use std::fmt::Write as _;

use insta::assert_snapshot;
use tglambda::lang::world::Mode;

use super::answers::answers;
use super::beside::{Beside, unit_folders};
use crate::estates::{estate, local_estate};
use crate::support::Sandbox;

const VERSIONS: [&str; 2] = ["0.58.0", "0.77.22"];

/// Whatever is not as it was recorded, and how much was compared: a text for a snapshot, one place a line.
fn compare(estate: &str, sandbox: &Sandbox, mode: Mode) -> String {
    let mut told = String::new();
    for version in VERSIONS {
        let beside = Beside::new(sandbox, mode);
        let lines: Vec<String> = answers(version, estate)
            .iter()
            .flat_map(|(unit, recorded)| beside.differences(unit, recorded.as_ref()))
            .collect();
        writeln!(told, "{version}: {} values are equal", beside.equal()).expect("a text takes all");
        for line in lines {
            writeln!(told, "  {line}").expect("a text takes all");
        }
    }
    told
}

fn old_estate() -> Sandbox {
    Sandbox::of_fixture("estate-old")
}

#[test]
fn render_of_the_estate_is_as_older_versions_had_it() {
    assert_snapshot!(compare("estate", &estate(), Mode::Render), @"
    0.58.0: 477 values are equal
      infra/live/dev/lambda: locals.env_vars.dependency is new
      infra/live/dev/lambda: locals.env_vars.feature is new
      infra/live/dev/lambda: locals.env_vars.iam_web_identity_token is new
      infra/live/dev/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/dev/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/dev/lambda: locals.env_vars.retryable_errors is gone
      infra/live/dev/lambda: locals.env_vars.skip is gone
      infra/live/staging/lambda: locals.env_vars.dependency is new
      infra/live/staging/lambda: locals.env_vars.feature is new
      infra/live/staging/lambda: locals.env_vars.iam_web_identity_token is new
      infra/live/staging/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/staging/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/staging/lambda: locals.env_vars.retryable_errors is gone
      infra/live/staging/lambda: locals.env_vars.skip is gone
    0.77.22: 479 values are equal
      infra/live/dev/lambda: locals.env_vars.dependency is new
      infra/live/dev/lambda: locals.env_vars.feature is new
      infra/live/dev/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/dev/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/dev/lambda: locals.env_vars.retryable_errors is gone
      infra/live/staging/lambda: locals.env_vars.dependency is new
      infra/live/staging/lambda: locals.env_vars.feature is new
      infra/live/staging/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/staging/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/staging/lambda: locals.env_vars.retryable_errors is gone
    ");
}

#[test]
fn render_of_the_local_estate_is_as_older_versions_had_it() {
    assert_snapshot!(compare("estate-local", &local_estate(), Mode::Render), @"
    0.58.0: 477 values are equal
      infra/live/dev/lambda: locals.env_vars.dependency is new
      infra/live/dev/lambda: locals.env_vars.feature is new
      infra/live/dev/lambda: locals.env_vars.iam_web_identity_token is new
      infra/live/dev/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/dev/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/dev/lambda: locals.env_vars.retryable_errors is gone
      infra/live/dev/lambda: locals.env_vars.skip is gone
      infra/live/staging/lambda: locals.env_vars.dependency is new
      infra/live/staging/lambda: locals.env_vars.feature is new
      infra/live/staging/lambda: locals.env_vars.iam_web_identity_token is new
      infra/live/staging/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/staging/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/staging/lambda: locals.env_vars.retryable_errors is gone
      infra/live/staging/lambda: locals.env_vars.skip is gone
    0.77.22: 479 values are equal
      infra/live/dev/lambda: locals.env_vars.dependency is new
      infra/live/dev/lambda: locals.env_vars.feature is new
      infra/live/dev/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/dev/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/dev/lambda: locals.env_vars.retryable_errors is gone
      infra/live/staging/lambda: locals.env_vars.dependency is new
      infra/live/staging/lambda: locals.env_vars.feature is new
      infra/live/staging/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/staging/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/staging/lambda: locals.env_vars.retryable_errors is gone
    ");
}

#[test]
fn render_of_an_older_estate_is_as_older_versions_had_it_where_it_is_not_refused() {
    assert_snapshot!(compare("estate-old", &old_estate(), Mode::Render), @r#"
    0.58.0: 118 values are equal
      legacy: refused: `retryable_errors` is not read since Terragrunt 0.93.0; `retry_max_attempts` is not read since Terragrunt 0.93.0; `retry_sleep_interval_sec` is not read since Terragrunt 0.93.0
      legacy/report: refused: `retryable_errors` is not read since Terragrunt 0.93.0; `retry_max_attempts` is not read since Terragrunt 0.93.0; `retry_sleep_interval_sec` is not read since Terragrunt 0.93.0
      live/dev/batch: refused: the inputs of a dependency cannot be read since Terragrunt 0.91.0; the inputs of a dependency cannot be read since Terragrunt 0.91.0
      live/dev/network: inputs.alarms.seconds is "1_200", was 1200
    0.77.22: 119 values are equal
      legacy: refused: `retryable_errors` is not read since Terragrunt 0.93.0; `retry_max_attempts` is not read since Terragrunt 0.93.0; `retry_sleep_interval_sec` is not read since Terragrunt 0.93.0
      legacy/report: refused: `retryable_errors` is not read since Terragrunt 0.93.0; `retry_max_attempts` is not read since Terragrunt 0.93.0; `retry_sleep_interval_sec` is not read since Terragrunt 0.93.0
      live/dev/batch: refused: the inputs of a dependency cannot be read since Terragrunt 0.91.0; the inputs of a dependency cannot be read since Terragrunt 0.91.0
    "#);
}

#[test]
fn evaluation_of_the_estate_knows_what_older_versions_had() {
    assert_snapshot!(compare("estate", &estate(), Mode::Plan), @"
    0.58.0: 477 values are equal
      infra/live/dev/lambda: locals.env_vars.dependency is new
      infra/live/dev/lambda: locals.env_vars.feature is new
      infra/live/dev/lambda: locals.env_vars.iam_web_identity_token is new
      infra/live/dev/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/dev/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/dev/lambda: locals.env_vars.retryable_errors is gone
      infra/live/dev/lambda: locals.env_vars.skip is gone
      infra/live/staging/lambda: locals.env_vars.dependency is new
      infra/live/staging/lambda: locals.env_vars.feature is new
      infra/live/staging/lambda: locals.env_vars.iam_web_identity_token is new
      infra/live/staging/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/staging/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/staging/lambda: locals.env_vars.retryable_errors is gone
      infra/live/staging/lambda: locals.env_vars.skip is gone
    0.77.22: 479 values are equal
      infra/live/dev/lambda: locals.env_vars.dependency is new
      infra/live/dev/lambda: locals.env_vars.feature is new
      infra/live/dev/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/dev/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/dev/lambda: locals.env_vars.retryable_errors is gone
      infra/live/staging/lambda: locals.env_vars.dependency is new
      infra/live/staging/lambda: locals.env_vars.feature is new
      infra/live/staging/lambda: locals.env_vars.retry_max_attempts is gone
      infra/live/staging/lambda: locals.env_vars.retry_sleep_interval_sec is gone
      infra/live/staging/lambda: locals.env_vars.retryable_errors is gone
    ");
}

#[test]
fn evaluation_of_an_older_estate_knows_what_older_versions_had() {
    assert_snapshot!(compare("estate-old", &old_estate(), Mode::Plan), @r#"
    0.58.0: 137 values are equal
      live/dev/network: inputs.alarms.seconds is "1_200", was 1200
      live/dev/settings: locals.worker.queue_name is unknown (output `arn` of unit `live/dev/queue`), was "queue of mock"
      live/dev/worker: inputs.queue_name is unknown (output `arn` of unit `live/dev/queue`), was "queue of mock"
    0.77.22: 138 values are equal
      live/dev/settings: locals.worker.queue_name is unknown (output `arn` of unit `live/dev/queue`), was "queue of mock"
      live/dev/worker: inputs.queue_name is unknown (output `arn` of unit `live/dev/queue`), was "queue of mock"
    "#);
}

#[test]
fn every_unit_of_an_estate_is_recorded() {
    for (estate, sandbox) in
        [("estate", estate()), ("estate-local", local_estate()), ("estate-old", old_estate())]
    {
        let units = unit_folders(&sandbox);
        for version in VERSIONS {
            let recorded: Vec<String> = answers(version, estate).into_keys().collect();
            assert_eq!(recorded, units, "{version} {estate}: run `python3 tests/record/record.py`");
        }
    }
}
