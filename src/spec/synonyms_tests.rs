//! Which name of an input feeds which setting, and which values it refuses. The commonest confusions are all here.

use std::borrow::Cow;
use std::sync::Arc;

use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Entries, Value};

use super::synonyms::Names;

fn object(entries: &[(&str, Value)]) -> Value {
    let entries = entries.iter().map(|(name, value)| (Arc::from(*name), value.clone()));
    Value::object(entries.collect::<Entries>())
}

fn text(text: &str) -> Value {
    Value::string(text)
}

fn texts(texts: &[&str]) -> Value {
    Value::tuple(texts.iter().map(|text| Value::string(*text)).collect::<Vec<_>>())
}

fn unknown(kind: Type) -> Value {
    Value::unknown(Reason::Environment("X".into()), kind)
}

const ROLE: &str = "arn:aws:iam::111111111111:role/x";
const LAYER: &str = "arn:aws:lambda:eu-west-1:111111111111:layer:x:1";

#[test]
fn each_name_feeds_its_setting() {
    let variables = || object(&[("LEVEL", text("info")), ("SIZE", Value::number(1))]);
    let cases: &[(&str, &[&str], Value)] = &[
        (
            "function_name",
            &["function_name", "name", "lambda_name", "lambda_function_name", "lambda-name"],
            text("x"),
        ),
        (
            "handler",
            &["handler", "lambda_handler", "handler_name", "LAMBDA_FUNCTION_HANDLER", "package_handler"],
            text("app.h"),
        ),
        (
            "runtime",
            &["runtime", "lambda_runtime", "python_runtime", "LAMBDA_FUNCTION_RUNTIME", "package_runtime"],
            text("python3.12"),
        ),
        (
            "memory_size",
            &["memory_size", "lambda_memory_size", "memory_mb", "memory", "MEMORY_SIZE"],
            Value::number(256),
        ),
        ("timeout", &["timeout", "lambda_timeout", "timeout_seconds"], Value::number(30)),
        (
            "role",
            &["lambda_role_arn", "role_arn", "iam_role_arn", "lambda_role", "lambda_iam_role_arn", "role"],
            text(ROLE),
        ),
        (
            "vpc_config.subnet_ids",
            &[
                "vpc_subnet_ids",
                "subnet_ids",
                "subnet",
                "private_subnet_ids",
                "lambda_subnet_ids",
                "private_subnets",
            ],
            texts(&["subnet-1", "subnet-2"]),
        ),
        (
            "vpc_config.security_group_ids",
            &["vpc_security_group_ids", "security_group_ids", "lambda_security_group_ids", "security_groups"],
            texts(&["sg-1"]),
        ),
        ("layers", &["layers", "layer_arns", "lambda_layer_arns", "LAMBDA_LAYERS_ARNS"], texts(&[LAYER])),
        (
            "environment.variables",
            &["environment_variables", "environment", "env_variables", "env_vars", "lambda_env_vars"],
            variables(),
        ),
        ("architectures", &["architectures"], texts(&["arm64"])),
        ("image_uri", &["image_uri", "lambda_image_uri"], text("image")),
        ("description", &["description", "lambda_description"], text("what it does")),
        ("tags", &["tags", "lambda_tags"], variables()),
        ("filename", &["filename", "local_existing_package", "zip_file", "lambda_zip_path"], text("x.zip")),
        ("s3_key", &["s3_key"], text("x.zip")),
        ("reserved_concurrent_executions", &["reserved_concurrent_executions"], Value::number(1)),
        ("tracing_config.mode", &["tracing_mode"], text("Active")),
    ];
    for (path, names, value) in cases {
        for name in *names {
            let inputs = object(&[(name, value.clone())]);
            let found = Names::default().setting(&inputs, path);
            assert_eq!(found.as_deref(), Some(value), "`{name}` gives `{path}`");
        }
    }
}

#[test]
fn a_single_id_is_a_list_of_one() {
    let cases = [
        ("vpc_config.subnet_ids", "vpc_subnet_id", "subnet-1"),
        ("vpc_config.subnet_ids", "subnet_id", "subnet-1"),
        ("vpc_config.security_group_ids", "lambda_security_group_id", "sg-1"),
        ("vpc_config.security_group_ids", "security_group", "sg-1"),
        ("layers", "lambda_layer_arn", LAYER),
        ("architectures", "architecture", "arm64"),
    ];
    for (path, name, value) in cases {
        let inputs = object(&[(name, text(value))]);
        let found = Names::default().setting(&inputs, path).map(Cow::into_owned);
        assert_eq!(found, Some(texts(&[value])), "{name}");
    }
}

#[test]
fn a_value_that_the_setting_cannot_have_means_something_else() {
    let list = || texts(&["a"]);
    let map = || object(&[("a", text("b"))]);
    let nested = || object(&[("a", object(&[("b", text("c"))]))]);
    let cases: &[(&str, &str, Value)] = &[
        ("environment.variables", "environment", text("dev")),
        ("environment.variables", "environment", unknown(Type::String)),
        ("environment.variables", "environment", nested()),
        ("environment.variables", "env_vars", list()),
        ("role", "role", text("my-function-role")),
        ("role", "lambda_role", text("my-function-role")),
        ("role", "role_name", text(ROLE)),
        ("role", "role", map()),
        ("timeout", "lambda_identity_timeout", Value::number(3)),
        ("timeout", "timeout", object(&[("create", text("5m"))])),
        ("timeout", "timeout", text("5m")),
        ("memory_size", "memory", text("512Mi")),
        ("layers", "layers", texts(&["common", "powertools"])),
        ("layers", "layers", map()),
        ("vpc_config.security_group_ids", "security_groups", texts(&["default", "lambda"])),
        ("vpc_config.security_group_ids", "security_group", map()),
        ("vpc_config.subnet_ids", "subnet", text("private")),
        ("vpc_config.subnet_ids", "private_subnets", texts(&["10.0.1.0/24"])),
        ("vpc_config.subnet_ids", "subnet_ids", map()),
        ("handler", "handler", list()),
        ("runtime", "runtime", map()),
        ("function_name", "name", map()),
        ("description", "description", list()),
        ("tags", "tags", text("x")),
        ("image_uri", "image_uri", map()),
        ("kms_key_arn", "kms_key_arn", text("alias/x")),
    ];
    for (path, name, value) in cases {
        let inputs = object(&[(name, value.clone())]);
        let found = Names::default().setting(&inputs, path);
        assert!(found.is_none(), "`{name}` = {value:?} does not give `{path}`");
    }
}

#[test]
fn blocks_may_be_nested_as_the_provider_has_them() {
    let vpc = object(&[("subnet_ids", texts(&["subnet-1"])), ("security_group_ids", texts(&["sg-1"]))]);
    let variables = object(&[("A", text("b"))]);
    for inputs in [
        object(&[("vpc_config", vpc.clone()), ("environment", object(&[("variables", variables.clone())]))]),
        object(&[
            ("vpc_config", Value::tuple([vpc])),
            ("environment", Value::tuple([object(&[("variables", variables.clone())])])),
        ]),
    ] {
        let of = |path: &str| Names::default().setting(&inputs, path).map(Cow::into_owned);
        assert_eq!(of("vpc_config.subnet_ids"), Some(texts(&["subnet-1"])));
        assert_eq!(of("vpc_config.security_group_ids"), Some(texts(&["sg-1"])));
        assert_eq!(of("environment.variables"), Some(variables.clone()));
    }
}

#[test]
fn what_is_not_known_is_what_its_name_says() {
    let any = || unknown(Type::Any);
    for (path, name) in [
        ("role", "role"),
        ("vpc_config.subnet_ids", "subnet_ids"),
        ("environment.variables", "environment_variables"),
        ("timeout", "timeout"),
    ] {
        let inputs = object(&[(name, any())]);
        assert!(Names::default().gives(&inputs, path), "{name}");
    }
    let partly = Value::tuple([text("sg-1"), any()]);
    assert!(Names::default().gives(&object(&[("security_groups", partly)]), "vpc_config.security_group_ids"));
}

#[test]
fn the_next_name_counts_where_the_first_cannot_be_meant() {
    let inputs = object(&[("environment", text("dev")), ("env_vars", object(&[("A", text("b"))]))]);
    let found = Names::default().setting(&inputs, "environment.variables").map(Cow::into_owned);
    assert_eq!(found, Some(object(&[("A", text("b"))])));
    let inputs = object(&[("role", text("name-of-a-role")), ("role_arn", text(ROLE))]);
    assert_eq!(Names::default().setting(&inputs, "role").map(Cow::into_owned), Some(text(ROLE)));
    for unset in [Value::null(), text(""), texts(&[])] {
        let inputs = object(&[("handler", unset), ("lambda_handler", text("app.h"))]);
        let found = Names::default().setting(&inputs, "handler").map(Cow::into_owned);
        assert_eq!(found, Some(text("app.h")));
    }
}
