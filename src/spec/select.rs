//! From names on the command line to functions. A name matches key, deployed name or folder, whole and exactly.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::suggest;

use super::function::FunctionSpec;

/// Why names do not select functions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// A name matches nothing.
    #[error("no function is called `{name}`{}", nearest.as_ref().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default())]
    NotFound {
        /// The name.
        name: String,
        /// A function's name that is nearly the same.
        nearest: Option<String>,
    },
    /// A name matches several functions of one environment.
    #[error("`{name}` is several functions: {}; give the id of one", ids.join(", "))]
    Ambiguous {
        /// The name.
        name: String,
        /// The functions' ids.
        ids: Vec<String>,
    },
}

/// A function with its folder, when that is known.
pub type Candidate<'f> = (&'f FunctionSpec, Option<&'f Path>);

/// The functions that `names` select, in the order of `candidates`; all of them where no name is given. A full id
/// selects exactly that function.
///
/// # Errors
/// When a name matches nothing, or several functions of one environment; all such names are returned.
pub fn select<'f>(
    candidates: &[Candidate<'f>],
    names: &[String],
) -> Result<Vec<&'f FunctionSpec>, Vec<SelectError>> {
    if names.is_empty() {
        return Ok(candidates.iter().map(|(function, _)| *function).collect());
    }
    let mut selected: Vec<&FunctionSpec> = Vec::new();
    let mut errors = Vec::new();
    for name in names {
        let matched: Vec<&FunctionSpec> = candidates
            .iter()
            .filter(|(function, folder)| matches(function, *folder, name))
            .map(|(function, _)| *function)
            .collect();
        if matched.is_empty() {
            let known = candidates.iter().map(|(function, _)| function.name.as_str());
            let nearest = suggest::nearest(name, known).map(str::to_owned);
            errors.push(SelectError::NotFound { name: name.clone(), nearest });
            continue;
        }
        let mut by_environment: BTreeMap<&str, Vec<&FunctionSpec>> = BTreeMap::new();
        for function in matched {
            by_environment.entry(&function.id.environment).or_default().push(function);
        }
        for functions in by_environment.into_values() {
            if functions.len() > 1 {
                let ids = functions.iter().map(|function| function.id.to_string()).collect();
                errors.push(SelectError::Ambiguous { name: name.clone(), ids });
            } else {
                selected.extend(functions);
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let chosen = |function: &FunctionSpec| selected.iter().any(|other| other.id == function.id);
    Ok(candidates.iter().map(|(function, _)| *function).filter(|function| chosen(function)).collect())
}

fn matches(function: &FunctionSpec, folder: Option<&Path>, name: &str) -> bool {
    function.id.key == name
        || function.name == name
        || function.id.to_string() == name
        || folder.is_some_and(|folder| folder.ends_with(name.trim_end_matches('/')))
}
