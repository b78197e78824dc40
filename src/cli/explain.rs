//! `inspect --explain`: which settings of which functions are meant.

use crate::diagnostic::suggest;
use crate::lang::world::World;
use crate::report::explain::{Explained, explain};
use crate::report::functions_json::explained_json;
use crate::spec::{FIELDS, FunctionSpec, field_named};

use super::arguments::Format;
use super::functions::{Function, selected_specs};
use super::outcome::{CommandError, exit_code};
use super::session::Session;

/// The text for what `wanted` names: `function.field` each, or a function alone for all that is said of it.
///
/// # Errors
/// When a function or a field does not exist.
pub(super) fn explanations(
    session: &Session,
    root: &std::path::Path,
    functions: &[Function],
    wanted: &[String],
    format: Format,
) -> Result<String, CommandError> {
    let mut chosen: Vec<(&FunctionSpec, Vec<Explained<'_>>)> = Vec::new();
    for wanted in wanted {
        let (specs, field) = named(functions, wanted)?;
        for spec in specs {
            chosen.push((spec, explained(spec, field.as_deref())?));
        }
    }
    let sources = World::sources(&session.world);
    Ok(match format {
        Format::Human => chosen
            .iter()
            .flat_map(|(spec, parts)| parts.iter().map(|part| explain(spec, *part, sources, root)))
            .collect(),
        Format::Json => explained_json(&chosen, sources, root),
    })
}

/// The functions that a text names, and the field behind the dot. A name may have dots itself.
fn named<'f>(
    functions: &'f [Function],
    wanted: &str,
) -> Result<(Vec<&'f FunctionSpec>, Option<String>), CommandError> {
    if let Ok(specs) = selected_specs(functions, wanted) {
        return Ok((specs, None));
    }
    let dots = wanted.match_indices('.').map(|(at, _)| at);
    for dot in dots {
        if let Ok(specs) = selected_specs(functions, &wanted[..dot]) {
            return Ok((specs, Some(wanted[dot + 1..].to_owned())));
        }
    }
    let name = wanted.split('.').next().unwrap_or(wanted);
    selected_specs(functions, name).map(|specs| (specs, None))
}

fn explained<'f>(spec: &FunctionSpec, field: Option<&str>) -> Result<Vec<Explained<'f>>, CommandError> {
    let Some(field) = field else {
        let said = FIELDS.iter().filter(|definition| spec.value(definition.path).is_some());
        return Ok(said.map(Explained::Field).chain([Explained::Code, Explained::Versions]).collect());
    };
    match field {
        "code" => Ok(vec![Explained::Code]),
        "versions" => Ok(vec![Explained::Versions]),
        field => match field_named(field) {
            Some(definition) => Ok(vec![Explained::Field(definition)]),
            None => Err(no_field(field)),
        },
    }
}

fn no_field(field: &str) -> CommandError {
    let paths = FIELDS.iter().map(|definition| definition.path);
    let lasts = paths.clone().filter_map(|path| path.rsplit_once('.').map(|(_, last)| last));
    let error = CommandError::new(exit_code::NOTHING_MATCHED, format!("a function has no setting `{field}`"));
    match suggest::nearest(field, paths.clone().chain(lasts).chain(["code", "versions"])) {
        Some(nearest) => error.hint(format!("did you mean `{nearest}`?")),
        None => error.hint(format!("the settings are {}", paths.collect::<Vec<_>>().join(", "))),
    }
}
