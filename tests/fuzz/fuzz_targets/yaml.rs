//! Hands the fuzzer's bytes to the target `yaml`; it must not judge them itself.

#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::yaml::run(data));
