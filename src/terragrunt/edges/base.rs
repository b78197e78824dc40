//! What a file's expressions need before anything else of it is evaluated: its values, the files it includes, features
//! and locals. Source: Terragrunt 1.1.3 `pkg/config/config_partial.go` (`DecodeBaseBlocks`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::builtin::{CallContext, FunctionSet};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::ReadError;
use crate::syntax::tree::Attribute;
use crate::terragrunt::builtins::{FileScope, TerragruntBuiltins};
use crate::terragrunt::config::Labelled;
use crate::terragrunt::context::Context;
use crate::terragrunt::decode::{decode_block, label_of};
use crate::terragrunt::feature::{feature_variable, merge_features};
use crate::terragrunt::include::Include;
use crate::terragrunt::locals::evaluate_locals;
use crate::terragrunt::parents::while_including;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::session::Session;
use crate::terragrunt::strategy::Strategy;
use crate::terragrunt::values::read_values;
use crate::terragrunt::variables::Variables;
use crate::terragrunt::{paths, schema};

use super::exposed::{exposed_depth, exposed_value, reads_no_more};
use super::need::{Need, is_wanted};
use super::parts::{Depth, EvaluatePartial, Parent, State};

/// A file whose base is evaluated.
pub(super) struct Base<'s> {
    pub(super) session: &'s Session<'s>,
    pub(super) context: Arc<Context>,
    pub(super) path: PathBuf,
    pub(super) parsed: Arc<ParsedFile>,
    pub(super) need: Arc<Need>,
    pub(super) parents: Vec<Parent>,
    pub(super) features: Vec<Labelled>,
    pub(super) locals: Option<Arc<Entries>>,
    pub(super) variables: Variables,
    pub(super) state: State,
    builtins: TerragruntBuiltins<'s>,
}

impl<'s> Base<'s> {
    /// Evaluates the base of the file at `path`, and the files it includes by `evaluate`; `None` where it is refused.
    pub(super) fn evaluate(
        session: &'s Session<'s>,
        context: &Arc<Context>,
        path: &Path,
        depth: Depth,
        evaluate: EvaluatePartial,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        // What others include is parsed once for all; of a unit's own file only a part is looked at.
        let is_own = depth == Depth::Edges && context.included_as.is_none() && !context.is_autoinclude;
        let parsed = if is_own { parse_own(session, path) } else { session.parse(path) };
        let parsed = match parsed {
            Ok(parsed) => parsed,
            Err(error) => {
                let title = format!("cannot read `{}`", session.display(path));
                diagnostics.push(Diagnostic::error(Code::FileUnreadable, title).note(error.to_string()));
                return None;
            }
        };
        let refusals = parsed.diagnostics.iter().chain(&parsed.refusals);
        let before = diagnostics.len();
        diagnostics.extend(refusals.cloned());
        if diagnostics[before..].iter().any(Diagnostic::is_error) {
            return None;
        }
        let need = match depth {
            Depth::Edges if is_own => Arc::new(Need::of(&parsed.body)),
            Depth::Edges => session.needs.get_or_make(path, || Arc::new(Need::of(&parsed.body))),
            Depth::Everything => Arc::new(Need::everything()),
        };
        let scope = FileScope { session, context: Arc::clone(context), includes: Vec::new() };
        let mut base = Self {
            session,
            context: Arc::clone(context),
            path: path.to_path_buf(),
            parsed,
            need,
            parents: Vec::new(),
            features: Vec::new(),
            locals: None,
            variables: Variables::default(),
            state: State::Whole,
            builtins: TerragruntBuiltins(scope),
        };
        base.read_values(diagnostics);
        base.include(evaluate, diagnostics);
        base.evaluate_features(diagnostics);
        base.expose(diagnostics);
        base.evaluate_locals(diagnostics);
        // Of a unit that it depends on nothing is known here.
        base.variables.set("dependency", Value::unknown(Reason::Failed, Type::Any));
        Some(base)
    }

    /// The folder of the file itself.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// Evaluates the file's expressions with what is known so far.
    pub(super) fn evaluator(&self) -> Evaluator<'_> {
        self.evaluator_with(&self.variables)
    }

    fn evaluator_with<'e>(&'e self, variables: &'e dyn Scope) -> Evaluator<'e> {
        let context = CallContext {
            world: self.session.world,
            budget: &self.context.budget,
            files: &self.session.files,
            mode: self.session.mode,
            folder: self.folder(),
            functions: FunctionSet::Terragrunt,
        };
        Evaluator::new(context, variables, Some(&self.builtins))
    }

    fn read_values(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let values = read_values(self.session, self.folder(), &mut self.evaluator(), diagnostics);
        if let Some(values) = values {
            self.variables.set("values", values);
        }
    }

    /// The files that it includes, the last one first: where one is refused, those before it are not reached.
    fn include(&mut self, evaluate: EvaluatePartial, diagnostics: &mut Vec<Diagnostic>) {
        let Some(first) = self.parsed.body.blocks("include").next() else { return };
        if let Some((label, _)) = &self.context.included_as {
            diagnostics.push(
                Diagnostic::error(Code::IncludeCycle, "an included file includes another")
                    .at(first.kind.span, "Terragrunt follows one level of includes")
                    .note(format!("this file is included as `{label}`"))
                    .hint("include both files from the unit"),
            );
            self.state = State::NestedIncludes;
            return;
        }
        self.parents = self.named_includes(diagnostics);
        let includes = self.parents.iter().map(|parent| &parent.include);
        self.builtins.0.includes =
            includes.map(|include| (Arc::clone(&include.label), include.path.clone())).collect();
        for parent in self.parents.iter_mut().rev() {
            let include = &parent.include;
            if include.path.as_os_str().is_empty() {
                self.state = State::Broken;
                return;
            }
            let context = self.context.included(Arc::clone(&include.label), &include.path, include.span);
            let is_seen = include.expose && self.need.include;
            let depth = if is_seen { exposed_depth(self.session, include) } else { Depth::Edges };
            let mut found = Vec::new();
            let partial = evaluate(self.session, &Arc::new(context), &include.path, depth, &mut found);
            diagnostics.extend(while_including(self.session, include, found));
            // Features are asked for first, and not of a file that is not merged.
            let is_nested = partial.as_ref().is_some_and(|partial| partial.state == State::NestedIncludes);
            if is_nested && include.strategy != Strategy::NoMerge {
                self.state = State::NestedIncludes;
                return;
            }
            parent.partial = partial.filter(|partial| partial.state == State::Whole);
            if parent.partial.is_none() {
                self.state = State::Broken;
                return;
            }
        }
    }

    /// The includes that count: all, or none where they are nested.
    pub(super) fn take_parents(&mut self) -> Vec<Parent> {
        if self.state == State::NestedIncludes {
            return Vec::new();
        }
        let parents = std::mem::take(&mut self.parents);
        // Those before one that is broken are not reached.
        let broken = parents.iter().rposition(|parent| parent.partial.is_none()).unwrap_or(0);
        for parent in parents[broken..].iter().filter(|parent| !parent.include.path.as_os_str().is_empty()) {
            self.context.reading.note(&parent.include.path);
        }
        parents
    }

    /// The includes with their paths; an empty one where it cannot be told.
    fn named_includes(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<Parent> {
        let mut evaluator = self.evaluator();
        let mut parents = Vec::new();
        for block in self.parsed.body.blocks("include") {
            let fields = decode_block(&mut evaluator, block, schema::INCLUDE, diagnostics);
            let text =
                |name: &str| fields.field(name).and_then(Value::as_str).filter(|text| !text.is_empty());
            let path = text("path").map(|written| paths::join(self.context.folder(), written));
            let strategy = match text("merge_strategy") {
                None | Some("shallow") => Some(Strategy::Shallow),
                Some("no_merge") => Some(Strategy::NoMerge),
                Some("deep") => Some(Strategy::Deep),
                Some(_) => None,
            };
            let include = Include {
                label: label_of(block),
                named: path.clone().unwrap_or_default(),
                path: path.unwrap_or_default(),
                expose: fields.field("expose").and_then(Value::as_bool).unwrap_or(false),
                strategy: strategy.unwrap_or(Strategy::Shallow),
                span: block.kind.span,
            };
            parents.push(Parent { include, partial: None });
        }
        parents
    }

    fn evaluate_features(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        self.features = {
            let mut evaluator = self.evaluator();
            let blocks = self.parsed.body.blocks("feature");
            blocks.map(|block| decode_block(&mut evaluator, block, schema::FEATURE, diagnostics)).collect()
        };
        let has_default = |feature: &Labelled| feature.fields.contains_key("default");
        self.state.break_unless(self.features.iter().all(has_default));
        let mut visible = self.features.clone();
        for Parent { include, partial } in self.parents.iter().rev() {
            let Some(partial) = partial.as_ref().filter(|_| include.strategy != Strategy::NoMerge) else {
                continue;
            };
            let before = diagnostics.len();
            visible = merge_features(partial.config.feature.clone(), visible, include.strategy, diagnostics);
            self.state.break_unless(diagnostics.len() == before);
        }
        let given = &self.session.options.features;
        self.variables.set("feature", feature_variable(&visible, given, diagnostics));
    }

    /// The variable `include`. Where one that is exposed cannot be had, there is none.
    fn expose(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut values = Entries::new();
        for parent in &self.parents {
            if !parent.include.expose || !self.need.include && reads_no_more(self.session, &parent.include) {
                continue;
            }
            let mut found = Vec::new();
            let value = exposed_value(self.session, &self.context, parent, &mut found);
            diagnostics.extend(while_including(self.session, &parent.include, found));
            let Some(value) = value else { return };
            values.insert(Arc::clone(&parent.include.label), value);
        }
        match (&*self.parents, values.get("")) {
            ([], _) => {}
            ([_], Some(only)) => self.variables.set("include", only.clone()),
            _ => self.variables.set("include", Value::object(values)),
        }
    }

    fn evaluate_locals(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        self.state.break_unless(self.parsed.body.blocks("locals").count() <= 1);
        let locals = self.parsed.locals.as_ref().map(|plan| {
            let block = self.parsed.body.blocks("locals").next();
            let attributes = block.map_or(&[][..], |block| &block.body.attributes);
            let mut evaluate = |attribute: &Attribute, values: &Arc<Entries>| {
                let index = attributes.iter().position(|other| std::ptr::eq(other, attribute));
                if !index.is_some_and(|index| self.need.has_local(index)) {
                    return (Value::failed(), Vec::new());
                }
                let scope = self.variables.with("local", Value::new(Data::Object(Arc::clone(values))));
                let mut evaluator = self.evaluator_with(&scope);
                let value = evaluator.evaluate(&attribute.value);
                (value, evaluator.take_diagnostics())
            };
            evaluate_locals(&self.parsed.body, plan, &mut evaluate, diagnostics)
        });
        let visible = locals.as_ref().map(Arc::clone).unwrap_or_default();
        self.variables.set("local", Value::new(Data::Object(visible)));
        self.locals = locals.filter(|locals| !locals.is_empty());
    }
}

/// The file of a unit, without what says nothing of what ties it to others.
fn parse_own(session: &Session<'_>, path: &Path) -> Result<Arc<ParsedFile>, ReadError> {
    if path.extension().is_some_and(|extension| extension == "json") {
        return session.parse(path);
    }
    ParsedFile::read_items(session.world, session.mode, path, is_wanted)
}
