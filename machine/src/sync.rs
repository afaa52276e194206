//! Locks that survive a panic: every value behind such a lock is plain data and complete at any moment, so the next
//! thread can use it.

use std::sync::{LockResult, PoisonError};

/// The guarded value, even if another thread panicked while holding the lock.
///
/// ```
/// use backpropd_machine::sync::unpoisoned;
/// let value = std::sync::Mutex::new(7);
/// std::thread::scope(|scope| {
///     let panics = scope.spawn(|| {
///         let _guard = value.lock().unwrap();
///         panic!("while it holds the lock");
///     });
///     assert!(panics.join().is_err());
/// });
/// assert_eq!(*unpoisoned(value.lock()), 7);
/// ```
pub fn unpoisoned<T>(result: LockResult<T>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}
