//! Expressions at random, each of a type: most of them evaluate, and those over unknowns show what becomes of these.
//!
//! Both sides of a condition are of one type: to the language `true ? 5 : unknown` is 5, as it is to cty, though a text
//! on the other side would make a text of it.

use proptest::prelude::*;

use super::leaves::{Kind, NAMES};

/// An expression of this type.
pub(super) fn expression(kind: Kind, depth: u32) -> BoxedStrategy<String> {
    let names = NAMES.iter().find(|(other, _)| *other == kind).map_or(&[][..], |(_, names)| names);
    let leaf = prop_oneof![
        3 => prop::sample::select(names.to_vec()).prop_map(str::to_owned),
        2 => literal(kind),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let of = |kind| expression(kind, depth - 1);
    let shared = prop_oneof![
        (of(Kind::Flag), of(kind), of(kind)).prop_map(|(c, a, b)| format!("({c} ? {a} : {b})")),
        (of(kind), of(kind)).prop_map(|(a, b)| format!("try({a}, {b})")),
        (of(kind), of(kind)).prop_map(|(a, b)| format!("try({a}.b, {b})")),
        (of(kind), of(kind)).prop_map(|(a, b)| format!("{{ x = {a}, y = {b} }}.x")),
        (of(kind), of(kind)).prop_map(|(a, b)| format!("[{a}, {b}][1]")),
        (of(kind), of(kind)).prop_map(|(a, b)| format!("[for i in [{a}, {b}] : i if i != {b}][0]")),
        of(kind).prop_map(|a| format!("({a})")),
        of(kind).prop_map(|a| format!("one([{a}])")),
    ];
    let own = match kind {
        Kind::Text => texts_of(depth),
        Kind::Number => numbers_of(depth),
        Kind::Flag => flags_of(depth),
        Kind::Texts => lists_of(depth),
        Kind::Map => maps_of(depth),
    };
    prop_oneof![1 => leaf, 1 => shared, 4 => own].boxed()
}

fn literal(kind: Kind) -> BoxedStrategy<String> {
    let texts: &[&str] = match kind {
        Kind::Text => &[r#""""#, r#""a""#, r#""b""#, r#""1""#, r#""x y""#],
        Kind::Number => &["0", "1", "2", "-3", "0.5"],
        Kind::Flag => &["true", "false"],
        Kind::Texts => &["[]", r#"["a"]"#, r#"["b", "a"]"#, r#"tolist(["a", "b", "a"])"#],
        Kind::Map => &["{}", r#"{ a = "a" }"#, r#"{ b = "x", c = "y" }"#, r#"tomap({ a = "1", b = "2" })"#],
    };
    prop::sample::select(texts.to_vec()).prop_map(str::to_owned).boxed()
}

/// Templates with a place for each operand, `@1` to `@3`, and the types of these.
fn filled(depth: u32, templates: &'static [(&'static str, &'static [Kind])]) -> BoxedStrategy<String> {
    prop::sample::select(templates)
        .prop_flat_map(move |(template, kinds)| {
            let operands: Vec<BoxedStrategy<String>> =
                kinds.iter().map(|kind| expression(*kind, depth - 1)).collect();
            operands.prop_map(move |operands| {
                let mut text = template.to_owned();
                for (index, operand) in operands.iter().enumerate() {
                    text = text.replace(&format!("@{}", index + 1), operand);
                }
                text
            })
        })
        .boxed()
}

fn texts_of(depth: u32) -> BoxedStrategy<String> {
    use Kind::{Flag, Map, Number, Text, Texts};
    filled(
        depth,
        &[
            (r#""p-${@1}-s""#, &[Text]),
            (r#""${@1}${@2}""#, &[Text, Number]),
            (r#""%{ if @1 }yes%{ else }${@2}%{ endif }""#, &[Flag, Text]),
            (r#""%{ for t in @1 }<${t}>%{ endfor }""#, &[Texts]),
            ("upper(@1)", &[Text]),
            (r#"join("-", @1)"#, &[Texts]),
            (r#"join("-", @1, @2)"#, &[Texts, Texts]),
            (r#"format("%s=%v", @1, @2)"#, &[Text, Texts]),
            (r#"format("%d", @1)"#, &[Number]),
            (r#"replace(@1, "a", @2)"#, &[Text, Text]),
            ("substr(@1, 0, @2)", &[Text, Number]),
            (r#"lookup(@1, "a", @2)"#, &[Map, Text]),
            (r#"lookup(@1, @2, "d")"#, &[Map, Text]),
            ("coalesce(@1, @2)", &[Text, Text]),
            ("element(@1, @2)", &[Texts, Number]),
            ("@1[@2]", &[Texts, Number]),
            ("@1[0]", &[Texts]),
            (r#"@1["a"]"#, &[Map]),
            ("@1[@2]", &[Map, Text]),
            ("@1.b", &[Map]),
            ("jsonencode(@1)", &[Map]),
            ("jsonencode([@1, @2])", &[Text, Number]),
            ("yamlencode({ k = @1 })", &[Texts]),
            ("tostring(@1)", &[Number]),
            ("tostring(@1)", &[Flag]),
            ("sha256(@1)", &[Text]),
            ("base64encode(@1)", &[Text]),
            ("trimspace(@1)", &[Text]),
            ("title(@1)", &[Text]),
            ("trimprefix(@1, @2)", &[Text, Text]),
            ("jsondecode(jsonencode(@1))", &[Text]),
            (r#"yamldecode("k: '${@1}'").k"#, &[Number]),
            ("keys(@1)[0]", &[Map]),
            ("values(@1)[0]", &[Map]),
            ("sort(@1)[0]", &[Texts]),
            ("coalescelist(@1, @2)[0]", &[Texts, Texts]),
            (r#"zipmap(["k"], [@1]).k"#, &[Text]),
            ("merge(@1, { k = @2 }).k", &[Map, Text]),
            (r#"merge({ k = @2 }, @1)["k"]"#, &[Map, Text]),
            (r#"cidrsubnet("10.0.0.0/8", @1, 0)"#, &[Number]),
            (r#"regex("^[a-z]*", @1)"#, &[Text]),
        ],
    )
}

fn numbers_of(depth: u32) -> BoxedStrategy<String> {
    use Kind::{Flag, Map, Number, Text, Texts};
    filled(
        depth,
        &[
            ("length(@1)", &[Texts]),
            ("length(@1)", &[Map]),
            ("length(@1)", &[Text]),
            ("length([@1, @2])", &[Text, Number]),
            ("length(toset(@1))", &[Texts]),
            ("length(distinct(@1))", &[Texts]),
            ("length(setunion(@1, @2))", &[Texts, Texts]),
            ("length(setproduct(@1, @2))", &[Texts, Texts]),
            ("length(flatten([@1, [@2]]))", &[Texts, Text]),
            ("length(compact(@1))", &[Texts]),
            ("length(concat(@1, @2))", &[Texts, Texts]),
            ("length(keys(@1))", &[Map]),
            ("length(merge(@1, @2))", &[Map, Map]),
            ("length(@1[*])", &[Text]),
            ("length(@1[*])", &[Texts]),
            ("(@1 + @2)", &[Number, Number]),
            ("(@1 - @2)", &[Number, Number]),
            ("(@1 * @2)", &[Number, Number]),
            ("(@1 / @2)", &[Number, Number]),
            ("(@1 % @2)", &[Number, Number]),
            ("-@1", &[Number]),
            ("max(@1, @2)", &[Number, Number]),
            ("min(@1...)", &[Texts]),
            ("sum([@1, @2])", &[Number, Number]),
            ("ceil(@1)", &[Number]),
            ("tonumber(@1)", &[Text]),
            ("parseint(@1, 10)", &[Text]),
            ("index(@1, @2)", &[Texts, Text]),
            ("coalesce(@1, @2)", &[Number, Number]),
            ("(@1 ? 1 : 0)", &[Flag]),
            ("jsondecode(jsonencode(@1))", &[Number]),
        ],
    )
}

fn flags_of(depth: u32) -> BoxedStrategy<String> {
    use Kind::{Flag, Map, Number, Text, Texts};
    filled(
        depth,
        &[
            ("(@1 && @2)", &[Flag, Flag]),
            ("(@1 || @2)", &[Flag, Flag]),
            ("!@1", &[Flag]),
            ("(@1 == @2)", &[Text, Text]),
            ("(@1 == @2)", &[Number, Number]),
            ("(@1 != @2)", &[Flag, Flag]),
            ("(@1 == null)", &[Text]),
            ("([@1, @2] == [@2, @1])", &[Text, Text]),
            ("({ a = @1, b = @2 } == { a = @2, b = \"z\" })", &[Text, Text]),
            ("(@1 < @2)", &[Number, Number]),
            ("(@1 >= @2)", &[Number, Number]),
            ("can(@1)", &[Text]),
            ("can(@1)", &[Map]),
            ("can(@1.a)", &[Map]),
            ("can(@1[2])", &[Texts]),
            ("can(tonumber(@1))", &[Text]),
            ("can(@1 ? @2 : @3)", &[Flag, Text, Texts]),
            ("can(@1 ? [@2] : @3)", &[Flag, Number, Texts]),
            ("can(length(@1 ? @2 : @3))", &[Flag, Map, Text]),
            ("can(merge(@1, { a = @2 }))", &[Texts, Text]),
            ("can(tolist(@1))", &[Texts]),
            ("can(toset([@1, @2]))", &[Text, Texts]),
            ("can(\"${@1}\")", &[Text]),
            ("can(templatefile(@1, {}))", &[Text]),
            ("can(max(@1...))", &[Texts]),
            ("contains(@1, @2)", &[Texts, Text]),
            ("contains(keys(@1), @2)", &[Map, Text]),
            ("alltrue([@1, @2])", &[Flag, Flag]),
            ("anytrue([@1, @2])", &[Flag, Flag]),
            ("tobool(@1)", &[Text]),
            ("startswith(@1, @2)", &[Text, Text]),
            ("strcontains(@1, @2)", &[Text, Text]),
            ("can(regex(@1, @2))", &[Text, Text]),
        ],
    )
}

fn lists_of(depth: u32) -> BoxedStrategy<String> {
    use Kind::{Flag, Map, Number, Text, Texts};
    filled(
        depth,
        &[
            ("[@1, @2]", &[Text, Text]),
            ("tolist([@1, @2])", &[Text, Text]),
            ("concat(@1, @2)", &[Texts, Texts]),
            ("flatten([@1, [@2]])", &[Texts, Text]),
            ("distinct(@1)", &[Texts]),
            ("compact(@1)", &[Texts]),
            ("sort(@1)", &[Texts]),
            ("reverse(@1)", &[Texts]),
            ("slice(@1, 0, @2)", &[Texts, Number]),
            (r#"split(",", @1)"#, &[Text]),
            ("keys(@1)", &[Map]),
            ("values(@1)", &[Map]),
            ("coalescelist(@1, @2)", &[Texts, Texts]),
            ("[for t in @1 : upper(t)]", &[Texts]),
            ("[for t in @1 : t if t != @2]", &[Texts, Text]),
            ("[for k, v in @1 : \"${k}=${v}\"]", &[Map]),
            ("[for i, t in @1 : @2 if i < @3]", &[Texts, Text, Number]),
            ("@1[*]", &[Texts]),
            ("[@1, @2][*].a", &[Map, Map]),
            ("[@1].*.b", &[Map]),
            ("formatlist(\"%s-%s\", @1, @2)", &[Texts, Text]),
            ("tolist(toset(@1))", &[Texts]),
            ("tolist(setintersection(@1, @2))", &[Texts, Texts]),
            ("tolist(setsubtract(@1, @2))", &[Texts, Texts]),
            ("matchkeys(@1, @1, @2)", &[Texts, Texts]),
            ("chunklist(@1, 2)[0]", &[Texts]),
            ("(@1 ? [@2] : [])", &[Flag, Text]),
            ("regexall(\"[a-z]\", @1)", &[Text]),
            ("jsondecode(jsonencode(@1))", &[Texts]),
        ],
    )
}

fn maps_of(depth: u32) -> BoxedStrategy<String> {
    use Kind::{Flag, Map, Text, Texts};
    filled(
        depth,
        &[
            ("{ a = @1, b = @2 }", &[Text, Text]),
            ("{ (@1) = @2 }", &[Text, Text]),
            ("{ \"k-${@1}\" = @2, a = \"x\" }", &[Text, Text]),
            ("tomap({ a = @1, b = @2 })", &[Text, Text]),
            ("merge(@1, @2)", &[Map, Map]),
            ("merge(@1, { a = @2 })", &[Map, Text]),
            ("merge({ b = @2 }, @1...)", &[Texts, Text]),
            ("{ for k, v in @1 : k => upper(v) }", &[Map]),
            ("{ for k, v in @1 : v => k... }", &[Map]),
            ("{ for t in @1 : t => t if t != @2 }", &[Texts, Text]),
            ("zipmap([\"a\", \"b\"], [@1, @2])", &[Text, Text]),
            ("zipmap(@1, @1)", &[Texts]),
            ("(@1 ? { a = @2 } : {})", &[Flag, Text]),
            ("jsondecode(jsonencode(@1))", &[Map]),
            ("yamldecode(yamlencode(@1))", &[Map]),
            ("{ for k, vs in transpose({ a = @1 }) : k => vs[0] }", &[Texts]),
        ],
    )
}
