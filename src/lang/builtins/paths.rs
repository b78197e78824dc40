//! Builtins on paths as text, which need no file to be there.

use super::filesystem::expand_home;
use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::path;
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::value::Value;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("abspath", &[string("path")], Shape::String, abspath),
    Builtin::new("basename", &[string("path")], Shape::String, basename),
    Builtin::new("dirname", &[string("path")], Shape::String, dirname),
    Builtin::new("pathexpand", &[string("path")], Shape::String, pathexpand),
];

/// A relative path is taken from the folder of the file that says it: the process's own, which Go would take, is where
/// Terragrunt runs for that very file.
fn abspath(call: &Call<'_>) -> Result<Value, CallError> {
    let given = call.text(0);
    let folder = call.context.folder.to_string_lossy();
    text(if given.starts_with('/') { path::clean(given) } else { path::join(&folder, given) })
}

fn basename(call: &Call<'_>) -> Result<Value, CallError> {
    text(path::base(call.text(0)).to_owned())
}

fn dirname(call: &Call<'_>) -> Result<Value, CallError> {
    text(path::folder(call.text(0)))
}

fn pathexpand(call: &Call<'_>) -> Result<Value, CallError> {
    text(expand_home(call, 0)?)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn paths_are_taken_apart() {
        gives(&[
            (r#"basename("/a/b.zip")"#, r#""b.zip""#),
            (r#"basename("a/")"#, r#""a""#),
            (r#"basename("")"#, r#"".""#),
            (r#"basename("//")"#, r#""/""#),
            (r#"dirname("/a/b/../c/x.tf")"#, r#""/a/c""#),
            (r#"dirname("x.tf")"#, r#"".""#),
            (r#"dirname("/x")"#, r#""/""#),
            (r#"abspath("/a/../b/")"#, r#""/b""#),
            (r#"abspath("../x")"#, r#""/estate/x""#),
            (r#"pathexpand("~/.ssh/../key")"#, r#""/user/key""#),
            (r#"pathexpand("~")"#, r#""/user""#),
            (r#"pathexpand("a/~/../b")"#, r#""a/~/../b""#),
        ]);
        refuses(&[(r#"pathexpand("~ann/x")"#, "cannot expand user-specific home dir")]);
    }
}
