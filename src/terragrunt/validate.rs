//! What is only seen once a unit is merged. Source: Terragrunt 1.1.3 `pkg/config/config.go` (`ValidateVersion`).

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::world::Mode;

use super::config::Config;

/// Reports what Terragrunt refuses in the configuration as a whole.
pub(super) fn validate_unit(mode: Mode, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let version = config.terraform.as_ref().and_then(|terraform| terraform.fields.get("version"));
    if let Some(version) = version.filter(|version| !version.is_null()) {
        let title = "`version` of a module needs the experiment `version-attribute`";
        let diagnostic = match mode {
            Mode::Render => Diagnostic::error(Code::UnsupportedArgument, title),
            Mode::Plan => Diagnostic::warning(Code::UnsupportedArgument, title),
        };
        diagnostics.push(diagnostic.at(version.provenance.span, "refused without it"));
    }
}
