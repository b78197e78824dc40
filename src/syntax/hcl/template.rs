//! Templates: literals with strip markers and heredoc indentation applied. Source: hashicorp/hcl 2.24
//! `hclsyntax/parser_template.go`; hcl-edit's own dedenting is not used, it loses text after directives.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Interpolation, Strip, Template};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::syntax::tree::{TemplateFor, TemplateIf, TemplatePart};

use super::form::Form;
use super::lower::{Lower, normalised};

/// A template in the flat form that stripping and flushing work on.
enum Token<'t> {
    Literal(String, Range<usize>),
    Interpolation(&'t Interpolation),
    If(&'t IfDirective),
    Else,
    EndIf,
    For(&'t ForDirective),
    EndFor,
}

impl Lower<'_> {
    pub(super) fn template(&self, template: &Template, form: Form) -> Vec<TemplatePart> {
        self.parts(&template.iter().collect::<Vec<_>>(), form)
    }

    pub(super) fn parts(&self, elements: &[&Element], form: Form) -> Vec<TemplatePart> {
        let mut flat = Flat { lower: self, form, tokens: Vec::new(), trim_next: false };
        flat.elements(elements.iter().copied());
        let mut tokens = flat.tokens;
        if form == (Form::Lines { flush: true }) {
            flush(&mut tokens);
        }
        self.build(&mut tokens.into_iter().peekable())
    }

    /// The parts up to the end of the block that the tokens are in. Literals side by side become one.
    fn build(&self, tokens: &mut std::iter::Peekable<std::vec::IntoIter<Token<'_>>>) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        let mut literal: Option<(String, Range<usize>)> = None;
        loop {
            if let Some(Token::Literal(..)) = tokens.peek() {
                let Some(Token::Literal(text, place)) = tokens.next() else { break };
                literal = Some(match literal.take() {
                    Some((before, start)) => (before + &text, start.start..place.end),
                    None => (text, place),
                });
                continue;
            }
            if let Some((text, place)) = literal.take().filter(|(text, _)| !text.is_empty()) {
                parts.push(TemplatePart::Literal(normalised(&text), self.span(Some(place))));
            }
            match tokens.next() {
                Some(Token::Interpolation(interpolation)) => {
                    parts.push(TemplatePart::Interpolation(self.expr(&interpolation.expr)));
                }
                Some(Token::If(directive)) => {
                    let condition = self.expr(&directive.if_expr.cond_expr);
                    let then = self.build(tokens);
                    // The end of the first branch was `else` exactly when there is one.
                    let otherwise =
                        if directive.else_expr.is_some() { self.build(tokens) } else { Vec::new() };
                    parts.push(TemplatePart::If(Box::new(TemplateIf { condition, then, otherwise })));
                }
                Some(Token::For(directive)) => {
                    let intro = &directive.for_expr;
                    parts.push(TemplatePart::For(Box::new(TemplateFor {
                        key: intro.key_var.as_ref().map(|name| self.ident(name.as_str(), name.span())),
                        value: self.ident(intro.value_var.as_str(), intro.value_var.span()),
                        collection: self.expr(&intro.collection_expr),
                        body: self.build(tokens),
                    })));
                }
                Some(Token::Else | Token::EndIf | Token::EndFor | Token::Literal(..)) | None => return parts,
            }
        }
        parts
    }
}

/// Collects tokens in order, applying strip markers on the way.
struct Flat<'l, 't> {
    lower: &'l Lower<'l>,
    form: Form,
    tokens: Vec<Token<'t>>,
    trim_next: bool,
}

impl<'t> Flat<'_, 't> {
    fn elements(&mut self, elements: impl IntoIterator<Item = &'t Element>) {
        for element in elements {
            match element {
                Element::Literal(text) => self.literal(text.value(), text.span()),
                Element::Interpolation(interpolation) => {
                    self.sequence(Token::Interpolation(interpolation), interpolation.strip);
                }
                Element::Directive(directive) => match &**directive {
                    Directive::If(directive) => self.if_directive(directive),
                    Directive::For(directive) => self.for_directive(directive),
                },
            }
        }
    }

    fn if_directive(&mut self, directive: &'t IfDirective) {
        self.sequence(Token::If(directive), directive.if_expr.strip);
        self.elements(directive.if_expr.template.iter());
        if let Some(otherwise) = &directive.else_expr {
            self.sequence(Token::Else, otherwise.strip);
            self.elements(otherwise.template.iter());
        }
        self.sequence(Token::EndIf, directive.endif_expr.strip);
    }

    fn for_directive(&mut self, directive: &'t ForDirective) {
        self.sequence(Token::For(directive), directive.for_expr.strip);
        self.elements(directive.for_expr.template.iter());
        self.sequence(Token::EndFor, directive.endfor_expr.strip);
    }

    /// A literal: between quotes one token with hcl-edit's text, elsewhere a token a line from the source.
    fn literal(&mut self, parsed: &str, place: Option<Range<usize>>) {
        let place = place.unwrap_or(0..0);
        if self.form == Form::Quoted {
            return self.push_literal(parsed.to_owned(), place);
        }
        let mut start = place.start;
        for line in self.lower.text[place].split_inclusive('\n') {
            let text = line.replace("$${", "${").replace("%%{", "%{");
            self.push_literal(text, start..start + line.len());
            start += line.len();
        }
    }

    fn push_literal(&mut self, text: String, place: Range<usize>) {
        let text = if std::mem::take(&mut self.trim_next) { text.trim_start().to_owned() } else { text };
        self.tokens.push(Token::Literal(text, place));
    }

    fn sequence(&mut self, token: Token<'t>, strip: Strip) {
        if matches!(strip, Strip::Start | Strip::Both)
            && let Some(Token::Literal(text, _)) = self.tokens.last_mut()
        {
            text.truncate(text.trim_end().len());
        }
        self.tokens.push(token);
        self.trim_next = matches!(strip, Strip::End | Strip::Both);
    }
}

/// Removes the indentation that all lines share; blank lines do not count.
fn flush(tokens: &mut [Token<'_>]) {
    let mut shared = usize::MAX;
    let mut starts_line = true;
    let mut indented = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        if std::mem::take(&mut starts_line) {
            match token {
                Token::Literal(text, _) => {
                    let rest = text.trim_start();
                    if !(rest.is_empty() && text.ends_with('\n')) {
                        shared = shared.min(text[..text.len() - rest.len()].graphemes(true).count());
                        indented.push(index);
                    }
                }
                _ => shared = 0,
            }
        }
        if let Token::Literal(text, _) = token {
            starts_line = text.ends_with('\n');
        }
    }
    for index in indented {
        if let Token::Literal(text, _) = &mut tokens[index] {
            let removed: usize = text.graphemes(true).take(shared).map(str::len).sum();
            text.drain(..removed);
        }
    }
}
