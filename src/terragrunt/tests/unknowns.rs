//! What expressions over unknown outputs give: with typed unknowns, and in `render`, where the third column is what
//! Terragrunt 1.1.3 prints.

use crate::lang::world::Mode;

use super::support::{Estate, show};

/// `d` has no mocks and `m` has some; neither has a state.
const DEPENDENCIES: &str = r#"
dependency "d" {
  config_path = "../d"
}
dependency "m" {
  config_path = "../m"
  mock_outputs = {
    role = "mock-role"
    map  = { a = "mock-a" }
    list = ["mock-l"]
  }
}
"#;

const FILES: [(&str, &str); 3] = [
    ("/estate/d/terragrunt.hcl", ""),
    ("/estate/m/terragrunt.hcl", ""),
    ("/estate/u/t.tpl", "hello ${name}"),
];

/// An expression, what it is before an apply, and what `render` prints; `error` where that fails.
const ROWS: &[(&str, &str, &str)] = &[
    ("dependency.d.outputs.x", "?any=d.x", r#""""#),
    ("dependency.d.outputs.x.y[0].z", "?any=d.x.y.0.z", r#""""#),
    (r#"dependency.d.outputs["x"]"#, "?any=d.x", r#""""#),
    ("dependency.d.outputs", "?any=d", r#""""#),
    (r#""p-${dependency.d.outputs.x}-s""#, "?string~d.x", r#""""#),
    (r#""${dependency.d.outputs.x}""#, "?any=d.x", r#""""#),
    (r#""%{ if dependency.d.outputs.x }a%{ else }b%{ endif }""#, "?string~d.x", r#""""#),
    (r#""%{ for i in dependency.d.outputs.x }${i}%{ endfor }""#, "?string~d.x", r#""""#),
    (r#""plain""#, r#""plain""#, r#""plain""#),
    (r#"coalesce(dependency.d.outputs.x, "z")"#, "?string~d.x", r#""""#),
    (r#"coalesce("z", dependency.d.outputs.x)"#, r#""z""#, r#""""#),
    (r#"coalesce(null, dependency.d.outputs.x, "z")"#, "?string~d.x", r#""""#),
    (r#"coalescelist([], dependency.d.outputs.x, ["a"])"#, "?any~d.x", r#""""#),
    (r#"coalescelist(["a"], dependency.d.outputs.x)"#, r#"["a"]"#, r#""""#),
    ("jsonencode({ a = dependency.d.outputs.x })", "?string~d.x", r#""""#),
    ("jsondecode(dependency.d.outputs.x)", "?any~d.x", r#""""#),
    ("yamlencode([dependency.d.outputs.x])", "?string~d.x", r#""""#),
    (r#"dependency.d.outputs.x == "q" ? "yes" : "no""#, "?string~d.x", r#""""#),
    (r#"dependency.d.outputs.x == "q" ? 1 : 2"#, "?number~d.x", "error"),
    (r#"dependency.d.outputs.x ? dependency.d.outputs.y : "no""#, "?any~d.x", r#""""#),
    (r#"true ? "yes" : dependency.d.outputs.x"#, r#""yes""#, r#""yes""#),
    (r#"false ? "yes" : dependency.d.outputs.x"#, "?string=d.x", r#""""#),
    ("false ? dependency.d.outputs.x : { a = 1 }", "{ a = 1 }", "{ a = 1 }"),
    ("[for v in dependency.d.outputs.x : v]", "?any~d.x", r#""""#),
    ("[for v in [1, 2] : dependency.d.outputs.x]", "[?any=d.x, ?any=d.x]", r#"["", ""]"#),
    ("[for v in [1, 2] : v if dependency.d.outputs.x == v]", "?any~d.x", r#""""#),
    (
        r#"{ for k in ["a", "b"] : k => dependency.d.outputs.x }"#,
        "{ a = ?any=d.x, b = ?any=d.x }",
        r#"{ a = "", b = "" }"#,
    ),
    ("{ for k, v in dependency.d.outputs.x : k => v }", "?any~d.x", r#""""#),
    (r#"{ for k in ["a"] : dependency.d.outputs.x => k }"#, "?any~d.x", r#""""#),
    ("length(dependency.d.outputs.x)", "?number~d.x", r#""""#),
    ("length([dependency.d.outputs.x, 1])", "2", r#""""#),
    (r#"length("a${dependency.d.outputs.x}")"#, "?number~d.x", r#""""#),
    (r#"merge({ A = "1" }, { B = dependency.d.outputs.x })"#, r#"{ A = "1", B = ?any=d.x }"#, r#""""#),
    (r#"merge({ A = "1" }, dependency.d.outputs.x)"#, "?any~d.x", r#""""#),
    (r#"{ A = "1", B = dependency.d.outputs.x }"#, r#"{ A = "1", B = ?any=d.x }"#, r#"{ A = "1", B = "" }"#),
    ("{ (dependency.d.outputs.x) = 1, b = 2 }", "?any~d.x", r#""""#),
    (r#"["1", dependency.d.outputs.x]"#, r#"["1", ?any=d.x]"#, r#"["1", ""]"#),
    ("[dependency.d.outputs.x][0]", "?any=d.x", r#""""#),
    ("{ a = 1, b = dependency.d.outputs.x }.a", "1", "1"),
    (r#"try(dependency.d.outputs.x, "fb")"#, "?any~d.x", r#""fb""#),
    (r#"try("a", dependency.d.outputs.x)"#, r#""a""#, r#""a""#),
    ("try({ a = dependency.d.outputs.x }, {})", "?any~d.x", "{}"),
    (r#"try(tonumber("x"), dependency.d.outputs.x)"#, "?any~d.x", "error"),
    ("can(dependency.d.outputs.x)", "?bool~d.x", "false"),
    (r#"can(tonumber("x"))"#, "false", "false"),
    ("can(1 + 1)", "true", "true"),
    ("dependency.d.outputs.x == dependency.d.outputs.x", "?bool~d.x", "error"),
    ("dependency.d.outputs.x == null", "?bool~d.x", "error"),
    (r#"dependency.d.outputs.x != "a""#, "?bool~d.x", "error"),
    ("[dependency.d.outputs.x, 1] == [dependency.d.outputs.x, 2]", "false", "error"),
    ("{ a = dependency.d.outputs.x } == { b = 1 }", "false", "error"),
    ("dependency.d.outputs.x + 1", "?number~d.x", "error"),
    ("dependency.d.outputs.x > 1", "?bool~d.x", "error"),
    ("-dependency.d.outputs.x", "?number~d.x", "error"),
    ("!dependency.d.outputs.x", "?bool~d.x", "error"),
    ("false && dependency.d.outputs.x", "false", "false"),
    ("dependency.d.outputs.x && false", "false", "false"),
    ("true && dependency.d.outputs.x", "?bool~d.x", "error"),
    ("true || dependency.d.outputs.x", "true", "true"),
    ("dependency.d.outputs.x || true", "true", "true"),
    ("dependency.d.outputs.x[*].id", "?any~d.x", r#""""#),
    ("[{ id = dependency.d.outputs.x }, { id = 1 }][*].id", "[?any=d.x, 1]", r#""""#),
    ("dependency.d.outputs.x.*.id", "?any~d.x", r#""""#),
    (r#"lookup(dependency.d.outputs.x, "k", "dflt")"#, "?any~d.x", r#""""#),
    (r#"lookup({ a = dependency.d.outputs.x }, "a", "dflt")"#, "?any=d.x", r#""""#),
    (r#"lookup({ a = dependency.d.outputs.x }, "b", "dflt")"#, r#""dflt""#, r#""""#),
    (r#"concat(["a"], dependency.d.outputs.x)"#, "?any~d.x", r#""""#),
    (r#"concat(["a"], [dependency.d.outputs.x])"#, r#"["a", ?any=d.x]"#, r#""""#),
    (r#"flatten([["a"], [dependency.d.outputs.x]])"#, "?any~d.x", r#""""#),
    (r#"element(["a", "b"], dependency.d.outputs.x)"#, "?any~d.x", r#""""#),
    (r#"["a", "b"][dependency.d.outputs.x]"#, "?any~d.x", r#""""#),
    ("{ a = 1 }[dependency.d.outputs.x]", "?any~d.x", r#""""#),
    (r#"index(["a", "b"], dependency.d.outputs.x)"#, "?number~d.x", r#""""#),
    (r#"contains(["a", dependency.d.outputs.x], "a")"#, "true", r#""""#),
    (r#"contains(["a", dependency.d.outputs.x], "b")"#, "?bool~d.x", r#""""#),
    ("keys({ a = dependency.d.outputs.x })", r#"["a"]"#, r#""""#),
    ("values({ a = dependency.d.outputs.x, b = 1 })", "[?any=d.x, 1]", r#""""#),
    ("keys(dependency.d.outputs.x)", "?any~d.x", r#""""#),
    (r#"format("%s-%d", dependency.d.outputs.x, 5)"#, "?string~d.x", r#""""#),
    (r#"formatlist("%s-%s", ["a", "b"], dependency.d.outputs.x)"#, "?list of string~d.x", r#""""#),
    (r#"join(",", ["a", dependency.d.outputs.x])"#, "?string~d.x", r#""""#),
    (r#"split(",", dependency.d.outputs.x)"#, "?list of string~d.x", r#""""#),
    ("upper(dependency.d.outputs.x)", "?string~d.x", r#""""#),
    ("tostring(dependency.d.outputs.x)", "?string~d.x", r#""""#),
    (r#"tolist(["a", dependency.d.outputs.x])"#, r#"list["a", ?string=d.x]"#, r#""""#),
    (r#"toset(["a", dependency.d.outputs.x])"#, r#"set["a", ?string=d.x]"#, r#""""#),
    (r#"tomap({ a = "1", b = dependency.d.outputs.x })"#, r#"map{ a = "1", b = ?string=d.x }"#, r#""""#),
    ("max(1, dependency.d.outputs.x)", "?number~d.x", r#""""#),
    ("max(dependency.d.outputs.x...)", "?number~d.x", r#""""#),
    ("sha256(dependency.d.outputs.x)", "?string~d.x", r#""""#),
    ("alltrue([false, dependency.d.outputs.x])", "false", r#""""#),
    ("anytrue([false, dependency.d.outputs.x])", "?bool~d.x", r#""""#),
    (r#"zipmap(["a"], [dependency.d.outputs.x])"#, "{ a = ?any=d.x }", r#""""#),
    (r#"distinct(["a", dependency.d.outputs.x])"#, "?list of string~d.x", r#""""#),
    ("range(dependency.d.outputs.x)", "?list of number~d.x", r#""""#),
    ("sensitive(dependency.d.outputs.x)", "?any=d.x", r#""""#),
    (r#"startswith(dependency.d.outputs.x, "a")"#, "?bool~d.x", r#""""#),
    (r#"regex("a", dependency.d.outputs.x)"#, "?any~d.x", r#""""#),
    (r#"templatefile("t.tpl", { name = dependency.d.outputs.x })"#, "?string~d.x", r#""""#),
    (r#"templatefile("t.tpl", { name = "n" })"#, r#""hello n""#, r#""hello n""#),
    ("read_terragrunt_config(dependency.d.outputs.x)", "?any~d.x", r#""""#),
    (r#"find_in_parent_folders("none.hcl", dependency.d.outputs.x)"#, "?string=d.x", r#""""#),
    (r#"get_env("TGLAMBDA_UNSET", "dflt")"#, r#""dflt""#, r#""dflt""#),
    (r#"get_env("TGLAMBDA_UNSET")"#, "?string~environment variable TGLAMBDA_UNSET, not set here", "error"),
    (
        r#""${get_env("TGLAMBDA_UNSET")}-x""#,
        "?string~environment variable TGLAMBDA_UNSET, not set here",
        "error",
    ),
    (
        r#"try(get_env("TGLAMBDA_UNSET"), "dflt")"#,
        "?any~environment variable TGLAMBDA_UNSET, not set here",
        r#""dflt""#,
    ),
    ("dependency.m.outputs.role", r#"?any=m.role ("mock-role")"#, r#""mock-role""#),
    (r#""x-${dependency.m.outputs.role}""#, "?string~m.role", r#""x-mock-role""#),
    ("dependency.m.outputs.map.a", r#"?any=m.map.a ("mock-a")"#, r#""mock-a""#),
    ("dependency.m.outputs.list[0]", r#"?any=m.list.0 ("mock-l")"#, r#""mock-l""#),
    ("dependency.m.outputs.map", r#"?any=m.map ({ a = "mock-a" })"#, r#"{ a = "mock-a" }"#),
    (
        "dependency.m.outputs",
        r#"?any=m ({ list = ["mock-l"], map = { a = "mock-a" }, role = "mock-role" })"#,
        r#"{ list = ["mock-l"], map = { a = "mock-a" }, role = "mock-role" }"#,
    ),
    ("merge(dependency.m.outputs.map, { k = 1 })", "?any~m.map", r#"{ a = "mock-a", k = 1 }"#),
    ("dependency.m.outputs.other", "?any=m.other", r#""""#),
    (r#"try(dependency.m.outputs.other, "fb")"#, "?any~m.other", r#""fb""#),
    (r#"try([for i in [] : i if i < dependency.d.outputs.x], "fb")"#, "?any~d.x", r#""fb""#),
    (r#"try(dependency.m.outputs.role, "fb")"#, "?any~m.role", r#""mock-role""#),
    ("length(dependency.m.outputs.list)", "?number~m.list", "1"),
    ("dependency.m.outputs.role == dependency.m.outputs.role", "?bool~m.role", "true"),
];

#[test]
fn expressions_over_unknown_outputs_are_as_unknown_as_they_must_be() {
    let estate = Estate { files: &FILES, outputs: None, local_state: false };
    let evaluated = |mode, command, expression| {
        let unit = format!("{DEPENDENCIES}inputs = {{\n  x = {expression}\n}}\n");
        let inputs = estate.inputs(mode, command, &unit);
        inputs.map_or_else(|_| "error".to_owned(), |inputs| inputs.entry("x").map(show).unwrap_or_default())
    };
    for (expression, before, printed) in ROWS {
        assert_eq!(evaluated(Mode::Plan, "plan", expression), *before, "{expression}");
        assert_eq!(evaluated(Mode::Render, "render", expression), *printed, "{expression} in render");
    }
    assert!(ROWS.len() >= 60);
}
