//! The property: an expression is evaluated over unknowns, and again with these filled in. What was known the first time
//! is there the second time; what was an error is one again.

use std::sync::Arc;

use proptest::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::lang::budget::Budget;
use crate::lang::builtin::{CallContext, FunctionSet};
use crate::lang::convert::convert;
use crate::lang::eval::Evaluator;
use crate::lang::file_memo::FileMemo;
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::test_world::TestWorld;
use crate::lang::value::{Data, Value};
use crate::lang::world::{Mode, World as _};
use crate::syntax::parse_hcl;

use super::expressions::expression;
use super::leaves::{Kind, Leaf, Variables, leaves, show};

fn evaluate(expression: &str, leaves: &[Leaf], is_filled: bool) -> (Value, Vec<String>) {
    let world = TestWorld::default();
    let (budget, files) = (Budget::default(), FileMemo::default());
    let context = CallContext {
        world: &world,
        budget: &budget,
        files: &files,
        mode: Mode::Plan,
        folder: "/estate/unit".as_ref(),
        functions: FunctionSet::Terragrunt,
    };
    let file = world.sources().add("/estate/unit/x.hcl".as_ref(), format!("x = {expression}\n"));
    let (body, diagnostics) = parse_hcl(&file);
    assert!(diagnostics.is_empty(), "{expression}: {diagnostics:?}");
    let scope = Variables { leaves, is_filled };
    let mut evaluator = Evaluator::new(context, &scope, None);
    let value = evaluator.evaluate(&body.attributes[0].value);
    let problems = evaluator.take_diagnostics().into_iter().filter(Diagnostic::is_error);
    (value, problems.map(|problem| problem.title).collect())
}

/// Whether `after` is what `before` may turn out to be.
fn keeps(before: &Value, after: &Value, leaves: &[Leaf]) -> Result<(), String> {
    let differ = || Err(format!("{}\n  became {}", show(before), show(after)));
    let all = |before: &[Value], after: &[Value]| {
        if before.len() != after.len() {
            return differ();
        }
        before.iter().zip(after).try_for_each(|(before, after)| keeps(before, after, leaves))
    };
    match (&before.data, &after.data) {
        // Of a bare null cty makes an unknown in places, whatever stood there before.
        (_, Data::Unknown(unknown)) if unknown.reason == Reason::UntypedNull => Ok(()),
        (Data::Unknown(_), Data::Unknown(_)) => Ok(()),
        (Data::Unknown(unknown), _) => {
            // What still is an output itself is that very output, whatever type it was converted to.
            let output = unknown.reference.as_ref().and_then(|reference| filled(leaves, &reference.output));
            if output
                .is_some_and(|output| keeps(&output, after, leaves).is_err() && !is_text_of(&output, after))
            {
                return differ();
            }
            if may_be(&unknown.kind, after) { Ok(()) } else { differ() }
        }
        // What is chosen among tuples and lists is a list.
        (Data::Tuple(a) | Data::List(_, a), Data::Tuple(b) | Data::List(_, b)) => all(a, b),
        (Data::Set(_, a), Data::Set(_, b)) => {
            // An unknown element may stand anywhere, or turn out to be another one.
            let known = a.iter().filter(|part| part.is_wholly_known());
            if known.clone().all(|part| b.contains(part)) && b.len() <= a.len() { Ok(()) } else { differ() }
        }
        (Data::Object(a) | Data::Map(_, a), Data::Object(b) | Data::Map(_, b)) => {
            let values =
                |entries: &Arc<crate::lang::value::Entries>| entries.values().cloned().collect::<Vec<_>>();
            if a.keys().eq(b.keys()) { all(&values(a), &values(b)) } else { differ() }
        }
        _ if before == after => Ok(()),
        _ => differ(),
    }
}

fn is_text_of(value: &Value, text: &Value) -> bool {
    convert(value, &Type::String).is_ok_and(|converted| converted == *text)
}

/// The value that an output turned out to have: `map.key`, `list.0`.
fn filled(leaves: &[Leaf], output: &str) -> Option<Value> {
    let mut steps = output.split('.');
    let name = steps.next()?;
    let mut value = leaves.iter().find(|leaf| leaf.name == name)?.after.clone();
    for step in steps {
        let part = value.entry(step).cloned();
        value = part.or_else(|| value.elements()?.get(step.parse::<usize>().ok()?).cloned())?;
    }
    Some(value)
}

/// Whether an unknown of this type may turn out to be `value`.
fn may_be(kind: &Type, value: &Value) -> bool {
    match (kind, &value.data) {
        (Type::Any, _)
        | (_, Data::Null(_))
        | (Type::Bool, Data::Bool(_))
        | (Type::Number, Data::Number(_))
        | (Type::String, Data::String(_)) => true,
        (Type::List(kind), Data::List(_, parts)) | (Type::Set(kind), Data::Set(_, parts)) => {
            parts.iter().all(|part| may_be(kind, part))
        }
        (Type::Map(kind), Data::Map(_, entries)) => entries.values().all(|entry| may_be(kind, entry)),
        (Type::Tuple(kinds), Data::Tuple(parts)) => {
            kinds.len() == parts.len()
                && kinds.iter().zip(parts.iter()).all(|(kind, part)| may_be(kind, part))
        }
        (Type::Object(kinds), Data::Object(entries)) => {
            kinds.keys().eq(entries.keys())
                && kinds.values().zip(entries.values()).all(|(kind, entry)| may_be(kind, entry))
        }
        _ => false,
    }
}

fn any_expression() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(vec![Kind::Text, Kind::Number, Kind::Flag, Kind::Texts, Kind::Map]);
    (kinds, 1..4_u32).prop_flat_map(|(kind, depth)| expression(kind, depth))
}

/// Eight times as many as usual: there are many expressions, and each takes microseconds.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases * 8, ..usual }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..config() })]

    #[test]
    fn filling_an_unknown_in_never_contradicts_what_was_known(expression in any_expression(), leaves in leaves()) {
        let (before, problems) = evaluate(&expression, &leaves, false);
        let (after, found) = evaluate(&expression, &leaves, true);
        if found.is_empty() {
            prop_assert!(problems.is_empty(), "{expression}\nfails too early: {problems:?}\n{}", show(&after));
            let kept = keeps(&before, &after, &leaves);
            prop_assert!(kept.is_ok(), "{expression}\n{}", kept.unwrap_err());
        }
    }
}
