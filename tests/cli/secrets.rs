//! What comes from the environment appears in no message.

use crate::small_estate::{FUNCTION, unit};

const SECRET: &str = "s3cr3t-value";

#[test]
fn a_secret_is_in_no_message_and_no_table() {
    for expression in [
        "file(get_env(\"SECRET\"))",
        "read_terragrunt_config(get_env(\"SECRET\"))",
        "find_in_parent_folders(get_env(\"SECRET\"))",
        "tonumber(get_env(\"SECRET\"))",
        "{ a = 1 }[get_env(\"SECRET\")]",
        "lookup({ a = 1 }, get_env(\"SECRET\"))",
        "timeadd(get_env(\"SECRET\"), \"1h\")",
        "cidrhost(get_env(\"SECRET\"), 1)",
        "jsondecode(\"x${get_env(\"SECRET\")}\")",
        "get_env(\"SECRET\")",
    ] {
        let inputs = format!("inputs = {{ name = \"foo\", {FUNCTION}, memory_size = {expression} }}\n");
        let sandbox = unit(&inputs);
        for arguments in [&["inspect"][..], &["inspect", "--format", "json"], &["inspect", "-vv"]] {
            let output = sandbox.tglambda().env("SECRET", SECRET).args(arguments).run();
            assert!(!output.to_string().contains(SECRET), "{expression}: {output}");
        }
    }
}
