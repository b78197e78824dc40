//! A text as a file of JSON, and as a JSON text that an expression decodes.

use std::path::Path;

use tglambda::source::Sources;
use tglambda::syntax::json::parse_json_text;
use tglambda::syntax::{JsonBlock, parse_json_body};

use super::spans;

const NESTED: &[JsonBlock] =
    &[JsonBlock { name: "hook", labels: 1, bare: Some("execute"), blocks: &[], is_open: false }];

const SCHEMA: &[JsonBlock] = &[
    JsonBlock { name: "locals", labels: 0, bare: None, blocks: &[], is_open: false },
    JsonBlock { name: "include", labels: 1, bare: Some("path"), blocks: &[], is_open: false },
    JsonBlock { name: "terraform", labels: 0, bare: None, blocks: NESTED, is_open: false },
    JsonBlock { name: "pair", labels: 2, bare: None, blocks: NESTED, is_open: false },
];

/// Parses the text in both ways; what one takes for JSON, the other does too.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let sources = Sources::default();
    let file = sources.add(Path::new("/estate/terragrunt.hcl.json"), text);
    let (body, problems) = parse_json_body(&file, SCHEMA);
    spans::check_body(&file, &body);
    spans::check_messages(&file, &problems);

    // Another reader of JSON must not accept what ours refuses; ours may be stricter about nothing but depth.
    let ours = parse_json_text(text);
    let theirs = serde_like(text);
    if let Err(error) = &ours
        && theirs
    {
        let message = format!("{error:?}");
        assert!(message.contains("deep"), "valid JSON is refused: {message}");
    }
}

/// Whether a text without any nesting is JSON: a number, a text or a word, judged by its form alone.
fn serde_like(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    matches!(text, "null" | "true" | "false" | "{}" | "[]" | "\"\"")
        || (!text.is_empty()
            && text.len() < 19
            && !text.starts_with('0')
            && text.bytes().all(|b| b.is_ascii_digit()))
}
