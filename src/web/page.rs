//! The pages, one file each, that the build put together (`build.rs`): nothing to install, nothing from elsewhere.

use axum::body::Bytes;
use miniz_oxide::inflate::decompress_to_vec;
use std::sync::LazyLock;

/// A page in the program.
#[derive(Debug)]
pub struct Page {
    /// Compressed with gzip, which every browser accepts.
    pub compressed: &'static [u8],
    /// What tells it from that of another version: its entity tag.
    pub tag: &'static str,
    /// What it may do; it says so itself. Within a frame it may not be, which only a header can say.
    pub policy: &'static str,
    plain: LazyLock<Bytes>,
}

macro_rules! page {
    ($name:literal, $tag:literal, $itself:ident) => {
        Page {
            compressed: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".html.gz")),
            tag: concat!("\"", env!($tag), "\""),
            policy: concat!(
                include_str!(concat!(env!("OUT_DIR"), "/", $name, ".policy")),
                "; frame-ancestors 'none'"
            ),
            plain: LazyLock::new(|| decompressed($itself.compressed)),
        }
    };
}

/// The page of a board.
pub static BOARD: Page = page!("page", "PAGE_TAG", BOARD);

/// The wall of a class.
#[cfg(feature = "class")]
pub static WALL: Page = page!("wall", "WALL_TAG", WALL);

/// The entity tag of the page of a board.
pub const TAG: &str = concat!("\"", env!("PAGE_TAG"), "\"");

/// Of the format's head and tail, which have neither a name nor a comment here.
const HEAD: usize = 10;
const TAIL: usize = 8;

impl Page {
    /// The page as it is, for those who do not accept gzip.
    pub fn plain(&self) -> Bytes {
        self.plain.clone()
    }
}

fn decompressed(compressed: &[u8]) -> Bytes {
    let deflated = &compressed[HEAD..compressed.len() - TAIL];
    // The build made it, so it can be read.
    decompress_to_vec(deflated).unwrap_or_default().into()
}
