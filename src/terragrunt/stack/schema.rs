//! Which attributes and blocks a stack file takes. Source: Terragrunt 1.1.3 `pkg/config/stack.go` (`StackConfigFile` and
//! the structs it names). Data only.

use crate::lang::shape::Shape;
use crate::terragrunt::schema::{Attribute, BlockKind, labelled, optional, required};

/// Blocks of a stack file.
pub(super) const STACK_BLOCKS: &[BlockKind] = &[
    // The second one is reported where locals are evaluated.
    BlockKind { name: "locals", labelled: false, several: true },
    labelled("include"),
    labelled("unit"),
    labelled("stack"),
];

/// Blocks of a file that another includes, or that is laid over another.
pub(super) const PART_BLOCKS: &[BlockKind] = &[labelled("unit"), labelled("stack")];

pub(super) const INCLUDE: &[Attribute] = &[required("path", Shape::String)];

/// Attributes that say where a component is generated: evaluated before all others, which may refer to the outcome.
pub(super) const PLACE: &[Attribute] =
    &[required("path", Shape::String), optional("no_dot_terragrunt_stack", Shape::Bool)];

/// The other attributes of a component.
pub(super) const COMPONENT: &[Attribute] = &[
    required("source", Shape::String),
    optional("values", Shape::Any),
    optional("no_validation", Shape::Bool),
    optional("update_source_with_cas", Shape::Bool),
    optional("mutable", Shape::Bool),
];
