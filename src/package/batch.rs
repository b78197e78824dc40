//! Many functions at once. The answers come in the order of the requests, and one failure stops no other build.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::build::{Builder, Built, build};
use super::problem::BuildError;
use super::request::BuildRequest;

/// Installs wait for the network, so there are a few even on one processor.
const MIN_WORKERS: usize = 4;

/// Builds every function.
pub fn build_all(builder: &Builder<'_>, requests: &[BuildRequest]) -> Vec<Result<Built, BuildError>> {
    let workers = thread::available_parallelism().map_or(1, usize::from).max(MIN_WORKERS).min(requests.len());
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<Built, BuildError>)>> = Mutex::default();
    let work = || {
        while let Some((index, request)) = next_of(&next, requests) {
            let result = build(request, builder);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(work);
        }
        work();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The next request that no worker has taken.
fn next_of<'r>(next: &AtomicUsize, requests: &'r [BuildRequest]) -> Option<(usize, &'r BuildRequest)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, requests.get(index)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::env::EnvVars;
    use crate::host::fs;
    use crate::host::interrupt::Interrupt;
    use crate::source::Sources;
    use crate::store::ArtifactStore;

    #[test]
    fn answers_keep_the_order_and_a_failure_stops_no_other() {
        let root = tempfile::tempdir().unwrap();
        fs::write_atomically(&root.path().join("app.py"), b"def run(e, c): ...\n").unwrap();
        let mut requests: Vec<BuildRequest> =
            (0..9).map(|_| BuildRequest::for_test(root.path(), "python3.12", "app.run")).collect();
        for (index, request) in requests.iter_mut().enumerate() {
            request.key = index.to_string();
        }
        requests[4].runtime = "java21".to_owned();
        let sources = Sources::default();
        let store = ArtifactStore::at(root.path());
        let builder = Builder::new(store, EnvVars::default(), Interrupt::default(), &sources);
        let results = build_all(&builder, &requests);
        let keys: Vec<Option<&str>> =
            results.iter().map(|result| result.as_ref().ok().map(|built| built.key.as_str())).collect();
        let expected =
            [Some("0"), Some("1"), Some("2"), Some("3"), None, Some("5"), Some("6"), Some("7"), Some("8")];
        assert_eq!(keys, expected);
        let fresh = results.iter().flatten().filter(|built| !built.cached).count();
        assert_eq!(fresh, 1, "functions that are equal are built once");
        assert!(build_all(&builder, &[]).is_empty());
    }
}
