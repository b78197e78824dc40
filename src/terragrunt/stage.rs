//! One configuration file in evaluation: first what its expressions need (values, includes, features, locals,
//! dependencies), then the rest, over the files it includes. Source: Terragrunt 1.1.3 `pkg/config/config.go`
//! (`ParseConfig`, `DecodeBaseBlocks`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::secrets::marked;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::Mode;
use crate::source::Span;
use crate::syntax::tree::Attribute;

use super::builtins::{FileScope, TerragruntBuiltins};
use super::config::{Config, Dependency, Labelled};
use super::context::Context;
use super::decode::decode_block;
use super::dependency::{check_paths, check_units, decode_dependencies, dependency_variable, resolve};
use super::dependency_inputs::inputs_of;
use super::document::exposed_document;
use super::feature::{feature_variable, merge_features};
use super::file::evaluate_file;
use super::forgive::forgive;
use super::generated::AUTOINCLUDE_FILE;
use super::include::{Include, evaluate_includes};
use super::locals::evaluate_locals;
use super::merge::{merge, merge_over};
use super::merge_dependency::merge_dependency_blocks;
use super::metadata::set_in_file;
use super::parents::{Evaluation, Parent, while_including};
use super::parsed_file::ParsedFile;
use super::session::Session;
use super::shared_include::SharedInclude;
use super::strategy::Strategy;
use super::unreadable::unreadable;
use super::values::read_values;
use super::variables::Variables;
use super::{cycle, older, schema};

/// A file whose base is evaluated.
pub(super) struct Stage<'s> {
    session: &'s Session<'s>,
    context: Arc<Context>,
    path: PathBuf,
    parsed: Arc<ParsedFile>,
    builtins: TerragruntBuiltins<'s>,
    variables: Variables,
    parents: Vec<Parent<Self>>,
    broken_includes: Vec<Arc<str>>,
    autoinclude: Option<Box<Self>>,
    features: Vec<Labelled>,
    locals: Option<Arc<Entries>>,
    /// Its own `dependency` blocks, those of the autoinclude laid over them.
    pub(super) dependencies: Vec<Labelled>,
}

impl<'s> Stage<'s> {
    /// Evaluates the base of the file at `path`; `None` where it cannot be read or parsed.
    pub(super) fn begin(
        session: &'s Session<'s>,
        context: Arc<Context>,
        path: &Path,
        place: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let parsed = match session.parse(path) {
            Ok(parsed) => parsed,
            Err(error) => {
                diagnostics.push(unreadable(session, path, &error).at(place, "named here"));
                return None;
            }
        };
        diagnostics.extend(parsed.diagnostics.iter().cloned());
        if parsed.diagnostics.iter().any(Diagnostic::is_error) {
            return None;
        }
        let builtins = TerragruntBuiltins(FileScope::of(session, Arc::clone(&context)));
        let variables = Variables::of_file(&parsed.constants);
        let mut stage = Self {
            session,
            context,
            path: path.to_path_buf(),
            parsed,
            builtins,
            variables,
            parents: Vec::new(),
            broken_includes: Vec::new(),
            autoinclude: None,
            features: Vec::new(),
            locals: None,
            dependencies: Vec::new(),
        };
        stage.begin_others(diagnostics);
        stage.evaluate_features(diagnostics);
        stage.expose();
        stage.evaluate_locals(diagnostics);
        stage.evaluate_dependencies(diagnostics);
        stage.check_early(diagnostics);
        Some(stage)
    }

    fn evaluator<'e>(&'e self, variables: &'e dyn Scope) -> Evaluator<'e> {
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        Evaluator::new(self.builtins.0.call_context(folder), variables, Some(&self.builtins))
    }

    /// The values beside the file, the files it includes and the one laid over it.
    fn begin_others(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let folder = self.path.parent().unwrap_or(Path::new("/")).to_path_buf();
        let nothing = Variables::default();
        let values = read_values(self.session, &folder, &mut self.evaluator(&nothing), diagnostics);
        if let Some(values) = values {
            self.variables.set("values", values);
        }
        let includes = {
            let mut evaluator = self.evaluator(&self.variables);
            evaluate_includes(self.session, &self.context, &self.parsed.body, &mut evaluator, diagnostics)
        };
        self.broken_includes = includes.broken;
        let includes = includes.found;
        self.builtins.0.includes =
            includes.iter().map(|include| (Arc::clone(&include.label), include.path.clone())).collect();
        for include in includes {
            self.context.reading.note(&include.path);
            let evaluation = self.begin_include(&include, diagnostics);
            self.session.note_included(&include.path);
            let start = self.session.parse(&include.path).ok().and_then(|parsed| parsed.start);
            let place = start.unwrap_or(include.span);
            diagnostics.extend(older::root_named_as_unit(self.session.mode, &include.path, place));
            self.parents.push(Parent { include, evaluation, finished: None });
        }
        let beside = folder.join(AUTOINCLUDE_FILE);
        if !self.context.is_autoinclude && self.session.is_file(&beside) {
            let context = Arc::new(self.context.autoincluded(&beside));
            self.autoinclude =
                Stage::begin(self.session, context, &beside, Span::NONE, diagnostics).map(Box::new);
        }
    }

    fn begin_include(&self, include: &Include, diagnostics: &mut Vec<Diagnostic>) -> Evaluation<Self> {
        let context = self.context.included(Arc::clone(&include.label), &include.path, include.span);
        if let Some(shared) = self.share_include(include, &context) {
            self.context.reading.add(&shared.files_read);
            return Evaluation::Shared(shared);
        }
        let mut found = Vec::new();
        let stage = Stage::begin(self.session, Arc::new(context), &include.path, include.span, &mut found);
        diagnostics.extend(while_including(self.session, include, found));
        stage.map_or(Evaluation::Failed, Evaluation::Begun)
    }

    /// The included file as other units saw it, or now see it; `None` where it cannot be shared.
    fn share_include(&self, include: &Include, context: &Context) -> Option<Arc<SharedInclude>> {
        let (session, path) = (self.session, &include.path);
        let includes = &session.shared_includes;
        if !session.parse(path).ok()?.is_shareable || !includes.is_useful(path) {
            return None;
        }
        let asked = TerragruntBuiltins(FileScope::of(session, Arc::new(context.clone())));
        if let Some(known) = includes.find(path, &|question| asked.answer(question)) {
            return Some(known);
        }
        let context = context.noting_questions();
        let (questions, reading) = (context.questions.clone()?, context.reading.clone());
        let mut found = Vec::new();
        let mut stage = Stage::begin(session, Arc::new(context), path, include.span, &mut found)?;
        let config = stage.complete(None, &mut found);
        // What is wrong is found again by each that includes it, and reported with its include.
        if stage.autoinclude.is_some() || has_errors(&found) || self.context.budget.is_spent() {
            return None;
        }
        let questions = questions.taken()?;
        let outcome = SharedInclude::new(config, stage.features, found, reading.taken(), questions);
        let outcome = Arc::new(outcome);
        includes.keep(path, Arc::clone(&outcome));
        Some(outcome)
    }

    fn evaluate_features(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        self.features = {
            let mut evaluator = self.evaluator(&self.variables);
            let blocks = self.parsed.body.blocks("feature");
            blocks.map(|block| decode_block(&mut evaluator, block, schema::FEATURE, diagnostics)).collect()
        };
        let mut visible = self.features.clone();
        for parent in self.parents.iter().rev() {
            let features = match &parent.evaluation {
                Evaluation::Begun(stage) => stage.features.clone(),
                Evaluation::Shared(shared) => shared.features.clone(),
                Evaluation::Failed => continue,
            };
            if parent.include.strategy != Strategy::NoMerge {
                visible = merge_features(features, visible, parent.include.strategy, diagnostics);
            }
        }
        self.variables
            .set("feature", feature_variable(&visible, &self.session.options.features, diagnostics));
    }

    /// The variable `include`: the exposed files by label, or the one bare include itself.
    fn expose(&mut self) {
        let mut values = Entries::new();
        for parent in &mut self.parents {
            if !parent.include.expose {
                continue;
            }
            let stage = match &mut parent.evaluation {
                Evaluation::Begun(stage) => stage,
                Evaluation::Shared(shared) => {
                    let exposed = shared.exposed(self.session.mode).clone();
                    values.insert(Arc::clone(&parent.include.label), exposed);
                    continue;
                }
                Evaluation::Failed => continue,
            };
            let mut found = Vec::new();
            let config = stage.complete(None, &mut found);
            let value = exposed_document(&config, self.session.mode, &self.context.budget);
            values.insert(Arc::clone(&parent.include.label), value);
            if stage.parsed.uses_dependency || stage.autoinclude.is_some() {
                // It is evaluated again with the unit's dependencies, and reports its problems then.
                continue;
            }
            parent.finished = Some((config, found));
        }
        self.set_include(values);
    }

    fn set_include(&mut self, mut values: Entries) {
        // What is wrong with an include is reported; what it would have exposed is no news then.
        let unread = self.parents.iter().filter(|parent| matches!(parent.evaluation, Evaluation::Failed));
        let unread = unread.map(|parent| &parent.include.label).chain(&self.broken_includes);
        values.extend(unread.map(|label| (Arc::clone(label), Value::failed())));
        let value = match (self.parents.len() + self.broken_includes.len(), values.get("")) {
            (1, Some(only)) => only.clone(),
            (0, _) => return,
            _ => Value::object(values),
        };
        self.variables.set("include", value);
    }

    fn evaluate_locals(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let locals = self.parsed.locals.as_ref().map(|plan| {
            let mut evaluate = |_, attribute: &Attribute, values: &Arc<Entries>| {
                let scope = self.variables.with("local", Value::namespace(Arc::clone(values)));
                let mut evaluator = self.evaluator(&scope);
                let value = evaluator.evaluate(&attribute.value);
                let value = marked(&attribute.name.text, value, self.session.world.sources());
                (value, evaluator.take_diagnostics())
            };
            evaluate_locals(&self.parsed.body, plan, &mut evaluate, diagnostics)
        });
        let visible = locals.as_ref().map(Arc::clone).unwrap_or_default();
        self.variables.set("local", Value::new(Data::Object(visible)));
        self.locals = locals.filter(|locals| !locals.is_empty());
    }

    fn evaluate_dependencies(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let own = {
            let mut evaluator = self.evaluator(&self.variables);
            decode_dependencies(&self.parsed.body, &mut evaluator, diagnostics)
        };
        self.dependencies = match &self.autoinclude {
            Some(over) => merge_dependency_blocks(own, over.visible_blocks(), Strategy::Shallow),
            None => own,
        };
    }

    /// What Terragrunt evaluates before it knows the dependencies, and so fails where it depends on them.
    fn check_early(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.session.mode != Mode::Render || !self.parsed.uses_dependency {
            return;
        }
        let mut evaluator = self.evaluator(&self.variables);
        for attribute in &self.parsed.body.attributes {
            if schema::EARLY.contains(&&*attribute.name.text) {
                evaluator.evaluate(&attribute.value);
            }
        }
        diagnostics.extend(evaluator.take_diagnostics());
    }

    /// The `dependency` blocks that the file's expressions see: its own over those it includes.
    pub(super) fn visible_blocks(&self) -> Vec<Labelled> {
        let mut blocks = self.dependencies.clone();
        for parent in self.parents.iter().rev() {
            // A shared one has no such blocks.
            if let (Evaluation::Begun(stage), Strategy::Shallow | Strategy::Deep) =
                (&parent.evaluation, parent.include.strategy)
            {
                blocks = merge_dependency_blocks(stage.dependencies.clone(), blocks, parent.include.strategy);
            }
        }
        blocks
    }

    /// The whole configuration. `dependency` is what the including file sees of its dependencies; `None` in a file
    /// that stands for itself.
    pub(super) fn complete(
        &mut self,
        dependency: Option<&Value>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Config {
        let mut known: Vec<Dependency> = Vec::new();
        let visible = if let Some(dependency) = dependency {
            dependency.clone()
        } else {
            check_paths(&self.dependencies, diagnostics);
            self.check_cycles(diagnostics);
            let blocks = self.visible_blocks();
            check_units(self.session, &self.context, &blocks, diagnostics);
            known = blocks.into_iter().map(|block| self.resolve(block, diagnostics)).collect();
            let inputs = |dependency: &Dependency| {
                let unit = dependency.folder.as_ref().filter(|_| self.reads_inputs())?;
                inputs_of(self.session, &self.context, unit)
            };
            dependency_variable(self.session.mode, &known, &inputs)
        };
        self.variables.set("dependency", visible.clone());
        let parents = self.complete_parents(&visible, diagnostics);
        let mut config = self.own(diagnostics);
        if let Some(over) = &mut self.autoinclude {
            let over = over.complete(None, diagnostics);
            config = merge_over(config, over, diagnostics);
        }
        let exclude = config.singles.get("exclude").cloned();
        for (strategy, parent) in parents.into_iter().rev() {
            if !config.inputs.iter().all(|inputs| self.context.budget.take_value(inputs, Span::NONE)) {
                break;
            }
            config = merge(parent, config, strategy, diagnostics);
        }
        if let Some(own) = exclude {
            config.singles.insert("exclude", own);
        }
        for dependency in &mut config.dependency {
            let merged = known.iter().find(|known| known.block.label == dependency.block.label);
            if let Some(merged) = merged {
                dependency.folder.clone_from(&merged.folder);
                dependency.outputs.clone_from(&merged.outputs);
            }
        }
        config
    }

    /// Whether anything that sees this file's dependencies reads their inputs.
    fn reads_inputs(&self) -> bool {
        let parents = self.parents.iter().filter_map(|parent| match &parent.evaluation {
            Evaluation::Begun(stage) => Some(stage),
            Evaluation::Failed | Evaluation::Shared(_) => None,
        });
        self.parsed.reads_inputs || parents.chain(self.autoinclude.as_deref()).any(Self::reads_inputs)
    }

    /// The configurations of the included files that are merged, in the order of the includes.
    fn complete_parents(
        &mut self,
        visible: &Value,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<(Strategy, Config)> {
        let mut parents = Vec::new();
        let mut exposed = Entries::new();
        let mut changed = false;
        let mode = self.session.mode;
        for parent in &mut self.parents {
            let (mut config, found) = match &mut parent.evaluation {
                Evaluation::Failed => continue,
                Evaluation::Shared(shared) => {
                    if parent.include.expose {
                        exposed.insert(Arc::clone(&parent.include.label), shared.exposed(mode).clone());
                    }
                    (shared.config.clone(), shared.found.clone())
                }
                Evaluation::Begun(stage) => {
                    let (config, found) = parent.finished.take().unwrap_or_else(|| {
                        changed |= parent.include.expose;
                        let mut found = Vec::new();
                        (stage.complete(Some(visible), &mut found), found)
                    });
                    if parent.include.expose {
                        let value = exposed_document(&config, mode, &self.context.budget);
                        exposed.insert(Arc::clone(&parent.include.label), value);
                    }
                    (config, found)
                }
            };
            diagnostics.extend(while_including(self.session, &parent.include, found));
            if parent.include.strategy != Strategy::NoMerge {
                config.found_in.rename(&parent.include.path, &parent.include.named);
                parents.push((parent.include.strategy, config));
            }
        }
        if changed {
            self.set_include(exposed);
        }
        parents
    }

    /// What the file itself says.
    fn own(&self, diagnostics: &mut Vec<Diagnostic>) -> Config {
        let (mut found, mut refusals) = (Vec::new(), self.parsed.refusals.clone());
        let mut config = {
            let mut evaluator = self.evaluator(&self.variables);
            let body = &self.parsed.body;
            evaluate_file(self.session, &self.context, body, &mut evaluator, &mut found, &mut refusals)
        };
        self.context.reading.note_source(self.path.parent().unwrap_or(Path::new("/")), &config);
        forgive(self.session.mode, self.autoinclude.is_some(), &mut found);
        diagnostics.extend(found);
        diagnostics.extend(refusals);
        config.feature.clone_from(&self.features);
        let dependencies = self.dependencies.iter().cloned();
        // Whoever stands for itself fills in what is known of the units.
        config.dependency =
            dependencies.map(|block| Dependency { block, folder: None, outputs: None }).collect();
        config.locals = self.locals.as_ref().map(|locals| Value::new(Data::Object(Arc::clone(locals))));
        config.includes = self
            .parents
            .iter()
            .map(|parent| (Arc::clone(&parent.include.label), parent.include.path.clone()))
            .collect();
        config.found_in = set_in_file(&self.path, &config);
        config
    }

    fn resolve(&self, block: Labelled, diagnostics: &mut Vec<Diagnostic>) -> Dependency {
        let evaluate = |path: &Path| {
            let context = Arc::new(self.context.state_of(path));
            // Terragrunt reads less of the unit, and goes on over what is wrong with it.
            let mut ignored = Vec::new();
            Stage::begin(self.session, context, path, Span::NONE, &mut ignored)
                .map(|mut stage| stage.complete(None, &mut ignored))
                .unwrap_or_default()
        };
        resolve(self.session, &self.context, block, &evaluate, diagnostics)
    }

    fn check_cycles(&self, diagnostics: &mut Vec<Diagnostic>) {
        let blocks_of = |path: &Path, found: &mut Vec<Diagnostic>| {
            let blocks = self.session.dependency_blocks.get_or_make(path, || {
                let context = Arc::new(self.context.dependency(path));
                let mut found = Vec::new();
                let stage = Stage::begin(self.session, Arc::clone(&context), path, Span::NONE, &mut found);
                found.extend(context.given_up(self.session, path));
                Arc::new((stage.map(|stage| stage.visible_blocks()).unwrap_or_default(), found))
            });
            found.extend(blocks.1.iter().cloned());
            blocks.0.clone()
        };
        cycle::check(self.session, &self.context, &self.dependencies, &blocks_of, diagnostics);
    }
}
