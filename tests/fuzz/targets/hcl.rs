//! A text as a file of HCL, as one expression and as a template. What is read must stand where it says, and an error
//! must be an error.

use std::path::Path;

use tglambda::diagnostic::has_errors;
use tglambda::source::Sources;
use tglambda::syntax::{parse_expression, parse_hcl, parse_template};

use super::spans;

/// Parses the text in all three ways.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let sources = Sources::default();
    let file = sources.add(Path::new("/estate/terragrunt.hcl"), text);

    let (body, problems) = parse_hcl(&file);
    spans::check_body(&file, &body);
    spans::check_messages(&file, &problems);
    let is_empty = body.attributes.is_empty() && body.blocks.is_empty();
    assert!(is_empty || !has_errors(&problems), "a body beside an error");

    for parse in [parse_expression, parse_template] {
        let (expr, problems) = parse(&file);
        spans::check_messages(&file, &problems);
        assert_eq!(expr.is_none(), has_errors(&problems), "an expression beside an error, or neither");
        if let Some(expr) = expr {
            spans::check_expr(&file, &expr);
        }
    }
}
