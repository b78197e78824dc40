//! What is only seen once a unit is merged. Source: Terragrunt 1.1.3 `pkg/config/config.go` (`ValidateVersion`).

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::lang::world::Mode;

use super::config::Config;

/// Reports what Terragrunt refuses in the configuration as a whole. `version` as such is refused as this mode does, or
/// not at all.
pub(super) fn validate_unit(version_alone: Option<Mode>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let Some(terraform) = &config.terraform else { return };
    let Some(version) = terraform.fields.get("version").filter(|version| !version.is_null()) else { return };
    let source = terraform.fields.get("source").and_then(Value::as_str).unwrap_or_default();
    let diagnostic = match version_alone {
        Some(mode) => {
            let title = "`version` of a module needs the experiment `version-attribute`";
            let diagnostic = match mode {
                Mode::Render => Diagnostic::error(Code::UnsupportedArgument, title),
                Mode::Plan => Diagnostic::warning(Code::UnsupportedArgument, title),
            };
            diagnostic.at(version.provenance.span, "refused without it")
        }
        None if !source.starts_with("tfr://") => {
            Diagnostic::error(Code::UnsupportedArgument, "only a module of a registry has a `version`")
                .at(version.provenance.span, "the source is no `tfr://` address")
        }
        None if names_version(source) => {
            Diagnostic::error(Code::UnsupportedArgument, "the module's version is given twice")
                .at(version.provenance.span, "and by `?version=` in the source")
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
