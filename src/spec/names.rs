//! The names of one function: with the environment in them and without.

/// A name without the environment's name at its end or start.
pub(super) fn without_environment(name: &str, environment: &str) -> String {
    if environment.is_empty() {
        return name.to_owned();
    }
    let end = ["-", "_"].iter().find_map(|separator| name.strip_suffix(&format!("{separator}{environment}")));
    let start =
        ["-", "_"].iter().find_map(|separator| name.strip_prefix(&format!("{environment}{separator}")));
    end.or(start).unwrap_or(name).to_owned()
}
