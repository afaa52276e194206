//! Why a table cannot be learned, in words for the log, the panel and the page.

use crate::language::{self, Language};
use crate::messages;
use crate::trainer::Impossible;

/// Why, and what helps.
///
/// ```
/// use backpropd_machine::snapshot::reason;
/// use backpropd_machine::trainer::Impossible;
/// assert!(reason(Impossible::ExclusiveOr).contains("x = 00"));
/// ```
pub fn reason(why: Impossible) -> &'static str {
    match why {
        Impossible::ExclusiveOr => messages::reason_exclusive_or(),
        Impossible::Copies => messages::reason_copies(),
    }
}

/// The same in English, as JSON has it in every language.
pub(crate) fn reason_in_english(why: Impossible) -> &'static str {
    language::within(Language::En, || reason(why))
}
