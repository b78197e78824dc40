//! The same verdict as the Go parser, over every file of Terragrunt's fixtures and over all that HCL itself is
//! tested with; and the same value, where a text has one by itself.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use tglambda::diagnostic::has_errors;
use tglambda::source::{SourceFile, Sources};
use tglambda::syntax::{parse_expression, parse_hcl, parse_json_body, parse_template};

use crate::evaluation;
use crate::go_hcl::{self, Grammar, Question, Verdict};
use crate::parallel;
use crate::support::Toolchain;

#[test]
fn files_of_terragrunts_fixtures_are_judged_as_hcl_judges_them() {
    let folder = Toolchain::get().sources("github.com/gruntwork-io/terragrunt").folder.join("test/fixtures");
    let mut questions = Vec::new();
    read_files(&folder, &mut questions);
    assert!(questions.len() > 2_000, "{} files", questions.len());
    compare("files of Terragrunt's fixtures", &questions);
}

#[test]
fn texts_that_hcl_is_tested_with_are_judged_as_hcl_judges_them() {
    let inputs = go_hcl::inputs(&Toolchain::get().sources(go_hcl::MODULE).folder);
    assert!(inputs.len() > 2_000, "{} texts", inputs.len());
    let grammars = [Grammar::Body, Grammar::Expression, Grammar::Template, Grammar::Json];
    let questions: Vec<_> = inputs
        .iter()
        .flat_map(|input| {
            grammars.map(|grammar| {
                (format!("{} as {grammar:?}", input.from), Question { grammar, text: input.text.clone() })
            })
        })
        .collect();
    compare("texts of HCL's own tests", &questions);
}

#[test]
fn texts_that_are_easily_judged_otherwise_are_judged_as_hcl_judges_them() {
    let of = |grammar, texts: &[&str]| {
        let question = |text: &&str| (format!("{grammar:?}"), Question { grammar, text: (*text).into() });
        texts.iter().map(question).collect::<Vec<_>>()
    };
    let questions = [
        of(Grammar::Body, &CARRIAGE_RETURNS),
        of(Grammar::Expression, &OPERANDS),
        of(Grammar::Template, &["\r", "a\rb", "${1}\r", "${\r1}"]),
        of(Grammar::Json, &JSON),
    ];
    compare("texts that are easily judged otherwise", &questions.concat());
}

/// Carriage returns that end no line.
const CARRIAGE_RETURNS: [&str; 25] = [
    "\r",
    "\r\n",
    " \r",
    "\r\ra = 1",
    "a = 1\r",
    "a = 1\r\n",
    "a = 1\r\r\n",
    "a\r= 1",
    "a =\r 1",
    "a = [1,\r 2]",
    "a = (1\r)",
    "a = {\r}",
    "a {\r}",
    "a = \"x\ry\"",
    "a = \"${1\r}\"",
    "a = \"${\r1}\"",
    "a = <<E\nx\ry\nE\n",
    "a = <<E\r\nx\r\nE\r\n",
    "a = <<-E\r\n  x\r\n  E\r\n",
    "# c\r",
    "# c\r\na = 1",
    "// \r",
    "/* \r */",
    "a = 1 # x\rb = 2",
    "a = 1 /* \r */\n",
];

/// Operands that are null, wrong or missing.
const OPERANDS: [&str; 19] = [
    "null || true",
    "true || null",
    "null || false",
    "null && false",
    "null && true",
    "null && null",
    "missing && null",
    "missing || null",
    "false && \"abc\"",
    "true || \"abc\"",
    "true || missing",
    "missing && missing.x",
    "1 && true",
    "\"true\" && true",
    "[] || true",
    "!null",
    "null + 1",
    "-null",
    "null < 1",
];

/// Documents of odd shapes.
const JSON: [&str; 10] = [
    "null",
    "1",
    "[]",
    "[null]",
    "[[{}]]",
    r#"[{"a": 1}, {"b": 2}]"#,
    r#"[{"a": 1}, {"a": 2}]"#,
    r#"{"a": 1, "a": 2}"#,
    r#"{"//": 1, "//": 2}"#,
    r#"{"a": 1} {}"#,
];

/// All files below a folder that are in the language, by their endings.
fn read_files(folder: &Path, questions: &mut Vec<(String, Question)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of fixtures") {
        let path = entry.expect("an entry of the fixtures").path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            read_files(&path, questions);
            continue;
        }
        let grammar = match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") if name.ends_with(".hcl.json") => Grammar::Json,
            Some("hcl" | "tf") => Grammar::Body,
            _ => continue,
        };
        let text = std::fs::read(&path).expect("a file of the fixtures");
        questions.push((name, Question { grammar, text }));
    }
}

/// Requires the same verdict on each text, and the same value.
fn compare(what: &str, named: &[(String, Question)]) {
    let questions: Vec<Question> = named.iter().map(|(_, question)| question.clone()).collect();
    let theirs = go_hcl::verdicts(&questions);
    let pairs: Vec<_> = named.iter().zip(&theirs).collect();
    let differences: Vec<String> =
        parallel::map(&pairs, |((name, question), verdict)| difference(name, question, verdict))
            .into_iter()
            .flatten()
            .collect();
    let rejected = theirs.iter().filter(|verdict| !verdict.problem.is_empty()).count();
    let valued = theirs.iter().filter(|verdict| verdict.value.is_some()).count();
    let figures = format!(
        "{what}: {} judged; same verdict and value on {} ({rejected} rejected; {valued} with a value, not compared where \
         a function is called: {})",
        named.len(),
        named.len() - differences.len(),
        theirs.iter().filter(|verdict| calls_a_function(verdict)).count(),
    );
    drop(writeln!(std::io::stderr(), "{figures}"));
    assert!(differences.is_empty(), "{}\n{}", differences.join("\n"), figures);
}

fn difference(name: &str, question: &Question, theirs: &Verdict) -> Option<String> {
    let shown = String::from_utf8_lossy(&question.text);
    // A file that is no text is rejected before it is parsed.
    let ours = String::from_utf8(question.text.clone()).map_or_else(
        |_| Err("not UTF-8".to_owned()),
        |text| judge(&Sources::default().add("text".as_ref(), text), question.grammar),
    );
    match (ours, theirs.problem.as_str()) {
        (Err(_), problem) if !problem.is_empty() => None,
        (Err(ours), _) => Some(format!("{name}: only we reject it: {ours}\n{shown:?}")),
        (Ok(_), problem) if !problem.is_empty() => {
            Some(format!("{name}: only HCL rejects it: {problem}\n{shown:?}"))
        }
        (Ok(None), _) => None,
        // The language itself has no functions; that ours gives what Terraform's do is tested elsewhere.
        (Ok(Some(_)), _) if calls_a_function(theirs) => None,
        (Ok(Some(ours)), _) => match (ours, &theirs.value) {
            (Err(_), None) => None,
            (Ok(ours), Some(theirs)) if evaluation::same(&ours, theirs) => None,
            (ours, value) => {
                Some(format!("{name}: HCL has {value:?} {:?}, we have {ours:?}\n{shown:?}", theirs.failure))
            }
        },
    }
}

fn calls_a_function(verdict: &Verdict) -> bool {
    verdict.failure.as_ref().is_some_and(|failure| failure.contains("Function calls not allowed"))
}

/// Its value without variables or functions, if it is of a kind that has one, or why it is rejected.
fn judge(
    file: &Arc<SourceFile>,
    grammar: Grammar,
) -> Result<Option<Result<serde_json::Value, String>>, String> {
    let (expr, diagnostics) = match grammar {
        Grammar::Body => (None, parse_hcl(file).1),
        Grammar::Json => (None, parse_json_body(file, &[]).1),
        Grammar::Expression => parse_expression(file),
        Grammar::Template => parse_template(file),
    };
    if has_errors(&diagnostics) {
        return Err(diagnostics.into_iter().map(|found| found.title).collect::<Vec<_>>().join(", "));
    }
    Ok(expr.map(|expr| evaluation::value_alone(&expr)))
}
