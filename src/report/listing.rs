//! Units and stacks as `terragrunt find` prints them: as JSON, or a path a line. Source: Terragrunt 1.1.3
//! `internal/cli/commands/find/find.go`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::estate::Listed;
use crate::terragrunt::{Exclude, FolderKind, relative};

const WRITES: &str = "internal: writing to a string cannot fail";

/// What of each unit is shown.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a part of the output of its own")]
pub struct Shown {
    /// What it depends on.
    pub dependencies: bool,
    /// The files it includes.
    pub include: bool,
    /// Its `exclude` block.
    pub exclude: bool,
    /// The files that were read for it.
    pub reading: bool,
}

/// What is empty is left out, but for an `exclude` block, which is whole.
#[derive(Serialize)]
struct ListedJson<'l> {
    r#type: &'static str,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclude: Option<ExcludeJson<'l>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    include: BTreeMap<&'l str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reading: Vec<String>,
}

#[derive(Serialize)]
struct ExcludeJson<'l> {
    exclude_dependencies: Option<bool>,
    no_run: Option<bool>,
    actions: Option<&'l [String]>,
    r#if: bool,
}

/// The JSON document, paths relative to `top`.
pub fn listing_json(listed: &[Listed], top: &Path, shown: Shown) -> String {
    let document: Vec<ListedJson<'_>> = listed.iter().map(|one| listed_json(one, top, shown)).collect();
    let text = serde_json::to_string_pretty(&document).expect("internal: the document serialises");
    let mut escaped = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        // Go writes these so that a page on the web may hold the text; they stand in strings alone.
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                write!(escaped, "\\u{:04x}", u32::from(letter)).expect(WRITES);
            }
            other => escaped.push(other),
        }
    }
    escaped.push('\n');
    escaped
}

/// A path a line, relative to `top`.
pub fn listing_text(listed: &[Listed], top: &Path, colored: bool) -> String {
    let mut text = String::new();
    for one in listed {
        let path = text_of(top, &one.folder);
        if colored {
            let (above, name) = path
                .rsplit_once('/')
                .map_or(("", &*path), |(_, name)| path.split_at(path.len() - name.len()));
            let color = match one.kind {
                FolderKind::Unit => 94,
                FolderKind::Stack => 92,
            };
            if !above.is_empty() {
                write!(text, "\u{1b}[2;37m{above}\u{1b}[m").expect(WRITES);
            }
            writeln!(text, "\u{1b}[1;{color}m{name}\u{1b}[m").expect(WRITES);
        } else {
            text.push_str(&path);
            text.push('\n');
        }
    }
    text
}

fn listed_json<'l>(listed: &'l Listed, top: &Path, shown: Shown) -> ListedJson<'l> {
    let dependencies = listed.dependencies.iter().filter(|_| shown.dependencies);
    let reading = listed.reading.iter().filter(|_| shown.reading);
    let include =
        listed.includes.iter().filter(|_| shown.include).map(|(label, path)| {
            (&**label, path.as_deref().map(|path| text_of(top, path)).unwrap_or_default())
        });
    ListedJson {
        r#type: listed.kind.name(),
        path: text_of(top, &listed.folder),
        exclude: listed.exclude.as_ref().filter(|_| shown.exclude).map(exclude_json),
        include: include.collect(),
        dependencies: dependencies.map(|depends_on| text_of(top, &depends_on.folder)).collect(),
        reading: reading.map(|path| text_of(top, path)).collect(),
    }
}

fn exclude_json(exclude: &Exclude) -> ExcludeJson<'_> {
    ExcludeJson {
        exclude_dependencies: exclude.exclude_dependencies,
        no_run: exclude.no_run,
        actions: exclude.actions.as_deref(),
        r#if: exclude.condition,
    }
}

fn text_of(top: &Path, path: &Path) -> String {
    relative(top, path).to_string_lossy().into_owned()
}
