//! Text as it was read: files, byte spans and the way from a byte to line and column.
//!
//! Knows nothing about what the text means, and reads no file itself.

mod file;
mod line_index;
mod span;

pub use file::{Location, SourceFile, Sources};
pub use line_index::{LineIndex, Position};
pub use span::{FileId, Span};
