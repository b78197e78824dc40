//! What a hook may do for a Terraform command in an environment.

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Build the packages and hand them over.
    Build,
    /// Nothing: the command needs no package.
    Nothing,
    /// Refuse: the command would change an environment that is not allowed.
    Refuse,
}

/// Commands that change what is deployed.
const CHANGING: [&str; 3] = ["apply", "destroy", "import"];

/// What a hook does before `command`. In an environment that is not allowed a plan is built, so that it can be seen;
/// nothing is changed there.
pub fn decide(command: &str, is_allowed: bool) -> Action {
    match command {
        command if CHANGING.contains(&command) && !is_allowed => Action::Refuse,
        "destroy" => Action::Nothing,
        _ => Action::Build,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_is_planned_and_never_changed() {
        assert_eq!(decide("plan", false), Action::Build);
        assert_eq!(decide("apply", false), Action::Refuse);
        assert_eq!(decide("destroy", false), Action::Refuse);
        assert_eq!(decide("import", false), Action::Refuse);
        assert_eq!(decide("destroy", true), Action::Nothing);
        assert_eq!(decide("apply", true), Action::Build);
    }
}
