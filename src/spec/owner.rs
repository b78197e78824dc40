//! Who changes a setting of a function: Terraform, where the module declares it and does not ignore changes of it; else
//! this program. Source of the rule for code: the AWS provider uploads it again when one of its attributes, or the
//! architecture, changes.

use crate::source::Span;
use crate::terraform::IgnoreChanges;

/// Who changes a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Terraform: the module declares it.
    Terraform {
        /// Where.
        declared: Span,
    },
    /// This program: the module does not declare it.
    Undeclared,
    /// This program: the module ignores changes of it.
    Ignored {
        /// Where `ignore_changes` says so.
        place: Span,
    },
    /// Nobody can tell: the module is not here.
    Unknown,
}

impl Owner {
    /// The name programs read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terraform { .. } => "terraform",
            Self::Undeclared | Self::Ignored { .. } => "tglambda",
            Self::Unknown => "unknown",
        }
    }

    /// Where the module says so, if it does.
    pub const fn place(self) -> Span {
        match self {
            Self::Terraform { declared } => declared,
            Self::Ignored { place } => place,
            Self::Undeclared | Self::Unknown => Span::NONE,
        }
    }

    /// Whether Terraform would undo a change by anybody else.
    pub const fn is_terraform(self) -> bool {
        matches!(self, Self::Terraform { .. })
    }
}

/// The owner of the setting at `path`, which the module declares at `declared`, if it does.
pub(super) fn owner_of(path: &str, declared: Option<Span>, ignored: &IgnoreChanges) -> Owner {
    match (declared, ignored.covers(path)) {
        (None, _) => Owner::Undeclared,
        (Some(_), Some(place)) => Owner::Ignored { place },
        (Some(declared), None) => Owner::Terraform { declared },
    }
}

/// The owner of several settings that are changed together: Terraform, as soon as one of them is its own.
pub(super) fn owner_of_all(owners: impl IntoIterator<Item = Owner>) -> Owner {
    let rank = |owner: &Owner| match owner {
        Owner::Undeclared => 0,
        Owner::Ignored { .. } => 1,
        Owner::Unknown => 2,
        Owner::Terraform { .. } => 3,
    };
    owners.into_iter().max_by_key(rank).unwrap_or(Owner::Undeclared)
}
