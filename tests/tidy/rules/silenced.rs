//! Nothing is switched off: no lint allowed, no test ignored, no code left to write.

use crate::repository::Repository;
use crate::rust::RustFile;
use crate::violation::Violation;

/// What is silenced or left to do.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    repository.rust.iter().flat_map(|file| attributes(file).chain(macros(file))).collect()
}

fn attributes(file: &RustFile) -> impl Iterator<Item = Violation> {
    file.attributes().filter_map(|attribute| {
        let named = |name: &str| attribute.iter().find(|token| token.is(name));
        let allowed = named("allow").map(|token| {
            (token, "a lint is allowed", "mend what it reports, or use `#[expect(…, reason = \"…\")]`")
        });
        let ignored = named("ignore")
            .map(|token| (token, "a test is ignored", "let it run, or assert what is true today"));
        let (token, what, remedy) = allowed.or(ignored)?;
        Some(Violation::new(&file.path, token.line, what, remedy))
    })
}

fn macros(file: &RustFile) -> impl Iterator<Item = Violation> {
    let calls = file.tokens.windows(2).filter(|pair| pair[1].is("!"));
    calls.filter(|pair| pair[0].is("todo") || pair[0].is("unimplemented")).map(|pair| {
        let what = format!("`{}!` is left", pair[0].text);
        Violation::new(
            &file.path,
            pair[0].line,
            what,
            "write the code, or say in a diagnostic what is not supported",
        )
    })
}
