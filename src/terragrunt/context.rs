//! Whose configuration is evaluated, and as what: the bases of Terragrunt's paths (`docs/terragrunt.md`).

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::lang::budget::Budget;
use crate::source::Span;

use super::reading::Reading;
use super::reads::ReadResult;
use super::session::Session;
use super::shared_include::Questions;

/// Evaluates a file as `read_terragrunt_config` does; `evaluate` provides it.
pub(super) type ReadConfig = fn(&Session<'_>, &Context, &Path) -> ReadResult;

/// How many files may be evaluated one inside the other: more than any estate has, and few enough for every thread's
/// stack.
pub(super) const MOST_FILES: usize = 40;

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
    /// Whether this file was laid over a unit because it stands beside it.
    pub(super) is_autoinclude: bool,
    /// Whether the outputs of dependencies are looked for. Not where only a unit's own state is asked for.
    pub(super) reads_outputs: bool,
    /// Whether the file is evaluated for its `terraform.source` alone, which `get_working_dir()` depends on.
    pub(super) is_asked_for_source: bool,
    /// What that evaluation gave, done once for all calls.
    pub(super) own_document: Arc<OnceLock<ReadResult>>,
    /// Set once a value depends on who reads the file: such a value is not shared between units.
    pub(super) depends_on_reader: Arc<AtomicBool>,
    /// The files that are read on the way.
    pub(super) reading: Reading,
    /// What the unit's evaluation may still take, with all that it reads.
    pub(super) budget: Arc<Budget>,
    /// Where the questions of builtins are noted; `None` where nobody wants to know.
    pub(super) questions: Option<Questions>,
    /// How another file is read.
    pub(super) read_config: ReadConfig,
    /// The files on the way here, outermost first, with the place that led to each.
    chain: Arc<Vec<(PathBuf, Span)>>,
}

impl Context {
    /// Of a unit's own file.
    pub(super) fn unit(config_path: &Path, command: &str, read_config: ReadConfig) -> Self {
        Self {
            config_path: config_path.to_path_buf(),
            original_path: config_path.to_path_buf(),
            command: command.into(),
            included_as: None,
            is_autoinclude: false,
            reads_outputs: true,
            is_asked_for_source: false,
            own_document: Arc::default(),
            depends_on_reader: Arc::default(),
            reading: Reading::default(),
            budget: Arc::default(),
            questions: None,
            read_config,
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

    /// The same, noting apart what its builtins are asked and which files it reads.
    pub(super) fn noting_questions(&self) -> Self {
        Self { questions: Some(Questions::default()), reading: Reading::default(), ..self.clone() }
    }

    /// Of the `terragrunt.autoinclude.hcl` beside the file.
    pub(super) fn autoincluded(&self, path: &Path) -> Self {
        let mut context = self.clone();
        context.included_as = None;
        context.is_autoinclude = true;
        context.chain = self.extended(path, Span::NONE);
        context
    }

    /// Of the same unit or read file, evaluated once more for its source.
    pub(super) fn asked_for_source(&self) -> Self {
        Self {
            included_as: None,
            is_autoinclude: false,
            is_asked_for_source: true,
            reading: Reading::default(),
            questions: None,
            chain: Arc::new(self.way_to_config()),
            ..self.clone()
        }
    }

    /// The files on the way to the configuration, without those that it includes.
    fn way_to_config(&self) -> Vec<(PathBuf, Span)> {
        let own = self.chain.iter().rposition(|(path, _)| *path == self.config_path);
        self.chain.iter().take(own.map_or(usize::MAX, |index| index + 1)).cloned().collect()
    }

    /// Of a file that `read_terragrunt_config` reads.
    pub(super) fn read(&self, path: &Path) -> Self {
        Self {
            config_path: path.to_path_buf(),
            included_as: None,
            is_autoinclude: false,
            is_asked_for_source: false,
            own_document: Arc::default(),
            depends_on_reader: Arc::default(),
            reading: Reading::default(),
            questions: None,
            chain: self.extended(path, Span::NONE),
            ..self.clone()
        }
    }

    /// Of the file itself, as if nothing had led to it.
    pub(super) fn as_original(&self) -> Self {
        Self { original_path: self.config_path.clone(), ..self.clone() }
    }

    /// Of the unit at `path`, which another unit depends on. All that depend on it share what comes out, so it does not
    /// hang on what the first of them may still take.
    pub(super) fn dependency(&self, path: &Path) -> Self {
        let mut context = Self::unit(path, &self.command, self.read_config);
        context.chain = self.extended(path, Span::NONE);
        context
    }

    /// Of the unit at `path`, whose outputs another unit wants: Terragrunt then runs `output` there.
    pub(super) fn state_of(&self, path: &Path) -> Self {
        let budget = Arc::clone(&self.budget);
        Self { command: "output".into(), reads_outputs: false, budget, ..self.dependency(path) }
    }

    /// That the evaluation was given up. Whatever was on its way then may have hidden it, as `try` does.
    pub(super) fn given_up(&self, session: &Session<'_>, path: &Path) -> Option<Diagnostic> {
        self.budget.problem(&format!("the evaluation of `{}`", session.display(path)))
    }

    /// Whether `path` is being evaluated already.
    pub(super) fn is_inside(&self, path: &Path) -> bool {
        self.chain.iter().any(|(outer, _)| outer == path)
    }

    /// The files on the way here, outermost first.
    pub(super) fn way(&self) -> impl Iterator<Item = &Path> {
        self.chain.iter().map(|(path, _)| path.as_path())
    }

    /// How many files are being evaluated.
    pub(super) fn depth(&self) -> usize {
        self.chain.len()
    }

    /// The folder that `get_terragrunt_dir()` tells.
    pub(super) fn folder(&self) -> &Path {
        self.config_path.parent().unwrap_or(Path::new("/"))
    }

    /// Notes that a value depends on who reads the file.
    pub(super) fn note_reader(&self) {
        self.depends_on_reader.store(true, Ordering::Relaxed);
    }

    /// Notes that a value is another one each time: nobody else may have this one.
    pub(super) fn note_unrepeatable(&self) {
        self.note_reader();
        if let Some(questions) = &self.questions {
            questions.note_unrepeatable();
        }
    }

    /// Whether a value depends on who reads the file.
    pub(super) fn noted_reader(&self) -> bool {
        self.depends_on_reader.load(Ordering::Relaxed)
    }

    fn extended(&self, path: &Path, span: Span) -> Arc<Vec<(PathBuf, Span)>> {
        let mut chain = (*self.chain).clone();
        chain.push((path.to_path_buf(), span));
        Arc::new(chain)
    }
}
