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

/// Evaluates one expression with the locals known so far; the caller provides the rest of the scope.
pub(super) type EvaluateLocal<'e> = dyn FnMut(&Attribute, &Arc<Entries>) -> (Value, Vec<Diagnostic>) + 'e;

/// The values of all locals of a file; `None` when it has no `locals` block.
pub(super) fn evaluate_locals(
    body: &Body,
    evaluate: &mut EvaluateLocal<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Entries>> {
    let mut blocks = body.blocks("locals");
    let block = blocks.next()?;
    for extra in blocks {
        diagnostics.push(
            Diagnostic::error(Code::UnsupportedArgument, "a file has at most one `locals` block")
                .at(extra.kind.span, "a second one")
                .related(block.kind.span, "the first one"),
        );
    }
    let attributes: BTreeMap<&str, &Attribute> =
        block.body.attributes.iter().map(|attribute| (&*attribute.name.text, attribute)).collect();
    let mut order = Order {
        attributes: &attributes,
        states: BTreeMap::new(),
        sorted: Vec::new(),
        failed: BTreeSet::new(),
        depth: 0,
    };
    for attribute in &block.body.attributes {
        order.visit(attribute, diagnostics);
    }
    let mut values = Arc::new(Entries::new());
    for attribute in &order.sorted {
        let (value, problems) = if order.failed.contains(&*attribute.name.text) {
            (Value::failed(), Vec::new())
        } else {
            evaluate(attribute, &values)
        };
        diagnostics.extend(problems);
        // No copy is made: what the evaluation held of them is gone, unless a local keeps all of them.
        Arc::make_mut(&mut values).insert(Arc::clone(&attribute.name.text), value);
    }
    Some(values)
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
    Visiting,
    Done,
}

/// A depth-first sort by reference.
struct Order<'a> {
    attributes: &'a BTreeMap<&'a str, &'a Attribute>,
    states: BTreeMap<&'a str, State>,
    sorted: Vec<&'a Attribute>,
    failed: BTreeSet<&'a str>,
    depth: usize,
}

/// A longer chain than any estate has, and shallow enough for every thread's stack: the way that a value came is as long
/// as the chain. Terragrunt gives up after 1,000.
const LONGEST_CHAIN: usize = 250;

impl<'a> Order<'a> {
    fn visit(&mut self, attribute: &'a Attribute, diagnostics: &mut Vec<Diagnostic>) {
        let name: &'a str = &attribute.name.text;
        if self.states.contains_key(name) {
            return;
        }
        self.states.insert(name, State::Visiting);
        for reference in roots_of(&attribute.value) {
            if matches!(reference.root, "include" | "feature" | "values") {
                continue;
            }
            let Some(wanted) = reference.attribute.filter(|_| reference.root == "local") else {
                self.failed.insert(name);
                diagnostics.push(not_for_locals(reference.root, reference.span));
                continue;
            };
            let Some(next) = self.attributes.get(&*wanted.text).copied() else {
                // An error even inside `try`: Terragrunt never evaluates a local that needs one it does not have.
                self.failed.insert(name);
                diagnostics.push(missing_local(&wanted.text, wanted.span, self.attributes.keys().copied()));
                continue;
            };
            if self.states.get(&*next.name.text) == Some(&State::Visiting) {
                self.failed.insert(name);
                diagnostics.push(
                    Diagnostic::error(
                        Code::EvaluationCycle,
                        format!("the locals `{name}` and `{}` need each other", next.name.text),
                    )
                    .at(wanted.span, "this reference closes the circle")
                    .related(next.name.span, "needed first")
                    .hint("take one of the references out of the circle"),
                );
                continue;
            }
            if self.depth >= LONGEST_CHAIN {
                self.failed.insert(name);
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
        }
        self.states.insert(name, State::Done);
        self.sorted.push(attribute);
    }
}
