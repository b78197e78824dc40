//! Which files of a folder make up a module. Source: Terraform `internal/configs/parser_config_dir.go`; OpenTofu reads
//! `.tofu` files too, in place of the `.tf` file of the same name.

use std::collections::BTreeSet;

/// The program that reads the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Binary {
    /// Terraform.
    #[default]
    Terraform,
    /// OpenTofu.
    OpenTofu,
}

/// How a file of a module is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Hcl,
    Json,
}

/// The files of these names that `binary` reads, in the order in which it reads them: those that override come last.
pub(super) fn module_files<'n>(names: impl Iterator<Item = &'n str>, binary: Binary) -> Vec<&'n str> {
    let mut files: Vec<&str> = names.filter(|name| syntax_of(name, binary).is_some()).collect();
    if binary == Binary::OpenTofu {
        let replaced: BTreeSet<String> = files
            .iter()
            .filter(|name| name.contains(".tofu"))
            .map(|name| name.replacen(".tofu", ".tf", 1))
            .collect();
        files.retain(|name| !replaced.contains(*name));
    }
    files.sort_unstable_by_key(|name| (is_override(name), *name));
    files
}

/// How the file of this name is written; `None` for one that is no part of a module.
pub(super) fn syntax_of(name: &str, binary: Binary) -> Option<Syntax> {
    let is_ignored =
        name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    if is_ignored {
        return None;
    }
    let is_tofu = binary == Binary::OpenTofu;
    let ends = |ending: &str| name.len() > ending.len() && name.ends_with(ending);
    if ends(".tf.json") || (is_tofu && ends(".tofu.json")) {
        Some(Syntax::Json)
    } else if ends(".tf") || (is_tofu && ends(".tofu")) {
        Some(Syntax::Hcl)
    } else {
        None
    }
}

/// Whether the file of this name overrides what the others declare.
pub(super) fn is_override(name: &str) -> bool {
    let base =
        [".tf.json", ".tofu.json", ".tf", ".tofu"].into_iter().find_map(|ending| name.strip_suffix(ending));
    base.is_some_and(|base| base == "override" || base.ends_with("_override"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overriding_files_come_last_and_only_opentofu_reads_its_own() {
        let names = [
            "z.tf",
            "a_override.tf",
            "main.tf.json",
            "b.tofu",
            "b.tf",
            ".hidden.tf",
            "x.tf~",
            "terragrunt.hcl",
        ];
        let read = |binary| module_files(names.into_iter(), binary);
        assert_eq!(read(Binary::Terraform), ["b.tf", "main.tf.json", "z.tf", "a_override.tf"]);
        assert_eq!(read(Binary::OpenTofu), ["b.tofu", "main.tf.json", "z.tf", "a_override.tf"]);
    }
}
