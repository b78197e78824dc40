//! `[[environments.map]]`: what the environment of the units in some folders is, where their files do not say it.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::glob::PathPattern;
use crate::source::Span;
use crate::syntax::json::{JsonKind, JsonNode};

use super::settings_tree::{members, text, unknown_key};

/// The keys of a mapping.
const KEYS: [&str; 4] = ["path", "name", "account", "region"];

/// One entry of the mapping: the units whose folders are as `path` says, and what is told of them.
#[derive(Clone, Debug)]
pub struct EnvironmentMapping {
    patterns: Arc<[PathPattern]>,
    /// The environment's name, and where that is written.
    pub name: Option<(Arc<str>, Span)>,
    /// The account's id.
    pub account: Option<(Arc<str>, Span)>,
    /// The region.
    pub region: Option<(Arc<str>, Span)>,
}

impl EnvironmentMapping {
    /// Whether it is about the unit in this folder, by its path from the root.
    pub fn matches(&self, folder: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(folder))
    }
}

/// The entries of `environments.map`; what is wrong with them is added to `problems`.
pub(super) fn read(map: &JsonNode, problems: &mut Vec<Diagnostic>) -> Vec<EnvironmentMapping> {
    let JsonKind::Array(entries) = &map.kind else {
        problems.push(
            Diagnostic::error(Code::InvalidConfig, "`environments.map` is not a list of tables")
                .at(map.span.head(), "written here")
                .hint("write each entry under `[[environments.map]]`"),
        );
        return Vec::new();
    };
    entries.iter().filter_map(|entry| mapping(entry, problems)).collect()
}

fn mapping(entry: &JsonNode, problems: &mut Vec<Diagnostic>) -> Option<EnvironmentMapping> {
    let before = problems.len();
    let mut found: [Option<(Arc<str>, Span)>; 4] = [const { None }; 4];
    for (key, node) in members(entry, "environments.map", problems)? {
        match KEYS.iter().position(|name| *name == &*key.text) {
            Some(index) => found[index] = text(node, &format!("environments.map.{}", key.text), problems),
            None => problems.push(unknown_key("environments.map", key, &KEYS)),
        }
    }
    let [path, name, account, region] = found;
    if problems.len() > before {
        return None;
    }
    let Some((path, place)) = path else {
        problems.push(
            Diagnostic::error(Code::InvalidConfig, "an entry of `environments.map` has no `path`")
                .at(entry.span.head(), "this entry")
                .hint(
                    "say which units it is about, by their folders from the root: `path = \"live/dev/**\"`",
                ),
        );
        return None;
    };
    if name.is_none() && account.is_none() && region.is_none() {
        problems.push(
            Diagnostic::error(
                Code::InvalidConfig,
                "an entry of `environments.map` says nothing of its units",
            )
            .at(place, "about these")
            .hint("give at least one of `name`, `account` and `region`"),
        );
    }
    if let Some((name, place)) = name.as_ref().filter(|(name, _)| name.trim().is_empty()) {
        problems.push(
            Diagnostic::error(Code::InvalidConfig, format!("`{name}` is not the name of an environment"))
                .at(*place, "empty"),
        );
    }
    if let Some((account, place)) = account.as_ref().filter(|(account, _)| !is_account_id(account)) {
        problems.push(
            Diagnostic::error(Code::InvalidConfig, format!("`{account}` is not an AWS account"))
                .at(*place, "twelve digits are required"),
        );
    }
    let path = path.trim_start_matches("./").trim_end_matches('/');
    // `a/**` is about a unit in `a` itself too.
    let patterns = [Some(path), path.strip_suffix("/**")].into_iter().flatten().map(PathPattern::new);
    let patterns = match patterns.collect::<Result<Vec<_>, _>>() {
        Ok(patterns) => patterns.into(),
        Err(message) => {
            problems.push(
                Diagnostic::error(Code::InvalidConfig, format!("`{path}` is not a pattern of paths"))
                    .at(place, message),
            );
            return None;
        }
    };
    (problems.len() == before).then_some(EnvironmentMapping { patterns, name, account, region })
}

fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
