//! The symbols of a worksheet as HTML and SVG write them.

/// HTML: text with `net_h1` as net with an index, and the power of e as one.
pub(super) fn symbols(text: &str) -> String {
    with_indices(text, "<sub>", "</sub>").replace("1 + e^-z", "1&nbsp;+&nbsp;e<sup>−z</sup>")
}

/// The same within SVG, which has no `sub`.
pub(super) fn symbols_in_svg(text: &str) -> String {
    with_indices(
        text,
        "<tspan dy=\"4\" font-size=\"78%\">",
        "</tspan><tspan dy=\"-4\">\u{200b}</tspan>",
    )
}

fn with_indices(text: &str, begin: &str, end: &str) -> String {
    let text = escaped(text);
    let mut parts = text.split('_');
    let mut marked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let length = part.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (index, rest) = part.split_at(length);
        marked.extend([begin, index, end, rest]);
    }
    marked
}

/// Text that stands for itself within HTML and SVG.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
