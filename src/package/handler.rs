//! A handler string taken apart the way Lambda's Python runtime does it. Knows names only; looks at no file.

/// A handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handler {
    /// The module's path without suffix, with `/` between the parts.
    pub(super) module: String,
    /// The function in it.
    pub(super) function: String,
}

/// What Lambda accepts at most.
const MAX_LENGTH: usize = 128;

impl Handler {
    /// Takes `text` apart: up to the last dot it is the module, `.` and `/` alike.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("Lambda takes at most {MAX_LENGTH} characters; these are {}", text.len()));
        }
        if text.chars().any(char::is_whitespace) {
            return Err("Lambda takes no white space in a handler".to_owned());
        }
        let Some((module, function)) = text.rsplit_once('.') else {
            return Err("a handler is `module.function`; this one has no dot".to_owned());
        };
        let module = module.replace('.', "/");
        if function.is_empty() || module.split('/').any(str::is_empty) {
            return Err("a handler is `module.function`; a part of this one is empty".to_owned());
        }
        Ok(Self { module, function: function.to_owned() })
    }

    /// The Python file that may define it: a module, or a package's `__init__.py`, which wins.
    pub(super) fn source_files(&self) -> [String; 2] {
        [format!("{}/__init__.py", self.module), format!("{}.py", self.module)]
    }

    /// Whether `path` is the handler's module, be it source, bytecode or compiled.
    pub(super) fn is_module(&self, path: &str) -> bool {
        let Some(rest) = path.strip_prefix(&self.module) else { return false };
        let suffix = rest.strip_prefix("/__init__").unwrap_or(rest);
        suffix == ".py"
            || suffix == ".pyc"
            || (suffix.starts_with('.') && suffix.rsplit('.').next() == Some("so") && !suffix.contains('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_and_slashes_lead_to_the_same_module() {
        let dots = Handler::parse("a.b.run").unwrap();
        assert_eq!(dots, Handler::parse("a/b.run").unwrap());
        assert_eq!((dots.module.as_str(), dots.function.as_str()), ("a/b", "run"));
        for path in
            ["a/b.py", "a/b/__init__.py", "a/b.cpython-39-x86_64-linux-gnu.so", "a/b.abi3.so", "a/b.pyc"]
        {
            assert!(dots.is_module(path), "{path}");
        }
        for path in ["a/bc.py", "a/b/c.py", "x/a/b.py", "a/b.txt", "a/b"] {
            assert!(!dots.is_module(path), "{path}");
        }
    }

    #[test]
    fn what_lambda_refuses_is_refused() {
        for text in ["handler", ".run", "a..run", "a.", "a b.run", "/a.run", &"a.".repeat(65)] {
            assert!(Handler::parse(text).is_err(), "{text}");
        }
    }
}
