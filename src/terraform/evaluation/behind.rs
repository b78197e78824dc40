//! Which resources an attribute is made from, read off the text and followed through locals, variables of child modules and
//! their outputs. A value alone does not tell: one part of it that is not known hides the others.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::lang::references::{roots_of, walk};
use crate::syntax::tree::{Block, Expr, ExprKind};
use crate::terraform::module::{CallSource, ResourceName};

use super::each::InstanceId;
use super::evaluator::Evaluation;
use super::resource_instance::ResourceInstance;

/// What was found on the way.
#[derive(Default)]
struct Found {
    seen: BTreeSet<(InstanceId, String)>,
    resources: Vec<(InstanceId, ResourceName)>,
}

impl Evaluation<'_> {
    /// The resources and data sources that an attribute of `resource` is made from: `filename`, or `target.arn` of all
    /// such blocks. Of several copies, those with the key of `resource` itself where there are any.
    pub fn behind(&self, resource: &ResourceInstance, path: &str) -> Vec<ResourceInstance> {
        let instance = self.instance(resource.instance);
        let Some(block) = instance.module.resources.get(&resource.name) else { return Vec::new() };
        let mut found = Found::default();
        for expr in expressions_at(block, path) {
            self.follow(resource.instance, block, expr, &mut found);
        }
        found.resources.iter().flat_map(|(id, name)| self.copies_for(*id, name, resource)).collect()
    }

    fn copies_for(
        &self,
        id: InstanceId,
        name: &ResourceName,
        resource: &ResourceInstance,
    ) -> Vec<ResourceInstance> {
        let copies = self.resource(id, name, 0);
        let wanted = resource.last_key();
        let same: Vec<_> = copies.iter().filter(|copy| copy.last_key() == wanted).cloned().collect();
        if same.is_empty() { copies.to_vec() } else { same }
    }

    fn follow(&self, id: InstanceId, block: &Block, expr: &Expr, found: &mut Found) {
        let instance = self.instance(id);
        for reference in roots_of(expr) {
            let Some(name) = reference.attribute.map(|name| &name.text) else { continue };
            let key = (id, format!("{}.{name}", reference.root));
            match reference.root {
                "local" => {
                    if let Some(local) = instance.module.locals.get(name).filter(|_| found.seen.insert(key)) {
                        self.follow(id, block, &local.value, found);
                    }
                }
                "var" => {
                    let Some(caller) = &instance.caller else { continue };
                    let parent = self.instance(caller.instance);
                    let Some(call) = parent.module.calls.get(&caller.call) else { continue };
                    if let Some(argument) = call.block.body.attribute(name).filter(|_| found.seen.insert(key))
                    {
                        self.follow(caller.instance, &call.block, &argument.value, found);
                    }
                }
                "module" => self.follow_call(id, name, expr, found),
                "each" => {
                    let over = block.body.attribute("for_each").filter(|_| found.seen.insert(key));
                    if let Some(over) = over {
                        self.follow(id, block, &over.value, found);
                    }
                }
                "data" | "count" | "path" | "terraform" | "tofu" | "self" => {}
                kind => {
                    let name = ResourceName { is_data: false, kind: kind.into(), name: Arc::clone(name) };
                    if instance.module.resources.contains_key(&name) && found.seen.insert(key) {
                        found.resources.push((id, name));
                    }
                }
            }
        }
        walk(expr, &mut |part| {
            if let Some(name) = data_source(part)
                && instance.module.resources.contains_key(&name)
                && found.seen.insert((id, name.to_string()))
            {
                found.resources.push((id, name));
            }
        });
    }

    /// Follows the outputs of a call that the expression names; all of them where it names none.
    fn follow_call(&self, id: InstanceId, name: &Arc<str>, expr: &Expr, found: &mut Found) {
        let instance = self.instance(id);
        let Some(call) = instance.module.calls.get(name) else { return };
        let CallSource::Here(module) = &call.source else { return };
        let mut named = BTreeSet::new();
        walk(expr, &mut |part| {
            if let ExprKind::Attribute(_, output) = &part.kind {
                named.insert(Arc::clone(&output.text));
            }
        });
        let outputs = module.outputs.iter().filter(|(output, _)| named.contains(*output));
        let outputs: Vec<_> =
            outputs.filter_map(|(output, declared)| Some((output, declared.value.as_ref()?))).collect();
        for child in self.children(id, name, 0).values() {
            for (output, value) in &outputs {
                if found.seen.insert((*child, format!("output.{output}"))) {
                    self.follow(*child, &call.block, value, found);
                }
            }
        }
    }
}

/// `data.<type>.<name>`
fn data_source(expr: &Expr) -> Option<ResourceName> {
    let ExprKind::Attribute(source, name) = &expr.kind else { return None };
    let ExprKind::Attribute(root, kind) = &source.kind else { return None };
    let ExprKind::Variable(root) = &root.kind else { return None };
    (&**root == "data").then(|| ResourceName {
        is_data: true,
        kind: Arc::clone(&kind.text),
        name: Arc::clone(&name.text),
    })
}

/// The expressions that are written for an attribute, in `dynamic` blocks too.
fn expressions_at<'b>(block: &'b Block, path: &str) -> Vec<&'b Expr> {
    let Some((wanted, attribute)) = path.split_once('.') else {
        return block.body.attribute(path).map(|attribute| &attribute.value).into_iter().collect();
    };
    let mut found = Vec::new();
    // Written as an attribute of the block's name, as in JSON, or as a map such as `dimensions`.
    found.extend(block.body.attribute(wanted).map(|attribute| &attribute.value));
    for inner in &block.body.blocks {
        let is_dynamic =
            &*inner.kind.text == "dynamic" && inner.labels.iter().any(|label| &*label.text == wanted);
        if is_dynamic {
            found.extend(inner.body.attribute("for_each").map(|attribute| &attribute.value));
            let contents =
                inner.body.blocks("content").filter_map(|content| content.body.attribute(attribute));
            found.extend(contents.map(|attribute| &attribute.value));
        } else if &*inner.kind.text == wanted {
            found.extend(inner.body.attribute(attribute).map(|attribute| &attribute.value));
        }
    }
    found
}
