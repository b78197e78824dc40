//! Environments: what is told of a unit's name, account and region, and by what. Data, and what production means.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lang::provenance::Provenance;
use crate::source::Span;

/// An environment as units see it.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Its name; `None` when nothing tells it.
    pub name: Option<Told>,
    /// The account that its units are deployed to; `None` when nothing tells it, or when what tells it disagrees.
    pub account: Option<Told>,
    /// The region that its units are deployed to.
    pub region: Option<Told>,
    /// What was told and does not count, because something else says otherwise.
    pub disputes: Vec<Dispute>,
}

/// Something that is told of an environment.
#[derive(Clone, Debug)]
pub struct Told {
    /// What is told.
    pub value: Arc<str>,
    /// Where that is written; nowhere for the name of a folder.
    pub provenance: Provenance,
    /// What tells it.
    pub how: How,
    /// Whether it was made of a secret.
    pub sensitive: bool,
}

/// What tells something of an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A value of the configuration that has the name for it: `env`, `account_id`, `aws_region`.
    Named,
    /// The name of a folder.
    Folder,
    /// The mapping in `tglambda.toml`.
    Mapped,
    /// An ARN, or another value that only works in one account.
    Inferred(Confidence),
}

impl How {
    /// Its stable name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Folder => "folder",
            Self::Mapped => "mapped",
            Self::Inferred(_) => "inferred",
        }
    }
}

/// How much an inferred account is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// It cannot be another one: the role that a function or a deployment runs under is of the account itself.
    Certain,
    /// It commonly is that one: keys, queues and topics can be shared between accounts.
    Likely,
}

impl Confidence {
    /// A sentence for people.
    pub fn note(self) -> &'static str {
        match self {
            Self::Certain => "inferred from a role or a provider that only works in this account",
            Self::Likely => "inferred from ARNs that are commonly, but not necessarily, of the same account",
        }
    }
}

/// Two places that tell different things.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// What it is about.
    pub subject: Subject,
    /// What each says, and where.
    pub told: Vec<Told>,
    /// Whether the first counts all the same; otherwise none does.
    pub first_counts: bool,
}

/// What a dispute is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The name.
    Name,
    /// The account.
    Account,
    /// The region.
    Region,
}

impl Environment {
    /// Its name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_ref().map(|told| &*told.value)
    }

    /// The account that its units are deployed to.
    pub fn account(&self) -> Option<&str> {
        self.account.as_ref().map(|told| &*told.value)
    }

    /// The region that its units are deployed to.
    pub fn region(&self) -> Option<&str> {
        self.region.as_ref().map(|told| &*told.value)
    }

    /// Whether its name means production.
    pub fn is_production(&self) -> bool {
        self.name().is_some_and(is_production)
    }

    /// The account that was said to be its own. What is only inferred says nothing of production: the accounts that
    /// production's units mention may be those of everybody.
    pub(super) fn stated_account(&self) -> Option<&str> {
        let stated = self.account.as_ref().filter(|told| !matches!(told.how, How::Inferred(_)))?;
        Some(&stated.value)
    }
}

impl Told {
    /// The place that shows it best.
    pub fn place(&self) -> Span {
        self.provenance.nearest()
    }
}

/// Whether a name means production: it starts with `prod`, or has the word in it as in `eu-prod`, but for `non-prod` and
/// `pre-prod`.
pub fn is_production(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let is_word = |word: &str| matches!(word, "prod" | "production" | "prd");
    let later = words.windows(2).any(|pair| is_word(pair[1]) && !matches!(pair[0], "non" | "not" | "pre"));
    name.starts_with("prod") || words.first().is_some_and(|word| is_word(word)) || later
}

/// The accounts that production environments name.
pub(super) fn production_accounts<'e>(
    environments: impl IntoIterator<Item = &'e Environment>,
) -> BTreeSet<String> {
    environments
        .into_iter()
        .filter(|environment| environment.is_production())
        .filter_map(|environment| environment.stated_account().map(str::to_owned))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_is_known_by_its_name() {
        for name in ["prod", "Production", " prod ", "prod-eu", "eu-prod", "PRODUCTION2", "prd", "app_prod"] {
            assert!(is_production(name), "{name}");
        }
        for name in ["dev", "non-prod", "nonprod", "pre-prod", "staging", "reproduce"] {
            assert!(!is_production(name), "{name}");
        }
    }
}
