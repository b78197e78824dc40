//! What expressions see as the outputs of a dependency. Source: Terragrunt 1.1.3 `pkg/config/dependency.go`
//! (`getTerragruntOutputIfAppliedElseConfiguredDefault`).
//!
//! Known are the outputs that were supplied, else those of a local state where reading it is allowed. With typed unknowns
//! a mock is only a label on an unknown; in `render` it counts as the value, as Terragrunt's own render has it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::origin::OutputSource;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reference;
use crate::lang::value::{Data, Entries, Unknown, Value};
use crate::lang::world::{Mode, PathKind, World};

use super::config::{Config, Labelled};
use super::context::Context;
use super::document::untyped;
use super::outputs::{KnownOutputs, LocalState, MockStrategy, labelled, merge_mocks};
use super::paths;
use super::session::Session;
use super::stack::stack_of;

/// Evaluates the configuration of another unit, for its state alone.
pub(super) type EvaluateOther<'e> = dyn Fn(&Path) -> Config + 'e;

/// The configuration that a `config_path` names.
pub(super) fn target_of(world: &dyn World, base: &Path, written: &str) -> PathBuf {
    let path = paths::join(base, written);
    if world.kind(&path) == Some(PathKind::Folder) { paths::config_in(world, &path) } else { path }
}

/// Whether the block says that it does not count.
pub(super) fn is_disabled(block: &Labelled) -> bool {
    block.field("enabled").and_then(Value::as_bool) == Some(false)
}

/// Whether outputs are asked for, and not the mocks alone.
pub(super) fn is_fetched(block: &Labelled) -> bool {
    !is_disabled(block) && block.field("skip_outputs").and_then(Value::as_bool) != Some(true)
}

/// Whether mocks may stand in for outputs in the command that is run: `render` is none of Terraform's.
pub(super) fn allows_mocks(context: &Context, block: &Labelled) -> bool {
    let commands = block.field("mock_outputs_allowed_terraform_commands").and_then(Value::elements);
    commands.is_none_or(|commands| {
        commands.is_empty() || commands.iter().any(|command| command.as_str() == Some(&context.command))
    })
}

/// Finds outputs for the unit in `context`.
pub(super) struct Finder<'f, 's> {
    pub(super) session: &'f Session<'s>,
    pub(super) context: &'f Context,
    pub(super) evaluate: &'f EvaluateOther<'f>,
}

impl Finder<'_, '_> {
    /// The attribute `outputs` of the dependency; `None` where Terragrunt gives it none.
    pub(super) fn outputs_of(
        &self,
        unit: &Arc<str>,
        folder: Option<&Path>,
        block: &Labelled,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        let mode = self.session.mode;
        let mocks = block.field("mock_outputs");
        let is_fetched = is_fetched(block);
        // `render` takes mocks whatever the block allows.
        let takes_mocks = mode == Mode::Render || is_disabled(block) || allows_mocks(self.context, block);
        let mock = mocks.filter(|_| takes_mocks);
        let provenance = Provenance::written(block.span);
        if !is_fetched && mock.is_none() {
            return None;
        }
        if is_fetched
            && self.context.reads_outputs
            && let Some(folder) = folder
        {
            match self.known(folder, diagnostics) {
                LocalState::Known(known) => {
                    let outputs = self.merged(unit, &known, block, mock, diagnostics);
                    return Some(outputs.with_provenance(provenance));
                }
                LocalState::OutOfReach if mode == Mode::Render && mocks.is_none() => {
                    // The original decodes the mocks that are not there, and finds no output in them.
                    return Some(Value::object(Entries::new()).with_provenance(provenance));
                }
                LocalState::NeverRun if mode == Mode::Render => {
                    let title = format!("the outputs of unit `{unit}` cannot be read");
                    diagnostics.push(
                        Diagnostic::error(Code::ValueUnavailable, title)
                            .at(block.span, "needed for this dependency")
                            .note("its `exclude` block keeps Terragrunt from running `output` there"),
                    );
                }
                LocalState::OutOfReach | LocalState::NeverRun | LocalState::Empty => {}
            }
        }
        let reference = Reference { unit: Arc::clone(unit), output: "".into() };
        let unknown = Unknown::output(reference, mock.map(|mock| self.mocks(unit, mock)));
        Some(Value::new(Data::Unknown(Arc::new(unknown))).with_provenance(provenance))
    }

    /// The attribute `outputs` of a dependency on a whole stack: the outputs of each unit by its name. `None` where no
    /// stack is named, and in `render` where nothing of it is known: mocks stand for all of it then.
    pub(super) fn outputs_of_stack(
        &self,
        written: &str,
        block: &Labelled,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Value> {
        if !is_fetched(block) || !self.context.reads_outputs {
            return None;
        }
        let units = stack_of(self.session, self.context, written)?;
        let mocks = block.field("mock_outputs");
        let is_render = self.session.mode == Mode::Render;
        let mocks = mocks.filter(|_| is_render || allows_mocks(self.context, block));
        let mut outputs = Entries::new();
        let mut is_any_known = false;
        for (name, folder) in units.iter() {
            let unit: Arc<str> = self.session.display(folder).into();
            let mock = mocks.and_then(|mocks| mocks.entry(name));
            let reference = Reference { unit, output: "".into() };
            let unknown = Unknown::output(reference, mock.cloned());
            let data = match self.known(folder, diagnostics) {
                LocalState::Known(known) => {
                    is_any_known = true;
                    if known.is_whole || is_render {
                        Data::Object(known.entries)
                    } else {
                        Data::Unknown(Arc::new(Unknown { known: Some(known.entries), ..unknown }))
                    }
                }
                // Of a unit without outputs and mocks the original has none.
                _ if is_render && mock.is_none() => continue,
                _ => Data::Unknown(Arc::new(unknown)),
            };
            outputs
                .insert(Arc::clone(name), Value::new(data).with_provenance(Provenance::written(block.span)));
        }
        let is_told = is_any_known || !is_render;
        is_told.then(|| Value::object(outputs).with_provenance(Provenance::written(block.span)))
    }

    /// What is known of the outputs of the unit in `folder`.
    fn known(&self, folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> LocalState {
        let session = self.session;
        let target = target_of(session.world, folder, ".");
        let folder = target.parent().unwrap_or(folder);
        let supplied = session.options.outputs.of(folder);
        if let Some(supplied) = supplied.filter(|supplied| supplied.is_whole) {
            return LocalState::Known(supplied.clone());
        }
        let state = self.local_state(&target, diagnostics);
        match (supplied, state) {
            (Some(supplied), LocalState::Known(state)) => LocalState::Known(supplied.over(&state)),
            (Some(supplied), _) => LocalState::Known(supplied.clone()),
            (None, state) => state,
        }
    }

    /// What the state of the unit with the configuration at `target` tells, where it may be read.
    fn local_state(&self, target: &Path, diagnostics: &mut Vec<Diagnostic>) -> LocalState {
        let session = self.session;
        if !session.options.local_state || session.world.kind(target) != Some(PathKind::File) {
            return LocalState::Empty;
        }
        let display = |path: &Path| session.display(path);
        let told = session.local_states.of(session.world, target, self.evaluate, &display);
        diagnostics.extend(told.1.iter().cloned());
        told.0.clone()
    }

    /// Known outputs with the mocks that the block lays under them.
    fn merged(
        &self,
        unit: &Arc<str>,
        known: &KnownOutputs,
        block: &Labelled,
        mock: Option<&Value>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Value {
        let mocks = block
            .field("mock_outputs")
            .filter(|_| allows_mocks(self.context, block))
            .and_then(Value::entries);
        let strategy = mocks.map_or(MockStrategy::NoMerge, |_| strategy_of(block, diagnostics));
        let entries = match mocks {
            Some(mocks) if strategy != MockStrategy::NoMerge => {
                let mut alone = |way: &str, mock: &Value| self.mock_alone(unit, way, mock);
                // The original's way through JSON leaves no lists and maps.
                let entries = known.entries.iter();
                let entries =
                    entries.map(|(name, value)| (Arc::clone(name), untyped(value, self.session.mode)));
                Arc::new(merge_mocks(&entries.collect(), mocks, strategy, &mut alone))
            }
            _ => Arc::clone(&known.entries),
        };
        if known.is_whole || self.session.mode == Mode::Render {
            return Value::new(Data::Object(entries));
        }
        let reference = Reference { unit: Arc::clone(unit), output: "".into() };
        let unknown = Unknown { known: Some(entries), ..Unknown::output(reference, mock.cloned()) };
        Value::new(Data::Unknown(Arc::new(unknown)))
    }

    /// The value of a mock that no known output stands over.
    fn mock_alone(&self, unit: &Arc<str>, way: &str, mock: &Value) -> Value {
        match self.session.mode {
            Mode::Render => untyped(&labelled(mock, unit, way, &OutputSource::Mock), Mode::Render),
            Mode::Plan => {
                let reference = Reference { unit: Arc::clone(unit), output: way.into() };
                Value::new(Data::Unknown(Arc::new(Unknown::output(reference, Some(mock.clone())))))
                    .with_provenance(mock.provenance.clone())
            }
        }
    }

    /// Mocks as what they are.
    fn mocks(&self, unit: &Arc<str>, mocks: &Value) -> Value {
        let (Mode::Render, Some(entries)) = (self.session.mode, mocks.entries()) else {
            return mocks.clone();
        };
        let entries = entries
            .iter()
            .map(|(name, mock)| (Arc::clone(name), labelled(mock, unit, name, &OutputSource::Mock)))
            .collect();
        let data = match &mocks.data {
            Data::Map(kind, _) => Data::Map(kind.clone(), Arc::new(entries)),
            _ => Data::Object(Arc::new(entries)),
        };
        mocks.with_data(data)
    }
}

fn strategy_of(block: &Labelled, diagnostics: &mut Vec<Diagnostic>) -> MockStrategy {
    let Some(written) = block.field("mock_outputs_merge_strategy_with_state") else {
        let merges = block.field("mock_outputs_merge_with_state").and_then(Value::as_bool) == Some(true);
        return if merges { MockStrategy::Shallow } else { MockStrategy::NoMerge };
    };
    match written.as_str() {
        Some("shallow") => MockStrategy::Shallow,
        Some("deep_map_only") => MockStrategy::DeepMapOnly,
        Some("no_merge") | None => MockStrategy::NoMerge,
        Some(other) => {
            diagnostics.push(
                Diagnostic::error(Code::InvalidValue, format!("mocks have no merge strategy `{other}`"))
                    .at(written.provenance.span, "not known to Terragrunt")
                    .hint("use `no_merge`, `shallow` or `deep_map_only`"),
            );
            MockStrategy::NoMerge
        }
    }
}
