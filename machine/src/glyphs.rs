//! Which glyphs a terminal can show, and what replaces the others. Only this file decides that.
//!
//! Place: beside the flow. The Pi's own console (`TERM=linux`) has no ● ○ ✓ …, no σ ∂, no braille and no Hangul: it
//! shows all of them as the same box. There, and if the locale is not UTF-8, text is ASCII and English. The environment
//! is an argument.

use std::borrow::Cow;

/// The glyphs that a terminal or a file can show.
///
/// ```
/// use backpropd_machine::glyphs::Glyphs;
/// let of = |term, lang| Glyphs::of_terminal(Some(term), [None, None, Some(lang)]);
/// assert_eq!(of("xterm-256color", "ko_KR.UTF-8"), Glyphs::All);
/// assert_eq!(of("linux", "ko_KR.UTF-8"), Glyphs::Ascii);
/// assert_eq!(of("xterm-256color", "C"), Glyphs::Ascii);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// All of Unicode.
    #[default]
    All,
    /// Only ASCII.
    Ascii,
}

/// The beginnings of the names of terminals with few glyphs.
const FEW: [&str; 6] = ["linux", "dumb", "vt", "ansi", "cons25", "unknown"];

impl Glyphs {
    /// The glyphs of a terminal with this name (TERM) and these values of LC_ALL, LC_CTYPE and LANG. If nothing is
    /// known, as on Windows, all.
    pub fn of_terminal(term: Option<&str>, locale: [Option<&str>; 3]) -> Self {
        let term = term.unwrap_or_default();
        if FEW.iter().any(|few| term.starts_with(few)) {
            return Glyphs::Ascii;
        }
        Self::of_locale(locale)
    }

    /// The glyphs of a file or a pipe. The first of LC_ALL, LC_CTYPE and LANG that is set and not empty decides. If
    /// none is, or if it names no charset, all.
    ///
    /// ```
    /// use backpropd_machine::glyphs::Glyphs;
    /// assert_eq!(Glyphs::of_locale([Some(""), None, Some("en_GB.utf8")]), Glyphs::All);
    /// assert_eq!(Glyphs::of_locale([None, Some("ko_KR.EUC-KR"), Some("ko_KR.UTF-8")]), Glyphs::Ascii);
    /// ```
    pub fn of_locale(locale: [Option<&str>; 3]) -> Self {
        let mut locales = locale.into_iter().flatten();
        let Some(locale) = locales.find(|locale| !locale.is_empty()) else {
            return Glyphs::All;
        };
        let Some((_, rest)) = locale.split_once('.') else {
            // A language without a charset says nothing about glyphs.
            return match locale {
                "C" | "POSIX" => Glyphs::Ascii,
                _ => Glyphs::All,
            };
        };
        let charset = rest.split('@').next().unwrap_or_default();
        match &*charset.to_ascii_lowercase() {
            "utf-8" | "utf8" => Glyphs::All,
            _ => Glyphs::Ascii,
        }
    }

    /// The text in these glyphs. In ASCII a line may get longer; then the next gap in it shrinks, so columns stay
    /// aligned.
    ///
    /// ```
    /// use backpropd_machine::glyphs::Glyphs;
    /// assert_eq!(Glyphs::All.show("●○ ✓"), "●○ ✓");
    /// assert_eq!(Glyphs::Ascii.show("●○ ✓   o2"), "*o ok  o2");
    /// assert_eq!(Glyphs::Ascii.show("δo1 = ∂L/∂net_o1, w1…w8"), "delta_o1 = dL/dnet_o1, w1...w8");
    /// ```
    pub fn show(self, text: &str) -> Cow<'_, str> {
        if self == Glyphs::All || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        // By how many columns this line has grown.
        let mut grown = 0;
        while let Some(char) = chars.next() {
            let before = shown.len();
            let is_alone = shown.is_empty() || shown.ends_with(' ');
            let next = chars.peek().copied();
            match char {
                ' ' if grown > 0 && next == Some(' ') => {
                    grown -= 1;
                    continue;
                }
                '\n' => {
                    grown = 0;
                    shown.push(char);
                }
                ' '..='~' | '\t' | '\x1b' => shown.push(char),
                'δ' | 'Δ' => {
                    shown.push_str(if char == 'δ' { "delta" } else { "Delta" });
                    if next.is_some_and(|next| next.is_ascii_alphanumeric()) {
                        shown.push('_');
                    }
                }
                '…' if is_alone && next.is_none_or(char::is_whitespace) => shown.push_str(".."),
                _ => match ascii(char) {
                    Some(ascii) => shown.push_str(ascii),
                    None => shown.extend(char.escape_unicode()),
                },
            }
            grown += shown.len() - before - 1;
        }
        Cow::Owned(shown)
    }

    /// The replacement for the glyph in one cell of a screen; it fits the cell.
    ///
    /// ```
    /// use backpropd_machine::glyphs::Glyphs;
    /// assert_eq!(Glyphs::Ascii.cell('╭'), '+');
    /// assert_eq!(Glyphs::Ascii.cell('⣿'), '#');
    /// ```
    pub fn cell(self, glyph: char) -> char {
        match glyph {
            _ if self == Glyphs::All || glyph.is_ascii() => glyph,
            '\u{2800}'..='\u{28ff}' => braille(glyph as u32 - 0x2800),
            '─' | '·' => '-',
            '│' => '|',
            '╭' | '╮' | '╰' | '╯' => '+',
            '가'..='힣' => '?',
            _ => ascii(glyph).map_or('?', |ascii| ascii.chars().next().unwrap_or('?')),
        }
    }
}

/// The replacement for a glyph.
fn ascii(glyph: char) -> Option<&'static str> {
    Some(match glyph {
        '●' | '·' => "*",
        '○' | '⊙' => "o",
        '◐' => "..",
        '◌' => ".",
        '✓' => "ok",
        '✗' | '×' => "x",
        '≈' => "~",
        '…' => "...",
        '‖' => "||",
        '▸' => ">",
        '■' | '█' | '▀' => "#",
        '▪' => "+",
        '▄' => "_",
        '−' | '–' | '—' => "-",
        '→' => "->",
        '↑' => "^",
        '↓' => "v",
        '½' => "1/2",
        '²' => "^2",
        'ᵀ' => "^T",
        '⁺' | '′' => "'",
        '∂' => "d",
        'α' => "alpha",
        'σ' => "sigma",
        'μ' => "mu",
        'µ' => "u",
        'Ω' => "ohm",
        _ => return None,
    })
}

/// A character about as dense as these braille dots, and at the same height in the cell.
fn braille(dots: u32) -> char {
    let (upper, lower) = (dots & 0b0001_1011, dots & 0b1110_0100);
    match (upper, lower) {
        (0, 0) => ' ',
        (0b0001_0010, 0) | (0, 0b0010_0100) => '-',
        (_, 0) => '\'',
        (0, _) => '.',
        _ if dots.count_ones() >= 6 => '#',
        _ => ':',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_with_few_glyphs_and_locales_without_utf_8_are_known() {
        let utf_8 = [None, None, Some("en_GB.UTF-8")];
        for term in [
            "linux",
            "linux-16color",
            "dumb",
            "vt100",
            "vt220",
            "vt102",
            "ansi",
        ] {
            assert_eq!(
                Glyphs::of_terminal(Some(term), utf_8),
                Glyphs::Ascii,
                "{term}"
            );
        }
        for term in [
            "xterm",
            "xterm-256color",
            "tmux-256color",
            "screen",
            "foot",
            "",
        ] {
            assert_eq!(
                Glyphs::of_terminal(Some(term), utf_8),
                Glyphs::All,
                "{term}"
            );
        }
        for locale in [
            "C",
            "POSIX",
            "ko_KR.EUC-KR",
            "en_US.ISO-8859-1",
            "de_DE.ISO-8859-15@euro",
        ] {
            let glyphs = Glyphs::of_terminal(Some("xterm"), [None, None, Some(locale)]);
            assert_eq!(glyphs, Glyphs::Ascii, "{locale}");
            let overruled = [Some("C.UTF-8"), None, Some(locale)];
            assert_eq!(Glyphs::of_locale(overruled), Glyphs::All, "{locale}");
        }
        for locale in ["C.UTF-8", "ko_KR.utf8", "sr_RS.UTF-8@latin", "en_GB"] {
            assert_eq!(
                Glyphs::of_locale([Some(locale), None, None]),
                Glyphs::All,
                "{locale}"
            );
        }
        // Windows sets none of them.
        assert_eq!(Glyphs::of_terminal(None, [None; 3]), Glyphs::All);
    }

    #[test]
    fn every_braille_cell_has_a_glyph_and_only_the_empty_one_is_empty() {
        for dots in 0..256 {
            let glyph = Glyphs::Ascii.cell(char::from_u32(0x2800 + dots).unwrap());
            assert!(glyph.is_ascii());
            assert_eq!(glyph == ' ', dots == 0, "{dots}");
        }
    }

    #[test]
    fn a_name_keeps_what_tells_it_from_another() {
        assert_eq!(Glyphs::Ascii.show("학/s"), r"\u{d559}/s");
    }
}
