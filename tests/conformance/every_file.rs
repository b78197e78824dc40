//! Terragrunt's own gate over its fixtures: every file in the language is evaluated as a configuration, whatever it is,
//! and that ends. Ours is evaluated in both modes, and what fails says so.

use std::io::Write as _;

use tglambda::diagnostic::has_errors;
use tglambda::estate::DiskWorld;
use tglambda::host::interrupt::Interrupt;
use tglambda::lang::world::Mode;
use tglambda::terragrunt::{Options, Session, evaluate_unit, render_json};

use crate::corpus::Corpus;
use crate::parallel;

#[test]
fn every_file_of_the_fixtures_is_evaluated_to_an_end() {
    let corpus = Corpus::lay("every-file");
    let is_configuration = |name: &str| {
        let name = name.strip_suffix(".json").unwrap_or(name);
        name.strip_suffix(".hcl").is_some_and(|stem| stem != ".terraform.lock")
    };
    let files = corpus.files(is_configuration);
    assert!(files.len() > 1_400, "{} files", files.len());
    for mode in [Mode::Render, Mode::Plan] {
        let environment = corpus.environment().into_iter().collect();
        let world = DiskWorld::new(environment, corpus.root(), Interrupt::default());
        let session = Session::new(&world, mode, corpus.root(), Options::default());
        let failed = parallel::map(&files, |file| {
            let evaluated = evaluate_unit(&session, &corpus.root().join(file), "plan");
            let document = render_json(&evaluated.config);
            assert!(document.starts_with('{'), "{file}: {document}");
            has_errors(&evaluated.diagnostics)
        });
        let failed = failed.into_iter().filter(|failed| *failed).count();
        let figures = format!(
            "{} files of Terragrunt's fixtures evaluated as {mode:?}: {failed} fail, all end",
            files.len()
        );
        drop(writeln!(std::io::stderr(), "{figures}"));
        assert!(failed < files.len() / 4, "{figures}");
    }
}
