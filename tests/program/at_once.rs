//! Runs the cases of a test at the same time, because they mostly wait.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// How many run at the same time.
const THREADS: usize = 8;

/// Runs this for each case and returns how many there were. The first panic ends everything.
#[allow(dead_code)] // not every set of features uses it
pub fn at_once<I>(cases: I, act: impl Fn(I::Item) + Sync) -> usize
where
    I: IntoIterator<IntoIter: Send>,
{
    let cases = Mutex::new(cases.into_iter());
    let (done, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    let work = || {
        while !failed.load(Ordering::Relaxed) {
            let Some(case) = cases.lock().unwrap().next() else {
                return;
            };
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| act(case))) {
                failed.store(true, Ordering::Relaxed);
                resume_unwind(panic);
            }
            done.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(work);
        }
    });
    done.into_inner()
}
