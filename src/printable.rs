//! Text from outside, as it may be printed within a line.

/// The text with its control characters as escapes: a stranger's file that is quoted in a message is not to move the
/// cursor of a terminal, or to add a line to a log.
///
/// ```
/// use backpropd::printable::printable;
/// assert_eq!(printable("학습률 = α"), "학습률 = α");
/// assert_eq!(printable("i1\nstopped, LEDs off\u{1b}[2J"), r"i1\nstopped, LEDs off\u{1b}[2J");
/// ```
pub fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() {
            printable.extend(char.escape_default());
        } else {
            printable.push(char);
        }
    }
    printable
}
