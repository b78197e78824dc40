//! What a folder is by the file in it.

use super::paths::{STACK_FILE, UNIT_FILE};

/// A unit or a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FolderKind {
    /// A unit.
    Unit,
    /// A stack.
    Stack,
}

impl FolderKind {
    /// Its name: also the type of the block of a stack that generates one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Stack => "stack",
        }
    }

    /// The file that makes a folder one.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Unit => UNIT_FILE,
            Self::Stack => STACK_FILE,
        }
    }
}
