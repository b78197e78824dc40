//! What the user configured: where the estate's root is and what `tglambda.toml` says. Every setting has a default.

mod root;
mod settings;

pub use root::{RootKind, find_root};
pub use settings::{DEPLOY_CONFIG_FILE, SETTINGS_FILE, Settings, SettingsError};
