//! Work on every processor: the metric takes far longer than what it measures.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::thread;

/// The results in the order of the items.
pub fn map<T: Send, R: Send>(items: impl Iterator<Item = T> + Send, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let (items, results) = (Mutex::new(items.enumerate()), Mutex::new(Vec::new()));
    let next = || items.lock().expect("no worker panics with it").next();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            scope.spawn(|| {
                while let Some((place, item)) = next() {
                    let result = (place, work(item));
                    results.lock().expect("no worker panics with it").push(result);
                }
            });
        }
    });
    let mut results = results.into_inner().expect("no worker panics with it");
    results.sort_by_key(|&(place, _)| place);
    results.into_iter().map(|(_, result)| result).collect()
}
