//! Standard output and standard error, in the glyphs that they can show.

use backpropd::glyphs::Glyphs;
use std::env;
use std::io::{self, IsTerminal, Stderr, Stdout, Write};

/// The glyphs of standard output.
pub fn glyphs() -> Glyphs {
    glyphs_of(&io::stdout())
}

/// The glyphs of a stream of this process.
pub fn glyphs_of(stream: &impl IsTerminal) -> Glyphs {
    let value = |name| env::var(name).ok();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(value);
    let locale = locale.each_ref().map(Option::as_deref);
    if stream.is_terminal() {
        Glyphs::of_terminal(value("TERM").as_deref(), locale)
    } else {
        Glyphs::of_locale(locale)
    }
}

/// An output in the glyphs that it can show.
pub struct Shown<W> {
    out: W,
    glyphs: Glyphs,
}

/// Standard output.
pub type Out = Shown<Stdout>;

impl Out {
    /// For people, or for programs: these get JSON, which is always UTF-8.
    pub fn new(json: bool) -> Self {
        let glyphs = if json { Glyphs::All } else { glyphs() };
        let out = io::stdout();
        Self { out, glyphs }
    }
}

impl Shown<Stderr> {
    /// Standard error.
    pub fn stderr() -> Self {
        let out = io::stderr();
        let glyphs = glyphs_of(&out);
        Self { out, glyphs }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match (self.glyphs, str::from_utf8(bytes)) {
            (Glyphs::Ascii, Ok(text)) if !text.is_ascii() => {
                self.out.write_all(self.glyphs.show(text).as_bytes())?;
                Ok(bytes.len())
            }
            _ => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The style of a progress bar, in the glyphs of standard error.
#[cfg(feature = "study")]
pub fn style_of_bar(style: indicatif::ProgressStyle) -> indicatif::ProgressStyle {
    match glyphs_of(&io::stderr()) {
        Glyphs::All => style,
        Glyphs::Ascii => style.progress_chars("#>-"),
    }
}

/// Whether to use colour on a terminal: unless NO_COLOR is set (no-color.org).
#[cfg(any(feature = "study", feature = "tui", feature = "wiring"))]
pub fn colour_is_wanted() -> bool {
    env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
