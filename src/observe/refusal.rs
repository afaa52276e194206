//! Why a daemon does not do what a viewer asks for: in English on the socket, in the viewer's language on its screen.

use super::MAX_CLIENTS;
use super::protocol::Answer;
use crate::language::{self, Language};
use crate::messages;
use crate::panel::{Input, Part};

/// A daemon's reason.
#[derive(Clone, Copy, Debug)]
pub enum Refusal {
    /// There is no place for another viewer.
    Full,
    /// The loop hangs or has ended.
    Hangs,
    /// The panel has no such switch or button.
    Lacks(Input),
    /// The board is not simulated.
    BoardIsReal,
    /// There is no recording.
    NotRecorded,
}

impl Refusal {
    fn all() -> impl Iterator<Item = Self> {
        let others = [
            Self::Full,
            Self::Hangs,
            Self::BoardIsReal,
            Self::NotRecorded,
        ];
        others.into_iter().chain(Input::ALL.map(Self::Lacks))
    }

    /// In the language of the thread.
    fn text(self) -> String {
        match self {
            Self::Full => messages::socket_full(MAX_CLIENTS),
            Self::Hangs => messages::socket_hangs().into(),
            Self::Lacks(input) => {
                let kind = Part::Input(input).kind();
                messages::socket_lacks(format_args!("{kind} {}", input.name()))
            }
            Self::BoardIsReal => messages::socket_board_is_real().into(),
            Self::NotRecorded => messages::socket_not_recorded().into(),
        }
    }

    fn in_english(self) -> String {
        language::within(Language::En, || self.text())
    }

    /// A daemon's answer in the language of the thread; one that is none of these stays as it is.
    pub fn translated(answer: String) -> String {
        match Self::all().find(|refusal| refusal.in_english() == answer) {
            Some(refusal) => refusal.text(),
            None => answer,
        }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Self::Error(refusal.in_english())
    }
}

#[cfg(all(test, feature = "ko"))]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_says_in_its_own_language_why_a_daemon_refuses() {
        let in_korean =
            |answer: String| language::within(Language::Ko, || Refusal::translated(answer));
        for refusal in Refusal::all() {
            let answer = refusal.in_english();
            assert!(answer.is_ascii(), "{answer}");
            assert_eq!(Refusal::translated(answer.clone()), answer);
            let said = in_korean(answer);
            assert!(said.contains(|c| ('가'..='힣').contains(&c)), "{said}");
        }
        let other = "no thread for another viewer: out of memory";
        assert_eq!(in_korean(other.into()), other);
    }
}
