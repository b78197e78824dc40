//! Which expressions of a file have to be evaluated to know what ties a unit to others: those whose values say it, those
//! that take note of files that are read, the locals that either needs, and the locals over which Terragrunt may refuse the
//! file. Read off the text: the same for all units.

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::references::{roots_of, walk};
use crate::syntax::Item;
use crate::syntax::tree::{Attribute, Block, Body, Expr, ExprKind, ObjectKey};

use super::refusable::refusable;
use super::refusable_text;

/// Builtins that take note of a file.
const READERS: [&str; 5] =
    ["read_terragrunt_config", "read_tfvars_file", "sops_decrypt_file", "mark_as_read", "mark_glob_as_read"];

/// Blocks of which everything counts.
const WHOLE: [&str; 3] = ["include", "feature", "exclude"];

/// Blocks of which anything counts; the locals, where something else needs them.
const BLOCKS: [&str; 7] =
    ["include", "feature", "exclude", "terraform", "dependency", "dependencies", "remote_state"];

/// Attributes of other blocks that count.
const COUNTING: [(&str, &str); 4] = [
    ("terraform", "source"),
    ("dependency", "config_path"),
    ("dependency", "enabled"),
    ("dependencies", "paths"),
];

/// Which items of a file have to be parsed: by their text alone, so rather more than are evaluated. `may_refuse` asks for
/// locals over which the file may be refused, too.
pub(super) fn is_wanted(items: &[Item<'_>], may_refuse: bool) -> Vec<bool> {
    let may_read = |item: &Item<'_>| READERS.iter().any(|reader| item.text.contains(reader));
    let is_refused = |item: &Item<'_>| item.text.contains("dependency") && item.text.contains("inputs");
    let mut wanted: Vec<bool> = items
        .iter()
        .map(|item| {
            may_read(item) || if item.is_block { BLOCKS.contains(&item.name) } else { is_refused(item) }
        })
        .collect();
    let uses_locals = items.iter().zip(&wanted).any(|(item, wanted)| *wanted && item.text.contains("local"));
    let is_locals = |item: &Item<'_>| item.is_block && item.name == "locals";
    // A second block of them is an error, so both have to be seen.
    let are_several = items.iter().filter(|item| is_locals(item)).count() > 1;
    for (item, wanted) in items.iter().zip(&mut wanted).filter(|(item, _)| is_locals(item)) {
        *wanted |= uses_locals
            || are_several
            || may_read(item)
            || may_refuse && refusable_text::may_refuse(item.text);
    }
    wanted
}

/// What is needed of a file.
#[derive(Debug)]
pub(in crate::terragrunt) struct Need {
    /// The locals that are, by their place in the block; `None` where all are.
    locals: Option<BTreeSet<usize>>,
    /// Whether the variable `include` is.
    pub(super) include: bool,
    /// Whether something outside the locals takes note of a file.
    pub(super) reads_outside_locals: bool,
    /// Whether everything that Terragrunt evaluates is.
    pub(super) all: bool,
}

impl Need {
    /// The need for a file whose edges alone count.
    pub(super) fn of(body: &Body) -> Self {
        let mut need = Self {
            locals: Some(BTreeSet::new()),
            include: false,
            reads_outside_locals: body.attributes.iter().any(|attribute| reads(&attribute.value))
                || body.blocks.iter().filter(|block| &*block.kind.text != "locals").any(block_reads),
            all: false,
        };
        let locals = body.blocks("locals").next().map_or(&[][..], |block| &block.body.attributes);
        let by_name: BTreeMap<&str, usize> =
            locals.iter().enumerate().map(|(index, local)| (&*local.name.text, index)).collect();
        let mut open: Vec<&Expr> = Vec::new();
        let readers =
            locals.iter().enumerate().filter(|(_, local)| reads(&local.value)).map(|(index, _)| index);
        for index in readers.chain(refusable(locals)) {
            need.add_local(index);
            open.push(&locals[index].value);
        }
        open.extend(body.attributes.iter().map(|attribute| &attribute.value).filter(|value| reads(value)));
        for block in body.blocks.iter().filter(|block| &*block.kind.text != "locals") {
            need.collect(block, &mut open);
        }
        while let Some(expr) = open.pop() {
            for reference in roots_of(expr) {
                need.include |= reference.root == "include";
                if reference.root != "local" {
                    continue;
                }
                match reference.attribute {
                    Some(name) => {
                        let index = by_name.get(&*name.text).filter(|index| need.add_local(**index));
                        open.extend(index.map(|index| &locals[*index].value));
                    }
                    None => need.locals = None,
                }
            }
        }
        // Whoever asks for all locals asks for what they refer to.
        need.include |= need.locals.is_none();
        need
    }

    /// The need for a file of which everything counts.
    pub(super) fn everything() -> Self {
        Self { locals: None, include: true, reads_outside_locals: true, all: true }
    }

    /// Whether the local at this place in the block is needed.
    pub(super) fn has_local(&self, index: usize) -> bool {
        self.locals.as_ref().is_none_or(|locals| locals.contains(&index))
    }

    /// Whether an attribute of a block is.
    pub(super) fn has(&self, block: &Block, attribute: &Attribute) -> bool {
        self.all
            || counts(&block.kind.text, &attribute.name.text)
            || self.reads_outside_locals && reads(&attribute.value)
    }

    /// Whether an attribute of the file itself is.
    pub(super) fn has_attribute(&self, attribute: &Attribute) -> bool {
        self.all || self.reads_outside_locals && reads(&attribute.value)
    }

    /// Whether a `remote_state` block is. Where its text shows that it names a backend and has maps, its values do not
    /// matter.
    pub(super) fn has_remote_state(&self, block: &Block) -> bool {
        self.all || self.reads_outside_locals && block_reads(block) || !is_plainly_usable(block)
    }

    fn add_local(&mut self, index: usize) -> bool {
        self.locals.as_mut().is_none_or(|locals| locals.insert(index))
    }

    /// The expressions of a block that are evaluated.
    fn collect<'b>(&self, block: &'b Block, open: &mut Vec<&'b Expr>) {
        let is_whole = WHOLE.contains(&&*block.kind.text)
            || &*block.kind.text == "remote_state" && self.has_remote_state(block);
        let attributes = block.body.attributes.iter();
        let needed = attributes.filter(|attribute| is_whole || self.has(block, attribute));
        open.extend(needed.map(|attribute| &attribute.value));
        for inner in &block.body.blocks {
            self.collect(inner, open);
        }
    }
}

fn counts(block: &str, attribute: &str) -> bool {
    COUNTING.contains(&(block, attribute))
}

/// Whether an expression takes note of a file.
fn reads(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| {
        found |= matches!(&part.kind, ExprKind::Call(call) if READERS.contains(&&*call.name.text));
    });
    found
}

fn block_reads(block: &Block) -> bool {
    block.body.attributes.iter().any(|attribute| reads(&attribute.value))
        || block.body.blocks.iter().any(block_reads)
}

fn is_plainly_usable(block: &Block) -> bool {
    let value = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value.kind);
    let is_named = matches!(value("backend"), Some(ExprKind::String(name)) if !name.is_empty());
    let is_map = |name: &str| match value(name) {
        None => true,
        Some(ExprKind::Object(items)) => items.iter().all(|item| match &item.key {
            ObjectKey::Name(_) => true,
            ObjectKey::Expr(key) => matches!(key.kind, ExprKind::String(_)),
        }),
        Some(_) => false,
    };
    is_named && is_map("config") && is_map("encryption")
}
