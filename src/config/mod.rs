//! What the user configured: where the estate's root is and what `tglambda.toml` says. Every setting has a default.

mod root;
mod settings;
mod settings_environments;
mod settings_fields;
mod settings_inputs;
mod settings_modules;
#[cfg(test)]
mod settings_tests;
mod settings_tree;

pub use root::{RootKind, find_root};
pub use settings::{DEPLOY_CONFIG_FILE, SETTINGS_FILE, Settings, SettingsError};
pub use settings_environments::EnvironmentMapping;
pub use settings_fields::KnownFields;
pub use settings_inputs::InputNames;
