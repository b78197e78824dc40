//! A Rust file, taken apart once for all rules.

use super::lexer::{Token, lex};
use super::paths::{Declaration, PathUse, scan};
use super::test_items::{attribute, test_items};

/// A Rust file.
pub(crate) struct RustFile {
    /// From the repository's root, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// All of its code.
    pub(crate) tokens: Vec<Token>,
    /// The code that is not compiled for tests only.
    pub(crate) product: Vec<Token>,
    /// How many lines are not for tests only, empty ones and comments included.
    pub(crate) product_lines: usize,
    /// The modules that the product's code declares.
    pub(crate) declarations: Vec<Declaration>,
    /// The modules that are declared for tests only.
    pub(crate) test_declarations: Vec<Declaration>,
    /// The paths that the product's code names.
    pub(crate) paths: Vec<PathUse>,
}

impl RustFile {
    /// Takes a text apart.
    pub(crate) fn parse(path: &str, text: &str) -> Self {
        let tokens = lex(text);
        let items = test_items(&tokens);
        let is_test = |index: usize| items.iter().any(|item| item.contains(&index));
        let (tests, product): (Vec<_>, Vec<_>) =
            tokens.iter().cloned().enumerate().partition(|(index, _)| is_test(*index));
        let tokens_of =
            |part: Vec<(usize, Token)>| part.into_iter().map(|(_, token)| token).collect::<Vec<_>>();
        let (tests, product) = (tokens_of(tests), tokens_of(product));
        let test_lines: usize =
            items.iter().map(|item| tokens[item.end - 1].line - tokens[item.start].line + 1).sum();
        let (declarations, paths) = scan(&product);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            product_lines: text.lines().count().saturating_sub(test_lines),
            test_declarations: scan(&tests).0,
            declarations,
            paths,
            tokens,
            product,
        }
    }

    /// Every attribute in the file, as its tokens.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &[Token]> {
        (0..self.tokens.len()).filter_map(|at| Some(&self.tokens[attribute(&self.tokens, at)?]))
    }

    /// Whether this is a `mod.rs`.
    pub(crate) fn is_module_file(&self) -> bool {
        self.path.ends_with("/mod.rs")
    }

    /// The folder that its child modules are in, with a `/` at the end.
    pub(crate) fn children_folder(&self) -> String {
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        match name {
            "mod.rs" | "lib.rs" | "main.rs" => format!("{folder}/"),
            _ => format!("{folder}/{}/", name.trim_end_matches(".rs")),
        }
    }
}

#[test]
fn what_is_for_tests_only_is_no_part_of_the_product() {
    let file = RustFile::parse(
        "src/a.rs",
        "//! Doc.\nuse crate::b;\n#[cfg(test)]\nmod cases;\n#[cfg(not(test))]\nmod real;\n\
         #[cfg(test)]\n#[rustfmt::skip]\nmod tests {\n    use crate::c;\n}\nfn f() {}\n",
    );
    assert_eq!(file.paths.len(), 1);
    assert_eq!(file.product_lines, 5);
    assert_eq!(file.declarations[0].name, "real");
    assert_eq!(
        file.test_declarations.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
        ["cases", "tests"]
    );
    assert!(RustFile::parse("src/a.rs", "#![cfg(test)]\nuse crate::b;").product.is_empty());
}
