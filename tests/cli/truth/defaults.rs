//! The defaults that the provider gives attributes, as the tables of its double write them: what a module sets to null
//! has them in a plan, and the document does not speak of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

static DEFAULTS: LazyLock<BTreeMap<(String, String), String>> = LazyLock::new(|| {
    let tables =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/providers/internal/aws/tables");
    let files = super::run::files_that(&tables, |path| super::run::is_of_kind(path, "txt"));
    assert!(!files.is_empty(), "{} has tables", tables.display());
    files.iter().flat_map(|file| of_table(&std::fs::read_to_string(file).expect("a table"))).collect()
});

/// Whether that is the provider's default for an attribute of a type of resource.
pub(super) fn is_default(kind: &str, path: &str, value: &Value) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    let default = DEFAULTS.get(&(kind.to_owned(), name.to_owned()));
    default.is_some_and(|default| value.as_str().map_or_else(|| value.to_string(), str::to_owned) == *default)
}

fn of_table(text: &str) -> Vec<((String, String), String)> {
    let mut defaults = Vec::new();
    let mut kind = "";
    for line in text.lines() {
        if let Some(header) = line.strip_prefix("resource ") {
            kind = header.split(' ').next().unwrap_or_default();
        } else if line.starts_with("data ") {
            kind = "";
        } else if let Some((names, default)) = line.split_once(" = ").filter(|_| !kind.is_empty()) {
            let names = names.split(',').filter_map(|name| name.split_whitespace().next());
            defaults.extend(names.map(|name| ((kind.to_owned(), name.to_owned()), default.to_owned())));
        }
    }
    defaults
}

#[test]
fn the_tables_tell_defaults() {
    assert!(is_default("aws_cloudwatch_log_group", "retention_in_days", &0.into()));
    assert!(is_default("aws_lambda_function_url", "invoke_mode", &"BUFFERED".into()));
    assert!(!is_default("aws_lambda_function_url", "invoke_mode", &"RESPONSE_STREAM".into()));
}
