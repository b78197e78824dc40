//! The arguments that all commands share.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

/// Options of every command.
#[derive(Args, Debug)]
pub(super) struct GlobalArgs {
    /// The estate's root [default: the nearest folder with tglambda.toml, else lambda-deploy-config.json, else .git]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub(super) color: ColorChoice,
    /// Leave out messages and warnings; data and errors stay
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more; twice for even more
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub(super) verbose: u8,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// When a person reads it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How data is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Human,
    /// For programs: a versioned schema, see docs/json.md
    Json,
}

/// Which functions a command works on.
#[derive(Args, Debug)]
pub(super) struct SelectionArgs {
    /// The environment [default: all allowed environments]
    #[arg(long, value_name = "ENVIRONMENT")]
    pub(super) env: Option<String>,
    /// Functions by key, deployed name, folder or id [default: all]
    #[arg(value_name = "FUNCTION")]
    pub(super) functions: Vec<String>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}
