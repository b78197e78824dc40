//! Files, processes, environment and clock are reached through the host. Clippy sees calls; this sees imports as well.

use crate::repository::Repository;
use crate::violation::Violation;

/// What reaches the outside world, with all below it.
const EFFECTS: &[&[&str]] = &[
    &["std", "fs"],
    // Addresses are data; only sockets reach anything.
    &["std", "net", "TcpListener"],
    &["std", "net", "TcpStream"],
    &["std", "net", "UdpSocket"],
    &["std", "net", "ToSocketAddrs"],
    &["std", "process", "Command"],
    &["std", "process", "exit"],
    &["std", "env", "args"],
    &["std", "env", "args_os"],
    &["std", "env", "current_dir"],
    &["std", "env", "current_exe"],
    &["std", "env", "set_current_dir"],
    &["std", "env", "temp_dir"],
    &["std", "env", "var"],
    &["std", "env", "var_os"],
    &["std", "env", "vars"],
    &["std", "env", "vars_os"],
    &["std", "thread", "sleep"],
    &["SystemTime", "now"],
    &["Instant", "now"],
];

/// Modules that are not imported whole: their calls would not say where they come from.
const MODULES: &[&[&str]] = &[&["std", "env"], &["std", "process"]];

/// The uses of the outside world outside `src/host`.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in repository.sources().filter(|file| !file.path.starts_with("src/host/")) {
        for path in &file.paths {
            let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
            let reaches = |effect: &&&[&str]| segments.windows(effect.len()).any(|part| part == **effect);
            if EFFECTS.iter().any(|effect| reaches(&effect)) || MODULES.contains(&segments.as_slice()) {
                let what = format!("`{}` reaches the outside world", segments.join("::"));
                violations.push(Violation::new(&file.path, path.line, what, "go through src/host"));
            }
        }
    }
    violations
}
