//! The evaluation of one stack file: values, locals, the places of its components, then all else they say.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity, has_errors};
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Entries, Value};
use crate::syntax::tree::Attribute;
use crate::terragrunt::context::Context;
use crate::terragrunt::decode::{reject_blocks, unsupported};
use crate::terragrunt::folder_kind::FolderKind;
use crate::terragrunt::locals::evaluate_locals;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::session::Session;
use crate::terragrunt::unreadable::unreadable;
use crate::terragrunt::values::read_values;

use super::autoinclude::autoinclude;
use super::check::{check, report_repeated_names};
use super::component::Component;
use super::decode::{component_blocks, decode_places, decode_rest};
use super::include::included_files;
use super::model::Stack;
use super::schema::STACK_BLOCKS;
use super::scope::StackScope;
use super::{override_file, paths};

/// What a stack is evaluated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terragrunt) enum Purpose {
    /// To know what it generates, `autoinclude` blocks with it.
    Generate,
    /// To be read by another file, which does not look at those.
    Read,
}

/// Evaluates the stack file at `path`.
pub(in crate::terragrunt) fn evaluate(
    session: &Session<'_>,
    context: Arc<Context>,
    path: &Path,
    purpose: Purpose,
    diagnostics: &mut Vec<Diagnostic>,
) -> Stack {
    let file = match session.parse(path) {
        Ok(file) => file,
        Err(error) => {
            diagnostics.push(unreadable(session, path, &error));
            return Stack::default();
        }
    };
    diagnostics.extend(file.diagnostics.iter().cloned());
    if has_errors(&file.diagnostics) {
        return Stack::default();
    }
    for attribute in &file.body.attributes {
        diagnostics.push(unsupported("attribute", &attribute.name, "a stack", std::iter::empty()));
    }
    reject_blocks(&file.body, STACK_BLOCKS, "a stack", diagnostics);

    let mut scope = StackScope::new(session, context, path);
    let locals = evaluate_base(&mut scope, &file, diagnostics);
    let over = override_file::find(&scope, path, diagnostics);
    let own_places = decode_places(&scope, &file, diagnostics);
    paths::publish(&mut scope, &own_places.iter());
    let mut laid_over = match &over {
        Some(over) => decode_places(&scope, over, diagnostics),
        None => Vec::new(),
    };
    paths::publish(&mut scope, &own_places.iter().chain(&laid_over));

    let mut components = own_places;
    decode_rest(&scope, &file, &mut components, diagnostics);
    let included = included_files(&scope, &file, diagnostics);
    for part in &included {
        let mut of_part = decode_places(&scope, part, diagnostics);
        decode_rest(&scope, part, &mut of_part, diagnostics);
        components.extend(of_part);
    }
    report_repeated_names(&components, diagnostics);
    if let Some(over) = &over {
        decode_rest(&scope, over, &mut laid_over, diagnostics);
        report_repeated_names(&laid_over, diagnostics);
    }
    if purpose == Purpose::Generate {
        paths::publish(&mut scope, &components.iter());
        let files = std::iter::once(&file).chain(&included);
        attach_autoincludes(&scope, files, &mut components, &laid_over, diagnostics);
    }
    let components = override_file::lay_over(components, laid_over);
    check(&scope.folder, &session.display(path), &components, diagnostics);
    let (units, stacks) = components.into_iter().partition(|component| component.kind == FolderKind::Unit);
    Stack { locals, units, stacks }
}

/// The values it was given, and its locals.
fn evaluate_base(
    scope: &mut StackScope<'_>,
    file: &ParsedFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let variables = scope.variables_in(file);
    let values = read_values(scope.session, &scope.folder, &mut scope.evaluator(&variables), diagnostics);
    if let Some(values) = values {
        scope.set("values", values);
    }
    let variables = scope.variables_in(file);
    let locals = file.locals.as_ref().map(|plan| {
        let mut evaluate = |_, attribute: &Attribute, values: &Arc<Entries>| {
            let seen = variables.with("local", Value::new(Data::Object(Arc::clone(values))));
            let mut evaluator = scope.evaluator(&seen);
            let value = evaluator.evaluate(&attribute.value);
            (value, evaluator.take_diagnostics())
        };
        let mut found = Vec::new();
        let locals = evaluate_locals(&file.body, plan, &mut evaluate, &mut found);
        found.iter_mut().take(plan.problem_count()).for_each(leave_out);
        diagnostics.extend(found);
        without_failed(locals)
    });
    let visible = locals.as_ref().map(Arc::clone).unwrap_or_default();
    scope.set("local", Value::new(Data::Object(visible)));
    locals.map(|locals| Value::new(Data::Object(locals)))
}

/// A local that needs what it cannot have is an error in a unit. Of a stack it is left out, without a word.
fn leave_out(problem: &mut Diagnostic) {
    if matches!(problem.code, Code::EvaluationCycle | Code::UnknownVariable) {
        problem.severity = Severity::Warning;
        problem.notes.push("Terragrunt leaves the local out of the stack".to_owned());
    }
}

fn without_failed(locals: Arc<Entries>) -> Arc<Entries> {
    let has_failed =
        |value: &Value| value.first_unknown().is_some_and(|unknown| unknown.reason == Reason::Failed);
    if !locals.values().any(has_failed) {
        return locals;
    }
    let kept = locals.iter().filter(|(_, value)| !has_failed(value));
    Arc::new(kept.map(|(name, value)| (Arc::clone(name), value.clone())).collect())
}

/// What is generated beside each component; not beside one that another is laid over.
fn attach_autoincludes<'f>(
    scope: &StackScope<'_>,
    files: impl Iterator<Item = &'f Arc<ParsedFile>>,
    components: &mut [Component],
    laid_over: &[Component],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut remaining = components.iter_mut();
    for file in files {
        for (_, block) in component_blocks(&file.body) {
            let Some(component) = remaining.next() else { return };
            let is_replaced =
                laid_over.iter().any(|over| (over.kind, &over.name) == (component.kind, &component.name));
            if !is_replaced {
                component.autoinclude = autoinclude(scope, file, component, block, diagnostics);
            }
        }
    }
}
