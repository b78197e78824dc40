//! What every test beside real programs stands on: the tools it runs against ([`toolchain`]) and the sealed folder
//! it runs in ([`sandbox`]). Nothing here knows a command of the product or what it should answer.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the product reaches files and processes through `host` alone; tests look at it from outside"
)]

mod package_clients;
mod sandbox;
mod toolchain;

pub(crate) use sandbox::{Output, Sandbox, Tool};
pub(crate) use toolchain::Toolchain;
