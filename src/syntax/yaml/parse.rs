//! Nodes from tokens.

use super::node::{YamlError, YamlKind, YamlNode};
use super::scanner::{MAX_DEPTH, Scanner};
use super::token::{Style, Token, TokenKind};
use crate::source::{FileId, Span};

/// Parses a text that holds one document.
///
/// # Errors
/// When it is no YAML, holds no document or several, or is nested too deep.
pub fn parse_yaml_text(text: &str) -> Result<YamlNode, YamlError> {
    let mut parser = Parser { scanner: Scanner::new(text)?, handles: Vec::new(), depth: 0 };
    let node = parser.document()?;
    parser.end()?;
    Ok(node)
}

/// Where a node may stand, and so what may be one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Flow,
    Block,
    /// In a block mapping: a sequence may begin at the mapping's own column.
    BlockMapping,
}

struct Parser<'t> {
    scanner: Scanner<'t>,
    /// What tag handles stand for.
    handles: Vec<(String, String)>,
    depth: usize,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<YamlNode, YamlError> {
        match &self.scanner.peek()?.kind {
            TokenKind::StreamEnd => Err(self.error("there is no document in this text")?),
            TokenKind::Version(..) | TokenKind::TagDirective(..) | TokenKind::DocumentStart => {
                self.document_head()?;
                let token = self.scanner.peek()?;
                match token.kind {
                    TokenKind::Version(..)
                    | TokenKind::TagDirective(..)
                    | TokenKind::DocumentStart
                    | TokenKind::DocumentEnd
                    | TokenKind::StreamEnd => Ok(empty(token.start)),
                    _ => self.node(Context::Block),
                }
            }
            _ => {
                self.default_handles();
                self.node(Context::Block)
            }
        }
    }

    /// Directives and `---`.
    fn document_head(&mut self) -> Result<(), YamlError> {
        let mut has_version = false;
        loop {
            let token = self.scanner.next()?;
            match token.kind {
                TokenKind::Version(..) if has_version => {
                    return Err(YamlError::new(token.start, "`%YAML` is there twice"));
                }
                TokenKind::Version(1, 1) => has_version = true,
                TokenKind::Version(major, minor) => {
                    let message = format!("YAML {major}.{minor} is not supported, only YAML 1.1");
                    return Err(YamlError::new(token.start, message));
                }
                TokenKind::TagDirective(handle, prefix) => {
                    if self.handles.iter().any(|(known, _)| *known == handle) {
                        let message = format!("`%TAG {handle}` is there twice");
                        return Err(YamlError::new(token.start, message));
                    }
                    self.handles.push((handle, prefix));
                }
                TokenKind::DocumentStart => break,
                _ => return Err(YamlError::new(token.start, "expected `---`")),
            }
        }
        self.default_handles();
        Ok(())
    }

    fn default_handles(&mut self) {
        let defaults = [("!", "!"), ("!!", "tag:yaml.org,2002:")];
        self.handles.extend(defaults.map(|(handle, prefix)| (handle.to_owned(), prefix.to_owned())));
    }

    fn end(&mut self) -> Result<(), YamlError> {
        while self.scanner.peek()?.kind == TokenKind::DocumentEnd {
            self.scanner.next()?;
        }
        let token = self.scanner.peek()?;
        match token.kind {
            TokenKind::StreamEnd => Ok(()),
            TokenKind::DocumentStart | TokenKind::Version(..) | TokenKind::TagDirective(..) => {
                Err(YamlError::new(token.start, "only a single document is allowed"))
            }
            _ => Err(YamlError::new(token.start, "expected the end of the document")),
        }
    }

    fn node(&mut self, context: Context) -> Result<YamlNode, YamlError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(&format!("nested deeper than {MAX_DEPTH} levels"))?);
        }
        self.depth += 1;
        let node = self.node_inside(context);
        self.depth -= 1;
        node
    }

    fn node_inside(&mut self, context: Context) -> Result<YamlNode, YamlError> {
        if matches!(self.scanner.peek()?.kind, TokenKind::Alias(_)) {
            let token = self.scanner.next()?;
            let span = span(token.start, token.end);
            let TokenKind::Alias(name) = token.kind else { return Err(self.error("expected an alias")?) };
            return Ok(YamlNode { span, tag: None, anchor: None, kind: YamlKind::Alias(name) });
        }
        let (anchor, tag) = self.properties()?;
        let token = self.scanner.peek()?;
        let (start, head_end) = (token.start, token.end);
        let in_block = context != Context::Flow;
        let (kind, end) = match token.kind {
            TokenKind::BlockEntry if context == Context::BlockMapping => self.indentless_sequence()?,
            TokenKind::Scalar(..) => (self.scalar()?, head_end),
            TokenKind::FlowSequenceStart => self.flow_sequence()?,
            TokenKind::FlowMappingStart => self.flow_mapping()?,
            TokenKind::BlockSequenceStart if in_block => self.block_sequence()?,
            TokenKind::BlockMappingStart if in_block => self.block_mapping()?,
            _ if anchor.is_some() || tag.is_some() => (YamlKind::Plain(String::new()), start),
            _ => return Err(YamlError::new(start, "expected a value")),
        };
        Ok(YamlNode { span: span(start, end.max(start)), tag, anchor, kind })
    }

    /// `&anchor` and `!tag`, in either order.
    fn properties(&mut self) -> Result<(Option<String>, Option<String>), YamlError> {
        let (mut anchor, mut tag) = (None, None);
        loop {
            match self.scanner.peek()?.kind {
                TokenKind::Anchor(_) if anchor.is_none() => {}
                TokenKind::Tag(..) if tag.is_none() => {}
                _ => return Ok((anchor, tag)),
            }
            let token = self.scanner.next()?;
            match token.kind {
                TokenKind::Anchor(name) => anchor = Some(name),
                TokenKind::Tag(handle, suffix) => tag = Some(self.tag(&handle, suffix, token.start)?),
                _ => {}
            }
        }
    }

    fn tag(&self, handle: &str, suffix: String, place: usize) -> Result<String, YamlError> {
        if handle.is_empty() {
            return Ok(suffix);
        }
        let known = self.handles.iter().find(|(known, _)| known == handle);
        let (_, prefix) =
            known.ok_or_else(|| YamlError::new(place, format!("there is no tag handle `{handle}`")))?;
        Ok(format!("{prefix}{suffix}"))
    }

    fn scalar(&mut self) -> Result<YamlKind, YamlError> {
        match self.scanner.next()?.kind {
            TokenKind::Scalar(text, Style::Plain) => Ok(YamlKind::Plain(text)),
            TokenKind::Scalar(text, Style::Quoted) => Ok(YamlKind::Quoted(text)),
            TokenKind::Scalar(text, Style::Block) => Ok(YamlKind::Block(text)),
            _ => Err(self.error("expected a text")?),
        }
    }

    fn block_sequence(&mut self) -> Result<(YamlKind, usize), YamlError> {
        self.scanner.next()?;
        let mut elements: Vec<YamlNode> = Vec::new();
        loop {
            let token = self.scanner.next()?;
            match token.kind {
                TokenKind::BlockEntry => {
                    let is_end =
                        |kind: &TokenKind| matches!(kind, TokenKind::BlockEntry | TokenKind::BlockEnd);
                    elements.push(self.node_or_empty(Context::Block, token.end, is_end)?);
                }
                TokenKind::BlockEnd => {
                    let end = elements.last().map_or(token.end, |element| element.span.range().end);
                    return Ok((YamlKind::Sequence(elements), end));
                }
                _ => return Err(YamlError::new(token.start, "expected `-`")),
            }
        }
    }

    fn indentless_sequence(&mut self) -> Result<(YamlKind, usize), YamlError> {
        let mut elements: Vec<YamlNode> = Vec::new();
        while self.scanner.peek()?.kind == TokenKind::BlockEntry {
            let after = self.scanner.next()?.end;
            let is_end = |kind: &TokenKind| {
                matches!(
                    kind,
                    TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
                )
            };
            elements.push(self.node_or_empty(Context::Block, after, is_end)?);
        }
        let end = elements.last().map_or(0, |element| element.span.range().end);
        Ok((YamlKind::Sequence(elements), end))
    }

    fn block_mapping(&mut self) -> Result<(YamlKind, usize), YamlError> {
        self.scanner.next()?;
        let is_end =
            |kind: &TokenKind| matches!(kind, TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd);
        let mut members: Vec<(YamlNode, YamlNode)> = Vec::new();
        loop {
            let token = self.scanner.next()?;
            match token.kind {
                TokenKind::Key => {
                    let key = self.node_or_empty(Context::BlockMapping, token.end, is_end)?;
                    let value = match self.take(&TokenKind::Value)? {
                        Some(token) => self.node_or_empty(Context::BlockMapping, token.end, is_end)?,
                        None => empty(key.span.range().end),
                    };
                    members.push((key, value));
                }
                TokenKind::BlockEnd => {
                    let end = members.last().map_or(token.end, |(_, value)| value.span.range().end);
                    return Ok((YamlKind::Mapping(members), end));
                }
                _ => return Err(YamlError::new(token.start, "expected a key")),
            }
        }
    }

    fn flow_sequence(&mut self) -> Result<(YamlKind, usize), YamlError> {
        self.scanner.next()?;
        let mut elements = Vec::new();
        loop {
            if let Some(end) =
                self.flow_end(&TokenKind::FlowSequenceEnd, elements.is_empty(), "`,` or `]`")?
            {
                return Ok((YamlKind::Sequence(elements), end));
            }
            let element = match self.take(&TokenKind::Key)? {
                Some(key) => self.flow_pair(&key)?,
                None => self.node(Context::Flow)?,
            };
            elements.push(element);
        }
    }

    /// `key: value` as an element of a flow sequence: a mapping of its own.
    fn flow_pair(&mut self, head: &Token) -> Result<YamlNode, YamlError> {
        let is_end = |kind: &TokenKind| matches!(kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd);
        let token = self.scanner.peek()?;
        let key = if token.kind == TokenKind::Value || is_end(&token.kind) {
            // The token belongs to the missing key, as in Go: what follows is then no pair.
            let place = self.scanner.next()?.end;
            empty(place)
        } else {
            self.node(Context::Flow)?
        };
        let value = match self.take(&TokenKind::Value)? {
            Some(token) => self.node_or_empty(Context::Flow, token.end, is_end)?,
            None => empty(key.span.range().end),
        };
        let span = span(head.start, value.span.range().end);
        Ok(YamlNode { span, tag: None, anchor: None, kind: YamlKind::Mapping(vec![(key, value)]) })
    }

    fn flow_mapping(&mut self) -> Result<(YamlKind, usize), YamlError> {
        self.scanner.next()?;
        let is_end = |kind: &TokenKind| matches!(kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd);
        let mut members: Vec<(YamlNode, YamlNode)> = Vec::new();
        loop {
            if let Some(end) = self.flow_end(&TokenKind::FlowMappingEnd, members.is_empty(), "`,` or `}`")? {
                return Ok((YamlKind::Mapping(members), end));
            }
            let Some(token) = self.take(&TokenKind::Key)? else {
                let key = self.node(Context::Flow)?;
                let value = empty(key.span.range().end);
                members.push((key, value));
                continue;
            };
            let before_value = |kind: &TokenKind| *kind == TokenKind::Value || is_end(kind);
            let key = self.node_or_empty(Context::Flow, token.end, before_value)?;
            let value = match self.take(&TokenKind::Value)? {
                Some(token) => self.node_or_empty(Context::Flow, token.end, is_end)?,
                None => empty(key.span.range().end),
            };
            members.push((key, value));
        }
    }

    /// Where a flow collection ends, if it does here; a comma is passed where elements came before.
    fn flow_end(
        &mut self,
        closing: &TokenKind,
        is_first: bool,
        expected: &str,
    ) -> Result<Option<usize>, YamlError> {
        if let Some(token) = self.take(closing)? {
            return Ok(Some(token.end));
        }
        if is_first {
            return Ok(None);
        }
        if self.take(&TokenKind::FlowEntry)?.is_none() {
            return Err(self.error(&format!("expected {expected}"))?);
        }
        Ok(self.take(closing)?.map(|token| token.end))
    }

    fn node_or_empty(
        &mut self,
        context: Context,
        place: usize,
        is_end: impl Fn(&TokenKind) -> bool,
    ) -> Result<YamlNode, YamlError> {
        if is_end(&self.scanner.peek()?.kind) { Ok(empty(place)) } else { self.node(context) }
    }

    /// The next token, when it is of this kind.
    fn take(&mut self, kind: &TokenKind) -> Result<Option<Token>, YamlError> {
        if self.scanner.peek()?.kind == *kind { self.scanner.next().map(Some) } else { Ok(None) }
    }

    /// A problem at the next token.
    fn error(&mut self, message: &str) -> Result<YamlError, YamlError> {
        Ok(YamlError::new(self.scanner.peek()?.start, message))
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(FileId::NONE, start..end)
}

/// What is not written: an empty plain text.
fn empty(place: usize) -> YamlNode {
    YamlNode { span: span(place, place), tag: None, anchor: None, kind: YamlKind::Plain(String::new()) }
}
