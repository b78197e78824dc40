//! The process environment, read once at the start. Nothing below `cli` reads a variable by itself: it is handed these.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// The environment variables of the process. Its `Debug` shows names only: values may be secrets.
#[derive(Clone, Default)]
pub struct EnvVars {
    vars: BTreeMap<String, String>,
}

impl std::fmt::Debug for EnvVars {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.vars.keys()).finish()
    }
}

impl EnvVars {
    /// The variables of this process. Names or values that are not Unicode are left out.
    pub fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }

    /// The value of a variable, when it is set, empty included.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.vars.get(name).map(String::as_str)
    }

    /// All variables by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.vars.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for EnvVars {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(iter: I) -> Self {
        Self { vars: iter.into_iter().collect() }
    }
}

/// The folder the process was started in.
///
/// # Errors
/// When it has been removed or may not be read.
pub fn current_dir() -> io::Result<PathBuf> {
    std::env::current_dir()
}
