//! Texts that Go's `strconv.ParseBool` takes for true or false. The language itself takes fewer.

/// What the text says; `None` where it says neither.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}
