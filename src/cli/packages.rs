//! From a function to a build: what the build commands share.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::lang::world::World;
use crate::package::{Architecture, BuildError, BuildRequest, Builder, Built, Origins, build_all};
use crate::store::ArtifactStore;

use super::functions::Function;
use super::session::Session;

/// The builder of the estate at `root`.
fn builder<'s>(session: &'s Session, root: &Path) -> Builder<'s> {
    let sources = World::sources(&session.world);
    Builder::new(ArtifactStore::at(root), session.env.clone(), session.interrupt.clone(), sources)
}

/// What came of many builds.
pub(super) struct Outcome {
    /// The packages, in the order of the requests.
    pub(super) packages: Vec<Built>,
    /// Problems of those that failed, and warnings of those that did not.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether the user asked to stop.
    pub(super) interrupted: bool,
}

/// Builds all of them; one failure stops no other.
pub(super) fn build_requests(session: &Session, root: &Path, requests: &[BuildRequest]) -> Outcome {
    let mut outcome = Outcome { packages: Vec::new(), diagnostics: Vec::new(), interrupted: false };
    for result in build_all(&builder(session, root), requests) {
        match result {
            Ok(built) => {
                outcome.diagnostics.extend(built.warnings.iter().cloned());
                outcome.packages.push(built);
            }
            Err(BuildError::Failed(problems)) => outcome.diagnostics.extend(problems),
            Err(BuildError::Interrupted) => outcome.interrupted = true,
        }
    }
    outcome
}

/// What is to be built for a function.
///
/// # Errors
/// When the configuration does not say enough: every missing piece is reported.
pub(super) fn request(function: &Function) -> Result<BuildRequest, Vec<Diagnostic>> {
    let spec = &function.spec;
    let mut problems = Vec::new();
    let mut text = |name: &'static str, field: Option<&Value>| {
        let found = field.and_then(Value::as_str).map(str::to_owned);
        if found.is_none() {
            problems.push(not_known(function, name, field));
        }
        found.unwrap_or_default()
    };
    text("name", Some(&spec.key));
    let runtime = text("runtime", spec.value("runtime"));
    let handler = text("handler", spec.value("handler"));
    let architecture = architecture(function).unwrap_or_else(|problem| {
        problems.push(problem);
        Architecture::default()
    });
    let folder = match &function.folder {
        Ok(folder) => folder.clone(),
        Err(problem) => {
            problems.push(problem.clone());
            return Err(problems);
        }
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    let place = |field: Option<&Value>| field.map_or(spec.span, |value| value.provenance.span);
    Ok(BuildRequest {
        environment: spec.id.environment.clone(),
        unit: spec.id.unit.clone(),
        key: spec.id.key.clone(),
        name: spec.name.clone(),
        folder,
        runtime,
        architecture,
        handler,
        origins: Origins {
            function: spec.span,
            runtime: place(spec.value("runtime")),
            handler: place(spec.value("handler")),
        },
    })
}

fn not_known(function: &Function, name: &str, field: Option<&Value>) -> Diagnostic {
    let title = format!("the {name} of `{}` is not known", function.spec.name);
    let diagnostic = Diagnostic::error(Code::InvalidValue, title);
    match field {
        None => diagnostic
            .at(function.spec.span, format!("says no {name}"))
            .hint(format!("set `{name}` in the function's inputs")),
        Some(value) => {
            let reason = value.as_unknown().map(|unknown| unknown.reason.to_string());
            let label = reason.unwrap_or_else(|| format!("a {}, not a text", value.kind()));
            diagnostic.at(value.provenance.nearest(), label)
        }
    }
}

/// The first of `architectures`; `x86_64` where nothing is said, as Lambda has it.
fn architecture(function: &Function) -> Result<Architecture, Diagnostic> {
    let Some(value) = function.spec.value("architectures") else { return Ok(Architecture::default()) };
    if let Some([_, second, ..]) = value.elements().map(|elements| &**elements) {
        return Err(Diagnostic::error(Code::InvalidValue, "a function has one architecture")
            .at(second.provenance.span, "Lambda takes exactly one"));
    }
    let first = value.elements().and_then(|elements| elements.first()).unwrap_or(value);
    match first.as_str() {
        Some(name) => Architecture::parse(name).ok_or_else(|| {
            Diagnostic::error(Code::InvalidValue, format!("there is no architecture `{name}`"))
                .at(first.provenance.span, "Lambda has `x86_64` and `arm64`")
        }),
        None => Err(not_known(function, "architectures", Some(first))),
    }
}
