//! The Python runtimes of Lambda as data, and what a package must fit for each. Dates of deprecation are no business of a
//! build.
//!
//! Operating systems: the table of runtimes in the Lambda developer guide (2026-10). C libraries: Amazon Linux 2 ships
//! glibc 2.26, Amazon Linux 2023 ships 2.34 (their release notes). uv has no `manylinux_2_26`, so Amazon Linux 2 takes
//! `manylinux2014` (glibc 2.17): nothing that is too new can be chosen; a wheel for 2.24 or 2.26 alone is missed.

use super::request::Architecture;

/// A Python runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Lambda's id.
    pub id: &'static str,
    /// Python's version, major and minor.
    pub python: &'static str,
    /// A release of that Python which the runtime is no older than. Markers and `Requires-Python` ask for it: with the
    /// first release of all, packages would be refused or added that the runtime takes or has.
    pub release: &'static str,
    /// The operating system below it.
    pub system: System,
}

/// The operating system of a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Amazon Linux 2.
    AmazonLinux2,
    /// Amazon Linux 2023.
    AmazonLinux2023,
}

impl System {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AmazonLinux2 => "Amazon Linux 2",
            Self::AmazonLinux2023 => "Amazon Linux 2023",
        }
    }

    /// The version of its C library.
    pub const fn glibc(self) -> &'static str {
        match self {
            Self::AmazonLinux2 => "2.26",
            Self::AmazonLinux2023 => "2.34",
        }
    }

    const fn platform(self, architecture: Architecture) -> &'static str {
        match (self, architecture) {
            (Self::AmazonLinux2, Architecture::X86_64) => "x86_64-manylinux2014",
            (Self::AmazonLinux2, Architecture::Arm64) => "aarch64-manylinux2014",
            (Self::AmazonLinux2023, Architecture::X86_64) => "x86_64-manylinux_2_34",
            (Self::AmazonLinux2023, Architecture::Arm64) => "aarch64-manylinux_2_34",
        }
    }
}

macro_rules! runtimes {
    ($($id:literal $python:literal $release:literal $system:ident)*) => {
        /// Every runtime that packages are built for.
        pub const RUNTIMES: &[Runtime] =
            &[$(Runtime { id: $id, python: $python, release: $release, system: System::$system },)*];
    };
}

runtimes! {
    "python3.9"  "3.9"  "3.9.20"  AmazonLinux2
    "python3.10" "3.10" "3.10.15" AmazonLinux2
    "python3.11" "3.11" "3.11.10" AmazonLinux2
    "python3.12" "3.12" "3.12.7"  AmazonLinux2023
    "python3.13" "3.13" "3.13.2"  AmazonLinux2023
    "python3.14" "3.14" "3.14.0"  AmazonLinux2023
}

impl Runtime {
    /// The runtime with this id.
    pub fn find(id: &str) -> Option<Self> {
        RUNTIMES.iter().find(|runtime| runtime.id == id).copied()
    }
}

/// A runtime on a processor: what packages must fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The runtime.
    pub runtime: Runtime,
    /// The processor.
    pub architecture: Architecture,
}

impl Target {
    /// What uv calls this platform.
    pub const fn platform(self) -> &'static str {
        self.runtime.system.platform(self.architecture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platform_follows_the_systems_c_library() {
        let platform =
            |id, architecture| Target { runtime: Runtime::find(id).unwrap(), architecture }.platform();
        assert_eq!(platform("python3.9", Architecture::X86_64), "x86_64-manylinux2014");
        assert_eq!(platform("python3.11", Architecture::Arm64), "aarch64-manylinux2014");
        assert_eq!(platform("python3.12", Architecture::X86_64), "x86_64-manylinux_2_34");
        assert_eq!(platform("python3.14", Architecture::Arm64), "aarch64-manylinux_2_34");
    }

    #[test]
    fn ids_name_their_python_and_others_are_unknown() {
        assert!(RUNTIMES.iter().all(|runtime| runtime.id == format!("python{}", runtime.python)));
        assert!(RUNTIMES.iter().all(|runtime| runtime.release.starts_with(&format!("{}.", runtime.python))));
        assert_eq!(Runtime::find("nodejs20.x"), None);
        assert_eq!(Runtime::find("python3.8"), None);
    }
}
