//! The binary: hands the process to the library and turns its answer into an exit code. No logic lives here.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tglambda::run()
}
