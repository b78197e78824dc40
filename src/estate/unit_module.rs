//! The module behind a unit: which files Terragrunt would bring together for Terraform to work in. Source: Terragrunt 1.1.3
//! `internal/runner/run/download_source.go`: the source's files, over them those of the unit's folder, over them what
//! `generate` blocks write.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::value::{Entries, Value};
use crate::lang::world::{PathKind, World};
use crate::source::Span;
use crate::terraform::{Library, Module, ModuleFiles, ModuleSource, ValueSources, VariableValues};
use crate::terragrunt::{Config, Source, clean, earlier_working_folder, locate};

use super::unit::Unit;

/// The module behind a unit.
#[derive(Debug)]
pub enum UnitModule {
    /// It is here.
    Here(Arc<Module>),
    /// It has to be fetched: its address, and where that is written.
    Elsewhere(Arc<str>, Span),
    /// Where it comes from is not known.
    Unknown(Value),
    /// A path to nothing: the folder, and where the path is written.
    Missing(PathBuf, Span),
    /// There are no files of a module.
    None,
}

/// The module behind `unit`.
pub fn module_of(library: &Library<'_>, unit: &Unit) -> UnitModule {
    let world = library.world();
    let written = unit.config.terraform.as_ref().and_then(|terraform| terraform.source());
    let Some(written) = written else {
        let files = ModuleFiles {
            generated: generated(world, &unit.config, &unit.folder),
            working_folders: with_fetched(world, &[Some(&unit.folder)]),
            ..ModuleFiles::of_folder(&unit.folder)
        };
        return here(library, &files);
    };
    let place = written.provenance.nearest();
    let Some(source) = written.as_str() else { return UnitModule::Unknown(written.clone()) };
    let located = library.sources().locate(&unit.folder, source, None);
    match &located {
        ModuleSource::Mapped(folder) => return here(library, &files(world, unit, folder, None, None)),
        ModuleSource::Described(module) => return UnitModule::Here(Arc::clone(module)),
        _ => {}
    }
    let earlier = earlier_working_folder(world, &unit.folder, &unit.config, source);
    match locate(world, &unit.folder, source) {
        Source::Local(folder) => {
            let package = source
                .split_once("//")
                .map_or_else(|| folder.clone(), |(package, _)| clean(&unit.folder.join(package)));
            here(library, &files(world, unit, &folder, Some(package), earlier.as_deref()))
        }
        Source::Missing(folder) => UnitModule::Missing(folder, place),
        // What an earlier run fetched is the truth, whatever is known of the module.
        Source::Elsewhere => match (earlier, located) {
            (Some(folder), _) => here(library, &files(world, unit, &folder, None, Some(&folder))),
            (None, ModuleSource::BuiltIn(known)) => UnitModule::Here(library.built_in(known)),
            (None, _) => UnitModule::Elsewhere(source.into(), place),
        },
    }
}

/// Those of the folders that Terraform fetched modules for.
fn with_fetched(world: &dyn World, folders: &[Option<&Path>]) -> Vec<PathBuf> {
    let has_fetched =
        |folder: &&Path| world.kind(&folder.join(".terraform/modules")) == Some(PathKind::Folder);
    folders.iter().flatten().copied().filter(has_fetched).map(Path::to_path_buf).collect()
}

/// What a unit gives to the variables of its module when Terraform plans.
pub fn values_of(world: &dyn World, module: &Module, unit: &Unit) -> VariableValues {
    let terraform = unit.config.terraform.as_ref();
    let mut environment = Entries::new();
    let mut arguments = Vec::new();
    for block in terraform.into_iter().flat_map(|terraform| &terraform.extra_arguments) {
        let texts =
            |name: &str| block.field(name).and_then(Value::elements).into_iter().flat_map(|all| all.iter());
        if !texts("commands").any(|command| command.as_str() == Some("plan")) {
            continue;
        }
        let set = block.field("env_vars").and_then(Value::entries);
        environment.extend(
            set.into_iter().flat_map(|set| set.iter()).map(|(name, value)| (Arc::clone(name), value.clone())),
        );
        arguments.extend(texts("arguments").cloned());
        let is_there = |file: &&Value| {
            let path = file.as_str().map(|path| unit.folder.join(path));
            path.is_some_and(|path| world.kind(&path) == Some(PathKind::File))
        };
        let files = texts("required_var_files").chain(texts("optional_var_files").filter(is_there));
        arguments.extend(files.map(|file| match file.as_str() {
            Some(path) => Value::string(format!("-var-file={path}")).with_provenance(file.provenance.clone()),
            None => file.clone(),
        }));
    }
    let sources = ValueSources {
        inputs: unit.config.inputs.as_ref(),
        environment,
        folders: vec![module.folder.clone(), unit.folder.clone()],
        arguments,
    };
    VariableValues::gather(world, module, &sources)
}

fn here(library: &Library<'_>, files: &ModuleFiles) -> UnitModule {
    let module = library.module(files);
    if module.is_there { UnitModule::Here(module) } else { UnitModule::None }
}

/// The files of the module in `folder` with those of the unit over them.
fn files(
    world: &dyn World,
    unit: &Unit,
    folder: &Path,
    package: Option<PathBuf>,
    earlier: Option<&Path>,
) -> ModuleFiles {
    let is_file_of_module = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        !name.starts_with('.')
            && [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|end| name.ends_with(end))
    };
    ModuleFiles {
        folder: folder.to_path_buf(),
        package,
        over: world.list(&unit.folder).into_iter().filter(is_file_of_module).collect(),
        generated: generated(world, &unit.config, folder),
        working_folders: with_fetched(world, &[earlier, Some(folder)]),
        path: String::new(),
    }
}

/// What the `generate` blocks of a unit write into the module's folder, as far as it is known.
fn generated(world: &dyn World, config: &Config, folder: &Path) -> Vec<(String, Arc<str>)> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let blocks = config.generate.values();
    let written = blocks.filter_map(|block| {
        let path = text(block.field("path"))?;
        let is_disabled = block.field("disable").and_then(Value::as_bool) == Some(true);
        let keeps = text(block.field("if_exists")).as_deref() == Some("skip")
            && world.kind(&folder.join(&path)) == Some(PathKind::File);
        // One further down is no part of this module.
        if is_disabled || keeps || path.trim_start_matches("./").contains('/') {
            return None;
        }
        let contents = block.field("contents").and_then(Value::as_str)?;
        Some((path.trim_start_matches("./").to_owned(), Arc::from(contents)))
    });
    written.collect()
}
