//! The paths in what says where a function's source is: a text, a list of texts, or objects that have a `path`, as
//! `source_path` of `terraform-aws-modules/lambda` takes them. Pure.

use crate::lang::value::Value;

/// A path, as written.
pub(super) struct WrittenPath<'v> {
    /// The path.
    pub(super) value: &'v Value,
    /// The folder in the package that its files come to.
    pub(super) prefix: Option<&'v str>,
}

/// The paths in a value, in order. Elements that are no source, such as those with commands alone, are none; a value that
/// cannot be told is one path that cannot be.
pub(super) fn written_paths(value: &Value) -> Vec<WrittenPath<'_>> {
    if value.as_str().is_some() || value.is_unknown() {
        return vec![WrittenPath { value, prefix: None }];
    }
    if let Some(elements) = value.elements() {
        return elements.iter().flat_map(written_paths).collect();
    }
    let prefix = value.entry("prefix_in_zip").and_then(Value::as_str).filter(|prefix| !prefix.is_empty());
    let path = value.entry("path").filter(|path| !path.is_null());
    path.map(|value| WrittenPath { value, prefix }).into_iter().collect()
}

/// The files that may hold a handler, by their paths in a folder whose files come to `prefix` in the package.
pub(super) fn files_of_handler(handler: &str, prefix: Option<&str>) -> Vec<String> {
    let Some((module, _)) = handler.rsplit_once('.') else { return Vec::new() };
    let module = module.replace('.', "/");
    let module = match prefix {
        None => module,
        Some(prefix) => {
            let below = module.strip_prefix(prefix.trim_matches('/')).and_then(|rest| rest.strip_prefix('/'));
            let Some(below) = below else { return Vec::new() };
            below.to_owned()
        }
    };
    vec![format!("{module}.py"), format!("{module}/__init__.py")]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lang::value::Entries;

    fn object(entries: &[(&str, Value)]) -> Value {
        let entries = entries.iter().map(|(name, value)| (Arc::from(*name), value.clone()));
        Value::object(entries.collect::<Entries>())
    }

    #[test]
    fn a_source_path_is_a_text_a_list_or_an_object_with_a_path() {
        let shown = |value: &Value| -> Vec<(String, Option<String>)> {
            let paths = written_paths(value);
            let shown = |path: &WrittenPath<'_>| path.value.as_str().unwrap_or("?").to_owned();
            paths.iter().map(|path| (shown(path), path.prefix.map(str::to_owned))).collect()
        };
        let path = |text: &str| (text.to_owned(), None);
        assert_eq!(shown(&Value::string("src")), [path("src")]);
        let vendored = object(&[("path", Value::string("lib")), ("prefix_in_zip", Value::string("vendor"))]);
        let commands = object(&[("commands", Value::string(":zip"))]);
        let list = Value::tuple([Value::string("src"), vendored, commands]);
        assert_eq!(shown(&list), [path("src"), ("lib".to_owned(), Some("vendor".to_owned()))]);
        assert_eq!(shown(&Value::failed()), [path("?")]);
        assert_eq!(shown(&Value::bool(true)), []);
    }

    #[test]
    fn a_handler_is_in_a_file_or_in_a_package() {
        assert_eq!(files_of_handler("app.h", None), ["app.py", "app/__init__.py"]);
        assert_eq!(files_of_handler("a/b.c.h", None), ["a/b/c.py", "a/b/c/__init__.py"]);
        assert_eq!(files_of_handler("vendor.app.h", Some("vendor")), ["app.py", "app/__init__.py"]);
        assert_eq!(files_of_handler("app.h", Some("vendor")), [""; 0]);
        assert_eq!(files_of_handler("nothing", None), [""; 0]);
    }
}
