//! `tglambda.toml`: everything optional, unknown keys refused.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::host::fs::{self, FsError};

/// The settings file's name.
pub const SETTINGS_FILE: &str = "tglambda.toml";
/// The deploy config's name.
pub const DEPLOY_CONFIG_FILE: &str = "lambda-deploy-config.json";

/// What `tglambda.toml` says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where things are.
    pub layout: Layout,
    /// Which environments may be built and deployed.
    pub environments: Environments,
    /// What builtins give that are not evaluated. Whoever evaluates reads it, with the place of each value.
    pub values: toml::Table,
}

/// Where things are, relative to the root.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// The folder with the Terragrunt units; the whole root by default.
    pub live: Option<PathBuf>,
    /// The folder with one folder per function; found by itself by default.
    pub functions: Option<PathBuf>,
}

/// Which environments may be built and deployed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Environments {
    /// Their names. One that starts with `prod` is refused whatever this says.
    pub allowed: Vec<String>,
}

impl Default for Environments {
    fn default() -> Self {
        Self { allowed: vec!["dev".to_owned(), "staging".to_owned()] }
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] FsError),
    /// The file is not what it should be.
    #[error("`{}` cannot be understood\n{message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong where, with the line.
        message: String,
    },
}

impl Settings {
    /// Reads the settings of the estate at `root`; the defaults where there is no file.
    ///
    /// # Errors
    /// When the file cannot be read, has a key that does not exist or a value of the wrong type.
    pub fn read(root: &Path) -> Result<Self, SettingsError> {
        let path = root.join(SETTINGS_FILE);
        if !fs::exists(&path) {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path)?;
        let invalid = |message: String| SettingsError::Invalid { path: path.clone(), message };
        let settings: Self =
            toml::from_str(&text).map_err(|error| invalid(error.to_string().trim_end().to_owned()))?;
        settings.check(root).map_err(invalid)?;
        Ok(settings)
    }

    /// What a reader of TOML cannot see: folders that do not exist, and that nothing is allowed.
    fn check(&self, root: &Path) -> Result<(), String> {
        let folders = [("live", &self.layout.live), ("functions", &self.layout.functions)];
        for (name, folder) in folders {
            if let Some(folder) = folder.as_ref().filter(|folder| !fs::is_dir(&root.join(folder))) {
                return Err(format!(
                    "`layout.{name}`: there is no folder `{}` below the root",
                    folder.display()
                ));
            }
        }
        if self.environments.allowed.is_empty() {
            return Err("`environments.allowed` is empty: nothing could be built".to_owned());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error =
            toml::from_str::<Settings>("[environments]\nalowed = [\"dev\"]\n").unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
        assert!(error.contains("alowed"), "{error}");
    }
}
