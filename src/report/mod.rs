//! Data to text: diagnostics, tables and sizes, for people and for programs.
//!
//! Pure: returns strings and prints nothing. Reads no file: the texts that snippets are cut from are in
//! [`Sources`](crate::source::Sources). One format, one file; what is reported knows no format.

mod confidential;
mod counts;
pub mod diagnostics_json;
mod environments_json;
pub mod explain;
mod fields_json;
pub mod functions;
pub mod functions_json;
pub mod human;
pub mod listing;
mod origins;
pub mod packages;
mod place;
pub mod size;
mod snippet;
pub mod table;

pub use counts::Counts;
pub use place::display_path;
