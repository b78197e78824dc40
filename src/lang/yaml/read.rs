//! A YAML tree as a value: objects, tuples and what texts mean.

use super::anchors::{Anchors, Sized};
use super::scalar::{Scalar, resolve};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::limits::MAX_ELEMENTS;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Entries, Value};
use crate::source::Span;
use crate::syntax::yaml::{YamlError, YamlKind, YamlNode, parse_yaml_text};

const SEQ: &str = "tag:yaml.org,2002:seq";
const MAP: &str = "tag:yaml.org,2002:map";

/// The value of a YAML text; `place` is where the text is written, when it is a part of a file.
///
/// # Errors
/// When the text is no YAML of one document, or says what the language cannot hold.
pub fn decode(yaml: &str, place: Span) -> Result<Value, YamlError> {
    let tree = parse_yaml_text(yaml)?;
    Ok(Reader { place, anchors: Anchors::default() }.node(&tree)?.value)
}

struct Reader {
    place: Span,
    anchors: Anchors,
}

impl Reader {
    fn node(&mut self, node: &YamlNode) -> Result<Sized, YamlError> {
        if let Some(anchor) = &node.anchor {
            self.anchors.open(anchor);
        }
        let at_node = |message: String| YamlError::new(node.span.range().start, message);
        let mut sized = match &node.kind {
            YamlKind::Alias(name) => return self.anchors.get(name).map_err(at_node),
            YamlKind::Sequence(elements) => {
                check_tag(node, SEQ, "sequence")?;
                self.sequence(elements)?
            }
            YamlKind::Mapping(members) => {
                check_tag(node, MAP, "mapping")?;
                self.mapping(members)?
            }
            YamlKind::Plain(text) | YamlKind::Quoted(text) | YamlKind::Block(text) => {
                let value = match scalar(node, text)? {
                    Scalar::Value(value) => value,
                    Scalar::Merge => Value::string("<<"),
                };
                // A block of text is one, even where its words mean something else.
                let is_text = node.tag.is_none() && matches!(node.kind, YamlKind::Block(_));
                let value = match convert(&value, &Type::String) {
                    Ok(text) if is_text => text,
                    _ => value,
                };
                Sized { value, size: 1 }
            }
        };
        if sized.size > MAX_ELEMENTS {
            return Err(at_node(format!(
                "it has more than {MAX_ELEMENTS} elements, counting again what aliases repeat"
            )));
        }
        sized.value.provenance = Provenance::written(node.span.inside(self.place));
        if node.anchor.is_some() {
            self.anchors.complete(&sized);
        }
        Ok(sized)
    }

    fn sequence(&mut self, elements: &[YamlNode]) -> Result<Sized, YamlError> {
        let mut size: usize = 1;
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            let element = self.node(element)?;
            size = size.saturating_add(element.size);
            values.push(element.value);
        }
        Ok(Sized { value: Value::tuple(values), size })
    }

    fn mapping(&mut self, members: &[(YamlNode, YamlNode)]) -> Result<Sized, YamlError> {
        let mut size: usize = 1;
        // The last of equal keys counts, merged ones among them.
        let mut entries = Entries::new();
        for (key, node) in members {
            let at_key = |message: String| YamlError::new(key.span.range().start, message);
            let name = key_of(key)?;
            let member = self.node(node)?;
            size = size.saturating_add(member.size);
            let Some(name) = name else {
                let merged = member.value.entries().ok_or_else(|| {
                    at_key(format!("`<<` merges a mapping, and this is {}", described(&member.value)))
                })?;
                entries.extend(merged.iter().map(|(name, value)| (name.clone(), value.clone())));
                continue;
            };
            entries.insert(name.into(), member.value);
        }
        Ok(Sized { value: Value::object(entries), size })
    }
}

/// The text of a key; `None` for the one that merges.
fn key_of(key: &YamlNode) -> Result<Option<String>, YamlError> {
    let at_key = |message: &str| YamlError::new(key.span.range().start, message);
    let (YamlKind::Plain(text) | YamlKind::Quoted(text) | YamlKind::Block(text)) = &key.kind else {
        return Err(at_key("only strings are allowed as mapping keys"));
    };
    let value = match scalar(key, text)? {
        Scalar::Merge => return Ok(None),
        Scalar::Value(value) => value,
    };
    if value.is_null() {
        return Err(at_key("a mapping key cannot be null"));
    }
    let name = convert(&value, &Type::String).ok();
    let name = name.as_ref().and_then(Value::as_str).map(str::to_owned);
    name.map(Some).ok_or_else(|| at_key("only strings are allowed as mapping keys"))
}

fn scalar(node: &YamlNode, text: &str) -> Result<Scalar, YamlError> {
    let is_quoted = matches!(node.kind, YamlKind::Quoted(_));
    resolve(node.tag.as_deref(), text, is_quoted)
        .map_err(|message| YamlError::new(node.span.range().start, message))
}

fn check_tag(node: &YamlNode, expected: &str, what: &str) -> Result<(), YamlError> {
    match &node.tag {
        Some(tag) if tag != expected => {
            let message = format!("a {what} cannot be read as `{tag}`");
            Err(YamlError::new(node.span.range().start, message))
        }
        _ => Ok(()),
    }
}

fn described(value: &Value) -> String {
    if value.is_null() { "null".to_owned() } else { format!("a {}", value.kind()) }
}
