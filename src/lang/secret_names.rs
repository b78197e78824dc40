//! Which names say that a value is a secret. Told word by word, whatever the case: `DB_PASSWORD`, `dbPassword`,
//! `db-password`. What only tells of a secret, such as its ARN, its name or how long it lives, is none.

/// Words that are enough by themselves.
const SECRETS: [&str; 17] = [
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "secrets",
    "token",
    "tokens",
    "credential",
    "credentials",
    "creds",
    "apikey",
    "apikeys",
    "privatekey",
    "dsn",
];
/// Words that only together are enough.
const PAIRS: [(&str, &[&str]); 2] = [
    (
        "key",
        &[
            "access",
            "account",
            "api",
            "auth",
            "deploy",
            "encryption",
            "license",
            "master",
            "private",
            "secret",
            "service",
            "shared",
            "signing",
            "ssh",
        ],
    ),
    ("string", &["connection", "conn"]),
];
/// Words that end with these are one with another run into it: `PGPASSWORD`, `authtoken`.
const ENDINGS: [&str; 5] = ["password", "passwd", "passphrase", "secret", "token"];

/// After the secret's own word they say that something else about it is meant.
const ABOUT: [&str; 55] = [
    "age",
    "alias",
    "algorithm",
    "arn",
    "arns",
    "audience",
    "bucket",
    "cache",
    "count",
    "days",
    "enabled",
    "endpoint",
    "engine",
    "env",
    "expiration",
    "expiry",
    "field",
    "file",
    "filename",
    "folder",
    "format",
    "header",
    "host",
    "hours",
    "id",
    "ids",
    "issuer",
    "kind",
    "length",
    "lifetime",
    "limit",
    "location",
    "minutes",
    "mode",
    "name",
    "names",
    "parameter",
    "path",
    "policy",
    "port",
    "prefix",
    "ref",
    "reference",
    "region",
    "required",
    "rotation",
    "seconds",
    "source",
    "store",
    "timeout",
    "ttl",
    "type",
    "uri",
    "url",
    "version",
];
/// Before it they say that it is counted or switched.
const COUNTED: [&str; 22] = [
    "allow", "count", "create", "disable", "enable", "generate", "has", "ignore", "is", "max", "maximum",
    "min", "minimum", "num", "number", "require", "reset", "rotate", "skip", "use", "validate", "verify",
];

/// Whether a text or number of this name is a secret.
pub fn is_secret_name(name: &str) -> bool {
    if !has_hint(name) {
        return false;
    }
    let words = words(name);
    let Some(first) = words.first() else { return false };
    if words.len() > 1 && COUNTED.contains(&first.as_str()) {
        return false;
    }
    // The last word that is one decides, with what follows it.
    let last = (0..words.len()).rev().find(|index| ends_secret(&words[..=*index]));
    last.is_some_and(|last| !words[last + 1..].iter().any(|word| ABOUT.contains(&word.as_str())))
}

/// Whether texts in a map of this name are secrets: nothing but a number follows the word.
pub fn is_secret_holder(name: &str) -> bool {
    if !is_secret_name(name) {
        return false;
    }
    let words = words(name);
    let end = words.iter().rposition(|word| !is_number(word)).map_or(0, |last| last + 1);
    ends_secret(&words[..end])
}

/// Whether a name has what every name of a secret has somewhere. Few other names do: those are looked at no closer, for
/// every name of every value is asked about.
fn has_hint(name: &str) -> bool {
    let name = name.as_bytes();
    (0..name.len()).any(|start| {
        let hints: &[&[u8]] = match name[start].to_ascii_lowercase() {
            b'c' => &[b"cred", b"conn"],
            b'd' => &[b"dsn"],
            b'k' => &[b"key"],
            b'p' => &[b"pass", b"pwd"],
            b's' => &[b"secret", b"string"],
            b't' => &[b"token"],
            _ => return false,
        };
        let rest = &name[start..];
        hints.iter().any(|hint| rest.len() >= hint.len() && rest[..hint.len()].eq_ignore_ascii_case(hint))
    })
}

fn ends_secret(words: &[String]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    SECRETS.contains(&last.as_str())
        || ENDINGS.iter().any(|ending| last.len() > ending.len() && last.ends_with(ending))
        || before.last().is_some_and(|before| {
            PAIRS.iter().any(|(end, starts)| end == last && starts.contains(&before.as_str()))
        })
}

fn is_number(word: &str) -> bool {
    word.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a name in lower case: what is between signs, and between small and large letters.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            words.push(String::new());
            continue;
        }
        let before = index.checked_sub(1).map(|index| letters[index]);
        let after = letters.get(index + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                // `dbPassword`, and the `K` of `APIKey`.
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if starts {
            words.push(String::new());
        }
        let word = words.last_mut().expect("internal: there is always a word");
        word.extend(letter.to_lowercase());
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_in_every_spelling() {
        for name in [
            "password",
            "PASSWORD",
            "db_password",
            "DB_PASSWORD",
            "dbPassword",
            "db-password",
            "DBPassword",
            "PGPASSWORD",
            "password_2",
            "DB_PASSWORD_PROD",
            "passwd",
            "passphrase",
            "secret",
            "client_secret",
            "clientSecret",
            "SECRET_KEY_BASE",
            "token",
            "auth_token",
            "GITHUB_TOKEN",
            "TOKEN_GITHUB",
            "accessToken",
            "authtoken",
            "api_key",
            "API_KEY",
            "apiKey",
            "APIKey",
            "apikey",
            "x-api-key",
            "private_key",
            "privateKeyPem",
            "ssh_private_key",
            "access_key",
            "secret_access_key",
            "AWS_SECRET_ACCESS_KEY",
            "signing_key",
            "connection_string",
            "connectionString",
            "DB_CONN_STRING",
            "credentials",
            "secrets",
            "sentry_dsn",
            "token_value",
            "secret_name_and_password",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn what_only_tells_of_a_secret_is_none() {
        for name in [
            "",
            "name",
            "secret_arn",
            "secretArn",
            "SECRET_ARN",
            "secret_name",
            "secret_id",
            "secrets_manager_arn",
            "secret_version",
            "token_ttl",
            "TOKEN_URL",
            "token_endpoint",
            "token_expiration_days",
            "password_length",
            "password_policy",
            "password_file",
            "credentials_path",
            "api_key_id",
            "access_key_id",
            "kms_key_id",
            "kms_key_arn",
            "public_key",
            "partition_key",
            "sort_key",
            "primary_key",
            "key",
            "keys",
            "ssh_key_name",
            "private_key_path",
            "max_tokens",
            "MAX_TOKENS",
            "rotate_secret",
            "enable_secrets",
            "use_token",
            "connection",
            "string",
            "tokenizer",
            "secretary",
            "compass",
            "bypass",
            "monkey",
            "password_ssm_parameter",
            "secret_prefix",
            "SECRETS_EXTENSION_HTTP_PORT",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn every_word_that_makes_a_secret_has_a_hint() {
        let pairs = PAIRS.iter().map(|(end, _)| end);
        for word in SECRETS.iter().chain(&ENDINGS).chain(pairs) {
            assert!(has_hint(word), "{word}");
        }
    }

    #[test]
    fn a_map_holds_secrets_when_its_name_ends_so() {
        for name in ["secrets", "db_credentials", "api_keys_2", "tokens", "password"] {
            assert_eq!(is_secret_holder(name), name != "api_keys_2", "{name}");
        }
        for name in ["token-refresher", "secret_rotation", "secrets_by_name", "functions"] {
            assert!(!is_secret_holder(name), "{name}");
        }
    }
}
