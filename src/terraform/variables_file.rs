//! Files that give values to variables: `terraform.tfvars`, `*.auto.tfvars`, those that `-var-file` names. Source: Terraform
//! `internal/command/meta_vars.go`.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::lang::builtin::FunctionSet;
use crate::lang::confidential::hide_secrets;
use crate::lang::value::Entries;
use crate::lang::world::{ReadError, World};
use crate::syntax::{parse_hcl, parse_json_body};

use super::constants::constant;

/// The files among `names` that are read without being asked for, in the order in which they are.
pub(super) fn read_by_themselves<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let rank = |name: &str| match name {
        "terraform.tfvars" => Some(0),
        "terraform.tfvars.json" => Some(1),
        name if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => Some(2),
        _ => None,
    };
    let mut files: Vec<(u8, &str)> = names.filter_map(|name| Some((rank(name)?, name))).collect();
    files.sort_unstable();
    files.into_iter().map(|(_, name)| name).collect()
}

/// The values in a file.
///
/// # Errors
/// When it cannot be read.
pub(super) fn values_in(
    world: &dyn World,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Entries, ReadError> {
    let file = world.read(path)?;
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let (body, problems) = if is_json { parse_json_body(&file, &[]) } else { parse_hcl(&file) };
    hide_secrets(&file, &body);
    diagnostics.extend(problems);
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let values = body.attributes.iter().map(|attribute| {
        let value = constant(world, &folder, FunctionSet::Terraform, &attribute.value, diagnostics);
        (attribute.name.text.clone(), value)
    });
    Ok(values.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_in_terraforms_order() {
        let names =
            ["b.auto.tfvars", "x.tfvars", "terraform.tfvars.json", "a.auto.tfvars.json", "terraform.tfvars"];
        assert_eq!(
            read_by_themselves(names.into_iter()),
            ["terraform.tfvars", "terraform.tfvars.json", "a.auto.tfvars.json", "b.auto.tfvars"]
        );
    }
}
