//! What is told of an environment as documents have it.

use serde_json::{Value as Json, json};

use crate::estate::{Environment, How, Told};

use super::fields_json::Places;

/// Name, account and region, each with what tells it; null where nothing does.
pub(super) fn environment_json(environment: &Environment, places: Places<'_>) -> Json {
    let told = |told: &Option<Told>| match told {
        None => Json::Null,
        Some(told) => {
            let mut document = json!({
                "value": if told.sensitive { json!(null) } else { json!(&*told.value) },
                "how": told.how.name(),
                "origin": places.place(told.provenance.span),
            });
            if let How::Inferred(confidence) = told.how {
                document["note"] = json!(confidence.note());
            }
            document
        }
    };
    json!({
        "name": told(&environment.name),
        "account": told(&environment.account),
        "region": told(&environment.region),
    })
}
