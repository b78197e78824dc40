//! Files stay small: one construct a file.

use crate::repository::Repository;
use crate::violation::Violation;

/// The most lines a file may have without its tests.
const MAX_LINES: usize = 600;
/// The most lines that half of the files may have.
const MAX_MEDIAN: usize = 200;

/// The files that are too long, and the median when it is.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let mut sizes: Vec<(usize, &str)> = repository
        .sources()
        .map(|file| (file.product_lines, file.path.as_str()))
        .filter(|(lines, _)| *lines > 0)
        .collect();
    sizes.sort_unstable();
    let mut violations: Vec<Violation> = sizes
        .iter()
        .filter(|(lines, _)| *lines > MAX_LINES)
        .map(|(lines, path)| {
            let what = format!("{lines} lines without tests, {MAX_LINES} are the most");
            Violation::new(path, MAX_LINES + 1, what, "move a construct of its own to a file of its own")
        })
        .collect();
    if let Some((median, path)) = sizes.get(sizes.len() / 2).filter(|(lines, _)| *lines > MAX_MEDIAN) {
        let what = format!("half of the files have {median} lines or more, the median may be {MAX_MEDIAN}");
        violations.push(Violation::new(path, 1, what, "split the largest files"));
    }
    violations
}
