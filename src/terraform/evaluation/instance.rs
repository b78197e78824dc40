//! One instance of a module: what was worked out of it so far.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

use crate::lang::value::Value;
use crate::terraform::module::{Module, ResourceName};

use super::each::{Each, InstanceId};
use super::resource_instance::ResourceInstance;

/// What is worked out once; while it is, whoever asks for it again closes a circle.
#[derive(Clone, Debug)]
pub(super) enum Slot<V> {
    Visiting,
    Done(V),
}

/// Slots by name.
pub(super) type Slots<K, V> = RefCell<HashMap<K, Slot<V>>>;

/// What a slot holds when it is asked for.
pub(super) enum Asked<V> {
    /// It has to be worked out, and then be [`filled`](fill).
    Open,
    /// It is being worked out.
    Circle,
    Known(V),
}

/// Asks for a slot, and takes on the work where nobody has.
pub(super) fn ask<K: Eq + Hash + Clone, V: Clone>(slots: &Slots<K, V>, key: &K) -> Asked<V> {
    match slots.borrow().get(key) {
        Some(Slot::Done(value)) => return Asked::Known(value.clone()),
        Some(Slot::Visiting) => return Asked::Circle,
        None => {}
    }
    slots.borrow_mut().insert(key.clone(), Slot::Visiting);
    Asked::Open
}

/// Fills a slot.
pub(super) fn fill<K: Eq + Hash, V>(slots: &Slots<K, V>, key: K, value: V) {
    slots.borrow_mut().insert(key, Slot::Done(value));
}

/// The module instance that calls another.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) instance: InstanceId,
    pub(super) call: Arc<str>,
    pub(super) each: Each,
}

/// The instances that a module call makes, by key.
pub(super) type Children = Rc<BTreeMap<super::address::Key, InstanceId>>;

/// One instance of a module.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) module: Arc<Module>,
    /// Its address; empty for the root.
    pub(super) address: Arc<str>,
    /// `path.module`.
    pub(super) path: Arc<str>,
    /// Who calls it; `None` for the root.
    pub(super) caller: Option<Caller>,
    pub(super) variables: Slots<Arc<str>, Value>,
    pub(super) locals: Slots<Arc<str>, Value>,
    pub(super) outputs: Slots<Arc<str>, Value>,
    pub(super) resources: Slots<ResourceName, Rc<[ResourceInstance]>>,
    /// Attributes of resources that are being worked out on their own.
    pub(super) attributes: Slots<(ResourceName, Arc<str>), Value>,
    pub(super) children: Slots<Arc<str>, Children>,
}

impl Instance {
    pub(super) fn new(
        module: Arc<Module>,
        address: Arc<str>,
        path: Arc<str>,
        caller: Option<Caller>,
    ) -> Self {
        Self {
            module,
            address,
            path,
            caller,
            variables: RefCell::default(),
            locals: RefCell::default(),
            outputs: RefCell::default(),
            resources: RefCell::default(),
            attributes: RefCell::default(),
            children: RefCell::default(),
        }
    }
}
