//! Builtins on paths as text, which need no file to be there.

use super::filesystem::expand_home;
use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::kind::Type;
use crate::lang::path;
use crate::lang::reason::Reason;
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::value::Value;
use crate::lang::world::Mode;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("abspath", &[string("path")], Shape::String, abspath),
    Builtin::new("basename", &[string("path")], Shape::String, basename),
    Builtin::new("dirname", &[string("path")], Shape::String, dirname),
    Builtin::new("pathexpand", &[string("path")], Shape::String, pathexpand),
];

/// Go takes a relative path from the folder that the process works in. `render` does so too; where Terragrunt will be
/// started at another time is not known.
fn abspath(call: &Call<'_>) -> Result<Value, CallError> {
    let given = call.text(0);
    if given.starts_with('/') {
        return text(path::clean(given));
    }
    match call.context.mode {
        Mode::Render => text(path::join(&call.context.world.current_dir().to_string_lossy(), given)),
        Mode::Plan => {
            let why = "which depends on the folder that Terragrunt is started in";
            let reason = Reason::Effect { call: "abspath()".into(), why: why.into() };
            Ok(Value::unknown(reason, Type::String))
        }
    }
}

fn basename(call: &Call<'_>) -> Result<Value, CallError> {
    text(path::base(call.text(0)).to_owned())
}

fn dirname(call: &Call<'_>) -> Result<Value, CallError> {
    text(path::folder(call.text(0)))
}

fn pathexpand(call: &Call<'_>) -> Result<Value, CallError> {
    text(expand_home(call)?)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, gives_in_render, refuses};

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
            (r#"abspath("../x")"#, "unknown.string"),
            (r#"pathexpand("~/.ssh/../key")"#, r#""/user/key""#),
            (r#"pathexpand("~")"#, r#""/user""#),
            (r#"pathexpand("a/~/../b")"#, r#""a/~/../b""#),
        ]);
        gives_in_render(&[(r#"abspath("../x")"#, r#""/x""#), (r#"abspath("x")"#, r#""/here/x""#)]);
        refuses(&[(r#"pathexpand("~ann/x")"#, "cannot expand user-specific home dir")]);
    }
}
