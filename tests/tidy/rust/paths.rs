//! The modules a file declares and the paths it names, in `use` items and in code.

use super::lexer::{Token, TokenKind};

/// `mod name;`
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declaration {
    /// The inline modules around it.
    pub(crate) inside: Vec<String>,
    /// Its name.
    pub(crate) name: String,
    /// The line.
    pub(crate) line: usize,
    /// Whether it is written out here, in braces.
    pub(crate) inline: bool,
}

/// How a path is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `use path as name`
    Use {
        /// The name it has here.
        name: String,
        /// Whether others may use it from here.
        public: bool,
    },
    /// `use path::*`
    Glob {
        /// Whether others may use the names from here.
        public: bool,
    },
    /// In code.
    Code,
}

/// A path of at least two names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathUse {
    /// The inline modules around it.
    pub(crate) inside: Vec<String>,
    /// Its names.
    pub(crate) segments: Vec<String>,
    /// The line.
    pub(crate) line: usize,
    /// How it is named.
    pub(crate) form: Form,
}

/// The declarations and paths in `tokens`.
pub(super) fn scan(tokens: &[Token]) -> (Vec<Declaration>, Vec<PathUse>) {
    let mut scan = Scan { tokens, at: 0, inside: Vec::new(), depth: 0, declarations: vec![], paths: vec![] };
    while scan.at < tokens.len() {
        scan.step();
    }
    (scan.declarations, scan.paths)
}

struct Scan<'t> {
    tokens: &'t [Token],
    at: usize,
    /// The inline modules here, each with the depth of its braces.
    inside: Vec<(String, usize)>,
    depth: usize,
    declarations: Vec<Declaration>,
    paths: Vec<PathUse>,
}

impl Scan<'_> {
    fn is(&self, offset: usize, text: &str) -> bool {
        self.tokens.get(self.at + offset).is_some_and(|token| token.is(text))
    }

    fn is_before(&self, offset: usize, text: &str) -> bool {
        self.at.checked_sub(offset).is_some_and(|index| self.tokens[index].is(text))
    }

    fn is_name(&self, offset: usize) -> bool {
        self.tokens.get(self.at + offset).is_some_and(|token| token.kind == TokenKind::Ident)
    }

    fn names_inside(&self) -> Vec<String> {
        self.inside.iter().map(|(name, _)| name.clone()).collect()
    }

    fn step(&mut self) {
        if self.is(0, "mod") && self.is_name(1) && (self.is(2, ";") || self.is(2, "{")) {
            self.declare();
        } else if self.is(0, "use") && !self.is(1, "<") && !self.is_before(1, "+") {
            let public = self.is_public();
            self.at += 1;
            self.use_tree(Vec::new(), public);
        } else if self.is_name(0) {
            self.path();
        } else {
            if self.is(0, "{") {
                self.depth += 1;
            } else if self.is(0, "}") {
                self.depth = self.depth.saturating_sub(1);
                if self.inside.last().is_some_and(|(_, depth)| *depth == self.depth) {
                    self.inside.pop();
                }
            }
            self.at += 1;
        }
    }

    fn declare(&mut self) {
        let name = self.tokens[self.at + 1].text.clone();
        let inline = self.is(2, "{");
        self.declarations.push(Declaration {
            inside: self.names_inside(),
            name: name.clone(),
            line: self.tokens[self.at].line,
            inline,
        });
        if inline {
            self.inside.push((name, self.depth));
            self.depth += 1;
        }
        self.at += 3;
    }

    /// Whether the `use` here has a visibility: `pub`, `pub(super)`, `pub(in …)`.
    fn is_public(&self) -> bool {
        if !self.is_before(1, ")") {
            return self.is_before(1, "pub");
        }
        let open = self.tokens[..self.at].iter().rposition(|token| token.is("("));
        open.and_then(|open| open.checked_sub(1)).is_some_and(|index| self.tokens[index].is("pub"))
    }

    /// Reads the tree of a `use` item up to the `,`, `}` or `;` after it.
    fn use_tree(&mut self, mut path: Vec<String>, public: bool) {
        let line = self.tokens.get(self.at).map_or(0, |token| token.line);
        while self.is(0, "::") || self.is_name(0) {
            if self.is(0, "as") {
                break;
            }
            if self.is_name(0) {
                path.push(self.tokens[self.at].text.clone());
            }
            self.at += 1;
        }
        if self.is(0, "{") {
            self.at += 1;
            while self.at < self.tokens.len() && !self.is(0, "}") {
                let before = self.at;
                self.use_tree(path.clone(), public);
                // A `,` lies between two trees; anything else is no `use` item, and must not be read for ever.
                if self.is(0, ",") || self.at == before {
                    self.at += 1;
                }
            }
            self.at += 1;
            return;
        }
        if self.is(0, "*") {
            self.at += 1;
            self.push(path, line, Form::Glob { public });
            return;
        }
        if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
            path.pop();
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if self.is(0, "as") {
            name = self.tokens.get(self.at + 1).map_or(name, |token| token.text.clone());
            self.at += 2;
        }
        self.push(path, line, Form::Use { name, public });
    }

    fn path(&mut self) {
        let line = self.tokens[self.at].line;
        // `pub(in crate::a)` says who may use a thing, `.name` is a field or method and `::name` follows a type: none
        // of them uses a module.
        let is_visibility = self.is_before(1, "in") && self.is_before(2, "(");
        let is_member = self.is_before(1, ".") && !self.is_before(2, ".");
        let is_no_use = is_visibility || is_member || self.is_before(1, "::");
        let mut segments = vec![self.tokens[self.at].text.clone()];
        self.at += 1;
        while self.is(0, "::") && self.is_name(1) {
            segments.push(self.tokens[self.at + 1].text.clone());
            self.at += 2;
        }
        if !is_no_use && segments.len() > 1 {
            self.push(segments, line, Form::Code);
        }
    }

    fn push(&mut self, segments: Vec<String>, line: usize, form: Form) {
        if !segments.is_empty() {
            self.paths.push(PathUse { inside: self.names_inside(), segments, line, form });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::*;

    fn named(text: &str) -> Vec<String> {
        scan(&lex(text))
            .1
            .into_iter()
            .map(|path| {
                let segments = path.segments.join("::");
                let form = match path.form {
                    Form::Use { name, public: true } => format!(" pub as {name}"),
                    Form::Use { name, public: false } => format!(" as {name}"),
                    Form::Glob { .. } => "::*".to_owned(),
                    Form::Code => String::new(),
                };
                let inside = path.inside.join("::");
                if inside.is_empty() {
                    format!("{segments}{form}")
                } else {
                    format!("{inside}: {segments}{form}")
                }
            })
            .collect()
    }

    #[test]
    fn use_items_are_taken_apart() {
        let text = "use a::{self, b as c, d::{e, f::*}, g};\npub(in crate::x) use super::h;\nuse i as _;";
        assert_eq!(
            named(text),
            ["a as a", "a::b as c", "a::d::e as e", "a::d::f::*", "a::g as g", "super::h pub as h", "i as _"]
        );
    }

    #[test]
    fn paths_in_code_are_found_and_visibilities_are_not() {
        let text = "pub(in crate::x) fn f(a: &crate::m::T) -> impl Sized + use<'_> { a.b::<c::D>(); E { x, ..h::i() }; E::F; g() }";
        assert_eq!(named(text), ["crate::m::T", "c::D", "h::i", "E::F"]);
    }

    #[test]
    fn inline_modules_are_known_until_they_end() {
        let text = "mod a { use super::b; fn f() { if x { c::d() } } } mod e; use super::g;";
        assert_eq!(named(text), ["a: super::b as b", "a: c::d", "super::g as g"]);
        let declared = scan(&lex(text)).0;
        assert_eq!(
            declared.iter().map(|it| (it.name.as_str(), it.inline)).collect::<Vec<_>>(),
            [("a", true), ("e", false)]
        );
    }
}
