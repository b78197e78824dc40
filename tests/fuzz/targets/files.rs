//! A whole estate: the text is cut into files at lines `#: PATH`, and the unit among them is evaluated in both modes.

use std::path::Path;

use tglambda::diagnostic::has_errors;
use tglambda::lang::world::Mode;
use tglambda::terragrunt::{Options, Session, evaluate_unit, render_json};

use super::memory_world::MemoryWorld;
use super::secrets;

/// Evaluates the unit.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if text.contains(secrets::SECRET) {
        return;
    }
    let mut files: Vec<(String, String)> = vec![("/estate/unit/terragrunt.hcl".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("#: ") {
            Some(path) if files.len() < 8 => {
                files.push((format!("/estate/{}", path.trim_end()), String::new()));
            }
            _ => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                }
            }
        }
    }
    for mode in [Mode::Plan, Mode::Render] {
        let parts = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        let world = MemoryWorld::with_files(parts);
        let session = Session::new(&world, mode, "/estate", Options::default());
        let unit = Path::new("/estate/unit/terragrunt.hcl");
        let evaluated = evaluate_unit(&session, unit, "plan");
        secrets::check_messages(&evaluated.diagnostics);
        let again = evaluate_unit(&session, unit, "plan");
        assert_eq!(evaluated.diagnostics, again.diagnostics, "other problems the second time");
        if mode == Mode::Render && !has_errors(&evaluated.diagnostics) {
            assert_eq!(
                render_json(&evaluated.config),
                render_json(&again.config),
                "another value the second time"
            );
        }
    }
}
