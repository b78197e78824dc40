//! What Terragrunt's `render` goes on over. Source: Terragrunt 1.1.3 `pkg/config/config.go`
//! (`decodeAsTerragruntConfigFile`).

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lang::world::Mode;

/// Where an attribute is missing, `render` takes the empty text and forgives all other problems of the same file.
/// Missing outputs are no news in `render`; everything else stays as a warning.
pub(super) fn forgive(mode: Mode, has_autoinclude: bool, found: &mut Vec<Diagnostic>) {
    let misses = |diagnostic: &Diagnostic| {
        matches!(diagnostic.code, Code::MissingAttribute | Code::UnresolvedDependency)
    };
    if !(mode == Mode::Render || has_autoinclude) || !found.iter().any(misses) {
        return;
    }
    found.retain(|diagnostic| diagnostic.code != Code::UnresolvedDependency);
    for diagnostic in found.iter_mut().filter(|diagnostic| diagnostic.is_error()) {
        diagnostic.severity = Severity::Warning;
        diagnostic.notes.push("Terragrunt's render goes on with `\"\"` here; a plan fails".to_owned());
    }
}
