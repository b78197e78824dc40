//! Tests of what the other tests stand on: that the tools are the pinned ones, that the double of the AWS provider
//! plans and applies as the real one, and that a sandbox is sealed.

mod provider;
mod sandbox;
mod tools;
