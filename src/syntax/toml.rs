//! TOML as the same tree that JSON has: what is read of either is read once, with the places of both.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::json::{JsonKey, JsonKind, JsonNode};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

/// Reads a file of TOML. Dates stay the text that they are written as.
///
/// # Errors
///
/// When the text is not TOML: what is wrong, and where.
pub fn parse_toml(file: &SourceFile) -> Result<JsonNode, Diagnostic> {
    let document = DeTable::parse(file.text()).map_err(|error| {
        let title = format!("invalid TOML: {}", error.message().replace('\n', ", "));
        let place = error.span().map_or(Span::NONE, |range| Span::new(file.id(), range));
        Diagnostic::error(Code::SyntaxError, title).at(place, "not TOML from here on")
    })?;
    let span = Span::new(file.id(), 0..file.text().len());
    Ok(JsonNode { span, kind: table(document.get_ref(), file.id()) })
}

fn table(table: &DeTable<'_>, file: FileId) -> JsonKind {
    let members = table.iter().map(|(key, value)| {
        let key = JsonKey { text: Arc::from(&**key.get_ref()), span: Span::new(file, key.span()) };
        (key, node(value, file))
    });
    let mut members: Vec<_> = members.collect();
    members.sort_by_key(|(key, _)| key.span);
    JsonKind::Object(members)
}

fn node(value: &Spanned<DeValue<'_>>, file: FileId) -> JsonNode {
    let kind = match value.get_ref() {
        DeValue::String(text) => JsonKind::String(Arc::from(&**text)),
        DeValue::Integer(number) => JsonKind::Number(number.to_string().into()),
        DeValue::Float(number) => JsonKind::Number(number.to_string().into()),
        DeValue::Boolean(flag) => JsonKind::Bool(*flag),
        DeValue::Datetime(date) => JsonKind::String(date.to_string().into()),
        DeValue::Array(elements) => {
            JsonKind::Array(elements.iter().map(|element| node(element, file)).collect())
        }
        DeValue::Table(members) => table(members, file),
    };
    JsonNode { span: Span::new(file, value.span()), kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use std::path::Path;

    #[test]
    fn keys_and_values_have_their_places() {
        let sources = Sources::default();
        let file = sources.add(Path::new("/x.toml"), "[a.\"b/c\"]\nd = { e = [1, \"x\"] }\n");
        let node = parse_toml(&file).unwrap();
        let JsonKind::Object(members) = &node.kind else { panic!("{node:?}") };
        let JsonKind::Object(inner) = &members[0].1.kind else { panic!("{members:?}") };
        let (key, value) = &inner[0];
        assert_eq!((&*key.text, &file.text()[key.span.range()]), ("b/c", "\"b/c\""));
        let JsonKind::Object(innermost) = &value.kind else { panic!("{value:?}") };
        assert_eq!(&file.text()[innermost[0].1.span.range()], "{ e = [1, \"x\"] }");
        let wrong = sources.add(Path::new("/y.toml"), "a = \n");
        let problem = parse_toml(&wrong).unwrap_err();
        assert!(problem.title.starts_with("invalid TOML: "), "{problem:?}");
    }
}
