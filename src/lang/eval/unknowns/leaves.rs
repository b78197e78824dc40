//! The variables of generated expressions, each in two worlds: unknown, and filled in with a value.

use std::fmt;
use std::sync::Arc;

use proptest::prelude::*;

use crate::lang::eval::Scope;
use crate::lang::kind::Type;
use crate::lang::reason::Reference;
use crate::lang::value::{Data, Entries, Unknown, Value};

/// The types that expressions are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Flag,
    Texts,
    Map,
}

/// A variable.
#[derive(Clone)]
pub(super) struct Leaf {
    pub(super) name: &'static str,
    /// As it is before an apply.
    pub(super) before: Value,
    /// As it turns out to be.
    pub(super) after: Value,
}

impl fmt::Debug for Leaf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} = {}", self.name, show(&self.after))
    }
}

/// Data with its types, for people.
pub(super) fn show(value: &Value) -> String {
    let all = |parts: &[Value]| parts.iter().map(show).collect::<Vec<_>>().join(", ");
    let each = |entries: &Entries| {
        entries.iter().map(|(name, entry)| format!("{name} = {}", show(entry))).collect::<Vec<_>>().join(", ")
    };
    match &value.data {
        Data::Null(_) => "null".to_owned(),
        Data::Unknown(unknown) => format!("unknown({}, {})", unknown.kind, unknown.reason),
        Data::Bool(flag) => flag.to_string(),
        Data::Number(number) => number.to_string(),
        Data::String(text) => format!("{text:?}"),
        Data::List(_, parts) => format!("list[{}]", all(parts)),
        Data::Set(_, parts) => format!("set[{}]", all(parts)),
        Data::Tuple(parts) => format!("[{}]", all(parts)),
        Data::Map(_, entries) => format!("map{{{}}}", each(entries)),
        Data::Object(entries) => format!("{{{}}}", each(entries)),
    }
}

/// All variables, as they are in one of the two worlds.
pub(super) struct Variables<'l> {
    pub(super) leaves: &'l [Leaf],
    pub(super) is_filled: bool,
}

impl Scope for Variables<'_> {
    fn variable(&self, name: &str) -> Option<Value> {
        let leaf = self.leaves.iter().find(|leaf| leaf.name == name)?;
        Some(if self.is_filled { leaf.after.clone() } else { leaf.before.clone() })
    }

    fn names(&self) -> Vec<&str> {
        self.leaves.iter().map(|leaf| leaf.name).collect()
    }
}

/// The variables by the type that they have in the end. `out_…` are outputs, of which no type is known; `typed_…` are
/// unknowns of a type; `part_…` are known but for a part.
pub(super) const NAMES: [(Kind, &[&str]); 5] = [
    (Kind::Text, &["out_text", "typed_text"]),
    (Kind::Number, &["out_number", "typed_number"]),
    (Kind::Flag, &["out_flag", "typed_flag"]),
    (Kind::Texts, &["out_texts", "typed_texts", "part_texts", "part_tuple"]),
    (Kind::Map, &["out_map", "typed_map", "part_map", "part_object"]),
];

fn text() -> BoxedStrategy<Value> {
    prop::sample::select(vec!["", "a", "b", "B c", "1", "true", "a,b", "ö"]).prop_map(Value::string).boxed()
}

fn number() -> BoxedStrategy<Value> {
    prop::sample::select(vec!["0", "1", "2", "-1", "1.5", "1000000"])
        .prop_map(|text| Value::number(crate::lang::number::Number::parse(text).unwrap()))
        .boxed()
}

fn flag() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(Value::bool).boxed()
}

/// Outputs have values of any type; those of a list's kind are tuples as often as lists.
fn texts() -> BoxedStrategy<Value> {
    (prop::collection::vec(text(), 0..4), any::<bool>())
        .prop_map(|(parts, is_list)| {
            let parts: Arc<[Value]> = parts.into();
            Value::new(if is_list { Data::List(Type::String, parts) } else { Data::Tuple(parts) })
        })
        .boxed()
}

fn map() -> BoxedStrategy<Value> {
    (prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c"]), text(), 0..3), any::<bool>())
        .prop_map(|(entries, is_map)| {
            let entries: Entries =
                entries.into_iter().map(|(name, value)| (Arc::from(name), value)).collect();
            let entries = Arc::new(entries);
            Value::new(if is_map { Data::Map(Type::String, entries) } else { Data::Object(entries) })
        })
        .boxed()
}

fn or_null(value: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop_oneof![9 => value, 1 => Just(Value::null())].boxed()
}

fn output(name: &'static str) -> Value {
    let reference = Reference { unit: "d".into(), output: name.into() };
    Value::new(Data::Unknown(Arc::new(Unknown::output(reference, None))))
}

fn typed(name: &'static str, kind: Type) -> Value {
    let Data::Unknown(unknown) = output(name).data else { unreachable!("an output is unknown") };
    Value::new(Data::Unknown(Arc::new(Unknown { kind, reference: None, ..(*unknown).clone() })))
}

fn with_type(value: &Value, kind: &Type) -> Value {
    crate::lang::convert::convert(value, kind).unwrap()
}

/// All variables with values at random.
pub(super) fn leaves() -> impl Strategy<Value = Vec<Leaf>> {
    let outputs = (
        or_null(prop_oneof![8 => text(), 1 => number(), 1 => flag()].boxed()),
        or_null(number()),
        or_null(flag()),
        or_null(texts()),
        or_null(map()),
    );
    let typed_values =
        (or_null(text()), or_null(number()), or_null(flag()), or_null(texts()), or_null(map()));
    (outputs, typed_values, text(), text()).prop_map(|(outputs, of_types, first, second)| {
        let leaf = |name, before, after| Leaf { name, before, after };
        let (strings, strings_by_name) = (Type::list(Type::String), Type::map(Type::String));
        let of_type =
            |name, value: &Value, kind: &Type| leaf(name, typed(name, kind.clone()), with_type(value, kind));
        let parts = |unknown: Value| [Value::string("k"), unknown, Value::string("a")];
        let list = |parts: [Value; 3]| Value::new(Data::List(Type::String, parts.into()));
        let entries = |unknown: Value| {
            Entries::from([
                ("a".into(), Value::string("k")),
                ("b".into(), unknown),
                ("z".into(), Value::string("b")),
            ])
        };
        let map = |entries: Entries| Value::new(Data::Map(Type::String, Arc::new(entries)));
        let inner = |name| typed(name, Type::String);
        vec![
            leaf("out_text", output("out_text"), outputs.0),
            leaf("out_number", output("out_number"), outputs.1),
            leaf("out_flag", output("out_flag"), outputs.2),
            leaf("out_texts", output("out_texts"), outputs.3),
            leaf("out_map", output("out_map"), outputs.4),
            of_type("typed_text", &of_types.0, &Type::String),
            of_type("typed_number", &of_types.1, &Type::Number),
            of_type("typed_flag", &of_types.2, &Type::Bool),
            of_type("typed_texts", &of_types.3, &strings),
            of_type("typed_map", &of_types.4, &strings_by_name),
            leaf("part_texts", list(parts(inner("part_texts.1"))), list(parts(first.clone()))),
            leaf(
                "part_tuple",
                Value::tuple(parts(output("part_tuple.1"))),
                Value::tuple(parts(second.clone())),
            ),
            leaf("part_map", map(entries(inner("part_map.b"))), map(entries(first))),
            leaf(
                "part_object",
                Value::object(entries(output("part_object.b"))),
                Value::object(entries(second)),
            ),
        ]
    })
}
