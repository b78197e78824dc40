//! `exclude` blocks, as Terragrunt evaluates them when it looks for units. Source: Terragrunt 1.1.3
//! `pkg/config/exclude.go`.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::Evaluator;
use crate::lang::value::{Data, Value};
use crate::syntax::tree::{Block, Body};
use crate::terragrunt::truth::truth;

/// When a unit is left out of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exclude {
    /// Whether it is.
    pub condition: bool,
    /// For which commands.
    pub actions: Option<Vec<String>>,
    /// Whether the units it depends on are left out with it.
    pub exclude_dependencies: Option<bool>,
    /// Whether the unit is not even run alone.
    pub no_run: Option<bool>,
}

impl Exclude {
    /// A child's block over this one: actions stay where the child names none.
    pub(super) fn merged(self, over: Self) -> Self {
        let actions = over.actions.filter(|actions| !actions.is_empty()).or(self.actions);
        Self { actions, ..over }
    }
}

/// The file is refused for the sake of its `exclude` block.
pub(super) struct Refused;

/// The block of a file. One with a part that is unknown or of the wrong type does not count.
pub(super) fn evaluate_exclude(
    body: &Body,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Exclude>, Refused> {
    let mut blocks = body.blocks("exclude");
    let Some(block) = blocks.next() else { return Ok(None) };
    if let Some(second) = blocks.next() {
        let title = "a configuration has at most one `exclude` block";
        diagnostics.push(
            Diagnostic::error(Code::UnsupportedArgument, title)
                .at(second.kind.span, "the second one")
                .related(block.kind.span, "the first one"),
        );
        return Err(Refused);
    }
    evaluate(block, evaluator, diagnostics)
}

fn evaluate(
    block: &Block,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Exclude>, Refused> {
    let mut exclude = Exclude::default();
    let mut counts = true;
    for attribute in &block.body.attributes {
        let name = &*attribute.name.text;
        let value = evaluator.evaluate(&attribute.value);
        counts &= value.is_wholly_known();
        let fit = match (name, &value.data) {
            (_, Data::Null(_)) => Ok(()),
            ("if", _) => truth_of(&value).map(|truth| exclude.condition = truth),
            ("exclude_dependencies", _) => {
                truth_of(&value).map(|truth| exclude.exclude_dependencies = Some(truth))
            }
            ("no_run", _) => truth_of(&value).map(|truth| exclude.no_run = Some(truth)),
            ("actions", _) => texts(&value).map(|texts| exclude.actions = Some(texts)),
            _ => Ok(()),
        };
        let Err(misfit) = fit else { continue };
        counts = false;
        let title = format!("`{name}` of `exclude` has the wrong type");
        let problem = Diagnostic::error(Code::InvalidValue, title);
        diagnostics.push(problem.at(attribute.value.span, "the block does not count"));
        if misfit == Misfit::File {
            return Err(Refused);
        }
    }
    diagnostics.extend(evaluator.take_diagnostics());
    Ok(counts.then_some(exclude))
}

/// What does not count for the sake of a value.
#[derive(PartialEq, Eq)]
enum Misfit {
    Block,
    File,
}

/// A truth, or a text that is one. Another text has the file refused.
fn truth_of(value: &Value) -> Result<bool, Misfit> {
    match &value.data {
        Data::Bool(truth) => Ok(*truth),
        Data::String(text) => truth(text).ok_or(Misfit::File),
        _ => Err(Misfit::Block),
    }
}

/// A list of texts, null taken for the empty one.
fn texts(value: &Value) -> Result<Vec<String>, Misfit> {
    let text = |element: &Value| match &element.data {
        Data::Null(_) => Ok(String::new()),
        _ => element.as_str().map(str::to_owned).ok_or(Misfit::Block),
    };
    value.elements().ok_or(Misfit::Block)?.iter().map(text).collect()
}
