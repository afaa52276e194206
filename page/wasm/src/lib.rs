//! # The machine behind the page in the browser
//!
//! Place in the flow: in place of a daemon. The page's script writes a request into this module's memory, calls
//! [`answer`], and reads the answer from there: text for text. The requests are in [`desk`], those of the feature
//! `worksheets`, which makes a module of its own, in [`sheets`]; this file is only the boundary.
//!
//! It is a separate package because a boundary needs what all other packages forbid: functions exported under their
//! names. There is no pointer that a caller gives: the memory of both texts belongs to this module, and a length is
//! checked against it. The page has one board, so the module is one; another board is another instance of it.
//!
//! Not a public interface. `page/build` compiles it to `page/machine.wasm` and `page/worksheets.wasm`.

#![cfg_attr(
    not(test),
    warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]

pub mod asked;
pub mod desk;
pub mod sheets;

#[cfg(not(feature = "worksheets"))]
use desk::Desk as Answers;
#[cfg(feature = "worksheets")]
use sheets::Sheets as Answers;
use std::cell::RefCell;

/// The longest request, in bytes: a recording as JSON, in which a line break is two bytes.
pub const MAX_REQUEST_BYTES: usize = 8 << 20;

#[derive(Default)]
struct Boundary {
    answers: Answers,
    request: Vec<u8>,
    answer: String,
}

thread_local! {
    static BOUNDARY: RefCell<Boundary> = RefCell::default();
}

/// Makes room for a request of this many bytes and returns its address; 0 if it is longer than [`MAX_REQUEST_BYTES`].
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> usize {
    BOUNDARY.with_borrow_mut(|it| {
        if bytes > MAX_REQUEST_BYTES {
            return 0;
        }
        it.request.clear();
        it.request.resize(bytes, b' ');
        it.request.as_ptr().addr()
    })
}

/// Performs the request and returns the length of the answer in bytes: see [`answer_at`].
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    BOUNDARY.with_borrow_mut(|it| {
        let request = std::mem::take(&mut it.request);
        it.answer = it.answers.answer(&request);
        it.answer.len()
    })
}

/// The address of the latest answer.
#[unsafe(no_mangle)]
pub extern "C" fn answer_at() -> usize {
    BOUNDARY.with_borrow(|it| it.answer.as_ptr().addr())
}
