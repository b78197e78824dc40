//! Data to text: diagnostics, tables and sizes, for people and for programs.
//!
//! Pure: returns strings and prints nothing. Reads no file: the texts that snippets are cut from are in
//! [`Sources`](crate::source::Sources). One format, one file; what is reported knows no format.

mod diagnostics_json;
mod human;
mod place;
mod size;
mod snippet;
mod summary;
mod table;

pub use diagnostics_json::{
    DiagnosticJson, DiagnosticsJson, LocationJson, RelatedJson, SummaryJson, diagnostics_json,
    render_diagnostics_json,
};
pub use human::{HumanOptions, render_diagnostics};
pub use place::display_path;
pub use size::{exact_size, human_size};
pub use summary::{Counts, summary_line};
pub use table::Table;
