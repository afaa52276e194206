//! A growing text that is handed out many times: copies share their common part in memory.
//!
//! A recording is up to 4 MiB, and browsers may download it slowly. It only grows, so any number of browsers that
//! started at different times need little more memory than one copy.

use axum::body::{Body, Bytes};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::{Arc, Weak};

/// The size of a shared piece, in bytes. A connection's own buffer is about as large.
const CHUNK: usize = 16 << 10;

/// The latest copy, while anyone holds it.
#[derive(Debug, Default)]
pub struct Latest {
    copy: Weak<Vec<Bytes>>,
    /// How many had asked when it was fetched from the source.
    asked: u64,
}

/// A copy.
#[derive(Clone, Debug)]
pub struct SharedText(Arc<Vec<Bytes>>);

impl Latest {
    /// The latest copy, if it is new enough for request `number`, counted from 0.
    pub fn get(&self, number: u64) -> Option<SharedText> {
        let is_new = number < self.asked;
        self.copy.upgrade().filter(|_| is_new).map(SharedText)
    }

    /// A copy of `text`, which was fetched when this many had `asked`.
    pub fn update(&mut self, text: &str, asked: u64) -> SharedText {
        let latest = self.copy.upgrade().unwrap_or_default();
        let chunks = text.as_bytes().chunks(CHUNK).enumerate();
        let shared = chunks.map(|(index, chunk)| match latest.get(index) {
            Some(same) if same == chunk => same.clone(),
            _ => Bytes::copy_from_slice(chunk),
        });
        let copy = Arc::new(shared.collect());
        self.copy = Arc::downgrade(&copy);
        self.asked = asked;
        SharedText(copy)
    }
}

impl SharedText {
    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.0.iter().map(Bytes::len).sum()
    }

    /// Its pieces, in order.
    pub fn into_body(self) -> Body {
        Body::from_stream(stream::unfold((self.0, 0), async |(chunks, index)| {
            let chunk = chunks.get(index)?.clone();
            Some((Ok::<_, Infallible>(chunk), (chunks, index + 1)))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_grows_shares_its_earlier_part() {
        let mut latest = Latest::default();
        let mut text = "x".repeat(4 << 20);
        let mut held = Vec::new();
        for number in 0..100 {
            text.push_str(&number.to_string());
            held.push(latest.update(&text, number));
            assert_eq!(held[number as usize].len(), text.len());
        }
        let mut chunks: Vec<_> = (held.iter().flat_map(|copy| copy.0.iter()))
            .map(|chunk| (chunk.as_ptr(), chunk.len()))
            .collect();
        chunks.sort_unstable();
        chunks.dedup();
        let bytes: usize = chunks.iter().map(|(_, len)| len).sum();
        println!("{} latest of 4 MiB hold {bytes} bytes", held.len());
        assert!(bytes < (4 << 20) + (held.len() + 1) * CHUNK);
    }

    #[test]
    fn a_later_request_gets_a_later_one_and_nothing_is_kept_for_nobody() {
        let mut latest = Latest::default();
        assert!(latest.get(0).is_none());
        // While the text was fetched for the first, a second one asked; then a third.
        let copy = latest.update("text", 2);
        assert!(latest.get(1).is_some() && latest.get(2).is_none());
        drop(copy);
        assert!(latest.get(1).is_none());
    }
}
