//! The promise about secrets: what is not marked as one does not show one, and no message does.

use tglambda::diagnostic::Diagnostic;
use tglambda::lang::value::{Data, Value};

/// The secret that evaluations are given.
pub(super) const SECRET: &str = "Zq7#secret#7qZ";

/// Panics where a message shows the secret.
pub(super) fn check_messages(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let labels = diagnostic.primary.iter().chain(&diagnostic.related).map(|label| &label.text);
        let texts = labels.chain([&diagnostic.title]).chain(&diagnostic.notes).chain(&diagnostic.hints);
        for text in texts {
            assert!(!text.contains(SECRET), "a message shows a secret: {text}");
        }
    }
}

/// Panics where a part of the value holds the secret and neither it nor what it is in is marked.
pub(super) fn check_value(value: &Value) {
    if value.sensitive {
        return;
    }
    if let Data::String(text) = &value.data {
        assert!(!text.contains(SECRET), "a secret is not marked as one");
    }
    value.elements().into_iter().flat_map(|elements| elements.iter()).for_each(check_value);
    for (name, entry) in value.entries().into_iter().flat_map(|entries| entries.iter()) {
        assert!(!name.contains(SECRET), "the name of an entry is a secret, and the object is not marked");
        check_value(entry);
    }
}
