//! The account of a unit that names none: from what only works in one account, else from the ARNs that it mentions.

use std::path::Path;
use std::sync::Arc;

use crate::lang::value::Value;
use crate::source::Sources;
use crate::syntax::parse_hcl;
use crate::syntax::tree::{Body, Expr, ExprKind};
use crate::terragrunt::Config;

use super::environment::{Confidence, How, Told};
use super::environment_names::{is_account_id, told};

/// Inputs whose role is the one that a function runs under, which has to be of the function's own account.
const ROLES: [&str; 7] = [
    "role",
    "role_arn",
    "lambda_role_arn",
    "iam_role_arn",
    "lambda_role",
    "lambda_iam_role_arn",
    "execution_role_arn",
];
/// How deep ARNs are looked for: a function in a map, and a block in that.
const DEPTH: usize = 4;

/// What the values of a unit imply: one account, or several that cannot all be it.
pub(super) fn inferred(config: &Config) -> Vec<Told> {
    let certain = distinct(certain(config));
    if !certain.is_empty() {
        return certain;
    }
    let mut found = Vec::new();
    if let Some(inputs) = &config.inputs {
        mentioned(inputs, DEPTH, &mut found);
    }
    distinct(found)
}

fn distinct(found: Vec<Told>) -> Vec<Told> {
    let mut kept: Vec<Told> = Vec::new();
    for told in found {
        if !kept.iter().any(|other| other.value == told.value) {
            kept.push(told);
        }
    }
    kept
}

fn certain(config: &Config) -> Vec<Told> {
    let role = config.attributes.get("iam_role").and_then(|role| of_arn(role, "iam", Confidence::Certain));
    let mut found: Vec<Told> = role.into_iter().collect();
    if let Some(inputs) = &config.inputs {
        found.extend(allowed(inputs));
        roles(inputs, &mut found);
        for entry in inputs.entries().into_iter().flat_map(|entries| entries.values()) {
            // A map of functions: what has a handler or a runtime is one.
            let functions = entry.entries().into_iter().flat_map(|entries| entries.values());
            let functions = functions
                .filter(|entry| ["handler", "runtime"].iter().any(|name| entry.entry(name).is_some()));
            functions.for_each(|function| roles(function, &mut found));
        }
    }
    for block in config.generate.values() {
        if let Some(contents) = block.field("contents") {
            found.extend(of_providers(contents));
        }
    }
    found
}

fn roles(values: &Value, found: &mut Vec<Told>) {
    let roles = ROLES.iter().filter_map(|name| values.entry(name));
    found.extend(roles.filter_map(|role| of_arn(role, "iam", Confidence::Certain)));
}

/// The one account that `allowed_account_ids` has.
fn allowed(values: &Value) -> Option<Told> {
    let elements = values.entry("allowed_account_ids")?.elements()?;
    let [only] = &**elements else { return None };
    told(only, How::Inferred(Confidence::Certain)).filter(|told| is_account_id(&told.value))
}

/// The accounts in which the providers of a generated file work. Those with an alias are for something else.
fn of_providers(contents: &Value) -> Vec<Told> {
    let Some(text) = contents.as_str().filter(|text| text.contains("provider")) else { return Vec::new() };
    let file = Sources::default().add(Path::new("generated.tf"), text);
    let (body, _) = parse_hcl(&file);
    let providers = body
        .blocks("provider")
        .filter(|block| block.labels.first().is_some_and(|label| &*label.text == "aws"))
        .filter(|block| block.body.attribute("alias").is_none());
    let mut accounts: Vec<String> = Vec::new();
    for provider in providers {
        accounts.extend(only_of(&provider.body, "allowed_account_ids"));
        let assumed =
            provider.body.blocks("assume_role").filter_map(|block| text_of(&block.body, "role_arn"));
        accounts.extend(assumed.filter_map(|arn| account_of(&arn, "iam").map(str::to_owned)));
    }
    accounts.iter().map(|account| inferred_from(contents, account, Confidence::Certain)).collect()
}

fn text_of(body: &Body, name: &str) -> Option<String> {
    text(&body.attribute(name)?.value)
}

fn only_of(body: &Body, name: &str) -> Option<String> {
    let ExprKind::Tuple(elements) = &body.attribute(name)?.value.kind else { return None };
    let [only] = &**elements else { return None };
    text(only).filter(|text| is_account_id(text))
}

fn text(expression: &Expr) -> Option<String> {
    match &expression.kind {
        ExprKind::String(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The accounts of all ARNs. A layer counts for nothing: many are published by others for everybody.
fn mentioned(value: &Value, depth: usize, found: &mut Vec<Told>) {
    if let Some(account) = value.as_str().and_then(|text| account_of(text, "")) {
        found.push(inferred_from(value, account, Confidence::Likely));
    }
    if depth > 0 {
        let entries = value.entries().into_iter().flat_map(|entries| entries.values());
        let elements = value.elements().into_iter().flat_map(|elements| elements.iter());
        entries.chain(elements).for_each(|part| mentioned(part, depth - 1, found));
    }
}

fn of_arn(value: &Value, service: &str, confidence: Confidence) -> Option<Told> {
    Some(inferred_from(value, account_of(value.as_str()?, service)?, confidence))
}

fn inferred_from(value: &Value, account: &str, confidence: Confidence) -> Told {
    Told {
        value: Arc::from(account),
        provenance: value.provenance.clone(),
        how: How::Inferred(confidence),
        sensitive: value.sensitive,
    }
}

/// The account in an ARN of this service, or of any but a layer's.
fn account_of<'a>(arn: &'a str, service: &str) -> Option<&'a str> {
    let mut parts = arn.splitn(6, ':');
    let is_arn = parts.next() == Some("arn") && parts.next()?.starts_with("aws");
    let of = parts.next()?;
    let (_region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
    let is_wanted = if service.is_empty() { !resource.starts_with("layer:") } else { of == service };
    (is_arn && is_wanted && is_account_id(account)).then_some(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_has_an_account_where_its_service_does() {
        assert_eq!(account_of("arn:aws:iam::111111111111:role/x", "iam"), Some("111111111111"));
        assert_eq!(account_of("arn:aws-cn:sqs:cn-north-1:111111111111:q:x", ""), Some("111111111111"));
        for other in [
            "arn:aws:s3:::bucket/111111111111",
            "arn:aws:iam::aws:policy/x",
            "arn:aws:lambda:eu-west-1:111111111111:layer:x:1",
            "111111111111",
            "arn:aws:iam",
        ] {
            assert_eq!(account_of(other, ""), None, "{other}");
        }
    }

    #[test]
    fn a_generated_provider_works_in_the_account_that_it_allows_or_whose_role_it_assumes() {
        let accounts = |contents: &str| -> Vec<String> {
            of_providers(&Value::string(contents)).iter().map(|told| told.value.to_string()).collect()
        };
        assert_eq!(
            accounts("provider \"aws\" {\n  allowed_account_ids = [\"111111111111\"]\n}\n"),
            ["111111111111"]
        );
        assert_eq!(
            accounts(
                "provider \"aws\" {\n  assume_role {\n    role_arn = \"arn:aws:iam::222222222222:role/x\"\n  }\n}\n\
                 provider \"aws\" {\n  alias = \"dns\"\n  allowed_account_ids = [\"333333333333\"]\n}\n"
            ),
            ["222222222222"]
        );
        assert_eq!(accounts("provider \"aws\" { # broken\n"), Vec::<String>::new());
        assert_eq!(accounts("provider \"aws\" {\n  allowed_account_ids = [\"1\", \"2\"]\n}\n"), [""; 0]);
    }
}
