//! The stable names of all problems. A code is never reused for another meaning.

macro_rules! codes {
    ($($variant:ident $name:literal $description:literal)*) => {
        /// What kind of problem a [`Diagnostic`](super::Diagnostic) is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $description] $variant,)*
        }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kebab-case name users see and configure.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, in a sentence.
            pub const fn description(self) -> &'static str {
                match self { $(Self::$variant => $description,)* }
            }
        }
    };
}

codes! {
    SyntaxError "syntax-error" "The text is not valid HCL or JSON."
    DuplicateKey "duplicate-key" "An object names a key twice; the last one counts."
    UnsupportedArgument "unsupported-argument" "Terragrunt knows no such attribute or block here."
    MissingArgument "missing-argument" "A block lacks an attribute that it needs."
    UnknownVariable "unknown-variable" "A reference names something that does not exist."
    MissingAttribute "missing-attribute" "An attribute is read that the object does not have."
    UnknownBuiltin "unknown-builtin" "An expression calls a builtin that does not exist."
    InvalidCall "invalid-call" "A builtin refuses its arguments."
    InvalidValue "invalid-value" "A value has the wrong type or is out of range."
    EvaluationTooLarge "evaluation-too-large" "An evaluation takes more time or memory than any configuration needs."
    EvaluationCycle "evaluation-cycle" "Locals refer to each other in a circle."
    IncludeCycle "include-cycle" "A configuration includes itself, or an included file includes another."
    FileNotFound "file-not-found" "A file that the configuration names does not exist."
    FileUnreadable "file-unreadable" "A file that the configuration names cannot be read."
    RemoteSource "remote-source" "A stack takes units from another repository, which is not read."
    NeedsValues "needs-values" "A unit or stack is made for a stack: it needs values that nobody gives it here."
    UnresolvedDependency "unresolved-dependency" "A dependency has neither outputs nor mock outputs."
    ValueUnavailable "value-unavailable" "Terragrunt would compute this value by a process or an API call."
    DeprecatedSyntax "deprecated-syntax" "A newer Terragrunt no longer accepts this."
    InvalidConfig "invalid-config" "A configuration file of ours cannot be understood."
    FunctionsUnknown "functions-unknown" "Only an apply can tell which functions a unit has."
    ModuleNotHere "module-not-here" "A module that may make functions is in another repository or a registry."
    FunctionExcluded "function-excluded" "The deploy config excludes the function."
    SourceFolderMissing "source-folder-missing" "The function's source folder cannot be found."
    ForeignPath "foreign-path" "A path belongs to another machine; its tail was found here."
    FolderNamedOtherwise "folder-named-otherwise" "The source folder was found by a name that is written in another way."
    HandlerMissing "handler-missing" "The handler is not in the package."
    UnsupportedRuntime "unsupported-runtime" "The runtime is not one that packages are built for."
    DependenciesFailed "dependencies-failed" "The requirements cannot be installed for the function's target."
    PackageTooLarge "package-too-large" "The package is larger than Lambda takes."
    PackageCollision "package-collision" "Two inputs of a package have the same path."
    LinkLeavesRepository "link-leaves-repository" "A symbolic link points nowhere or out of the repository."
    RequirementsUnpinned "requirements-unpinned" "The requirements name no hashes, so another machine may get other packages."
    InstallerUnavailable "installer-unavailable" "The program that installs requirements is not there and cannot be fetched."
    OutputUnwritable "output-unwritable" "The folder that results go to cannot be written."
    HandOverUndeclared "hand-over-undeclared" "The module does not declare the variable that hands the packages over."
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_kebab_case() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
