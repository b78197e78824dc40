//! Which attributes each block takes and of which type. Source: Terragrunt 1.1.3 `pkg/config/config.go`
//! (`terragruntConfigFile` and the structs it names). Data only.

use crate::lang::shape::{Element, Shape};

/// An attribute of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

pub(super) const fn required(name: &'static str, shape: Shape) -> Attribute {
    Attribute { name, shape, required: true }
}

pub(super) const fn optional(name: &'static str, shape: Shape) -> Attribute {
    Attribute { name, shape, required: false }
}

const STRINGS: Shape = Shape::List(Element::String);

/// Attributes of the file itself that hold one plain value.
pub(super) const FILE: &[Attribute] = &[
    optional("download_dir", Shape::String),
    optional("prevent_destroy", Shape::Bool),
    optional("iam_role", Shape::String),
    optional("iam_assume_role_duration", Shape::Number),
    optional("iam_assume_role_session_name", Shape::String),
    optional("iam_web_identity_token", Shape::String),
    optional("terraform_binary", Shape::String),
    optional("terraform_version_constraint", Shape::String),
    optional("terragrunt_version_constraint", Shape::String),
];

/// Attributes that Terragrunt evaluates before anything else, to act as the role they name.
pub(super) const EARLY: &[&str] = &["iam_role", "iam_web_identity_token", "prevent_destroy"];

/// An attribute that older versions took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropped {
    pub(super) name: &'static str,
    /// The version that dropped it.
    pub(super) version: &'static str,
    /// What to write instead.
    pub(super) instead: &'static str,
}

const fn dropped(name: &'static str, instead: &'static str) -> Dropped {
    Dropped { name, version: "0.93.0", instead }
}

const RETRY_BLOCK: &str =
    "`errors { retry \"name\" { retryable_errors, max_attempts, sleep_interval_sec } }`";

/// Attributes of the file that older versions took.
pub(super) const DROPPED: &[Dropped] = &[
    dropped("skip", "`exclude { if = …, actions = [\"all\"] }`"),
    dropped("retryable_errors", RETRY_BLOCK),
    dropped("retry_max_attempts", RETRY_BLOCK),
    dropped("retry_sleep_interval_sec", RETRY_BLOCK),
];

/// Attributes of the file that are evaluated on their own.
pub(super) const FILE_SPECIAL: &[&str] = &["inputs", "remote_state", "generate"];

/// A kind of block.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockKind {
    pub(super) name: &'static str,
    /// Whether it takes a label.
    pub(super) labelled: bool,
    /// Whether a body may hold several.
    pub(super) several: bool,
}

pub(super) const fn single(name: &'static str) -> BlockKind {
    BlockKind { name, labelled: false, several: false }
}

pub(super) const fn labelled(name: &'static str) -> BlockKind {
    BlockKind { name, labelled: true, several: true }
}

/// Blocks of the file.
pub(super) const FILE_BLOCKS: &[BlockKind] = &[
    // The second one is reported where locals are evaluated.
    BlockKind { name: "locals", labelled: false, several: true },
    // Without a label is the old form; two of those are reported on their own.
    BlockKind { name: "include", labelled: true, several: true },
    single("terraform"),
    single("remote_state"),
    labelled("dependency"),
    single("dependencies"),
    labelled("generate"),
    labelled("feature"),
    single("exclude"),
    single("errors"),
    single("engine"),
    single("catalog"),
];

pub(super) const INCLUDE: &[Attribute] = &[
    required("path", Shape::String),
    optional("expose", Shape::Bool),
    optional("merge_strategy", Shape::String),
];

pub(super) const TERRAFORM: &[Attribute] = &[
    optional("source", Shape::String),
    optional("version", Shape::String),
    optional("update_source_with_cas", Shape::Bool),
    optional("mutable", Shape::Bool),
    optional("include_in_copy", STRINGS),
    optional("exclude_from_copy", STRINGS),
    optional("copy_terraform_lock_file", Shape::Bool),
];

/// Blocks inside `terraform`.
pub(super) const TERRAFORM_BLOCKS: &[BlockKind] =
    &[labelled("extra_arguments"), labelled("before_hook"), labelled("after_hook"), labelled("error_hook")];

pub(super) const EXTRA_ARGUMENTS: &[Attribute] = &[
    required("commands", STRINGS),
    optional("arguments", STRINGS),
    optional("required_var_files", STRINGS),
    optional("optional_var_files", STRINGS),
    optional("env_vars", Shape::Map(Element::String)),
];

pub(super) const HOOK: &[Attribute] = &[
    required("commands", STRINGS),
    required("execute", STRINGS),
    optional("if", Shape::Bool),
    optional("run_on_error", Shape::Bool),
    optional("suppress_stdout", Shape::Bool),
    optional("working_dir", Shape::String),
];

pub(super) const ERROR_HOOK: &[Attribute] = &[
    required("commands", STRINGS),
    required("execute", STRINGS),
    required("on_errors", STRINGS),
    optional("suppress_stdout", Shape::Bool),
    optional("working_dir", Shape::String),
];

pub(super) const REMOTE_STATE: &[Attribute] = &[
    required("backend", Shape::String),
    required("config", Shape::Any),
    optional("disable_init", Shape::Bool),
    optional("disable_dependency_optimization", Shape::Bool),
    optional("generate", Shape::Any),
    optional("encryption", Shape::Any),
];

/// Values of `if_exists`.
pub(super) const IF_EXISTS: [&str; 4] = ["error", "skip", "overwrite", "overwrite_terragrunt"];

/// Values of `if_disabled`.
pub(super) const IF_DISABLED: [&str; 3] = ["skip", "remove", "remove_terragrunt"];

pub(super) const DEPENDENCY: &[Attribute] = &[
    required("config_path", Shape::Any),
    optional("enabled", Shape::Bool),
    optional("skip_outputs", Shape::Bool),
    optional("mock_outputs", Shape::Any),
    optional("mock_outputs_allowed_terraform_commands", STRINGS),
    optional("mock_outputs_merge_with_state", Shape::Bool),
    optional("mock_outputs_merge_strategy_with_state", Shape::String),
];

pub(super) const DEPENDENCIES: &[Attribute] = &[required("paths", STRINGS)];

pub(super) const GENERATE: &[Attribute] = &[
    required("path", Shape::String),
    required("if_exists", Shape::String),
    required("contents", Shape::String),
    optional("if_disabled", Shape::String),
    optional("comment_prefix", Shape::String),
    optional("disable_signature", Shape::Bool),
    optional("disable", Shape::Bool),
    optional("hcl_fmt", Shape::Bool),
    optional("mutable", Shape::Bool),
];

pub(super) const FEATURE: &[Attribute] = &[required("default", Shape::Any)];

pub(super) const EXCLUDE: &[Attribute] = &[
    required("if", Shape::Bool),
    required("actions", STRINGS),
    optional("exclude_dependencies", Shape::Bool),
    optional("no_run", Shape::Bool),
];

pub(super) const ENGINE: &[Attribute] = &[
    required("source", Shape::String),
    optional("version", Shape::String),
    optional("type", Shape::String),
    optional("meta", Shape::Any),
];

pub(super) const CATALOG: &[Attribute] = &[
    required("urls", STRINGS),
    optional("default_template", Shape::String),
    optional("no_shell", Shape::Bool),
    optional("no_hooks", Shape::Bool),
];

/// Blocks inside `errors`.
pub(super) const ERRORS_BLOCKS: &[BlockKind] = &[labelled("retry"), labelled("ignore")];

pub(super) const RETRY: &[Attribute] = &[
    required("retryable_errors", STRINGS),
    required("max_attempts", Shape::Number),
    required("sleep_interval_sec", Shape::Number),
];

pub(super) const IGNORE: &[Attribute] = &[
    required("ignorable_errors", STRINGS),
    optional("message", Shape::String),
    optional("signals", Shape::Map(Element::Any)),
];
