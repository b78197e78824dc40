//! The language's own suite of tests, `specsuite` in the sources of its Go implementation: an input, a specification of what to take from
//! it (`.hcldec`), and the value or the problems expected (`.t`).

mod case;
mod decode;
mod suite;
mod type_expr;
