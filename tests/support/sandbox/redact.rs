//! Placeholders for what differs from run to run: folders, hashes, times.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// Replacements, in the order given; those that every sandbox has follow the texts of this one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Redactions {
    texts: Vec<(String, String)>,
    strips_colors: bool,
}

static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        (r"\.terragrunt-cache/[A-Za-z0-9_-]{27}/[A-Za-z0-9_-]{27}", ".terragrunt-cache/[CACHE]"),
        (r"\b[0-9a-f]{64}\b", "[SHA256]"),
        (r"[A-Za-z0-9+/]{43}=", "[BASE64-SHA256]"),
        (r"-[0-9a-f]{16}\.zip\b", "-[SHA16].zip"),
        (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)", "[TIMESTAMP]"),
        (r"(?m)^\d\d:\d\d:\d\d\.\d{3}\b", "[CLOCK]"),
        (r"\b\d+(\.\d+)?\s?(ns|µs|ms|s)\b", "[TIME]"),
    ]
    .map(|(pattern, placeholder)| (Regex::new(pattern).expect("internal: a valid pattern"), placeholder))
    .into()
});

static COLORS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("\u{1b}\\[[0-9;]*m").expect("internal: a valid pattern"));

impl Redactions {
    /// Replaces a folder and what is named below it. Longer paths come before their parents.
    pub(super) fn path(self, path: &Path, placeholder: &str) -> Self {
        self.text(&path.to_string_lossy(), placeholder)
    }

    /// Replaces a text.
    pub(super) fn text(mut self, text: &str, placeholder: &str) -> Self {
        self.texts.push((text.to_owned(), placeholder.to_owned()));
        self
    }

    /// Drops colours, for programs that write them to a pipe.
    pub(super) fn without_colors(mut self) -> Self {
        self.strips_colors = true;
        self
    }

    /// A text with all of it replaced.
    pub(super) fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if self.strips_colors {
            text = COLORS.replace_all(&text, "").into_owned();
        }
        for (found, placeholder) in &self.texts {
            text = text.replace(found, placeholder);
        }
        for (pattern, placeholder) in PATTERNS.iter() {
            text = pattern.replace_all(&text, *placeholder).into_owned();
        }
        text
    }
}
