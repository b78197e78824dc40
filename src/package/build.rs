//! One function from its request to an artifact in the store: key, lookup, and on a miss install, archive, check.

use crate::diagnostic::{Code, Diagnostic, suggest};
use crate::host::env::EnvVars;
use crate::host::interrupt::Interrupt;
use crate::source::Sources;
use crate::store::{Artifact, ArtifactStore, BuildRecord, BuildSlot, FunctionManifest, Lookup, Sizes};

use super::archive;
use super::check::{check_handler, parse_handler};
use super::gather::{Requirements, gather_requirements, gather_sources, hidden_module};
use super::handler::Handler;
use super::install::Install;
use super::key::{BuildKey, Change, KeyInputs};
use super::problem::{BuildError, unwritable};
use super::prune::Dependencies;
use super::request::BuildRequest;
use super::runtime::{RUNTIMES, Runtime, Target};
use super::size::check_size;
use super::sources::Selection;
use super::toolbox::Toolbox;

/// What all builds of a run share.
#[derive(Debug)]
pub struct Builder<'b> {
    store: ArtifactStore,
    env: EnvVars,
    interrupt: Interrupt,
    sources: &'b Sources,
    toolbox: Toolbox,
}

impl<'b> Builder<'b> {
    /// A builder into `store`. No program is looked for before one is needed; `sources` keeps requirement files for
    /// messages.
    pub fn new(store: ArtifactStore, env: EnvVars, interrupt: Interrupt, sources: &'b Sources) -> Self {
        Self { store, env, interrupt, sources, toolbox: Toolbox::default() }
    }
}

/// A function's package.
#[derive(Clone, Debug)]
pub struct Built {
    /// The function's deployed name.
    pub name: String,
    /// The function's key in its unit.
    pub key: String,
    /// The zip.
    pub artifact: Artifact,
    /// Whether it was there already.
    pub cached: bool,
    /// What it was built from.
    pub build_key: BuildKey,
    /// What is different from the function's build before this one; `None` when there was none.
    pub changes: Option<Vec<Change>>,
    /// The manifest that the store now has.
    pub manifest: FunctionManifest,
    /// Problems that do not stand against it.
    pub warnings: Vec<Diagnostic>,
}

/// Everything read, nothing done.
struct Inputs {
    target: Target,
    handler: Handler,
    selection: Selection,
    requirements: Requirements,
    key: BuildKey,
}

/// Builds a function, or finds that it was built before, and writes its manifest.
///
/// # Errors
/// When it cannot be built, with all that stands against it, or when the user asked to stop.
pub fn build(request: &BuildRequest, builder: &Builder<'_>) -> Result<Built, BuildError> {
    stop_if_asked(builder)?;
    let inputs = read(request, builder)?;
    let warns = inputs.requirements.is_needed && !inputs.requirements.has_hashes;
    let found = builder.store.lookup(inputs.key.as_str(), &builder.interrupt);
    let (artifact, cached, build_key) = match found.map_err(|error| unwritable(&error))? {
        Lookup::Interrupted => return Err(BuildError::Interrupted),
        Lookup::Hit(artifact) => (artifact, true, inputs.key),
        Lookup::Miss(slot) => {
            let Inputs { target, handler, selection, requirements, key } = inputs;
            // A slip in the handler need not wait for an install, unless the handler comes with one.
            if !requirements.is_needed || selection.has_handler {
                check_handler(&selection.entries, &handler, request, hidden_module(request, &handler))?;
            }
            let dependencies = install(request, target, &requirements, builder, &slot)?;
            (fill(request, &handler, selection, dependencies, builder, slot)?, false, key)
        }
    };
    let last = builder.store.manifest(&request.environment, &request.unit, &request.key);
    let changes = last.map(|manifest| build_key.changes_since(&manifest.build.components));
    let manifest = manifest(request, &artifact, &build_key, &builder.store);
    builder.store.write_manifest(&manifest).map_err(|error| unwritable(&error))?;
    let size = check_size(&request.name, artifact.zipped, artifact.unzipped);
    let warnings = warns.then(|| unpinned(request)).into_iter().chain(size).collect();
    let (name, key) = (request.name.clone(), request.key.clone());
    Ok(Built { name, key, artifact, cached, build_key, changes, manifest, warnings })
}

fn read(request: &BuildRequest, builder: &Builder<'_>) -> Result<Inputs, BuildError> {
    let mut problems = Vec::new();
    let mut keep = |problem: Diagnostic| problems.push(problem);
    let runtime = find_runtime(request).map_err(&mut keep).ok();
    let handler = parse_handler(request).map_err(&mut keep).ok();
    let mut selection = handler
        .as_ref()
        .and_then(|handler| gather_sources(request, handler, builder.store.root()).map_err(&mut keep).ok());
    let zip_root = selection.as_ref().map_or("", |selection| selection.root);
    let requirements = gather_requirements(request, zip_root, builder.store.root(), builder.sources)
        .map_err(|found| found.into_iter().for_each(&mut keep))
        .ok();
    if let (Some(selection), Some(requirements)) = (&mut selection, &requirements) {
        selection.leave_out(&requirements.wheels.iter().map(|wheel| wheel.path.as_str()).collect());
    }
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
            .at(request.origins.runtime, "")
            .note(format!("packages are built for {}", ids().collect::<Vec<_>>().join(", ")));
        match suggest::nearest(&request.runtime, ids()) {
            Some(id) if request.runtime.starts_with("python") => {
                problem.hint(format!("did you mean `{id}`?"))
            }
            _ => problem,
        }
    })
}

fn install(
    request: &BuildRequest,
    target: Target,
    requirements: &Requirements,
    builder: &Builder<'_>,
    slot: &BuildSlot,
) -> Result<Dependencies, BuildError> {
    if !requirements.is_needed {
        return Ok(Dependencies::default());
    }
    let tools = &builder.toolbox.tools(&builder.env, &builder.interrupt)?;
    Install { request, target, requirements, tools, env: &builder.env, interrupt: &builder.interrupt }
        .run(slot.folder())
}

fn fill(
    request: &BuildRequest,
    handler: &Handler,
    selection: Selection,
    dependencies: Dependencies,
    builder: &Builder<'_>,
    slot: BuildSlot,
) -> Result<Artifact, BuildError> {
    let entries = archive::merge(selection.entries, dependencies.entries)?;
    check_handler(&entries, handler, request, hidden_module(request, handler))?;
    let unzipped = entries.iter().map(|entry| entry.content.len() as u64).sum();
    if let Some(problem) = check_size(&request.name, 0, unzipped) {
        return Err(problem.into());
    }
    stop_if_asked(builder)?;
    let zip = archive::write(&entries).map_err(|error| {
        Diagnostic::error(Code::PackageTooLarge, format!("package of `{}` cannot be written", request.name))
            .note(format!("the archive's writer says: {error}"))
    })?;
    stop_if_asked(builder)?;
    Ok(slot.fill(&zip, unzipped, dependencies.packages).map_err(|error| unwritable(&error))?)
}

fn stop_if_asked(builder: &Builder<'_>) -> Result<(), BuildError> {
    if builder.interrupt.is_set() { Err(BuildError::Interrupted) } else { Ok(()) }
}

fn unpinned(request: &BuildRequest) -> Diagnostic {
    let title = format!("requirements of `{}` are not pinned by hashes", request.name);
    Diagnostic::warning(Code::RequirementsUnpinned, title)
        .note("another machine, or another day, may get other packages, and then the package differs")
        .hint("pin them: `uv pip compile --generate-hashes --universal requirements.in -o requirements.txt`")
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
        base64_sha256: artifact.base64_sha256.clone(),
        sizes: Sizes { zipped: artifact.zipped, unzipped: artifact.unzipped },
        runtime: request.runtime.clone(),
        architecture: request.architecture.as_str().to_owned(),
        handler: request.handler.clone(),
        packages: artifact.packages.clone(),
        build: BuildRecord { key: key.as_str().to_owned(), components: key.components().clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::fs;
    use std::path::Path;

    fn put(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write_atomically(&path, text.as_bytes()).unwrap();
    }

    /// A builder with no variable at all: any program it looked for it would not find.
    fn builder<'b>(root: &Path, sources: &'b Sources) -> Builder<'b> {
        Builder::new(ArtifactStore::at(root), EnvVars::default(), Interrupt::default(), sources)
    }

    fn estate() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        put(root.path(), "f/src/app.py", "def run(event, context):\n    return 1\n");
        put(root.path(), "f/src/tool", "#!/bin/sh\n");
        put(root.path(), "f/src/__pycache__/app.pyc", "x");
        put(root.path(), "f/tests/test_app.py", "x");
        root
    }

    fn built(root: &Path) -> Built {
        let request = BuildRequest::for_test(root.join("f"), "python3.12", "app.run");
        build(&request, &builder(root, &Sources::default())).unwrap()
    }

    fn titles(result: Result<Built, BuildError>) -> Vec<String> {
        match result {
            Err(BuildError::Failed(problems)) => problems.into_iter().map(|problem| problem.title).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn sources_alone_decide_the_bytes() {
        let (first, second) = (estate(), estate());
        let one = built(first.path());
        assert!(!one.cached && one.changes.is_none() && one.warnings.is_empty());
        fs::make_executable(&second.path().join("f/src/app.py")).unwrap();
        put(second.path(), "f/.env", "SECRET=1");
        let two = built(second.path());
        assert_eq!((&one.artifact.sha256, &one.build_key), (&two.artifact.sha256, &two.build_key));
        assert_eq!(fs::read(&one.artifact.path).unwrap(), fs::read(&two.artifact.path).unwrap());
        assert_eq!(one.manifest, two.manifest, "no path of a machine is in a manifest");
    }

    #[test]
    fn what_did_not_change_is_not_built_and_what_did_is_named() {
        let root = estate();
        let first = built(root.path());
        let again = built(root.path());
        assert!(again.cached);
        assert_eq!((&again.artifact, again.changes), (&first.artifact, Some(Vec::new())));
        put(root.path(), "f/src/app.py", "def run(event, context):\n    return 2\n");
        let changed = built(root.path());
        assert!(!changed.cached && changed.artifact.sha256 != first.artifact.sha256);
        assert_eq!(changed.changes, Some(vec![Change::Changed("source app.py".to_owned())]));
        assert!(fs::is_file(&first.artifact.path), "older artifacts stay");
    }

    #[test]
    fn programs_are_looked_for_only_when_something_must_be_installed() {
        let root = estate();
        put(root.path(), "f/requirements.txt", "six==1.17.0 --hash=sha256:00\n");
        let sources = Sources::default();
        let builder = builder(root.path(), &sources);
        let request = BuildRequest::for_test(root.path().join("f"), "python3.12", "app.run");
        assert_eq!(titles(build(&request, &builder)), ["there is no Python on `PATH`"]);

        let key = read(&request, &builder).unwrap().key;
        match builder.store.lookup(key.as_str(), &Interrupt::default()).unwrap() {
            Lookup::Miss(slot) => drop(slot.fill(b"zip", 3, Vec::new()).unwrap()),
            other => panic!("{other:?}"),
        }
        assert!(build(&request, &builder).unwrap().cached);
    }

    #[test]
    fn all_problems_of_a_request_are_said_at_once() {
        let root = estate();
        put(root.path(), "f/requirements.txt", "./lib\n");
        let request = BuildRequest::for_test(root.path().join("f"), "nodejs22.x", "app");
        let expected = [
            "runtime `nodejs22.x` of `f` is not one that packages are built for",
            "handler `app` is not valid",
            "requirement `./lib` is a folder, a repository or a source archive",
        ];
        let sources = Sources::default();
        assert_eq!(titles(build(&request, &builder(root.path(), &sources))), expected);
    }

    #[test]
    fn a_handler_that_was_left_out_is_explained() {
        let root = estate();
        put(root.path(), "f/src/.gitignore", "app.py\n");
        let request = BuildRequest::for_test(root.path().join("f"), "python3.12", "app.run");
        let sources = Sources::default();
        let Err(BuildError::Failed(problems)) = build(&request, &builder(root.path(), &sources)) else {
            panic!()
        };
        assert_eq!(problems[0].notes[1], "`src/app.py` is left out by a `.gitignore`");
    }

    #[test]
    fn a_build_that_is_asked_to_stop_leaves_nothing() {
        let root = estate();
        let sources = Sources::default();
        let builder = builder(root.path(), &sources);
        builder.interrupt.set();
        let request = BuildRequest::for_test(root.path().join("f"), "python3.12", "app.run");
        assert!(matches!(build(&request, &builder), Err(BuildError::Interrupted)));
        assert!(!fs::exists(&root.path().join(".tglambda")));
    }
}
