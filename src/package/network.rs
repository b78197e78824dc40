//! Which environment variables say how the network is reached. They pass to every package client.

/// Whether a program on the network needs the variable: proxies and certificates.
pub(super) fn is_network_variable(name: &str) -> bool {
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
