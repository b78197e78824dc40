//! One test of the suite.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tglambda::diagnostic::Diagnostic;
use tglambda::lang::convert::convert;
use tglambda::lang::equal::equal;
use tglambda::lang::kind::Type;
use tglambda::lang::references::walk;
use tglambda::lang::value::{Entries, Value};
use tglambda::source::{SourceFile, Sources, Span};
use tglambda::syntax::tree::{Block, Body, ExprKind};
use tglambda::syntax::{parse_hcl, parse_json_body};

use super::decode::{Problems, decode, specification};
use super::type_expr::{conforms, type_of};
use crate::evaluation::{Variables, value_of};

/// A test and one of its inputs.
pub(super) struct Case {
    /// The file with what is expected.
    pub(super) test: PathBuf,
    /// The input, in the language itself or in JSON.
    pub(super) input: PathBuf,
}

/// How a case came out.
pub(super) enum Outcome {
    /// As the suite has it.
    Passed,
    /// Rejected, as the suite has it, with fewer of its places.
    RejectedElsewhere(String),
    /// Not as the suite has it.
    Failed(String),
}

impl Case {
    /// Runs it.
    pub(super) fn run(&self) -> Outcome {
        let sources = Sources::default();
        let expected = parse(&sources, &self.test);
        let spec = parse(&sources, &self.test.with_extension("hcldec"));
        let (spec, variables) = specification(&spec);
        let input = read(&sources, &self.input);
        let is_json = self.input.extension().is_some_and(|extension| extension == "json");
        let (body, diagnostics) = if is_json { parse_json_body(&input, &[]) } else { parse_hcl(&input) };
        let problems: Problems = diagnostics.into_iter().filter(Diagnostic::is_error).map(place).collect();
        let result = if problems.is_empty() { decode(spec, &body, &variables) } else { Err(problems) };
        match (result, expected.blocks("diagnostics").next()) {
            (Ok(value), None) => match compare(&expected, &body, &value) {
                Ok(()) => Outcome::Passed,
                Err(why) => Outcome::Failed(why),
            },
            (Err(problems), None) => Outcome::Failed(format!("{problems:?}")),
            (Ok(value), Some(_)) => Outcome::Failed(format!("it is not rejected: {value:?}")),
            (Err(problems), Some(wanted)) => compare_places(wanted, &problems),
        }
    }
}

fn compare(expected: &Body, input: &Body, value: &Value) -> Result<(), String> {
    let wanted_type = expected.attribute("result_type").map_or(Type::Any, |found| type_of(&found.value));
    if !conforms(&value.kind(), &wanted_type) {
        return Err(format!("its type is {:?} and not {wanted_type:?}", value.kind()));
    }
    if let Some(wanted) = expected.attribute("result") {
        let wanted = value_of(&wanted.value, &Variables(Entries::new()))?;
        let wanted = convert(&wanted, &wanted_type).map_err(|error| error.to_string())?;
        if equal(value, &wanted) != Some(true) {
            return Err(format!("it is {value:?} and not {wanted:?}"));
        }
    }
    match expected.blocks("traversals").next() {
        Some(wanted) if !wanted.body.blocks.is_empty() => Err("expected traversals are not read".to_owned()),
        Some(_) if has_variables(input) => Err("it has variables".to_owned()),
        _ => Ok(()),
    }
}

/// Every problem that the suite expects is one of ours, at the same bytes; of a text that cannot be parsed we tell the
/// first problem only.
fn compare_places(wanted: &Block, found: &Problems) -> Outcome {
    let found: Vec<_> = found.iter().map(|(span, _)| span.range()).collect();
    let byte = |problem: &Block, name: &str| {
        let position = problem.body.blocks(name).next().expect("a problem has a place");
        let byte = &position.body.attribute("byte").expect("a place is a byte").value;
        match &byte.kind {
            ExprKind::Number(text) => text.parse::<usize>().expect("a byte is counted"),
            other => panic!("a byte is {other:?}"),
        }
    };
    let wanted: Vec<_> =
        wanted.body.blocks("error").map(|problem| byte(problem, "from")..byte(problem, "to")).collect();
    if wanted == found {
        return Outcome::Passed;
    }
    Outcome::RejectedElsewhere(format!("at {found:?}; the suite has {wanted:?}"))
}

fn has_variables(body: &Body) -> bool {
    let mut found = false;
    for attribute in &body.attributes {
        walk(&attribute.value, &mut |expr| found |= matches!(expr.kind, ExprKind::Variable(_)));
    }
    found || body.blocks.iter().any(|block| has_variables(&block.body))
}

fn place(diagnostic: Diagnostic) -> (Span, String) {
    (diagnostic.primary.map_or(Span::NONE, |label| label.span), diagnostic.title)
}

/// A file of the suite that is no input.
fn parse(sources: &Sources, path: &Path) -> Body {
    let (body, diagnostics) = parse_hcl(&read(sources, path));
    assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", path.display());
    body
}

fn read(sources: &Sources, path: &Path) -> Arc<SourceFile> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    sources.add(path, text)
}
