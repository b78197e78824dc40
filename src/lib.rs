//! tglambda ships the Python Lambda functions that a Terragrunt repository already describes.

pub mod diagnostic;
pub mod host;
pub mod package;
pub mod source;
pub mod store;
pub mod syntax;

/// Runs the command line and says how the process ends.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
