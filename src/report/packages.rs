//! Built packages as `build` shows them: a table for people, a versioned document for programs.

use serde::Serialize;

use crate::package::Built;
use crate::store::{FunctionManifest, Sizes};

use super::diagnostics_json::DiagnosticsJson;
use super::size::human_size;
use super::table::Table;

/// The version of the JSON document; it grows with every change that a reader could notice.
pub const BUILD_VERSION: u32 = 1;

/// The packages as a table.
pub fn packages_table(packages: &[Built]) -> String {
    let headers = ["FUNCTION", "ENV", "RUNTIME", "ARCH", "ZIPPED", "UNZIPPED", "SHA256", "STATE"];
    let mut table = Table::new(headers).right("ZIPPED").right("UNZIPPED");
    for package in packages {
        let manifest = &package.manifest;
        table.row([
            manifest.function.as_str(),
            &manifest.environment,
            &manifest.runtime,
            &manifest.architecture,
            &human_size(manifest.sizes.zipped),
            &human_size(manifest.sizes.unzipped),
            manifest.sha256.get(..16).unwrap_or(&manifest.sha256),
            if package.cached { "unchanged" } else { "built" },
        ]);
    }
    table.render()
}

/// What each package's key is made of, and what changed since the function's last build.
pub fn packages_explained(packages: &[Built]) -> String {
    packages.iter().map(explained).collect::<Vec<_>>().concat()
}

fn explained(package: &Built) -> String {
    let key = &package.build_key;
    let heading = format!("{}: key {}", package.manifest.function, key.as_str());
    let components = key.to_string();
    let mut lines = vec![heading];
    lines.extend(components.lines().map(|line| format!("  {line}")));
    match package.changes.as_deref() {
        None => lines.push("  not built before".to_owned()),
        Some([]) => lines.push("  nothing changed since the last build".to_owned()),
        Some(changes) => lines.extend(changes.iter().map(|change| format!("  changed: {change}"))),
    }
    lines.join("\n") + "\n\n"
}

#[derive(Serialize)]
struct Document<'p> {
    version: u32,
    packages: Vec<PackageDocument<'p>>,
    diagnostics: DiagnosticsJson,
}

#[derive(Serialize)]
struct PackageDocument<'p> {
    function: &'p str,
    environment: &'p str,
    unit: &'p str,
    key: &'p str,
    /// Relative to the estate's root.
    path: &'p str,
    sha256: &'p str,
    base64_sha256: &'p str,
    sizes: Sizes,
    runtime: &'p str,
    architecture: &'p str,
    handler: &'p str,
    packages: &'p [crate::store::Package],
    cached: bool,
    /// The digest of all that can change the package's bytes.
    build_key: &'p str,
}

/// The packages as a JSON document.
pub fn packages_json(packages: &[Built], diagnostics: DiagnosticsJson) -> String {
    let packages = packages.iter().map(|built| document(&built.manifest, built.cached)).collect();
    let document = Document { version: BUILD_VERSION, packages, diagnostics };
    let mut text = serde_json::to_string_pretty(&document).expect("internal: the document serialises");
    text.push('\n');
    text
}

fn document(manifest: &FunctionManifest, cached: bool) -> PackageDocument<'_> {
    PackageDocument {
        function: &manifest.function,
        environment: &manifest.environment,
        unit: &manifest.unit,
        key: &manifest.key,
        path: &manifest.path,
        sha256: &manifest.sha256,
        base64_sha256: &manifest.base64_sha256,
        sizes: manifest.sizes,
        runtime: &manifest.runtime,
        architecture: &manifest.architecture,
        handler: &manifest.handler,
        packages: &manifest.packages,
        cached,
        build_key: &manifest.build.key,
    }
}
