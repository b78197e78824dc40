//! The whole suite.

use std::io::Write as _;
use std::path::Path;

use super::case::{Case, Outcome};
use crate::go_hcl;
use crate::support::Toolchain;

/// Rejected as the suite has them, and told of otherwise: of five faults in one text we tell the first, and of a block
/// that is not closed we show the end of the file, with the place of the opening beside it.
const ELSEWHERE: [&str; 2] =
    ["structure/blocks/single_oneline_invalid.hcl", "structure/blocks/single_unclosed.hcl"];

#[test]
fn the_suite_of_the_language_comes_out_as_it_should() {
    let folder = Toolchain::get().sources(go_hcl::MODULE).folder.join("specsuite/tests");
    let mut cases = Vec::new();
    collect(&folder, &mut cases);
    assert!(cases.len() > 10, "{} cases", cases.len());
    let (mut passed, mut elsewhere, mut failed) = (0, Vec::new(), Vec::new());
    for case in &cases {
        let name = case.input.strip_prefix(&folder).expect("internal: found below the suite").display();
        match case.run() {
            Outcome::Passed => passed += 1,
            Outcome::RejectedElsewhere(why) => elsewhere.push((name.to_string(), why)),
            Outcome::Failed(why) => failed.push(format!("{name}: {why}")),
        }
    }
    let figures = format!(
        "specsuite of HCL: {passed} of {} as the suite has them, none skipped; rejected as it has them, but told of other \
         places: {elsewhere:#?}",
        cases.len(),
    );
    drop(writeln!(std::io::stderr(), "{figures}"));
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    elsewhere.sort();
    assert!(elsewhere.iter().map(|(name, _)| name.as_str()).eq(ELSEWHERE), "{elsewhere:#?}");
}

/// Each test with each of its inputs.
fn collect(folder: &Path, cases: &mut Vec<Case>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the suite") {
        let path = entry.expect("an entry of the suite").path();
        if path.is_dir() {
            collect(&path, cases);
        } else if path.extension().is_some_and(|extension| extension == "t") {
            let inputs = [path.with_extension("hcl"), path.with_extension("hcl.json")];
            let inputs = inputs.into_iter().filter(|input| input.is_file());
            cases.extend(inputs.map(|input| Case { test: path.clone(), input }));
        }
    }
}
