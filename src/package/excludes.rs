//! What of a function's folder never goes into its package, each with the reason. Only a `.gitignore` adds to it.
//!
//! A file named `test_*.py` beside the handler stays: it may be a module that the handler imports.

/// Where a pattern is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Everywhere.
    Any,
    /// Directly in the folder that becomes the root of the zip.
    Root,
}

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exclude {
    /// The name of a file or folder; one `*` stands for any characters.
    pub pattern: &'static str,
    /// Where it counts.
    pub depth: Depth,
    /// Why it does not belong into a package.
    pub reason: &'static str,
}

macro_rules! excludes {
    ($($depth:ident $reason:literal: $($pattern:literal)+;)*) => {
        /// Every rule, in the order of this file.
        pub const DEFAULT_EXCLUDES: &[Exclude] = &[
            $($(Exclude { pattern: $pattern, depth: Depth::$depth, reason: $reason },)+)*
        ];
    };
}

excludes! {
    Any "version control":
        ".git" ".gitignore" ".gitattributes" ".gitmodules" ".gitkeep" ".hg" ".svn";
    Any "bytecode, stale or for another Python":
        "__pycache__" "*.pyc" "*.pyo";
    Any "a virtual environment; requirements are installed for the runtime":
        ".venv" "venv" ".python-version" "node_modules";
    Any "left by a build or a test run":
        "*.egg-info" ".eggs" ".pytest_cache" ".mypy_cache" ".ruff_cache" ".hypothesis" ".tox" ".nox" ".coverage"
        "htmlcov" ".aws-sam" ".serverless";
    Any "left by Terragrunt, Terraform or this tool":
        ".terragrunt-cache" ".terragrunt-source-manifest" ".terragrunt-module-manifest"
        ".terragrunt-source-version" ".terraform" ".terraform.lock.hcl" "*.tfstate" "*.tfstate.backup" ".tglambda"
        "zz-tglambda.auto.tfvars.json";
    Any "secrets and settings of one person's machine":
        ".env" ".env.*" ".envrc" ".netrc";
    Any "left by an editor or a desktop":
        ".DS_Store" "Thumbs.db" ".idea" ".vscode" "*.swp" "*~";
    Root "tests of the function":
        "tests" "test" "conftest.py";
    Root "requirements are installed, and a comment in them must not change the package":
        "requirements*.txt";
}

impl Exclude {
    /// Whether the rule leaves `path` out, itself or as part of a folder. The path starts at the root of the zip.
    fn covers(&self, path: &str) -> bool {
        match self.depth {
            Depth::Any => path.split('/').any(|name| matches(self.pattern, name)),
            Depth::Root => path.split('/').next().is_some_and(|name| matches(self.pattern, name)),
        }
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => {
            name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
    }
}

/// The rule that leaves `path` out when the zip's root is the folder that `path` starts from.
pub(super) fn exclude_for(path: &str) -> Option<&'static Exclude> {
    DEFAULT_EXCLUDES.iter().find(|exclude| exclude.covers(path))
}

/// Whether a file or folder of this name is left out wherever it is.
pub(super) fn is_excluded_anywhere(name: &str) -> bool {
    DEFAULT_EXCLUDES.iter().any(|exclude| exclude.depth == Depth::Any && matches(exclude.pattern, name))
}

/// All rules in one line, for the build key.
pub(super) fn digest() -> String {
    let mut hasher = blake3::Hasher::new();
    for exclude in DEFAULT_EXCLUDES {
        hasher.update(format!("{:?} {}\n", exclude.depth, exclude.pattern).as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_know_their_depth() {
        let excluded = |path| exclude_for(path).is_some();
        assert!(excluded("tests/test_app.py") && excluded("requirements-dev.txt"));
        assert!(!excluded("lib/tests/data.py") && !excluded("docs/requirements.txt"));
        assert!(
            excluded("a/b/__pycache__/c.pyc") && excluded("a/.env.local") && excluded("x.egg-info/PKG-INFO")
        );
        assert!(!excluded("test_runner.py") && !excluded("environment.py") && !excluded("testsuite/a.py"));
    }

    #[test]
    fn each_pattern_stands_once_with_at_most_one_star() {
        let patterns: std::collections::BTreeSet<_> =
            DEFAULT_EXCLUDES.iter().map(|exclude| exclude.pattern).collect();
        assert_eq!(patterns.len(), DEFAULT_EXCLUDES.len());
        assert!(patterns.iter().all(|pattern| pattern.matches('*').count() <= 1));
    }
}
