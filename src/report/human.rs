//! Diagnostics for people: severity, code and title, the source lines concerned, facts and advice.

use std::path::Path;

use annotate_snippets::{Group, Level, Renderer, normalize_untrusted_str};

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

use super::confidential::redacted;
use super::counts::Counts;
use super::snippet::snippets;

/// How diagnostics are shown to people.
#[derive(Clone, Copy, Debug)]
pub struct HumanOptions<'r> {
    /// Whether to colour the text. All of it can be understood without.
    pub color: bool,
    /// The folder that paths are shown relative to.
    pub root: &'r Path,
}

/// The diagnostics as text, in the order given, an empty line between two. Ends with a line break; empty for none.
pub fn render_diagnostics(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    options: &HumanOptions<'_>,
) -> String {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let rendered: Vec<String> = redacted(diagnostics, sources)
        .iter()
        .map(|diagnostic| renderer.render(&[group(diagnostic, sources, options.root)]) + "\n")
        .collect();
    rendered.join("\n")
}

/// How many there are, worst first, without a line break: `3 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let Counts { errors, warnings, notes } = Counts::of(diagnostics);
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning"), (notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}

fn group<'d>(diagnostic: &'d Diagnostic, sources: &Sources, root: &Path) -> Group<'d> {
    let messages = |level: Level<'static>, texts: &'d [String]| {
        texts.iter().map(move |text| level.clone().message(normalize_untrusted_str(text)))
    };
    level(diagnostic.severity)
        .primary_title(diagnostic.title.as_str())
        .id(diagnostic.code.as_str())
        .elements(snippets(diagnostic, sources, root))
        .elements(messages(Level::NOTE, &diagnostic.notes))
        .elements(messages(Level::HELP, &diagnostic.hints))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Code;
    use crate::report::place::place_of;
    use crate::source::Span;

    const ROOT: &str = "/estate";

    /// The files of a test, and spans in them by what is written there.
    struct Files(Sources);

    impl Files {
        fn of(files: &[(&str, &str)]) -> Self {
            let sources = Sources::default();
            for (path, text) in files {
                sources.add(&Path::new(ROOT).join(path), *text);
            }
            Self(sources)
        }

        fn span(&self, path: &str, written: &str) -> Span {
            let file = self.0.find(&Path::new(ROOT).join(path)).unwrap();
            let start = file.text().find(written).unwrap();
            Span::new(file.id(), start..start + written.len())
        }

        fn bytes(&self, path: &str, range: Range<usize>) -> Span {
            Span::new(self.0.find(&Path::new(ROOT).join(path)).unwrap().id(), range)
        }

        fn show(&self, diagnostics: &[Diagnostic]) -> String {
            render_diagnostics(diagnostics, &self.0, &HumanOptions { color: false, root: Path::new(ROOT) })
        }
    }

    fn unknown_variable() -> Diagnostic {
        Diagnostic::error(Code::UnknownVariable, "unknown variable `local.acount`")
    }

    #[test]
    fn the_place_and_what_explains_it_are_shown_with_facts_and_advice() {
        let files = Files::of(&[(
            "live/env.hcl",
            "locals {\n  account = \"dev\"\n  region  = \"eu-west-1\"\n  name    = local.acount\n}\n",
        )]);
        let diagnostic = unknown_variable()
            .at(files.span("live/env.hcl", "local.acount"), "no such local")
            .related(files.span("live/env.hcl", "account"), "did you mean this?")
            .note("while including `root`")
            .hint("write `local.account`");
        insta::assert_snapshot!(files.show(&[diagnostic]), @r#"
        error[unknown-variable]: unknown variable `local.acount`
         --> live/env.hcl:4:13
          |
        2 |   account = "dev"
          |   ------- did you mean this?
        3 |   region  = "eu-west-1"
        4 |   name    = local.acount
          |             ^^^^^^^^^^^^ no such local
          |
          = note: while including `root`
          = help: write `local.account`
        "#);
    }

    #[test]
    fn other_files_follow_the_one_to_mend() {
        let files = Files::of(&[
            ("live/dev/lambda/terragrunt.hcl", "inputs = {\n  memory_size = 512\n}\n"),
            ("deploy.json", "{\n\t\"functions\": [{ \"memory\": 256 }]\n}\n"),
        ]);
        let diagnostic = Diagnostic::warning(Code::InvalidValue, "memory of `sync-clock` differs")
            .at(files.span("deploy.json", "256"), "256 here")
            .related(files.span("live/dev/lambda/terragrunt.hcl", "512"), "512 in the configuration");
        insta::assert_snapshot!(files.show(&[diagnostic]), @r#"
        warning[invalid-value]: memory of `sync-clock` differs
         --> deploy.json:2:28
          |
        2 |     "functions": [{ "memory": 256 }]
          |                               ^^^ 256 here
          |
         ::: live/dev/lambda/terragrunt.hcl:2:17
          |
        2 |   memory_size = 512
          |                 --- 512 in the configuration
        "#);
    }

    #[test]
    fn several_keep_their_order_with_an_empty_line_between() {
        let files = Files::of(&[("a.hcl", "x = y\n")]);
        let diagnostics = [
            Diagnostic::warning(Code::DeprecatedSyntax, "`x` is deprecated").at(files.span("a.hcl", "x"), ""),
            Diagnostic::error(Code::FunctionsUnknown, "no function is named `clock`")
                .hint("`tglambda find` lists the functions"),
            Diagnostic::error(Code::FunctionExcluded, "`prod` is not allowed"),
            unknown_variable().at(files.span("a.hcl", "y"), "not defined"),
        ];
        insta::assert_snapshot!(files.show(&diagnostics), @"
        warning[deprecated-syntax]: `x` is deprecated
         --> a.hcl:1:1
          |
        1 | x = y
          | ^

        error[functions-unknown]: no function is named `clock`
         |
         = help: `tglambda find` lists the functions

        error[function-excluded]: `prod` is not allowed

        error[unknown-variable]: unknown variable `local.acount`
         --> a.hcl:1:5
          |
        1 | x = y
          |     ^ not defined
        ");
        assert_eq!(files.show(&[]), "");
    }

    #[test]
    fn the_end_of_a_file_is_a_place() {
        let files = Files::of(&[("open.hcl", "locals {\n"), ("cut.hcl", "locals {"), ("empty.hcl", "")]);
        let end = |path: &str, at: usize| {
            Diagnostic::error(Code::SyntaxError, "expected `}`, found the end of the file")
                .at(files.bytes(path, at..at), "the block is not closed")
        };
        let related = end("open.hcl", 9).related(files.span("open.hcl", "{"), "it begins here");
        insta::assert_snapshot!(files.show(&[related, end("cut.hcl", 8), end("empty.hcl", 0)]), @"
        error[syntax-error]: expected `}`, found the end of the file
         --> open.hcl:2:1
          |
        2 |
          | ^ the block is not closed
          |
         ::: open.hcl:1:8
          |
        1 | locals {
          |        - it begins here

        error[syntax-error]: expected `}`, found the end of the file
         --> cut.hcl:1:9
          |
        1 | locals {
          |         ^ the block is not closed

        error[syntax-error]: expected `}`, found the end of the file
         --> empty.hcl:1:1
          |
        1 |
          | ^ the block is not closed
        ");
    }

    #[test]
    fn blocks_carriage_returns_tabs_and_byte_order_marks_are_shown_as_their_lines() {
        let files = Files::of(&[(
            "dos.hcl",
            "\u{feff}a = 1\r\ndependency \"iam\" {\r\n\tconfig_path = \"../iam\"\r\n}\r\nb = 2\r\n",
        )]);
        let block = Diagnostic::error(Code::MissingArgument, "`dependency` block lacks an argument").at(
            files.span("dos.hcl", "dependency \"iam\" {\r\n\tconfig_path = \"../iam\"\r\n}\r\n"),
            "in this block",
        );
        let first = unknown_variable().at(files.span("dos.hcl", "a"), "here");
        insta::assert_snapshot!(files.show(&[block, first]), @r#"
        error[missing-argument]: `dependency` block lacks an argument
         --> dos.hcl:2:1
          |
        2 | / dependency "iam" {
        3 | |     config_path = "../iam"
        4 | | }
          | |_^ in this block

        error[unknown-variable]: unknown variable `local.acount`
         --> dos.hcl:1:1
          |
        1 | a = 1
          | ^ here
        "#);
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let long = format!(
            "{{{}\"memory\":256,{}}}",
            "\"key\":\"value\",".repeat(90),
            "\"key\":\"value\",".repeat(90)
        );
        let files = Files::of(&[("deploy.json", &long)]);
        let word = Diagnostic::error(Code::InvalidValue, "`memory` is out of range")
            .at(files.span("deploy.json", "256"), "too small");
        let whole = Diagnostic::error(Code::SyntaxError, "expected an array, found an object")
            .at(files.bytes("deploy.json", 0..long.len()), "");
        let shown = files.show(&[word, whole]);
        assert!(shown.lines().all(|line| line.len() < 160), "{shown}");
        insta::assert_snapshot!(shown, @r#"
        error[invalid-value]: `memory` is out of range
         --> deploy.json:1:1271
          |
        1 | ...value","key":"value","key":"value","key":"value","memory":256,"key":"value","key":"value","key":"value","key":"value","key":"value...
          |                                                              ^^^ too small

        error[syntax-error]: expected an array, found an object
         --> deploy.json:1:1
          |
        1 | {"key":"value","key":"value","key":"value","k...","key":"value","key":"value","key":"value",}
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#);
    }

    #[test]
    fn what_users_wrote_cannot_control_the_terminal() {
        let files = Files::of(&[("a.hcl", "x = \"\u{1b}[31m\"\n")]);
        let diagnostic = Diagnostic::error(Code::InvalidValue, "`\u{1b}[31m` is no region")
            .at(files.span("a.hcl", "\"\u{1b}[31m\""), "\u{1b}[2J")
            .note("read as `\u{1b}[31m`\nfrom `a.hcl`")
            .hint("\u{1b}[0m");
        let shown = files.show(&[diagnostic]);
        assert!(!shown.contains('\u{1b}'));
        insta::assert_snapshot!(shown, @r#"
        error[invalid-value]: `␛[31m` is no region
         --> a.hcl:1:5
          |
        1 | x = "␛[31m"
          |     ^^^^^^^ ␛[2J
          |
          = note: read as `␛[31m`
                  from `a.hcl`
          = help: ␛[0m
        "#);
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let files = Files::of(&[("a.hcl", "x = y\n")]);
        let diagnostics = [unknown_variable().at(files.span("a.hcl", "y"), "not defined").hint("define it")];
        let coloured =
            render_diagnostics(&diagnostics, &files.0, &HumanOptions { color: true, root: Path::new(ROOT) });
        let escape = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
        assert!(escape.is_match(&coloured));
        assert_eq!(escape.replace_all(&coloured, ""), files.show(&diagnostics));
    }

    #[test]
    fn the_summary_counts_severities_worst_first() {
        let error = || Diagnostic::error(Code::SyntaxError, "expected an expression");
        let warning = || Diagnostic::warning(Code::DuplicateKey, "`a` is named twice");

        assert_eq!(summary(&[]), "no problems");
        assert_eq!(summary(&[warning()]), "1 warning");
        assert_eq!(summary(&[error(), warning(), error(), error()]), "3 errors, 1 warning");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn any_text_with_any_spans_is_shown_at_the_place_all_formats_name(
            text in "\u{feff}?([a-c=\" {}]{0,6}(\n|\r\n|\r|\t|ü|時|\u{200d}|\u{feff}|\u{1b}|e\u{301}|🦀)?){0,8}",
            spans in prop::collection::vec((0usize..60, 0usize..60), 1..4),
        ) {
            let files = Files::of(&[("a.hcl", &text)]);
            let mut spans = spans.into_iter().map(|(start, end)| files.bytes("a.hcl", start..end));
            let primary = spans.next().unwrap();
            let diagnostic = spans.fold(unknown_variable().at(primary, "here"), |diagnostic, span| {
                diagnostic.related(span, "because of this")
            });
            let place = place_of(primary, &files.0, Path::new(ROOT)).unwrap();
            let arrow = format!("--> {}:{}:{}\n", place.file, place.start.line, place.start.column);
            let shown = files.show(&[diagnostic]);
            prop_assert!(shown.contains(&arrow), "{arrow}\n{shown}");
        }
    }
}
