//! The files of the page, in the program itself: nothing to install, nothing to build, nothing from elsewhere.

/// A file of the page.
pub struct File {
    /// Where it is asked for.
    pub path: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub text: &'static str,
}

macro_rules! file {
    ($name:literal, $kind:literal) => {
        File {
            path: concat!("/", $name),
            kind: $kind,
            text: include_str!(concat!("page/", $name)),
        }
    };
}

/// All of them but the page itself.
pub const FILES: [File; 11] = [
    file!("icon.svg", "image/svg+xml"),
    file!("style.css", "text/css; charset=utf-8"),
    file!("page.js", "text/javascript; charset=utf-8"),
    file!("words.js", "text/javascript; charset=utf-8"),
    file!("draw.js", "text/javascript; charset=utf-8"),
    file!("board.js", "text/javascript; charset=utf-8"),
    file!("network.js", "text/javascript; charset=utf-8"),
    file!("ledger.js", "text/javascript; charset=utf-8"),
    file!("table.js", "text/javascript; charset=utf-8"),
    file!("map.js", "text/javascript; charset=utf-8"),
    file!("curve.js", "text/javascript; charset=utf-8"),
];

/// The page, with the token in it that its requests prove themselves with.
pub fn index(token: &str) -> String {
    include_str!("page/index.html").replace("{token}", token)
}
