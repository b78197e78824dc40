//! The variables that let a package client reach its registry from here: certificates, proxies and index addresses.
//! They go to steps that install packages and to nothing else.

use std::ffi::OsString;

/// Certificates and proxies, which every client understands in its own words.
const NETWORK: &[&str] = &[
    "ALL_PROXY",
    "CURL_CA_BUNDLE",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NIX_SSL_CERT_FILE",
    "NO_PROXY",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "all_proxy",
    "http_proxy",
    "https_proxy",
    "no_proxy",
];

/// Where pip and uv find packages.
const PYTHON: &[&str] = &[
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_NO_INDEX",
    "PIP_TRUSTED_HOST",
    "UV_CONFIG_FILE",
    "UV_DEFAULT_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_HTTP_TIMEOUT",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_INSECURE_HOST",
    "UV_NATIVE_TLS",
    "UV_SYSTEM_CERTS",
];

/// Where Go finds modules, and its caches, without which each build would start from nothing.
const GO: &[&str] = &[
    "GOAUTH",
    "GOCACHE",
    "GOENV",
    "GOINSECURE",
    "GOMODCACHE",
    "GONOPROXY",
    "GONOSUMDB",
    "GOPATH",
    "GOPRIVATE",
    "GOPROXY",
    "GOSUMDB",
];

/// What pip and uv need of the surrounding environment.
pub(crate) fn for_python() -> Vec<(&'static str, OsString)> {
    present(&[NETWORK, PYTHON])
}

/// What the Go command needs of the surrounding environment.
pub(crate) fn for_go() -> Vec<(&'static str, OsString)> {
    present(&[NETWORK, GO])
}

fn present(names: &[&[&'static str]]) -> Vec<(&'static str, OsString)> {
    names.concat().into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))).collect()
}
