//! What `inspect` tells of a function against what a real plan says, attribute by attribute.
//!
//! An estate is planned as a whole through the real Terragrunt with doubles of the providers, once with OpenTofu and
//! once with Terraform where there is one. Every planned function must be told with its address and nothing else may
//! be, and each attribute must agree: equal where the plan knows it, unknown where the plan leaves it to the apply.
//! All differences of an estate are reported at once.
//!
//! To look at another estate by hand, name its folder (and, when units are in a part of it only, that part):
//!
//! ```sh
//! TGLAMBDA_TRUTH=path/to/estate TGLAMBDA_TRUTH_UNITS=live cargo test --test cli truth::estates
//! ```

mod agreement;
mod configuration;
mod defaults;
mod differences;
mod estates;
mod functions;
mod layouts;
mod local_state;
mod planned;
mod run;
mod schema;
mod stand_in;

pub(crate) use run::Estate;
