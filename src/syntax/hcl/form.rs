//! The two forms a template is written in. They differ in escapes and in what a strip marker reaches.

/// How a template is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Between quotes, with backslash escapes.
    Quoted,
    /// In a heredoc or a file: Go's scanner gives a token a line, and strip markers reach one token.
    Lines {
        /// Whether common indentation is removed (`<<-`).
        flush: bool,
    },
}
