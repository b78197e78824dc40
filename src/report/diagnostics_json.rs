//! Diagnostics for programs. The fields are a promise: one may be added, none changes its meaning without a new version.

use std::path::Path;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Sources;

use super::confidential::redacted;
use super::counts::Counts;
use super::place::place_of;

/// The version of this format.
const VERSION: u32 = 1;

/// The diagnostics of a run.
#[derive(Clone, Debug, Serialize)]
pub struct DiagnosticsJson {
    /// The version of this format.
    pub version: u32,
    /// The diagnostics, in the order they are shown to people.
    pub diagnostics: Vec<DiagnosticJson>,
    /// How many there are.
    pub summary: Counts,
}

/// A diagnostic.
#[derive(Clone, Debug, Serialize)]
pub struct DiagnosticJson {
    /// The stable name of the kind of problem.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The problem in a few words.
    pub title: String,
    /// What is at the location, `null` when nothing is to be said about it.
    pub label: Option<String>,
    /// Where to mend it, `null` when it is in no file.
    pub location: Option<LocationJson>,
    /// Places that explain it.
    pub related: Vec<RelatedJson>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
}

/// A place that explains a diagnostic.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedJson {
    /// What is there, `null` when nothing is to be said about it.
    pub label: Option<String>,
    /// The place.
    pub location: LocationJson,
}

/// A place in a file. Lines and columns count from 1, columns in characters; the end is one past the last character.
#[derive(Clone, Debug, Serialize)]
pub struct LocationJson {
    /// The file, relative to the repository's root where it is below it.
    pub file: String,
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
}

/// The diagnostics as data to put into a larger document.
pub fn diagnostics_json(diagnostics: &[Diagnostic], sources: &Sources, root: &Path) -> DiagnosticsJson {
    DiagnosticsJson {
        version: VERSION,
        diagnostics: redacted(diagnostics, sources)
            .iter()
            .map(|diagnostic| one(diagnostic, sources, root))
            .collect(),
        summary: Counts::of(diagnostics),
    }
}

fn one(diagnostic: &Diagnostic, sources: &Sources, root: &Path) -> DiagnosticJson {
    let Diagnostic { code, severity, title, primary, related, notes, hints } = diagnostic;
    DiagnosticJson {
        code: code.as_str(),
        severity: severity_name(*severity),
        title: title.clone(),
        label: primary.as_ref().and_then(label_text),
        location: primary.as_ref().and_then(|label| location(label, sources, root)),
        related: related
            .iter()
            .filter_map(|label| {
                Some(RelatedJson { label: label_text(label), location: location(label, sources, root)? })
            })
            .collect(),
        notes: notes.clone(),
        hints: hints.clone(),
    }
}

fn location(label: &Label, sources: &Sources, root: &Path) -> Option<LocationJson> {
    let place = place_of(label.span, sources, root)?;
    Some(LocationJson {
        file: place.file,
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    })
}

fn label_text(label: &Label) -> Option<String> {
    (!label.text.is_empty()).then(|| label.text.clone())
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
        let document = diagnostics_json(diagnostics, sources, Path::new("/estate"));
        serde_json::to_string_pretty(&document).unwrap() + "\n"
    }
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn every_part_of_a_diagnostic_is_there() {
        let sources = Sources::default();
        let file = sources.add(Path::new("/estate/live/env.hcl"), "locals {\n  name = local.acount\n}\n");
        let shared = sources.add(Path::new("/shared/root.hcl"), "account = 1\n");
        let diagnostics = [
            Diagnostic::error(Code::UnknownVariable, "unknown variable `local.acount`")
                .at(Span::new(file.id(), 18..30), "no such local")
                .related(Span::new(shared.id(), 0..7), "")
                .note("while including `root`")
                .hint("write `local.account`"),
            Diagnostic::warning(Code::FunctionExcluded, "`prod` is not allowed"),
        ];
        insta::assert_snapshot!(json(&diagnostics, &sources), @r#"
        {
          "version": 1,
          "diagnostics": [
            {
              "code": "unknown-variable",
              "severity": "error",
              "title": "unknown variable `local.acount`",
              "label": "no such local",
              "location": {
                "file": "live/env.hcl",
                "line": 2,
                "column": 10,
                "end_line": 2,
                "end_column": 22
              },
              "related": [
                {
                  "label": null,
                  "location": {
                    "file": "/shared/root.hcl",
                    "line": 1,
                    "column": 1,
                    "end_line": 1,
                    "end_column": 8
                  }
                }
              ],
              "notes": [
                "while including `root`"
              ],
              "hints": [
                "write `local.account`"
              ]
            },
            {
              "code": "function-excluded",
              "severity": "warning",
              "title": "`prod` is not allowed",
              "label": null,
              "location": null,
              "related": [],
              "notes": [],
              "hints": []
            }
          ],
          "summary": {
            "errors": 1,
            "warnings": 1,
            "notes": 0
          }
        }
        "#);
    }

    #[test]
    fn no_diagnostics_are_a_document_too() {
        insta::assert_snapshot!(json(&[], &Sources::default()), @r#"
        {
          "version": 1,
          "diagnostics": [],
          "summary": {
            "errors": 0,
            "warnings": 0,
            "notes": 0
          }
        }
        "#);
    }
}
