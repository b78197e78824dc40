//! Which environment variables the programs of a build get. All others stay here: a build must not depend on them.

/// Variables of uv that say where packages come from and how to reach them, not which are chosen.
const UV_VARIABLES: [&str; 15] = [
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_EXTRA_INDEX_URL",
    "UV_INDEX_STRATEGY",
    "UV_FIND_LINKS",
    "UV_KEYRING_PROVIDER",
    "UV_CACHE_DIR",
    "UV_CREDENTIALS_DIR",
    "UV_OFFLINE",
    "UV_HTTP_TIMEOUT",
    "UV_HTTP_RETRIES",
    "UV_CONCURRENT_DOWNLOADS",
    "UV_CONCURRENT_INSTALLS",
    "UV_INSECURE_HOST",
];

/// Variables that a program needs to find its files.
const PLACES: [&str; 7] =
    ["HOME", "PATH", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "NETRC"];

/// Whether a program on the network needs the variable: proxies and certificates.
fn is_for_network(name: &str) -> bool {
    matches!(
        name.to_ascii_uppercase().as_str(),
        "HTTP_PROXY"
            | "HTTPS_PROXY"
            | "ALL_PROXY"
            | "NO_PROXY"
            | "SSL_CERT_FILE"
            | "SSL_CERT_DIR"
            | "SSL_CLIENT_CERT"
    )
}

/// Whether uv gets the variable.
pub(super) fn is_for_uv(name: &str) -> bool {
    PLACES.contains(&name) || UV_VARIABLES.contains(&name) || is_for_network(name) || is_credential(name)
}

/// Whether pip gets the variable: its own settings decide where it looks.
pub(super) fn is_for_pip(name: &str) -> bool {
    PLACES.contains(&name) || name.starts_with("PIP_") || is_for_network(name)
}

/// `UV_INDEX_<NAME>_USERNAME` and `UV_INDEX_<NAME>_PASSWORD`.
pub(super) fn is_credential(name: &str) -> bool {
    name.starts_with("UV_INDEX_") && (name.ends_with("_USERNAME") || name.ends_with("_PASSWORD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_the_choice_of_packages_stays_out() {
        for name in ["UV_INDEX", "UV_INDEX_PRIVATE_PASSWORD", "https_proxy", "SSL_CERT_FILE", "HOME"] {
            assert!(is_for_uv(name), "{name}");
        }
        for name in [
            "UV_EXCLUDE_NEWER",
            "UV_PRERELEASE",
            "UV_CONFIG_FILE",
            "PYTHONPATH",
            "AWS_PROFILE",
            "TF_VAR_x",
            "LANG",
        ] {
            assert!(!is_for_uv(name) && !is_for_pip(name), "{name}");
        }
        assert!(is_for_pip("PIP_INDEX_URL"));
    }
}
