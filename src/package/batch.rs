//! Many functions at once. The answers come in the order of the requests, and one failure stops no other build.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::BuildRequest;
use super::build::{Builder, Built, build};
use super::problem::BuildError;

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

fn next_of<'r>(next: &AtomicUsize, requests: &'r [BuildRequest]) -> Option<(usize, &'r BuildRequest)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    Some((index, requests.get(index)?))
}
