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
        let shown: String = first.chars().take(120).collect();
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
    ]), @"
    parentheses: 1 error[syntax-error]: expression is nested too deeply
    lists: 1 error[syntax-error]: expression is nested too deeply
    objects: 1 error[syntax-error]: expression is nested too deeply
    templates: 1 error[syntax-error]: expression is nested too deeply
    operators: 1 error[syntax-error]: expression is nested too deeply
    conditions: 1 error[syntax-error]: expression is nested too deeply
    attributes: 1 error[syntax-error]: expression is nested too deeply
    calls: 1 error[syntax-error]: expression is nested too deeply
    blocks: 1 error[syntax-error]: expression is nested too deeply
    a JSON file: 1 error[syntax-error]: invalid JSON: more than 384 arrays and objects in each other
    jsondecode: 1 error[invalid-call]: `jsondecode` fails: this is no JSON on line 1, column 385: more than 384 arrays and objects in each
    yamldecode: 1 error[invalid-call]: `yamldecode` fails: this is no YAML on line 1, column 401: nested deeper than 200 levels
    locals: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    ");
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
    ]), @"
    locals: 1 error[evaluation-cycle]: the locals `b` and `a` need each other
    an include of itself: 1 error[include-cycle]: `terragrunt.hcl` includes itself
    a read of itself: 1 error[include-cycle]: `terragrunt.hcl` reads itself
    reads: 1 error[include-cycle]: `b.hcl` reads itself
    ");
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
    ]), @"
    a text: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a list: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a list, flattened: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a list, compared: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a list, encoded: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a list, not taken: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a list, tried: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    an object: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    a type: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    concat: 1 error[invalid-call]: `concat` fails: the result would have more than 1000000 elements
    replace: 1 error[invalid-call]: `replace` fails: the text would be longer than 64 MB
    join: 1 error[invalid-call]: `join` fails: the text would be longer than 64 MB
    a number: 1 error[invalid-value]: the result is out of range
    ");
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
    ]), @"
    reads: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    a YAML of aliases: 1 error[invalid-call]: `yamldecode` fails: this is no YAML on line 7, column 9: it has more than 1000000 elements, countin
    a template: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes a value that is too large
    ");
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
    ]), @"
    for in for in for: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    a search in each round: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    a problem in each round: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` takes more than 20 million steps
    a long text in each round: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    ");
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
        ("timeadd", &[input("timeadd(\"2020-01-01T00:00:00Z\", \"99999999999999999999h\")")]),
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
            ("x", format!("{}c\n{}", lines(0..3000, |it| format!("{it},")), format!("{}\n", ",".repeat(3000)).repeat(2000))),
        ]),
    ]), @r#"
    range: 1 error[invalid-call]: `range` fails: more than 1024 values were generated
    setproduct: 1 error[invalid-call]: `setproduct` fails: the result would have more than 1000000 elements
    setproduct of many: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    format: 1 error[invalid-call]: `format` fails: a number at offset 1 is larger than 1000000
    formatlist: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    indent: 1 error[invalid-call]: `indent` fails: the text would be longer than 64 MB
    pow: 1 error[invalid-call]: `pow` fails: the result is not a finite number
    a number: 1 error[invalid-call]: `tonumber` fails: cannot convert "1e999999999" to number; given string must be a decimal representa
    parseint: 1 error[invalid-call]: `parseint` fails: cannot parse "9999999999999999999999999999999999999999999999999999999999999999999
    bcrypt: 1 error[invalid-call]: `bcrypt` fails: a cost of more than 17 is not computed
    bcrypt in each round: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` takes more than 20 million steps
    timeadd: 1 error[invalid-call]: `timeadd` fails: invalid duration "99999999999999999999h"
    cidrsubnets: 1 error[invalid-call]: `cidrsubnets` fails: not enough remaining address space for a subnet with a prefix of 1 bits
    regex, repeated: 1 error[invalid-call]: `regex` fails: invalid regexp pattern: the pattern is too large
    regex, nested: 1 error[invalid-call]: `regex` fails: invalid regexp pattern: unclosed group
    regex, over and over: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` takes more than 20 million steps
    trim: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` takes more than 20 million steps
    csvdecode: 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
    "#);
}

#[test]
fn large_files() {
    let items = lines(0..100_000, |index| format!("  k{index} = 1\n"));
    let many = (0..900_000).map(|_| "1,").collect::<String>();
    assert_snapshot!(ends(&[
        ("an object", &[("terragrunt.hcl", format!("inputs = {{\n{items}}}\n"))]),
        ("one line", &[input(format!("\"{}", "x".repeat(10_000_000)))]),
        ("one line, no variable", &[input(format!("[{many}\n{}]", "y".repeat(1_000_000)))]),
        ("one heredoc", &[input(format!("<<EOT\n{}\nEOT\n  y = nothing", "x".repeat(10_000_000)))]),
        ("one list", &[input(format!("[{many}]\n  y = nothing"))]),
        ("attributes", &[("terragrunt.hcl", items)]),
    ]), @"
    an object: 1 error[syntax-error]: object has too many items
    one line: 1 error[syntax-error]: string is never closed
    one line, no variable: 1 error[unknown-variable]: there is no variable `yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
    one heredoc: 1 error[unknown-variable]: there is no variable `nothing`
    one list: 1 error[unknown-variable]: there is no variable `nothing`
    attributes: 1 error[unsupported-argument]: a configuration takes no attribute `k0`
    ");
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
    assert_snapshot!(told, @r#"
    file("/dev/zero"): 1 error[invalid-call]: `file` fails: failed to read `/dev/zero`: it is no regular file
    templatefile("/dev/random", {}): 1 error[invalid-call]: `templatefile` fails: failed to read `/dev/random`: it is no regular file
    filesha256("pipe"): 1 error[invalid-call]: `filesha256` fails: failed to read `pipe`: it is no regular file
    read_terragrunt_config("pipe"): 1 error[file-not-found]: there is no file `pipe`
    read_tfvars_file("pipe"): 1 error[file-not-found]: there is no file `pipe`
    file("sparse"): 1 error[invalid-call]: `file` fails: `[ROOT]/sparse` is larger than 64 MB, and is not read
    filebase64("sparse"): 1 error[invalid-call]: `filebase64` fails: `[ROOT]/sparse` is larger than 256 MB, and is not read
    fileset("/", "**/**/**/*"): 1 error[evaluation-too-large]: the evaluation of `terragrunt.hcl` takes more than 20 million steps
    "#);
}

#[test]
fn a_message_shows_where_the_evaluation_was_given_up() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "terragrunt.hcl",
        "locals {\n  rows  = range(1000)\n  cells = [for row in local.rows : [for cell in local.rows : [row, cell]]]\n  \
         all   = try(jsonencode([for cell in local.rows : local.cells]), \"\")\n}\n",
    );
    assert_snapshot!(render(&sandbox), @"
    exit code: 1
    ----- stdout -----

    ----- stderr -----
    error[evaluation-too-large]: the evaluation of `terragrunt.hcl` makes more than 512 MB of values
     --> terragrunt.hcl:3:11
      |
    3 |   cells = [for row in local.rows : [for cell in local.rows : [row, cell]]]
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ given up here
      |
      = help: look for a `for` inside another, or for a text or list that doubles with each local
    1 error
    ");
}

/// What `line` makes of each number, joined.
fn lines(numbers: std::ops::Range<usize>, line: impl Fn(usize) -> String) -> String {
    numbers.map(line).collect::<Vec<_>>().concat()
}
