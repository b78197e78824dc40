//! Builtins that read files, through the world alone. A relative path counts from the folder of the calling file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::support::string;
use crate::lang::builtin::{Builtin, Call, CallError, CallErrorKind};
use crate::lang::compare::set_of;
use crate::lang::glob;
use crate::lang::kind::Type;
use crate::lang::path;
use crate::lang::provenance::Provenance;
use crate::lang::shape::{Element, Shape};
use crate::lang::text::{shared, text};
use crate::lang::value::{Data, Value};
use crate::lang::world::{PathKind, ReadError};
use crate::source::{SourceFile, Span};

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("file", &[string("path")], Shape::String, file),
    Builtin::new("filebase64", &[string("path")], Shape::String, filebase64),
    Builtin::new("fileexists", &[string("path")], Shape::Bool, fileexists),
    Builtin::new("fileset", &[string("path"), string("pattern")], Shape::Set(Element::String), fileset),
];

/// The text of a file, written where the file has it.
fn file(call: &Call<'_>) -> Result<Value, CallError> {
    let file = source_file(call)?;
    let place = Span::new(file.id(), 0..file.text().len());
    Ok(shared(Arc::clone(file.text()))?.with_provenance(Provenance::written(place)))
}

/// The text file that the first argument names.
///
/// # Errors
/// When it cannot be read.
pub(in crate::lang) fn source_file(call: &Call<'_>) -> Result<Arc<SourceFile>, CallError> {
    let path = path_argument(call)?;
    call.context.world.read(&path).map_err(|error| refused(call, &path, &error))
}

fn filebase64(call: &Call<'_>) -> Result<Value, CallError> {
    text(STANDARD.encode(bytes(call)?))
}

fn fileexists(call: &Call<'_>) -> Result<Value, CallError> {
    let path = path_argument(call)?;
    match call.context.world.kind(&path) {
        Some(PathKind::File) => Ok(Value::bool(true)),
        None => Ok(Value::bool(false)),
        Some(PathKind::Folder) => {
            Err(CallError::argument(0, format!("`{}` is not a regular file, but a folder", call.text(0))))
        }
    }
}

/// The files below a folder that match a pattern, as paths from that folder.
fn fileset(call: &Call<'_>) -> Result<Value, CallError> {
    let folder = call.context.folder.to_string_lossy();
    let given = call.text(0);
    let base = if given.starts_with('/') { given.to_owned() } else { path::join(&folder, given) };
    let pattern = path::join(&base, call.text(1));
    let found = glob::files(call, &pattern)?;
    let base = path::clean(&base);
    let relative = found.iter().map(|file| text(path::relative(&base, file)));
    let relative = set_of(relative.collect::<Result<Vec<_>, _>>()?);
    Ok(Value::new(Data::Set(Type::String, relative.into())))
}

/// The bytes of the file that the first argument names.
///
/// # Errors
/// When it cannot be read.
pub(super) fn bytes(call: &Call<'_>) -> Result<Arc<[u8]>, CallError> {
    let path = path_argument(call)?;
    let bytes = call.context.world.read_bytes(&path).map_err(|error| refused(call, &path, &error))?;
    // Large files are hashed, and the same one again in each round of a `for`.
    call.pay(bytes.len() / 64)?;
    Ok(bytes)
}

/// The first argument with `~` at its beginning replaced by the home folder.
///
/// # Errors
/// When it names somebody else's home, or there is none.
pub(super) fn expand_home(call: &Call<'_>) -> Result<String, CallError> {
    let given = call.text(0);
    let Some(rest) = given.strip_prefix('~') else { return Ok(given.to_owned()) };
    if !rest.is_empty() && !rest.starts_with('/') {
        return Err(CallError::argument(0, "failed to expand ~: cannot expand user-specific home dir"));
    }
    let home = call.context.world.home();
    let home = home.ok_or_else(|| CallError::argument(0, "failed to expand ~: there is no home folder"))?;
    Ok(path::join(&home.to_string_lossy(), rest))
}

/// The path that the first argument names.
fn path_argument(call: &Call<'_>) -> Result<PathBuf, CallError> {
    let expanded = expand_home(call)?;
    let folder = call.context.folder.to_string_lossy();
    let absolute =
        if expanded.starts_with('/') { path::clean(&expanded) } else { path::join(&folder, &expanded) };
    Ok(PathBuf::from(absolute))
}

/// A path as a message names it: from the folder of the file that says it, where it is below.
fn shown(call: &Call<'_>, path: &Path) -> String {
    path.strip_prefix(call.context.folder).unwrap_or(path).display().to_string()
}

fn refused(call: &Call<'_>, path: &Path, error: &ReadError) -> CallError {
    let given = call.text(0);
    match error {
        ReadError::NotFound => CallError::argument(0, format!("no file exists at `{}`", shown(call, path)))
            .kind(CallErrorKind::NotFound)
            .hint("a relative path counts from the folder of the file that says it"),
        ReadError::NotText => CallError::argument(0, format!("contents of `{given}` are not valid UTF-8"))
            .hint("`filebase64` reads any file; `filesha256` and its kin hash one"),
        ReadError::TooLarge(most) => CallError::argument(
            0,
            format!("`{}` is larger than {} MB, and is not read", path.display(), most >> 20),
        ),
        ReadError::Refused(why) => {
            CallError::argument(0, format!("failed to read `{}`: {why}", shown(call, path)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives_in, refuses_in};
    use crate::lang::test_world::TestWorld;

    fn world() -> TestWorld {
        TestWorld::with_files(&[
            ("/estate/unit/a.json", b"{}\n"),
            ("/estate/unit/src/app.py", b"print()"),
            ("/estate/unit/src/lib/x.py", b""),
            ("/estate/unit/src/lib/.hidden.py", b""),
            ("/estate/unit/binary", b"\xff\x00"),
            ("/estate/shared.txt", "e\u{301}".as_bytes()),
            ("/user/key", b"secret"),
        ])
    }

    #[test]
    fn files_are_read_from_the_folder_of_the_caller() {
        gives_in(
            &world(),
            &[
                (r#"file("a.json")"#, r#""{}\n""#),
                (r#"file("../shared.txt")"#, r#""é""#),
                (r#"file("/estate/unit/./a.json")"#, r#""{}\n""#),
                (r#"file("~/key")"#, r#""secret""#),
                (r#"filebase64("binary")"#, r#""/wA=""#),
                (r#"fileexists("a.json")"#, "true"),
                (r#"fileexists("b.json")"#, "false"),
                (r#"filebase64sha256("a.json")"#, r#"base64sha256("{}\n")"#),
                (r#"filesha256("a.json")"#, r#"sha256("{}\n")"#),
                (r#"filemd5("binary")"#, r#""e0e8bfafbb0689563b2fba789c97b3cc""#),
            ],
        );
        refuses_in(
            &world(),
            &[
                (r#"file("b.json")"#, "no file exists at `b.json`"),
                (r#"file("binary")"#, "contents of `binary` are not valid UTF-8"),
                (r#"file("src")"#, "failed to read `src`"),
                (r#"fileexists("src")"#, "is not a regular file"),
                (r#"file("~x/key")"#, "user-specific home dir"),
                (r#"filesha1("nope")"#, "no file exists"),
            ],
        );
    }

    #[test]
    fn files_are_found_by_pattern() {
        gives_in(
            &world(),
            &[
                (r#"fileset("src", "*.py")"#, r#"toset(["app.py"])"#),
                (r#"fileset("src", "**")"#, r#"toset(["app.py", "lib/x.py", "lib/.hidden.py"])"#),
                (
                    r#"fileset(".", "src/**/*.py")"#,
                    r#"toset(["src/app.py", "src/lib/x.py", "src/lib/.hidden.py"])"#,
                ),
                (r#"fileset("src", "{app,nope}.p?")"#, r#"toset(["app.py"])"#),
                (r#"fileset("src/lib", "../app.py")"#, r#"toset(["../app.py"])"#),
                (r#"fileset("/estate", "*.txt")"#, r#"toset(["shared.txt"])"#),
                (r#"fileset("nope", "*")"#, "setsubtract(toset([\"a\"]), toset([\"a\"]))"),
            ],
        );
        refuses_in(&world(), &[(r#"fileset("src", "[")"#, "syntax error in pattern")]);
    }
}
