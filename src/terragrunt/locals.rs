//! The `locals` block: each local after the locals it refers to.
//!
//! Terragrunt evaluates in passes until nothing changes; the order here gives the same values. A local may refer to
//! locals, features, exposed includes and values, never to a dependency.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::eval::missing_local;
use crate::lang::references::roots_of;
use crate::lang::value::{Entries, Value};
use crate::source::Span;
use crate::syntax::tree::{Attribute, Body};

/// The locals of a file in the order in which they can be evaluated. Read off the text: the same for all who read it.
#[derive(Debug)]
pub(super) struct LocalsPlan {
    order: Vec<Planned>,
    /// Those that Terragrunt never comes to: they need one that is reported here.
    unreached: BTreeSet<usize>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Debug)]
struct Planned {
    /// Which attribute of the block.
    index: usize,
    /// Whether something that is reported keeps it from being evaluated.
    failed: bool,
}

impl LocalsPlan {
    /// The plan for a file; `None` when it has no `locals` block.
    pub(super) fn of(body: &Body) -> Option<Self> {
        let mut diagnostics = Vec::new();
        let mut blocks = body.blocks("locals");
        let block = blocks.next()?;
        for extra in blocks {
            diagnostics.push(
                Diagnostic::error(Code::UnsupportedArgument, "a file has at most one `locals` block")
                    .at(extra.kind.span, "a second one")
                    .related(block.kind.span, "the first one"),
            );
        }
        let attributes = &block.body.attributes;
        let by_name: BTreeMap<&str, usize> =
            attributes.iter().enumerate().map(|(index, attribute)| (&*attribute.name.text, index)).collect();
        let mut order = Order {
            attributes,
            by_name: &by_name,
            states: vec![State::Open; attributes.len()],
            sorted: Vec::new(),
            failed: BTreeSet::new(),
            unreached: BTreeSet::new(),
            depth: 0,
        };
        for index in 0..attributes.len() {
            order.visit(index, &mut diagnostics);
        }
        let unreached = std::mem::take(&mut order.unreached);
        let failed = &order.failed;
        let planned = |index| Planned { index, failed: failed.contains(&index) };
        let order = order.sorted.iter().copied().map(planned).collect();
        Some(Self { order, unreached, diagnostics })
    }

    /// Whether Terragrunt comes to evaluate the local at this place in the block.
    pub(super) fn is_reached(&self, index: usize) -> bool {
        !self.unreached.contains(&index)
    }

    /// How many problems the text alone has: [`evaluate_locals`] reports them before all others.
    pub(super) fn problem_count(&self) -> usize {
        self.diagnostics.len()
    }
}

/// Evaluates one local, told its place in the block, with the locals known so far; the caller provides the rest of the
/// scope.
pub(super) type EvaluateLocal<'e> =
    dyn FnMut(usize, &Attribute, &Arc<Entries>) -> (Value, Vec<Diagnostic>) + 'e;

/// The values of all locals of a file.
pub(super) fn evaluate_locals(
    body: &Body,
    plan: &LocalsPlan,
    evaluate: &mut EvaluateLocal<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<Entries> {
    diagnostics.extend(plan.diagnostics.iter().cloned());
    let mut values = Arc::new(Entries::new());
    let Some(block) = body.blocks("locals").next() else { return values };
    for planned in &plan.order {
        let attribute = &block.body.attributes[planned.index];
        let (value, problems) = if planned.failed {
            (Value::failed(), Vec::new())
        } else {
            evaluate(planned.index, attribute, &values)
        };
        diagnostics.extend(problems);
        // No copy is made: what the evaluation held of them is gone, unless a local keeps all of them.
        Arc::make_mut(&mut values).insert(Arc::clone(&attribute.name.text), value);
    }
    values
}

/// An error even inside `try`, for the same reason.
fn not_for_locals(root: &str, span: Span) -> Diagnostic {
    if root == "local" {
        return Diagnostic::error(Code::UnknownVariable, "a local cannot use all locals at once")
            .at(span, "no single local is named here")
            .hint("name the local: `local.<name>`");
    }
    Diagnostic::error(Code::UnknownVariable, format!("a local cannot use `{root}`"))
        .at(span, "not known here")
        .note("locals see `local`, `include`, `feature` and `values`")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Visiting,
    Done,
}

/// A depth-first sort by reference.
struct Order<'a> {
    attributes: &'a [Attribute],
    by_name: &'a BTreeMap<&'a str, usize>,
    states: Vec<State>,
    sorted: Vec<usize>,
    failed: BTreeSet<usize>,
    unreached: BTreeSet<usize>,
    depth: usize,
}

/// A longer chain than any estate has, and shallow enough for every thread's stack: the way that a value came is as long
/// as the chain. Terragrunt gives up after 1,000.
const LONGEST_CHAIN: usize = 250;

impl Order<'_> {
    fn visit(&mut self, index: usize, diagnostics: &mut Vec<Diagnostic>) {
        if self.states[index] != State::Open {
            return;
        }
        self.states[index] = State::Visiting;
        let attribute = &self.attributes[index];
        let name = &attribute.name.text;
        for reference in roots_of(&attribute.value) {
            if matches!(reference.root, "include" | "feature" | "values") {
                continue;
            }
            let Some(wanted) = reference.attribute.filter(|_| reference.root == "local") else {
                self.failed.insert(index);
                diagnostics.push(not_for_locals(reference.root, reference.span));
                continue;
            };
            let Some(&next) = self.by_name.get(&*wanted.text) else {
                // An error even inside `try`: Terragrunt never evaluates a local that needs one it does not have.
                self.failed.insert(index);
                diagnostics.push(missing_local(&wanted.text, wanted.span, self.by_name.keys().copied()));
                continue;
            };
            if self.states[next] == State::Visiting {
                let other = &self.attributes[next].name;
                self.failed.insert(index);
                diagnostics.push(
                    Diagnostic::error(
                        Code::EvaluationCycle,
                        format!("the locals `{name}` and `{}` need each other", other.text),
                    )
                    .at(wanted.span, "this reference closes the circle")
                    .related(other.span, "needed first")
                    .hint("take one of the references out of the circle"),
                );
                continue;
            }
            if self.depth >= LONGEST_CHAIN {
                self.failed.insert(index);
                diagnostics.push(
                    Diagnostic::error(
                        Code::EvaluationCycle,
                        format!("the local `{name}` needs too many others"),
                    )
                    .at(wanted.span, format!("a chain of more than {LONGEST_CHAIN} locals")),
                );
                continue;
            }
            self.depth += 1;
            self.visit(next, diagnostics);
            self.depth -= 1;
            if self.unreached.contains(&next) {
                self.unreached.insert(index);
            }
        }
        if self.failed.contains(&index) {
            self.unreached.insert(index);
        }
        self.states[index] = State::Done;
        self.sorted.push(index);
    }
}
