//! `get_working_dir`: the folder of the copy that Terragrunt runs Terraform in. The copy itself is not looked at.

use crate::lang::builtin::CallError;
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::terragrunt::paths;
use crate::terragrunt::source_address::{NoAddress, source_address};
use crate::terragrunt::working_folder::{COPIES, moved_copies, working_folder};

use super::entry::{Entry, entry};
use super::scope::FileScope;
use super::unavailable::Unavailable;

pub(super) const TABLE: &[Entry] = &[entry("get_working_dir", 0, 0, get_working_dir)];

/// The name depends on the source, which is had by evaluating the file once more; in there the call itself gives `""`.
fn get_working_dir(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    let context = &scope.context;
    if context.is_asked_for_source {
        return Ok(Value::string(""));
    }
    let source = match scope.session.source_override() {
        Some(source) => Value::string(source),
        None => source_of_file(scope)?,
    };
    if let Some(unknown) = source.as_unknown() {
        return Ok(Value::unknown(unknown.reason.clone(), Type::String));
    }
    let folder = context.folder();
    // Moved copies are relative to the unit, whatever file asks.
    let copies = match moved_copies(scope.session.world, context.original_path.parent().unwrap_or(folder)) {
        Some(moved) => {
            context.note_reader();
            moved
        }
        None => folder.join(COPIES),
    };
    let text = source.as_str().unwrap_or_default();
    let value = match source_address(text, folder) {
        Ok(address) => Value::string(paths::text(&working_folder(&copies, folder, &address))),
        Err(NoAddress::Malformed) => {
            return Err(CallError::new(format!("`terraform.source` is no address: `{text}`")));
        }
        Err(NoAddress::Asked) => Unavailable {
            call: "get_working_dir()",
            message: format!("`get_working_dir` would ask the host of `{text}` what it is"),
            why: "which would ask the source's host what it is",
            remedy: "write the source in full, as in `git::https://…`",
        }
        .value(scope)?,
    };
    Ok(value.sensitive_if(source.sensitive))
}

/// The file's own `terraform.source`, the folder itself where it has none.
fn source_of_file(scope: &FileScope<'_>) -> Result<Value, CallError> {
    let context = &scope.context;
    let document = context.own_document.get_or_init(|| {
        (context.read_config)(scope.session, &context.asked_for_source(), &context.config_path)
    });
    let document = document.as_ref().map_err(|causes| {
        CallError::new("the source that it depends on cannot be evaluated").causes(causes.to_vec())
    })?;
    let source = document.entry("terraform").and_then(|terraform| terraform.entry("source"));
    Ok(source.filter(|source| !source.is_null()).cloned().unwrap_or_else(|| Value::string(".")))
}
