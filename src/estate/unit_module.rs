//! The module behind a unit: which files Terragrunt would bring together for Terraform to work in. Source: Terragrunt 1.1.3
//! `internal/runner/run/download_source.go`: the source's files, over them those of the unit's folder, over them what
//! `generate` blocks write.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::source::Span;
use crate::terraform::{Library, Module, ModuleFiles, ModuleSource};
use crate::terragrunt::{Config, Source, clean, locate};

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
            package: Some(unit.folder.clone()),
            generated: generated(world, &unit.config, &unit.folder),
            ..ModuleFiles::of_folder(&unit.folder)
        };
        return here(library, &files);
    };
    let place = written.provenance.nearest();
    let Some(source) = written.as_str() else { return UnitModule::Unknown(written.clone()) };
    match library.sources().locate(&unit.folder, source, None) {
        ModuleSource::BuiltIn(known) => return UnitModule::Here(library.built_in(known)),
        ModuleSource::Mapped(folder) => return here(library, &files(world, unit, &folder, None)),
        ModuleSource::Folder(_) | ModuleSource::Elsewhere => {}
    }
    match locate(world, &unit.folder, source) {
        Source::Local(folder) => {
            let package = source
                .split_once("//")
                .map_or_else(|| folder.clone(), |(package, _)| clean(&unit.folder.join(package)));
            here(library, &files(world, unit, &folder, Some(package)))
        }
        Source::Missing(folder) => UnitModule::Missing(folder, place),
        Source::Elsewhere => UnitModule::Elsewhere(source.into(), place),
    }
}

fn here(library: &Library<'_>, files: &ModuleFiles) -> UnitModule {
    let module = library.module(files);
    if module.is_there { UnitModule::Here(module) } else { UnitModule::None }
}

/// The files of the module in `folder` with those of the unit over them.
fn files(world: &dyn World, unit: &Unit, folder: &Path, package: Option<PathBuf>) -> ModuleFiles {
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
