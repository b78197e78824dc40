//! What is only seen once a unit is merged. Source: Terragrunt 1.1.3 `pkg/config/config.go` (`ValidateVersion`).

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;

use super::config::Config;
use super::experiment::refused;
use super::session::Session;

/// Reports what Terragrunt refuses in the configuration as a whole.
pub(super) fn validate_unit(session: &Session<'_>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let Some(terraform) = &config.terraform else { return };
    let Some(version) = terraform.field("version") else { return };
    let source = terraform.source().and_then(Value::as_str).unwrap_or_default();
    let place = version.provenance.span;
    let diagnostic = match refused(session, "version-attribute", "`version` of a module", place) {
        Some(problem) => problem,
        None if !source.starts_with("tfr://") => {
            Diagnostic::error(Code::UnsupportedArgument, "only a module of a registry has a `version`")
                .at(place, "the source is no `tfr://` address")
        }
        None if names_version(source) => {
            Diagnostic::error(Code::UnsupportedArgument, "the module's version is given twice")
                .at(place, "and by `?version=` in the source")
                .hint("take one of them away")
        }
        None => return,
    };
    diagnostics.push(diagnostic);
}

/// Whether a source's address has a `version` in its query.
fn names_version(source: &str) -> bool {
    let query = source.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|part| part.split('=').next() == Some("version"))
}
