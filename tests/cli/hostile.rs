//! Files that want to hang or crash the program, or to fill the memory. Each is rendered in an address space of 4 GB and
//! must end with the exit code 1 and a message. `docs/limits.md` has the limits.

use std::fmt::Write as _;
use std::fs::File;

use insta::assert_snapshot;

use crate::support::{Output, Sandbox};

/// Far more than any of these takes, on a machine that does other things as well.
const SECONDS: &str = "300";

fn render(sandbox: &Sandbox) -> Output {
    let script = "ulimit -v 4000000; exec timeout --kill-after=1 \"$0\" \"$1\" render";
    sandbox.tool("/bin/sh").args(["-c", script, SECONDS, env!("CARGO_BIN_EXE_tglambda")]).run()
}

/// The exit code and the first error, for each of these units. Other files come after the unit's own.
fn ends(cases: &[(&str, &[(&str, String)])]) -> String {
    let mut told = String::new();
    for (name, files) in cases {
        let sandbox = Sandbox::new();
        for (path, text) in *files {
            sandbox.write(path, text);
        }
        let output = render(&sandbox);
        let messages = output.messages();
        let first = messages.lines().find(|line| line.starts_with("error")).unwrap_or(&messages);
        let shown: String = first.chars().take(140).collect();
        let code = output.code().map_or("a signal".to_owned(), |code| code.to_string());
        writeln!(told, "{name}: {code} {shown}").expect("writing to a text");
    }
    told
}

/// A unit with one input.
fn input(expression: impl AsRef<str>) -> (&'static str, String) {
    ("terragrunt.hcl", format!("inputs = {{\n  x = {}\n}}\n", expression.as_ref()))
}

/// A unit with a chain of 60 locals, each made of the one before, and an input made of the last.
fn chain(first: &str, next: impl Fn(&str) -> String, last: &str) -> (&'static str, String) {
    let mut text = format!("locals {{\n  a0 = {first}\n");
    for index in 1..=60 {
        let next = next(&format!("local.a{}", index - 1));
        writeln!(text, "  a{index} = {next}").expect("writing to a text");
    }
    let last = last.replace('@', "local.a60");
    ("terragrunt.hcl", format!("{text}}}\n\ninputs = {{\n  x = {last}\n}}\n"))
}

fn json_numbers(count: usize) -> String {
    format!("[{}]", (0..count).map(|number| number.to_string()).collect::<Vec<_>>().join(","))
}

#[test]
fn deep_nesting() {
    let nested = |open: &str, inner: &str, close: &str| {
        input(format!("{}{inner}{}", open.repeat(50_000), close.repeat(50_000)))
    };
    let json = format!("{{\"inputs\": {}{}}}", "[".repeat(50_000), "]".repeat(50_000));
    assert_snapshot!(ends(&[
        ("parentheses", &[nested("(", "1", ")")]),
        ("lists", &[nested("[", "1", "]")]),
        ("objects", &[nested("{a=", "1", "}")]),
        ("templates", &[nested("\"${", "1", "}\"")]),
        ("operators", &[nested("!", "true", "")]),
        ("conditions", &[nested("true ? 1 : ", "2", "")]),
        ("attributes", &[nested("", "local.a", ".b")]),
        ("calls", &[nested("upper(", "1", ")")]),
        ("blocks", &[("terragrunt.hcl", format!("{}{}", "a {\n".repeat(50_000), "}\n".repeat(50_000)))]),
        ("a JSON file", &[("terragrunt.hcl.json", json)]),
        ("jsondecode", &[input(format!("jsondecode(\"{}\")", "[".repeat(50_000)))]),
        ("yamldecode", &[input(format!("yamldecode(\"{}\")", "- ".repeat(50_000)))]),
        ("locals", &[chain("1", |before| format!("{}{before}{}", "[".repeat(50), "]".repeat(50)), "@")]),
    ]), @"");
}

#[test]
fn circles() {
    let reads = |name: &str| format!("locals {{\n  a = read_terragrunt_config(\"{name}\")\n}}\n");
    let unit = |text: &str| ("terragrunt.hcl", text.to_owned());
    assert_snapshot!(ends(&[
        ("locals", &[unit("locals {\n  a = local.b\n  b = local.a\n}\n")]),
        ("an include of itself", &[unit("include {\n  path = \"terragrunt.hcl\"\n}\n")]),
        ("a read of itself", &[unit(&reads("terragrunt.hcl"))]),
        ("reads", &[unit(&reads("b.hcl")), ("b.hcl", reads("c.hcl")), ("c.hcl", reads("b.hcl"))]),
    ]), @"");
}

#[test]
fn values_that_double() {
    let twice = |before: &str| format!("[{before}, {before}]");
    let twice_named = |before: &str| format!("{{ a = {before}, b = {before} }}");
    assert_snapshot!(ends(&[
        ("a text", &[chain("\"0123456789abcdef\"", |before| format!("\"${{{before}}}${{{before}}}\""), "@")]),
        ("a list", &[chain("[1]", twice, "@")]),
        ("a list, flattened", &[chain("[1]", twice, "flatten(@)")]),
        ("a list, compared", &[chain("[1]", twice, "@ == @")]),
        ("a list, encoded", &[chain("[1]", twice, "length(jsonencode(@))")]),
        ("a list, not taken", &[chain("[1]", twice, "false ? @ : 1")]),
        ("a list, tried", &[chain("[1]", twice, "try(length(@), 1)")]),
        ("an object", &[chain("{}", twice_named, "@")]),
        ("a type", &[chain("true ? null : [1]", |before| format!("true ? null : [{before}, {before}]"), "@")]),
        ("concat", &[chain("[1]", |before| format!("concat({before}, {before})"), "@")]),
        ("replace", &[chain("\"aa\"", |before| format!("replace({before}, \"a\", \"aa\")"), "@")]),
        ("join", &[chain("\"aa\"", |before| format!("join({before}, [{before}, {before}])"), "@")]),
        ("a number", &[chain("tonumber(\"1e1000\")", |before| format!("{before} * {before}"), "@")]),
    ]), @"");
}

#[test]
fn files_that_double() {
    let reads = |index: usize| {
        let read = format!("read_terragrunt_config(\"f{index}.hcl\")");
        format!("locals {{\n  a = {read}\n  b = {read}\n}}\n\ninputs = {{\n  x = local.a\n}}\n")
    };
    let names: Vec<String> = (1..=30).map(|index| format!("f{index}.hcl")).collect();
    let mut files = vec![("terragrunt.hcl", reads(1))];
    files.extend(names.iter().enumerate().map(|(index, name)| (name.as_str(), reads(index + 2))));
    files.pop();
    files.push((&names[29], "locals {\n  a = 1\n}\n".to_owned()));
    let yaml = (1..12).map(|index| {
        let aliases = vec![format!("*a{}", index - 1); 9].join(", ");
        format!("a{index}: &a{index} [{aliases}]\n")
    });
    let laughs = format!("a0: &a0 [x]\n{}", yaml.collect::<String>());
    let rounds = "%{ for a in range(1000) }".repeat(3);
    let template = format!("{rounds}0123456789abcdef0123456789abcdef{}", "%{ endfor }".repeat(3));
    assert_snapshot!(ends(&[
        ("reads", &files),
        ("a YAML of aliases", &[input("yamldecode(file(\"x.yaml\"))"), ("x.yaml", laughs)]),
        ("a template", &[input("templatefile(\"x.tpl\", {})"), ("x.tpl", template)]),
    ]), @"");
}

#[test]
fn long_loops() {
    let numbers = || ("n.json", json_numbers(100_000));
    let rounds = "length([for i in range(1000) : ";
    assert_snapshot!(ends(&[
        ("for in for in for", &[input(format!("{}1])])])", rounds.repeat(3)))]),
        ("a search in each round", &[
            input("[for i in jsondecode(file(\"n.json\")) : contains(jsondecode(file(\"n.json\")), i)]"),
            numbers(),
        ]),
        ("a problem in each round", &[
            input("[for i in jsondecode(file(\"n.json\")) : upper(nothing, i)]"),
            ("n.json", json_numbers(900_000)),
        ]),
        ("a long text in each round", &[input("[for i in range(1000) : format(\"%999999d\", i)]")]),
    ]), @"");
}

#[test]
fn builtins() {
    let letters = |count: usize| "a".repeat(count);
    assert_snapshot!(ends(&[
        ("range", &[input("range(1e9)")]),
        ("setproduct", &[input("setproduct(range(1000), range(1000), range(1000))")]),
        ("setproduct of many", &[input(format!("setproduct({})", ["[1, 2]"; 19].join(", ")))]),
        ("format", &[input("format(\"%999999999d\", 1)")]),
        ("formatlist", &[
            input("formatlist(\"%99999d\", jsondecode(file(\"n.json\")))"),
            ("n.json", json_numbers(100_000)),
        ]),
        ("indent", &[input("indent(1000000000, \"a\\nb\")")]),
        ("pow", &[input("pow(10, 1e9)")]),
        ("a number", &[input("tonumber(\"1e999999999\")")]),
        ("parseint", &[input("parseint(file(\"x\"), 10)"), ("x", "9".repeat(10_000_000))]),
        ("bcrypt", &[input("bcrypt(\"x\", 31)")]),
        ("bcrypt in each round", &[input("[for i in range(1000) : bcrypt(\"x\", 17)]")]),
        ("timeadd", &[input("timeadd(\"9999-12-31T00:00:00Z\", \"2562047h\")")]),
        ("cidrsubnets", &[input("cidrsubnets(\"::/0\", 1, 1, 1)")]),
        ("regex, repeated", &[input("regex(\"((a{1000}){1000}){1000}\", \"a\")")]),
        ("regex, nested", &[input(format!("regex(\"{}\", \"a\")", "(".repeat(10_000)))]),
        ("regex, over and over", &[input("regexall(\".*[^a]|a\", file(\"x\"))"), ("x", letters(900_000))]),
        ("trim", &[
            input("trim(file(\"x\"), file(\"y\"))"),
            ("x", letters(5_000_000)),
            ("y", format!("{}a", "b".repeat(5_000_000))),
        ]),
        ("csvdecode", &[
            input("csvdecode(file(\"x\"))"),
            ("x", format!("{}c\n{}", (0..3000).map(|it| format!("{it},")).collect::<String>(), format!("{}\n", ",".repeat(3000)).repeat(2000))),
        ]),
    ]), @"");
}

#[test]
fn large_files() {
    let items = (0..100_000).map(|index| format!("  k{index} = 1\n")).collect::<String>();
    let many = (0..900_000).map(|_| "1,").collect::<String>();
    assert_snapshot!(ends(&[
        ("an object", &[("terragrunt.hcl", format!("inputs = {{\n{items}}}\n"))]),
        ("one line", &[input(format!("\"{}", "x".repeat(10_000_000)))]),
        ("one line, no variable", &[input(format!("[{many}\n{}]", "y".repeat(1_000_000)))]),
        ("one heredoc", &[input(format!("<<EOT\n{}\nEOT\n  y = local.nothing", "x".repeat(10_000_000)))]),
        ("one list", &[input(format!("[{many}]\n  y = local.nothing"))]),
        ("attributes", &[("terragrunt.hcl", items)]),
    ]), @"");
}

/// None of these is ever opened: they never end, or never begin.
#[test]
fn what_is_no_regular_file() {
    let sandbox = Sandbox::new();
    sandbox.tool("mkfifo").args([sandbox.path("pipe")]).run().success();
    File::create(sandbox.path("sparse")).and_then(|file| file.set_len(1 << 40)).expect("a sparse file");
    let mut told = String::new();
    for expression in [
        "file(\"/dev/zero\")",
        "templatefile(\"/dev/random\", {})",
        "filesha256(\"pipe\")",
        "read_terragrunt_config(\"pipe\")",
        "read_tfvars_file(\"pipe\")",
        "file(\"sparse\")",
        "filebase64(\"sparse\")",
        "fileset(\"/\", \"**/**/**/*\")",
    ] {
        let (path, text) = input(expression);
        sandbox.write(path, text);
        let output = render(&sandbox);
        let messages = output.messages();
        let first = messages.lines().next().unwrap_or_default();
        writeln!(told, "{expression}: {} {first}", output.code().unwrap_or(-1)).expect("writing to a text");
    }
    assert_snapshot!(told, @"");
}

#[test]
fn a_message_shows_where_the_evaluation_was_given_up() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "terragrunt.hcl",
        "locals {\n  rows  = range(1000)\n  cells = [for row in local.rows : [for cell in local.rows : [row, cell]]]\n  \
         all   = try(jsonencode([for cell in local.rows : local.cells]), \"\")\n}\n",
    );
    assert_snapshot!(render(&sandbox), @"");
}
