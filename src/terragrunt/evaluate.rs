//! One configuration file to its value, in Terragrunt's order: includes, features, locals, dependencies, the rest,
//! and then the included files below it. Source: Terragrunt 1.1.3 `pkg/config/config.go` (`ParseConfig`).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, deduplicated};
use crate::lang::builtin::{CallContext, FunctionSet};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::value::{Entries, Value};
use crate::lang::world::{Mode, ReadError};
use crate::source::Span;

use super::builtins::{FileScope, TerragruntBuiltins};
use super::config::{Config, Dependency, Labelled};
use super::context::Context;
use super::decode::decode_block;
use super::dependency::{dependency_variable, evaluate_dependencies};
use super::document::document;
use super::file::evaluate_file;
use super::include::{Include, evaluate_includes};
use super::locals::evaluate_locals;
use super::merge::{Strategy, merge};
use super::schema;
use super::session::{ReadResult, Session};

/// A unit after evaluation.
#[derive(Debug)]
pub struct Evaluated {
    /// Its configuration, includes merged in. Where something failed, its value is unknown.
    pub config: Config,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Evaluates the unit whose configuration is at `path`, as the Terraform command `command` sees it.
pub fn evaluate_unit(session: &Session<'_>, path: &Path, command: &str) -> Evaluated {
    let mut diagnostics = Vec::new();
    let config = evaluate(session, &Context::unit(path, command), path, Span::NONE, &mut diagnostics);
    let mut diagnostics = deduplicated(&diagnostics);
    if session.mode == Mode::Render {
        // Terragrunt's render goes on where only an output is missing.
        diagnostics.retain(|diagnostic| diagnostic.code != Code::UnresolvedDependency);
    }
    Evaluated { config, diagnostics }
}

/// The variables of a file's expressions, filled in as evaluation proceeds.
#[derive(Default)]
struct Variables(BTreeMap<&'static str, Value>);

impl Scope for Variables {
    fn variable(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn names(&self) -> Vec<&str> {
        self.0.keys().copied().collect()
    }
}

fn evaluate(
    session: &Session<'_>,
    context: &Context,
    path: &Path,
    place: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let parsed = match session.parse(path) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.push(unreadable(session, path, place, &error));
            return Config::default();
        }
    };
    diagnostics.extend(parsed.diagnostics.iter().cloned());
    if parsed.diagnostics.iter().any(Diagnostic::is_error) {
        return Config::default();
    }
    let body = &parsed.body;
    let read_config = |reader: &Context, path: &Path| read(session, reader, path);
    let call_context = CallContext {
        world: session.world,
        mode: session.mode,
        folder: path.parent().unwrap_or(Path::new("/")),
        functions: FunctionSet::Terragrunt,
    };
    let mut builtins =
        TerragruntBuiltins(FileScope { session, context, includes: Vec::new(), read_config: &read_config });
    let mut variables = Variables::default();

    let includes = {
        let mut evaluator = Evaluator::new(call_context, &variables, Some(&builtins));
        evaluate_includes(session, context, body, &mut evaluator, diagnostics)
    };
    builtins.0.includes =
        includes.iter().map(|include| (Arc::clone(&include.label), include.path.clone())).collect();
    let parents = Parents { session, context, includes: &includes };
    let exposed = parents.expose(diagnostics);
    if let Some(exposed) = exposed {
        variables.0.insert("include", exposed);
    }

    let features: Vec<_> = {
        let mut evaluator = Evaluator::new(call_context, &variables, Some(&builtins));
        body.blocks("feature")
            .map(|block| decode_block(&mut evaluator, block, schema::FEATURE, diagnostics))
            .collect()
    };
    variables.0.insert("feature", feature_variable(&features));

    let locals = evaluate_locals(
        body,
        &mut |attribute, values| {
            let scope = WithLocals { variables: &variables, locals: Value::object(values.clone()) };
            let mut evaluator = Evaluator::new(call_context, &scope, Some(&builtins));
            let value = evaluator.evaluate(&attribute.value);
            (value, evaluator.take_diagnostics())
        },
        diagnostics,
    );
    variables.0.insert("local", Value::object(locals.clone().unwrap_or_default()));

    let dependency = {
        let mut evaluator = Evaluator::new(call_context, &variables, Some(&builtins));
        evaluate_dependencies(session, context, body, &mut evaluator, diagnostics)
    };
    let visible = match &context.dependency {
        Some(outer) => outer.clone(),
        None => {
            let mut all = parents.dependencies();
            all.retain(|parent| !dependency.iter().any(|own| own.block.label == parent.block.label));
            all.extend(dependency.iter().cloned());
            dependency_variable(&all)
        }
    };
    variables.0.insert("dependency", visible.clone());

    let mut config = {
        let mut evaluator = Evaluator::new(call_context, &variables, Some(&builtins));
        evaluate_file(session, body, &mut evaluator, diagnostics)
    };
    config.feature = features;
    config.dependency = dependency;
    config.locals = locals.map(Value::object);
    config.includes =
        includes.iter().map(|include| (Arc::clone(&include.label), include.path.clone())).collect();
    parents.merge_into(config, &visible, diagnostics)
}

/// The locals known so far beside the other variables.
struct WithLocals<'v> {
    variables: &'v Variables,
    locals: Value,
}

impl Scope for WithLocals<'_> {
    fn variable(&self, name: &str) -> Option<Value> {
        if name == "local" { Some(self.locals.clone()) } else { self.variables.variable(name) }
    }

    fn names(&self) -> Vec<&str> {
        self.variables.names().into_iter().chain(["local"]).collect()
    }
}

fn feature_variable(features: &[Labelled]) -> Value {
    let entry = |block: &Labelled| {
        let value = block.fields.get("default").cloned().unwrap_or_else(Value::null);
        let name = Value::string(Arc::clone(&block.label));
        let fields = Entries::from([("value".into(), value), ("name".into(), name)]);
        (Arc::clone(&block.label), Value::object(fields))
    };
    Value::object(features.iter().map(entry).collect())
}

fn unreadable(session: &Session<'_>, path: &Path, place: Span, error: &ReadError) -> Diagnostic {
    let code = if *error == ReadError::NotFound { Code::FileNotFound } else { Code::FileUnreadable };
    Diagnostic::error(code, format!("cannot read `{}`", session.display(path)))
        .at(place, "named here")
        .note(error.to_string())
}

/// `read_terragrunt_config`: the file's own evaluation, as an object.
fn read(session: &Session<'_>, reader: &Context, path: &Path) -> ReadResult {
    let mut diagnostics = Vec::new();
    let config = evaluate(session, &reader.read(path), path, Span::NONE, &mut diagnostics);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    Ok(document(&config))
}

/// The files that a file includes.
struct Parents<'p> {
    session: &'p Session<'p>,
    context: &'p Context,
    includes: &'p [Include],
}

impl Parents<'_> {
    fn evaluate(
        &self,
        include: &Include,
        dependency: Option<&Value>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Config {
        let mut context = self.context.included(Arc::clone(&include.label), &include.path, include.span);
        context.dependency = dependency.cloned();
        let mut found = Vec::new();
        let config = evaluate(self.session, &context, &include.path, include.span, &mut found);
        let name = if include.label.is_empty() { "the included file" } else { &*include.label };
        diagnostics.extend(found.into_iter().map(|diagnostic| {
            if diagnostic.is_error() {
                diagnostic.note(format!("while including `{name}`"))
            } else {
                diagnostic
            }
        }));
        config
    }

    /// The variable `include`: the exposed files by label, or the one bare include itself.
    fn expose(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
        let exposed: Vec<&Include> = self.includes.iter().filter(|include| include.expose).collect();
        if exposed.is_empty() {
            return None;
        }
        let mut values = Entries::new();
        for include in &exposed {
            let mut found = Vec::new();
            let config = self.evaluate(include, None, &mut found);
            // A file that is merged later reports its problems then.
            if include.strategy == Strategy::NoMerge {
                diagnostics.extend(found);
            }
            values.insert(Arc::clone(&include.label), document(&config));
        }
        match (self.includes, values.get("")) {
            ([_], Some(only)) => Some(only.clone()),
            _ => Some(Value::object(values)),
        }
    }

    /// The dependencies that the included files declare: their outputs are visible in the unit too.
    fn dependencies(&self) -> Vec<Dependency> {
        let merged = self.includes.iter().filter(|include| include.strategy != Strategy::NoMerge);
        let declares = |include: &&Include| {
            self.session
                .parse(&include.path)
                .is_ok_and(|parsed| parsed.body.blocks("dependency").next().is_some())
        };
        merged
            .filter(declares)
            .flat_map(|include| {
                // Its problems are reported when it is merged.
                self.evaluate(include, None, &mut Vec::new()).dependency
            })
            .collect()
    }

    /// The unit over all it includes; the last include is the nearest.
    fn merge_into(&self, config: Config, dependency: &Value, diagnostics: &mut Vec<Diagnostic>) -> Config {
        let mut merged = config;
        for include in self.includes.iter().rev().filter(|include| include.strategy != Strategy::NoMerge) {
            let parent = self.evaluate(include, Some(dependency), diagnostics);
            merged = merge(parent, merged, include.strategy, diagnostics);
        }
        merged
    }
}
