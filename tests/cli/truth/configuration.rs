//! Which attributes a module sets, as the plan tells of the configuration.

use serde_json::Value;

/// Whether the block of a resource sets an attribute, to whatever value.
pub(super) fn sets(plan: &Value, address: &str, path: &str) -> bool {
    let Some(mut expressions) = expressions_of(plan, address) else { return true };
    for part in path.split('.') {
        let name = part.split('[').next().unwrap_or(part);
        expressions = match expressions.get(name) {
            None => return false,
            // The attributes of a block; where there are several, the first stands for all.
            Some(Value::Array(blocks)) => match blocks.first() {
                Some(block) => block,
                None => return false,
            },
            Some(expression) => expression,
        };
    }
    true
}

/// What is written in the resource block of an address.
fn expressions_of<'a>(plan: &'a Value, address: &str) -> Option<&'a Value> {
    let address = without_keys(address);
    let mut rest = address.as_str();
    let mut module = plan.get("configuration")?.get("root_module")?;
    while let Some(below) = rest.strip_prefix("module.") {
        let (name, after) = below.split_once('.')?;
        module = module.get("module_calls")?.get(name)?.get("module")?;
        rest = after;
    }
    let resources = module.get("resources")?.as_array()?;
    resources.iter().find(|resource| resource["address"] == rest)?.get("expressions")
}

/// An address without the keys of `count` and `for_each`, which may contain anything.
fn without_keys(address: &str) -> String {
    let mut text = String::new();
    let (mut in_key, mut in_quotes, mut is_escaped) = (false, false, false);
    for character in address.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if in_quotes => is_escaped = true,
            '"' if in_key => in_quotes = !in_quotes,
            '[' if !in_key => in_key = true,
            ']' if in_key && !in_quotes => in_key = false,
            _ if in_key => {}
            _ => text.push(character),
        }
    }
    text
}

#[test]
fn attributes_are_found_through_modules_and_blocks() {
    let resource = serde_json::json!({ "address": "t.r", "expressions": {
        "a": { "constant_value": 1 }, "block": [{ "b": { "references": ["var.b"] } }],
    } });
    let child = serde_json::json!({ "module": { "resources": [resource] } });
    let plan = serde_json::json!({ "configuration": { "root_module": { "module_calls": { "m": child } } } });
    let address = r#"module.m["x].\"y"].t.r[0]"#;
    assert!(sets(&plan, address, "a"));
    assert!(sets(&plan, address, "block.b"));
    assert!(!sets(&plan, address, "block.c"));
    assert!(!sets(&plan, address, "other"));
}
