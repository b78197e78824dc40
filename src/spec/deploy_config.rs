//! `lambda-deploy-config.json`, as far as HCL cannot say it: which functions are excluded.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceFile, Span};
use crate::syntax::json::{JsonKind, JsonNode, parse_json};

use super::names::without_environment;

/// The deploy config.
#[derive(Clone, Debug, Default)]
pub struct DeployConfig {
    excluded: Vec<(Arc<str>, Span)>,
    accounts: Vec<(Arc<str>, Arc<str>)>,
}

impl DeployConfig {
    /// Reads the deploy config.
    ///
    /// # Errors
    /// When it is not valid JSON, or its exclusions are not a list of names.
    pub fn parse(file: &SourceFile) -> Result<Self, Diagnostic> {
        let root = parse_json(file)?;
        let JsonKind::Object(members) = &root.kind else {
            return Err(Diagnostic::error(Code::InvalidConfig, "the deploy config is not an object")
                .at(root.span, "an object is required"));
        };
        let mut config = Self::default();
        for (key, node) in members {
            if &*key.text == "environments" {
                config.accounts.extend(accounts(node));
            }
            if &*key.text != "excluded_functions" {
                continue;
            }
            let JsonKind::Array(elements) = &node.kind else {
                return Err(wrong_exclusions(node.span));
            };
            for element in elements {
                let JsonKind::String(name) = &element.kind else {
                    return Err(wrong_exclusions(element.span));
                };
                config.excluded.push((Arc::clone(name), element.span));
            }
        }
        Ok(config)
    }

    /// Where a function of one of these names is excluded. A name may carry the environment at its end or start.
    pub fn exclusion(&self, names: &[&str], environment: &str) -> Option<Span> {
        self.excluded
            .iter()
            .find(|(excluded, _)| {
                names
                    .iter()
                    .any(|name| **excluded == **name || **excluded == *without_environment(name, environment))
            })
            .map(|(_, span)| *span)
    }

    /// Environments with the account that each names.
    pub fn accounts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.accounts.iter().map(|(environment, account)| (&**environment, &**account))
    }

    /// The excluded names.
    pub fn excluded(&self) -> impl Iterator<Item = (&str, Span)> {
        self.excluded.iter().map(|(name, span)| (&**name, *span))
    }
}

/// `environments.<name>.aws_account`, as a text or a number.
fn accounts(environments: &JsonNode) -> Vec<(Arc<str>, Arc<str>)> {
    let JsonKind::Object(environments) = &environments.kind else { return Vec::new() };
    let account_in = |node: &JsonNode| {
        let JsonKind::Object(members) = &node.kind else { return None };
        let account = members
            .iter()
            .find(|(key, _)| matches!(&*key.text, "aws_account" | "aws_account_id" | "account_id"));
        match &account?.1.kind {
            JsonKind::String(text) | JsonKind::Number(text) => Some(Arc::clone(text)),
            _ => None,
        }
    };
    environments.iter().filter_map(|(name, node)| Some((Arc::clone(&name.text), account_in(node)?))).collect()
}

fn wrong_exclusions(span: Span) -> Diagnostic {
    Diagnostic::error(Code::InvalidConfig, "`excluded_functions` is not a list of names")
        .at(span, "a list of strings is required")
}
