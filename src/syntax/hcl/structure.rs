//! Bodies, attributes and blocks.

use hcl_edit::structure as parsed;

use crate::syntax::tree::{Attribute, Block, Body, Ident};

use super::lower::{Lower, range_of};
use super::messages;
use super::seen::Seen;

impl Lower<'_> {
    pub(super) fn body(&mut self, body: &parsed::Body) -> Body {
        let mut lowered = Body::default();
        let mut seen = Seen::default();
        for structure in body {
            match structure {
                parsed::Structure::Attribute(attribute) => {
                    let name = self.name(&attribute.key);
                    if let Some(first) = seen.note(&name.text, name.span) {
                        self.report(messages::attribute_redefined(&name, first));
                    }
                    lowered.attributes.push(Attribute { name, value: self.expr(&attribute.value) });
                }
                parsed::Structure::Block(block) => lowered.blocks.push(self.block(block)),
            }
        }
        lowered
    }

    fn block(&mut self, block: &parsed::Block) -> Block {
        let range = range_of(block);
        Block {
            kind: self.name(&block.ident),
            labels: block.labels.iter().map(|label| self.label(label)).collect(),
            body: self.body(&block.body),
            span: self.span(range),
        }
    }

    fn label(&mut self, label: &parsed::BlockLabel) -> Ident {
        match label {
            parsed::BlockLabel::Ident(name) => self.name(name),
            parsed::BlockLabel::String(string) => {
                let range = range_of(string);
                let span = self.span(range.clone());
                Ident { text: self.quoted(range).into(), span }
            }
        }
    }
}
