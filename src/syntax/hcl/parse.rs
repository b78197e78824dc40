//! A file's text to its tree, or to what is wrong with it.

use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::syntax::tree::{Body, TemplatePart};

use super::duplicate_key::{Repaired, repair};
use super::form::Form;
use super::lower::Lower;
use super::problem::syntax_error;

/// Editors on Windows write it; Go's parser skips it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Parses an HCL file. With an error the body is empty; a duplicate key is a warning and both items are kept in order.
pub fn parse_hcl(file: &SourceFile) -> (Body, Vec<Diagnostic>) {
    // Blanks instead of the mark keep every offset as it is in the file.
    let text = match file.text().strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => format!("   {rest}").into(),
        None => std::borrow::Cow::Borrowed(&**file.text()),
    };
    let Repaired { parsed, replaced } = repair(&text);
    let mut diagnostics: Vec<Diagnostic> = replaced.iter().map(|key| key.warning(file.id(), &text)).collect();
    match parsed {
        Ok(body) => {
            let keys = replaced.into_iter().map(|key| key.place).collect();
            (Lower { file: file.id(), text: &text, replaced: keys }.body(&body), diagnostics)
        }
        Err(error) => {
            diagnostics.push(syntax_error(file.id(), &text, &error));
            (Body::default(), diagnostics)
        }
    }
}

/// Parses a whole file as one template, as `templatefile` does.
///
/// # Errors
/// When it is no valid template.
pub fn parse_template(file: &SourceFile) -> Result<Vec<TemplatePart>, Diagnostic> {
    let text = &**file.text();
    let template =
        hcl_edit::parser::parse_template(text).map_err(|error| syntax_error(file.id(), text, &error))?;
    let lower = Lower { file: file.id(), text, replaced: Vec::new() };
    Ok(lower.template(&template, Form::Lines { flush: false }))
}
