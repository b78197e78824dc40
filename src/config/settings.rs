//! `tglambda.toml`: everything optional, unknown keys refused.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::lang::world::{ReadError, World};
use crate::source::SourceFile;
use crate::syntax::json::JsonKind;
use crate::syntax::parse_toml;
use crate::terraform::ModuleMapping;
use crate::terragrunt::clean;

use super::settings_environments::{self, EnvironmentMapping};
use super::settings_fields::KnownFields;
use super::settings_inputs::{self, InputNames};
use super::settings_modules;
use super::settings_tree::is_folder;

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
    /// Further names of the inputs that give a function's settings.
    #[serde(deserialize_with = "elsewhere")]
    pub inputs: InputNames,
    /// What stands for modules that are not here.
    #[serde(deserialize_with = "elsewhere")]
    pub modules: Vec<ModuleMapping>,
}

/// Leaves a part to those who read it with its places.
fn elsewhere<'de, D: serde::Deserializer<'de>, T: Default>(deserializer: D) -> Result<T, D::Error> {
    serde::de::IgnoredAny::deserialize(deserializer).map(|_| T::default())
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
    /// The environments of the units in some folders, where their files do not say it. What comes first counts.
    #[serde(deserialize_with = "elsewhere")]
    pub map: Vec<EnvironmentMapping>,
}

impl Default for Environments {
    fn default() -> Self {
        Self { allowed: vec!["dev".to_owned(), "staging".to_owned()], map: Vec::new() }
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("`{}` cannot be read: {error}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ReadError,
    },
    /// The file is not what it should be.
    #[error("`{}` cannot be understood\n{message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong where, with the line.
        message: String,
    },
    /// Parts of it are not what they should be.
    #[error("`{}` cannot be used", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong where.
        problems: Vec<Diagnostic>,
    },
}

impl Settings {
    /// Reads the settings of the estate at `root`; the defaults where there is no file. `fields` are the settings of a
    /// function.
    ///
    /// # Errors
    /// When the file cannot be read, has a key that does not exist or a value of the wrong type.
    pub fn read(world: &dyn World, root: &Path, fields: &KnownFields<'_>) -> Result<Self, SettingsError> {
        let path = root.join(SETTINGS_FILE);
        if world.kind(&path).is_none() {
            return Ok(Self::default());
        }
        let file =
            world.read(&path).map_err(|error| SettingsError::Unreadable { path: path.clone(), error })?;
        let invalid = |message: String| SettingsError::Invalid { path: path.clone(), message };
        let mut settings: Self =
            toml::from_str(file.text()).map_err(|error| invalid(error.to_string().trim_end().to_owned()))?;
        settings.check(world, root).map_err(invalid)?;
        let problems = settings.read_with_places(world, &file, root, fields);
        if has_errors(&problems) {
            return Err(SettingsError::Wrong { path, problems });
        }
        Ok(settings)
    }

    /// The parts whose places are shown later.
    fn read_with_places(
        &mut self,
        world: &dyn World,
        file: &SourceFile,
        root: &Path,
        fields: &KnownFields<'_>,
    ) -> Vec<Diagnostic> {
        let tree = match parse_toml(file) {
            Ok(tree) => tree,
            Err(problem) => return vec![problem],
        };
        let JsonKind::Object(sections) = &tree.kind else { return Vec::new() };
        let mut problems = Vec::new();
        for (key, node) in sections {
            match (&*key.text, &node.kind) {
                ("environments", JsonKind::Object(entries)) => {
                    let map = entries.iter().find(|(key, _)| &*key.text == "map");
                    if let Some((_, map)) = map {
                        self.environments.map = settings_environments::read(map, &mut problems);
                    }
                }
                ("inputs", _) => self.inputs = settings_inputs::read(fields, node, &mut problems),
                ("modules", _) => {
                    self.modules = settings_modules::read(world, file, root, fields, node, &mut problems);
                }
                _ => {}
            }
        }
        problems
    }

    /// What a reader of TOML cannot see: folders that do not exist, and that nothing is allowed.
    fn check(&self, world: &dyn World, root: &Path) -> Result<(), String> {
        let folders = [("live", &self.layout.live), ("functions", &self.layout.functions)];
        for (name, folder) in folders {
            if let Some(folder) =
                folder.as_ref().filter(|folder| !is_folder(world, &clean(&root.join(folder))))
            {
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
