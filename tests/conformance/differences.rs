//! The differences that are known: a list that only gets shorter.

use std::collections::BTreeSet;
use std::path::Path;

/// What differs in a table, by the line of the case or its expression. In the list, `[name]` begins a table and `#`
/// a reason.
pub(crate) fn known(table: &str) -> BTreeSet<String> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/differences.txt");
    let list = std::fs::read_to_string(list).expect("the list is there");
    list.lines()
        .skip_while(|line| *line != format!("[{table}]"))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}
