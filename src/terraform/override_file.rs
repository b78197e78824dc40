//! What an overriding file does to the blocks it names again. Source: Terraform `internal/configs/module_merge.go`.

use crate::syntax::tree::{Attribute, Block, Body};

/// Lays an overriding block over the one it names: attributes take the place of those of the same name, nested blocks
/// the place of all of their type; `lifecycle` is merged attribute by attribute.
pub(super) fn override_block(base: &mut Block, over: &Block) {
    override_body(&mut base.body, &over.body);
}

fn override_body(base: &mut Body, over: &Body) {
    for attribute in &over.attributes {
        override_attribute(&mut base.attributes, attribute);
    }
    let kind_of = |block: &Block| match &*block.kind.text {
        "dynamic" => block.labels.first().map(|label| label.text.clone()).unwrap_or_default(),
        _ => block.kind.text.clone(),
    };
    let replaced: Vec<_> = over.blocks.iter().map(kind_of).collect();
    let merged = |block: &Block| &*block.kind.text == "lifecycle";
    base.blocks.retain(|block| merged(block) || !replaced.contains(&kind_of(block)));
    for block in &over.blocks {
        match base.blocks.iter_mut().find(|other| merged(block) && merged(other)) {
            Some(lifecycle) => override_body(&mut lifecycle.body, &block.body),
            None => base.blocks.push(block.clone()),
        }
    }
}

/// Sets an attribute, over one of the same name.
fn override_attribute(attributes: &mut Vec<Attribute>, attribute: &Attribute) {
    attributes.retain(|other| other.name.text != attribute.name.text);
    attributes.push(attribute.clone());
}
