//! tglambda ships the Python Lambda functions that a Terragrunt repository already describes.

pub mod diagnostic;
pub mod host;
pub mod lang;
pub mod report;
pub mod source;
pub mod syntax;
pub mod terragrunt;

/// Runs the command line and says how the process ends.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
