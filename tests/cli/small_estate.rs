//! Estates of one unit, for what the sample estate does not have.

use crate::support::Sandbox;

/// An estate with one unit, `live/dev/u`, and one function folder, `lambdas/foo`.
pub(crate) fn unit(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("tglambda.toml", "");
    sandbox.write("live/dev/env.hcl", "locals {\n  env = \"dev\"\n  aws_account = \"111111111111\"\n}\n");
    sandbox.write("live/prod/env.hcl", "locals {\n  env = \"prod\"\n  aws_account = \"333333333333\"\n}\n");
    sandbox.write("lambdas/foo/app.py", "def h(event, context):\n    return event\n");
    sandbox.write("live/dev/d/terragrunt.hcl", "");
    sandbox.write("live/dev/u/terragrunt.hcl", text);
    sandbox.commit();
    sandbox
}

/// A dependency without mocks, and then the inputs.
pub(crate) fn with_dependency(inputs: &str) -> String {
    format!("dependency \"d\" {{\n  config_path = \"../d\"\n}}\n\n{inputs}\n")
}

/// The attributes of a function that can be built.
pub(crate) const FUNCTION: &str = "handler = \"app.h\", runtime = \"python3.12\"";

/// Where a setting was written, as a document tells it: `file:line:column`.
pub(crate) fn origin(field: &serde_json::Value) -> String {
    let origin = &field["origin"];
    format!("{}:{}:{}", origin["file"].as_str().unwrap_or_default(), origin["line"], origin["column"])
}
