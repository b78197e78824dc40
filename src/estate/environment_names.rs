//! Which names hold an environment's name, account and region, and which values can be one.

use std::sync::Arc;

use crate::lang::provenance::Provenance;
use crate::lang::value::Value;

use super::environment::{How, Told, is_production};

/// Names of the value that is the environment's name.
const NAMES: [&str; 5] = ["env", "environment", "env_name", "environment_name", "stage"];
/// Names of the value that is the account's id.
const ACCOUNTS: [&str; 4] = ["aws_account", "aws_account_id", "account_id", "account"];
/// Names of the id inside an object that describes an account.
const IDS: [&str; 3] = ["id", "account_id", "aws_account_id"];
/// Names of the value that is the region.
const REGIONS: [&str; 4] = ["aws_region", "region", "aws_default_region", "region_name"];
/// Folder names that are environments where no file says so.
const FOLDERS: [&str; 16] = [
    "dev",
    "develop",
    "development",
    "test",
    "qa",
    "uat",
    "int",
    "stage",
    "staging",
    "sandbox",
    "demo",
    "nonprod",
    "non-prod",
    "prod",
    "production",
    "live-prod",
];
/// Longer texts describe an environment rather than name it.
const LONGEST_NAME: usize = 64;

/// What values tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) name: Option<Told>,
    pub(super) account: Option<Told>,
    pub(super) region: Option<Told>,
}

impl Said {
    /// What a file that is about an environment tells with these values: of names, the first that has a usable value.
    pub(super) fn of_file(values: &Value) -> Self {
        Self {
            name: first(values, &NAMES, |text| !text.trim().is_empty()),
            account: account(values),
            region: first(values, &REGIONS, is_region),
        }
    }

    /// What the values of a unit tell, which has many that are not about its environment: `stage` may be one of a
    /// pipeline, and `environment` a map of variables.
    pub(super) fn of_unit(values: &Value) -> Self {
        let name = first(values, &NAMES[..4], is_environment_name);
        let stage = || first(values, &NAMES[4..], is_environment_folder);
        Self {
            name: name.or_else(stage),
            account: account(values),
            region: first(values, &REGIONS, is_region),
        }
    }

    /// The same, with what `other` tells of the rest.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            name: self.name.or_else(|| other.name.clone()),
            account: self.account.or_else(|| other.account.clone()),
            region: self.region.or_else(|| other.region.clone()),
        }
    }
}

fn account(values: &Value) -> Option<Told> {
    let nested = || ACCOUNTS.iter().find_map(|name| first(values.entry(name)?, &IDS, is_account_id));
    first(values, &ACCOUNTS, is_account_id).or_else(nested)
}

fn first(values: &Value, names: &[&str], wanted: impl Fn(&str) -> bool) -> Option<Told> {
    names.iter().find_map(|name| told(values.entry(name)?, How::Named).filter(|told| wanted(&told.value)))
}

/// What a text tells; a number counts as the account id it is meant as, whose leading zeros HCL drops.
pub(super) fn told(value: &Value, how: How) -> Option<Told> {
    let text = value.as_str().map(Arc::from);
    let number = || value.as_number().map(|number| format!("{number:0>12}").into());
    Some(Told {
        value: text.or_else(number)?,
        provenance: value.provenance.clone(),
        how,
        sensitive: value.sensitive,
    })
}

/// Whether a text is an AWS account id.
pub(super) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has the form of an AWS region's name: `eu-west-1`, `us-gov-east-1`.
pub(super) fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [area, middle @ .., number] = &*parts else { return false };
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    (2..=4).contains(&area.len())
        && is_word(area)
        && !middle.is_empty()
        && middle.iter().all(|part| is_word(part))
        && !number.is_empty()
        && number.len() <= 2
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text can be the name of an environment.
pub(super) fn is_environment_name(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && text.starts_with(|c: char| c.is_alphanumeric())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '))
}

/// Whether a name is that of an environment wherever it stands.
pub(super) fn is_environment_folder(name: &str) -> bool {
    FOLDERS.contains(&name.to_ascii_lowercase().as_str()) || says_production(name)
}

/// What the folders on the way to a unit tell. A folder that says production decides, wherever it stands: `dev/prod/…`
/// is not dev.
pub(super) fn said_by_folders(folders: &[&str]) -> Said {
    let of = |name: Option<&&str>| {
        name.map(|name| Told {
            value: Arc::from(*name),
            provenance: Provenance::NONE,
            how: How::Folder,
            sensitive: false,
        })
    };
    let is_known = |name: &&&str| FOLDERS.contains(&name.to_ascii_lowercase().as_str());
    let is_production_folder = |name: &&&str| is_known(name) && is_production(name) || says_production(name);
    let name = folders.iter().find(is_production_folder).or_else(|| folders.iter().find(is_known));
    // The deepest of several: what lies in it belongs there.
    let account = folders.iter().rfind(|name| is_account_id(name));
    let region = folders.iter().rfind(|name| is_region(name));
    Said { name: of(name), account: of(account), region: of(region) }
}

/// Whether a folder's name ends or begins with production as a word of its own: `eu-prod`, `PROD-eu`, not `products`.
fn says_production(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let has_word =
        name.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| matches!(word, "prod" | "production"));
    has_word && is_production(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::value::Entries;

    fn object(entries: &[(&str, Value)]) -> Value {
        Value::object(
            entries.iter().map(|(name, value)| (Arc::from(*name), value.clone())).collect::<Entries>(),
        )
    }

    fn shown(said: &Said) -> [Option<&str>; 3] {
        [&said.name, &said.account, &said.region].map(|told| told.as_ref().map(|told| &*told.value))
    }

    #[test]
    fn an_environment_that_is_a_text_is_a_name_and_a_map_is_none() {
        let variables = object(&[("LOG_LEVEL", Value::string("info"))]);
        let unit = object(&[("environment", variables), ("stage", Value::string("$default"))]);
        assert_eq!(shown(&Said::of_unit(&unit)), [None, None, None]);
        let unit = object(&[("environment", Value::string("dev")), ("region", Value::string("eu-west-1"))]);
        assert_eq!(shown(&Said::of_unit(&unit)), [Some("dev"), None, Some("eu-west-1")]);
        let unit = object(&[("stage", Value::string("staging"))]);
        assert_eq!(shown(&Said::of_unit(&unit)), [Some("staging"), None, None]);
        for wrong in ["", "arn:aws:iam::111111111111:role/x", "$context.stage", "a/b"] {
            let unit = object(&[("env", Value::string(wrong))]);
            assert_eq!(shown(&Said::of_unit(&unit)), [None, None, None], "{wrong}");
        }
    }

    #[test]
    fn an_account_is_twelve_digits_or_the_number_they_are_and_may_be_described_by_an_object() {
        let with = |value: Value| object(&[("account", value)]);
        let id = |values: &Value| account(values).map(|told| told.value.to_string());
        assert_eq!(id(&with(Value::string("011111111111"))), Some("011111111111".to_owned()));
        assert_eq!(id(&with(Value::number(11_111_111_111_i64))), Some("011111111111".to_owned()));
        assert_eq!(id(&with(Value::string("sandbox"))), None);
        let described = object(&[("name", Value::string("x")), ("id", Value::string("222222222222"))]);
        assert_eq!(id(&with(described)), Some("222222222222".to_owned()));
    }

    #[test]
    fn folders_tell_names_accounts_and_regions() {
        let said = |folders: &[&str]| shown(&said_by_folders(folders)).map(|text| text.map(str::to_owned));
        let owned = |text: &str| Some(text.to_owned());
        assert_eq!(
            said(&["live", "111111111111", "eu-central-1", "dev", "u"]),
            [owned("dev"), owned("111111111111"), owned("eu-central-1")]
        );
        assert_eq!(said(&["dev", "eu-prod", "u"]), [owned("eu-prod"), None, None]);
        assert_eq!(said(&["products", "us-gov-west-1", "x-1"]), [None, None, owned("us-gov-west-1")]);
        assert!(!says_production("products") && says_production("ac-app-prod"));
    }
}
