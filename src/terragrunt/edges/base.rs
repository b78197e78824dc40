//! What a file's expressions need before anything else of it is evaluated: its values, the files it includes, features
//! and locals. Source: Terragrunt 1.1.3 `pkg/config/config_partial.go` (`DecodeBaseBlocks`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::ReadError;
use crate::syntax::Item;
use crate::syntax::tree::Attribute;
use crate::terragrunt::builtins::{FileScope, TerragruntBuiltins};
use crate::terragrunt::config::Labelled;
use crate::terragrunt::context::Context;
use crate::terragrunt::decode::{decode_block, label_of};
use crate::terragrunt::feature::{feature_variable, merge_features};
use crate::terragrunt::include::{Include, nested};
use crate::terragrunt::inputs::unsettled;
use crate::terragrunt::locals::evaluate_locals;
use crate::terragrunt::parents::while_including;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::session::Session;
use crate::terragrunt::strategy::Strategy;
use crate::terragrunt::unreadable::unreadable;
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
                diagnostics.push(unreadable(session, path, &error));
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
            builtins: TerragruntBuiltins(FileScope::of(session, Arc::clone(context))),
        };
        base.read_values(diagnostics);
        base.include(evaluate, diagnostics);
        base.evaluate_features(diagnostics);
        base.expose(diagnostics);
        base.evaluate_locals(diagnostics)?;
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
        Evaluator::new(self.builtins.0.call_context(self.folder()), variables, Some(&self.builtins))
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
            diagnostics.push(nested(label, first));
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
            parent.is_reached = true;
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
            self.context.reading.note(&parent.include.named);
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
            let named = text("path").map(PathBuf::from).filter(|written| written.is_absolute());
            let include = Include {
                label: label_of(block),
                named: named.or_else(|| path.clone()).unwrap_or_default(),
                path: path.unwrap_or_default(),
                expose: fields.field("expose").and_then(Value::as_bool).unwrap_or(false),
                strategy: text("merge_strategy").and_then(Strategy::named).unwrap_or(Strategy::Shallow),
                span: block.kind.span,
            };
            parents.push(Parent { include, partial: None, is_reached: false });
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
        for Parent { include, partial, .. } in self.parents.iter().rev() {
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
        let mut are_all_there = true;
        for parent in &self.parents {
            let reads_no_more = || parent.is_reached && reads_no_more(self.session, &parent.include);
            if !parent.include.expose || !self.need.include && reads_no_more() {
                continue;
            }
            let mut found = Vec::new();
            let value = exposed_value(self.session, &self.context, parent, &mut found);
            diagnostics.extend(while_including(self.session, &parent.include, found));
            are_all_there &= value.is_some();
            values.extend(value.map(|value| (Arc::clone(&parent.include.label), value)));
        }
        if !are_all_there {
            return;
        }
        match (&*self.parents, values.get("")) {
            ([], _) => {}
            ([_], Some(only)) => self.variables.set("include", only.clone()),
            _ => self.variables.set("include", Value::object(values)),
        }
    }

    /// `None` where Terragrunt takes none of the file: it puts an empty text for what is not known, whatever its type.
    fn evaluate_locals(&mut self, diagnostics: &mut Vec<Diagnostic>) -> Option<()> {
        self.state.break_unless(self.parsed.body.blocks("locals").count() <= 1);
        let mut is_known = true;
        let note = &mut |_: usize, value: &Value| is_known &= value.is_wholly_known();
        let locals = self.locals_where(|index| self.need.has_local(index), note, diagnostics);
        if !is_known && let Some(unknown) = self.unsettled_local() {
            let title = "a local that is not known is of a type that an empty text does not fit";
            diagnostics.push(
                Diagnostic::error(Code::InvalidValue, title)
                    .at(unknown.provenance.nearest(), format!("this {} is not known", unknown.kind()))
                    .note("Terragrunt then takes nothing of the file")
                    .hint("mend what keeps it from being known"),
            );
            return None;
        }
        let visible = locals.as_ref().map(Arc::clone).unwrap_or_default();
        self.variables.set("local", Value::new(Data::Object(visible)));
        self.locals = locals.filter(|locals| !locals.is_empty());
        Some(())
    }

    /// What of the locals is not known and cannot become an empty text. What comes of an unknown may be of a type that the
    /// unknown itself is not of, so all of them are looked at.
    fn unsettled_local(&self) -> Option<Value> {
        let plan = self.parsed.locals.as_ref()?;
        let mut found = None;
        let note = &mut |index: usize, value: &Value| {
            if found.is_none() && plan.is_reached(index) {
                found = unsettled(value).cloned();
            }
        };
        self.locals_where(|_| true, note, &mut Vec::new());
        found
    }

    /// The locals that are wanted, each told to `note` with its place in the block; all others are unknown.
    fn locals_where(
        &self,
        is_wanted: impl Fn(usize) -> bool,
        note: &mut dyn FnMut(usize, &Value),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Arc<Entries>> {
        let plan = self.parsed.locals.as_ref()?;
        let mut evaluate = |index: usize, attribute: &Attribute, values: &Arc<Entries>| {
            if !is_wanted(index) {
                return (Value::failed(), Vec::new());
            }
            let scope = self.variables.with("local", Value::new(Data::Object(Arc::clone(values))));
            let mut evaluator = self.evaluator_with(&scope);
            let value = evaluator.evaluate(&attribute.value);
            note(index, &value);
            (value, evaluator.take_diagnostics())
        };
        Some(evaluate_locals(&self.parsed.body, plan, &mut evaluate, diagnostics))
    }
}

/// The file of a unit, without what says nothing of what ties it to others.
fn parse_own(session: &Session<'_>, path: &Path) -> Result<Arc<ParsedFile>, ReadError> {
    if path.extension().is_some_and(|extension| extension == "json") {
        return session.parse(path);
    }
    let read = |may_refuse| {
        let wanted = |items: &[Item<'_>]| is_wanted(items, may_refuse);
        ParsedFile::read_items(session.world, session.mode, path, wanted)
    };
    let parsed = read(true)?;
    // Terragrunt goes on behind what it cannot read: locals that nothing else needs are not in the way.
    if has_errors(&parsed.diagnostics) { read(false) } else { Ok(parsed) }
}
