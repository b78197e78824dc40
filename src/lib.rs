//! tglambda ships the Python Lambda functions that a Terragrunt repository already describes.

pub mod config;
pub mod diagnostic;
pub mod estate;
pub mod hook;
pub mod host;
pub mod lang;
pub mod report;
pub mod source;
pub mod spec;
pub mod syntax;
pub mod terraform;
pub mod terragrunt;

/// Runs the command line and says how the process ends.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
