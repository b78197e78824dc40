//! One function from its request to an artifact in the store: key, lookup, and on a miss install, archive, check.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::host::env::EnvVars;
use crate::host::interrupt::Interrupt;
use crate::source::Sources;
use crate::store::{Artifact, ArtifactStore, BuildRecord, BuildSlot, FunctionManifest, Lookup, Sizes};

use super::BuildRequest;
use super::archive;
use super::check::{check_handler, parse_handler};
use super::gather::{Requirements, gather_requirements, gather_sources, hidden_module};
use super::handler::Handler;
use super::install::Install;
use super::key::{BuildKey, Change, KeyInputs};
use super::problem::{BuildError, unwritable};
use super::prune::Dependencies;
use super::runtime::{RUNTIMES, Runtime, Target};
use super::size::check_size;
use super::sources::Selection;
use super::toolbox::Toolbox;

/// What all builds of a run share.
#[derive(Debug)]
pub struct BuildContext<'c> {
    /// The root of the repository, absolute.
    pub root: &'c Path,
    /// Where artifacts go.
    pub store: &'c ArtifactStore,
    /// The variables of this process.
    pub env: &'c EnvVars,
    /// Where requirement files are kept for messages.
    pub sources: &'c Sources,
    /// Whether the user asked to stop.
    pub interrupt: &'c Interrupt,
    toolbox: Toolbox,
}

impl<'c> BuildContext<'c> {
    /// A context; no program is looked for before one is needed.
    pub fn new(
        root: &'c Path,
        store: &'c ArtifactStore,
        env: &'c EnvVars,
        sources: &'c Sources,
        interrupt: &'c Interrupt,
    ) -> Self {
        Self { root, store, env, sources, interrupt, toolbox: Toolbox::default() }
    }
}

/// A function's package.
#[derive(Clone, Debug)]
pub struct Built {
    /// The zip.
    pub artifact: Artifact,
    /// Whether it was there already.
    pub cached: bool,
    /// What it was built from.
    pub key: BuildKey,
    /// What the manifest in the store says.
    pub manifest: FunctionManifest,
    /// Problems that do not stand against it.
    pub warnings: Vec<Diagnostic>,
}

/// Why a function is, or would be, built.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The key now.
    pub key: BuildKey,
    /// Whether the store has it.
    pub cached: bool,
    /// What is different from the last build; `None` when there was none.
    pub changes: Option<Vec<Change>>,
}

/// Everything read, nothing done.
struct Inputs {
    target: Target,
    handler: Handler,
    selection: Selection,
    requirements: Requirements,
    key: BuildKey,
}

/// Computes a function's key and compares it with that of its last build. Builds nothing and starts no program.
///
/// # Errors
/// When something of the function cannot be read or is not valid.
pub fn explain(request: &BuildRequest, context: &BuildContext<'_>) -> Result<Explanation, BuildError> {
    let key = read(request, context)?.key;
    let last = context.store.manifest(&request.environment, &request.unit, &request.key);
    let changes = last.map(|manifest| key.changes_since(&manifest.build.components));
    Ok(Explanation { cached: context.store.find(key.as_str()).is_some(), key, changes })
}

/// Builds a function, or finds that it was built before, and writes its manifest.
///
/// # Errors
/// When it cannot be built, with all that stands against it, or when the user asked to stop.
pub fn build(request: &BuildRequest, context: &BuildContext<'_>) -> Result<Built, BuildError> {
    stop_if_asked(context)?;
    let inputs = read(request, context)?;
    let found =
        context.store.lookup(inputs.key.as_str(), context.interrupt).map_err(|error| unwritable(&error))?;
    let (artifact, cached, key, requirements) = match found {
        Lookup::Interrupted => return Err(BuildError::Interrupted),
        Lookup::Hit(artifact) => (artifact, true, inputs.key, inputs.requirements),
        Lookup::Miss(slot) => {
            let Inputs { target, handler, selection, requirements, key } = inputs;
            let dependencies = install(request, target, &requirements, context, &slot)?;
            let artifact = fill(request, &handler, selection, dependencies, context, slot)?;
            (artifact, false, key, requirements)
        }
    };
    let unpinned = (requirements.is_needed && !requirements.has_hashes).then(|| unpinned(request));
    let size = check_size(&request.name, artifact.zipped, artifact.unzipped);
    let manifest = manifest(request, &artifact, &key, context.store);
    context.store.write_manifest(&manifest).map_err(|error| unwritable(&error))?;
    Ok(Built { artifact, cached, key, manifest, warnings: unpinned.into_iter().chain(size).collect() })
}

fn read(request: &BuildRequest, context: &BuildContext<'_>) -> Result<Inputs, BuildError> {
    let mut problems = Vec::new();
    let mut keep = |problem: Diagnostic| problems.push(problem);
    let runtime = find_runtime(request).map_err(&mut keep).ok();
    let handler = parse_handler(request).map_err(&mut keep).ok();
    let selection = handler
        .as_ref()
        .and_then(|handler| gather_sources(request, handler, context.root).map_err(&mut keep).ok());
    let requirements = gather_requirements(request, context.root, context.sources)
        .map_err(|found| found.into_iter().for_each(&mut keep))
        .ok();
    let (Some(runtime), Some(handler), Some(selection), Some(requirements)) =
        (runtime, handler, selection, requirements)
    else {
        return Err(problems.into());
    };
    let target = Target { runtime, architecture: request.architecture };
    let key = BuildKey::of(&KeyInputs {
        target,
        handler: &request.handler,
        selection: &selection,
        requirements: &requirements,
    });
    Ok(Inputs { target, handler, selection, requirements, key })
}

fn find_runtime(request: &BuildRequest) -> Result<Runtime, Diagnostic> {
    Runtime::find(&request.runtime).ok_or_else(|| {
        let ids = || RUNTIMES.iter().map(|runtime| runtime.id);
        let title = format!(
            "runtime `{}` of `{}` is not one that packages are built for",
            request.runtime, request.name
        );
        let problem = Diagnostic::error(Code::UnsupportedRuntime, title)
            .at(request.origin("runtime"), "")
            .note(format!("Packages are built for {}.", ids().collect::<Vec<_>>().join(", ")));
        match suggest::nearest(&request.runtime, ids()) {
            Some(id) if request.runtime.starts_with("python") => {
                problem.hint(format!("Did you mean `{id}`?"))
            }
            _ => problem,
        }
    })
}

fn install(
    request: &BuildRequest,
    target: Target,
    requirements: &Requirements,
    context: &BuildContext<'_>,
    slot: &BuildSlot,
) -> Result<Dependencies, BuildError> {
    if !requirements.is_needed {
        return Ok(Dependencies::default());
    }
    let tools = &context.toolbox.tools(context.env, context.interrupt)?;
    Install { request, target, requirements, tools, env: context.env, interrupt: context.interrupt }
        .run(slot.folder())
}

fn fill(
    request: &BuildRequest,
    handler: &Handler,
    selection: Selection,
    dependencies: Dependencies,
    context: &BuildContext<'_>,
    slot: BuildSlot,
) -> Result<Artifact, BuildError> {
    let entries = archive::merge(selection.entries, dependencies.entries)?;
    check_handler(&entries, handler, request, hidden_module(request, handler))?;
    let unzipped = entries.iter().map(|entry| entry.content.len() as u64).sum();
    if let Some(problem) = check_size(&request.name, 0, unzipped) {
        return Err(problem.into());
    }
    stop_if_asked(context)?;
    let zip = archive::write(&entries).map_err(|error| {
        Diagnostic::error(Code::PackageTooLarge, format!("package of `{}` cannot be written", request.name))
            .note(format!("The archive's writer says: {error}."))
    })?;
    stop_if_asked(context)?;
    Ok(slot.fill(&zip, unzipped, dependencies.packages).map_err(|error| unwritable(&error))?)
}

fn stop_if_asked(context: &BuildContext<'_>) -> Result<(), BuildError> {
    if context.interrupt.is_set() { Err(BuildError::Interrupted) } else { Ok(()) }
}

fn unpinned(request: &BuildRequest) -> Diagnostic {
    let title = format!("requirements of `{}` are not pinned by hashes", request.name);
    Diagnostic::warning(Code::RequirementsUnpinned, title)
        .note("Another machine, or another day, may get other packages, and then the package differs.")
        .hint("Pin them: `uv pip compile --generate-hashes --universal requirements.in -o requirements.txt`.")
}

fn manifest(
    request: &BuildRequest,
    artifact: &Artifact,
    key: &BuildKey,
    store: &ArtifactStore,
) -> FunctionManifest {
    FunctionManifest {
        format: FunctionManifest::FORMAT,
        function: request.name.clone(),
        environment: request.environment.clone(),
        unit: request.unit.clone(),
        key: request.key.clone(),
        path: store.relative(&artifact.path),
        sha256: artifact.sha256.clone(),
        sha256_base64: artifact.sha256_base64(),
        sizes: Sizes { zipped: artifact.zipped, unzipped: artifact.unzipped },
        runtime: request.runtime.clone(),
        architecture: request.architecture.as_str().to_owned(),
        handler: request.handler.clone(),
        packages: artifact.packages.clone(),
        build: BuildRecord { key: key.as_str().to_owned(), components: key.components().clone() },
    }
}
