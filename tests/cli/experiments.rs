//! Experiments of Terragrunt: refused by `render` as long as nobody turns them on.

use crate::conformance::differences;
use crate::small_estate::unit;
use crate::support::{Sandbox, Tool};

const UNIT: &str = r#"
terraform {
  source  = "tfr://registry.example/a/b/c"
  version = "~> 3.3"
}

generate "settings" {
  path      = "settings.tf"
  if_exists = "overwrite"
  contents  = ""
  mutable   = true
}

inputs = deep_merge({ tags = { a = "1", list = [1] } }, null, { tags = { b = "2", list = [2] } })
"#;

const EXPERIMENTS: [&str; 3] = ["deep-merge", "mutable-generate", "version-attribute"];

#[test]
fn an_experiment_that_is_on_renders_as_in_terragrunt() {
    let sandbox = unit(UNIT);
    let flags = || EXPERIMENTS.iter().flat_map(|name| ["--experiment", name]);
    let render = |tool: Tool| tool.args(["render", "--json", "--working-dir", "live/dev/u"]);
    let real = render(sandbox.terragrunt()).args(flags()).run().success().last_line_json();
    for ours in [
        render(sandbox.tglambda()).args(flags()),
        render(sandbox.tglambda()).env("TG_EXPERIMENT", EXPERIMENTS.join(",")),
    ] {
        let differences = differences("", &real, &ours.run().success().json());
        assert!(differences.is_empty(), "{}", differences.join("\n"));
    }
}

#[test]
fn an_experiment_that_is_off_is_refused_by_its_name() {
    let sandbox: Sandbox = unit(UNIT);
    let answer = sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).run().ends_with(1);
    for name in EXPERIMENTS {
        assert!(answer.stderr().contains(&format!("needs the experiment `{name}`")), "{answer}");
    }
}
