//! All families' tables as one. Must not know what any builtin does.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{
    choice, dates, decryption, encoding, filesystem, format, hashing, json, maps, network, numeric, paths,
    patterns, sequences, sets, strings, types, unrepeatable, yaml,
};
use crate::lang::builtin::{Builtin, FunctionSet};

const TABLES: &[&[Builtin]] = &[
    choice::TABLE,
    dates::TABLE,
    decryption::TABLE,
    encoding::TABLE,
    filesystem::TABLE,
    format::TABLE,
    hashing::TABLE,
    json::TABLE,
    maps::TABLE,
    network::TABLE,
    numeric::TABLE,
    paths::TABLE,
    patterns::TABLE,
    sequences::TABLE,
    sets::TABLE,
    strings::TABLE,
    types::TABLE,
    unrepeatable::TABLE,
    yaml::TABLE,
];

/// Every call of a configuration asks; a name has one builtin in each set that has it.
static BY_NAME: LazyLock<HashMap<&'static str, Vec<&'static Builtin>>> = LazyLock::new(|| {
    let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
    for builtin in all() {
        by_name.entry(builtin.name).or_default().push(builtin);
    }
    by_name
});

/// The builtin of this name in `functions`.
pub fn find(name: &str, functions: FunctionSet) -> Option<&'static Builtin> {
    BY_NAME.get(name)?.iter().find(|builtin| builtin.exists_in(functions)).copied()
}

/// Every builtin.
pub fn all() -> impl Iterator<Item = &'static Builtin> {
    TABLES.iter().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_builtin_in_each_set() {
        for builtin in all() {
            for functions in [FunctionSet::Terragrunt, FunctionSet::Terraform] {
                if builtin.exists_in(functions) {
                    let found = find(builtin.name, functions).unwrap();
                    assert!(std::ptr::eq(found, builtin), "{} is there twice", builtin.name);
                }
            }
        }
    }
}
