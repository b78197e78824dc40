//! Whose configuration is evaluated, and as what: the bases of Terragrunt's paths (`docs/terragrunt.md`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::value::Value;
use crate::source::Span;

/// What one file's evaluation is told from outside.
#[derive(Clone)]
pub(super) struct Context {
    /// The configuration whose folder is `get_terragrunt_dir()`: the unit's, or the read file's.
    pub(super) config_path: PathBuf,
    /// The unit's configuration that started it all.
    pub(super) original_path: PathBuf,
    /// The Terraform command that `get_terraform_command()` tells.
    pub(super) command: Arc<str>,
    /// When this file is included: the include that does it, with the label.
    pub(super) included_as: Option<(Arc<str>, PathBuf)>,
    /// `dependency` as the including unit sees it.
    pub(super) dependency: Option<Value>,
    /// The files on the way here, outermost first, with the place that led to each.
    pub(super) chain: Arc<Vec<(PathBuf, Span)>>,
}

impl Context {
    /// Of a unit's own file.
    pub(super) fn unit(config_path: &Path, command: &str) -> Self {
        Self {
            config_path: config_path.to_path_buf(),
            original_path: config_path.to_path_buf(),
            command: command.into(),
            included_as: None,
            dependency: None,
            chain: Arc::new(vec![(config_path.to_path_buf(), Span::NONE)]),
        }
    }

    /// Of a file that the unit includes.
    pub(super) fn included(&self, label: Arc<str>, path: &Path, span: Span) -> Self {
        let mut context = self.clone();
        context.included_as = Some((label, path.to_path_buf()));
        context.chain = self.extended(path, span);
        context
    }

    /// Of a file that `read_terragrunt_config` reads.
    pub(super) fn read(&self, path: &Path) -> Self {
        Self {
            config_path: path.to_path_buf(),
            original_path: self.original_path.clone(),
            command: Arc::clone(&self.command),
            included_as: None,
            dependency: None,
            chain: self.extended(path, Span::NONE),
        }
    }

    /// Whether `path` is being evaluated already.
    pub(super) fn is_inside(&self, path: &Path) -> bool {
        self.chain.iter().any(|(outer, _)| outer == path)
    }

    /// The files on the way here, outermost first.
    pub(super) fn way(&self) -> impl Iterator<Item = &Path> {
        self.chain.iter().map(|(path, _)| path.as_path())
    }

    /// The folder that `get_terragrunt_dir()` tells.
    pub(super) fn folder(&self) -> &Path {
        self.config_path.parent().unwrap_or(Path::new("/"))
    }

    fn extended(&self, path: &Path, span: Span) -> Arc<Vec<(PathBuf, Span)>> {
        let mut chain = (*self.chain).clone();
        chain.push((path.to_path_buf(), span));
        Arc::new(chain)
    }
}
