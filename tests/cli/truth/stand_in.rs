//! Modules of a registry, which no test can reach: for the plan, a folder of the checkout stands for one. The product
//! is asked before, and sees the module as users write it.

use std::sync::LazyLock;

use regex::Regex;

use crate::support::Sandbox;

/// An argument that is for registries alone.
static VERSION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*version\s*=").expect("internal: a valid pattern"));

/// Writes the folder wherever the checkout names the module, as in `terraform-aws-modules/lambda/aws`.
pub(super) fn put(sandbox: &Sandbox, module: &str, folder: &str) {
    let folder = sandbox.path(folder);
    assert!(folder.is_dir(), "{} stands for {module}", folder.display());
    let is_configuration =
        |path: &std::path::Path| ["tf", "hcl"].iter().any(|kind| super::run::is_of_kind(path, kind));
    for file in super::run::files_that(&sandbox.root(), is_configuration) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if text.contains(module) {
            let text = replaced(&text, module, &folder.to_string_lossy());
            std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
    }
}

fn replaced(text: &str, module: &str, folder: &str) -> String {
    let pattern = format!(r#""(?:tfr://[^/"]*/)?{}(//[^?"]*)?(?:\?version=[^"]*)?""#, regex::escape(module));
    let source = Regex::new(&pattern).expect("internal: a valid pattern");
    let mut lines = Vec::new();
    let mut follows_source = false;
    for line in text.lines() {
        if follows_source && VERSION.is_match(line) {
            continue;
        }
        follows_source = source.is_match(line);
        lines.push(source.replace_all(line, |found: &regex::Captures<'_>| {
            let below = found.get(1).map_or("", |below| below.as_str());
            format!("\"{folder}{below}\"")
        }));
    }
    lines.join("\n") + "\n"
}

#[test]
fn sources_of_modules_and_of_units_become_the_folder() {
    let text = r#"source  = "a/lambda/aws//modules/alias"
version = "~> 8.0"
source = "tfr:///a/lambda/aws?version=8.1.2"
source = "tfr://registry.example/a/lambda/aws//x?version=8.1.2"
version = 1
keep = "b/lambda/aws"
version = 2
"#;
    insta::assert_snapshot!(replaced(text, "a/lambda/aws", "/in"), @r#"
    source  = "/in//modules/alias"
    source = "/in"
    source = "/in//x"
    keep = "b/lambda/aws"
    version = 2
    "#);
}
