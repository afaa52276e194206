//! The layout of a screen: plain rectangles, used for drawing and for the mouse.

use crate::panel::Input;
use ratatui::layout::{Position, Rect};

/// The smallest screen for the panel, in columns and rows: the classic terminal.
pub const SMALLEST: (u16, u16) = (80, 24);

/// The rows of the board within its frame.
const BOARD: u16 = 7;

/// The rows of the sentence about the state of learning.
pub const MESSAGE: u16 = 2;

/// The places of a screen.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub title: Rect,
    pub board: Rect,
    pub table: Rect,
    pub figures: Rect,
    pub network: Rect,
    pub loss: Rect,
    pub message: Rect,
    pub keys: Rect,
}

impl Places {
    /// The places on a screen of this size; `None` if it is too small.
    pub fn on(screen: Rect) -> Option<Self> {
        if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
            return None;
        }
        let Rect {
            x,
            y,
            width,
            height,
        } = screen;
        let body = height - 2 - MESSAGE;
        // Space beyond the smallest screen goes to the pictures first.
        let left = if width >= 110 { 38 } else { 32 };
        let roomy = body >= 30;
        let board = BOARD + if roomy { 4 } else { 2 };
        let table = if roomy { 11 } else { 7 };
        let loss = (body * 3 / 8).max(7);
        let row = |from: u16, rows: u16| Rect::new(x, y + from, width, rows);
        let at_left = |from: u16, rows: u16| Rect::new(x, y + 1 + from, left, rows);
        let at_right = |from: u16, rows: u16| Rect::new(x + left, y + 1 + from, width - left, rows);
        Some(Self {
            title: row(0, 1),
            board: at_left(0, board),
            table: at_left(board, table),
            figures: at_left(board + table, body - board - table),
            network: at_right(0, body - loss),
            loss: at_right(body - loss, loss),
            message: row(1 + body, MESSAGE),
            keys: row(height - 1, 1),
        })
    }

    /// The places of the board's parts, within its frame.
    pub fn parts(&self) -> Parts {
        let inner = Rect::new(
            self.board.x + 1,
            self.board.y + 1,
            self.board.width - 2,
            self.board.height - 2,
        );
        let across = (inner.width - 30) / 2;
        let down = (inner.height - BOARD) / 2;
        Parts {
            area: Rect::new(inner.x + across, inner.y + down, 30, BOARD),
        }
    }
}

/// The parts of the board.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub area: Rect,
}

impl Parts {
    /// The place of a switch with its name, or of a button.
    pub fn of(&self, input: Input) -> Rect {
        let (x, y, width, height) = match input {
            Input::I1 => (1, 0, 4, 4),
            Input::I2 => (8, 0, 4, 4),
            Input::T1 => (18, 0, 4, 4),
            Input::T2 => (25, 0, 4, 4),
            Input::Teach => (1, 5, 11, 1),
            Input::Forget => (18, 5, 11, 1),
        };
        Rect::new(self.area.x + x, self.area.y + y, width, height)
    }

    /// The part at this position.
    pub fn at(&self, position: Position) -> Option<Input> {
        let mut all = Input::ALL.into_iter();
        all.find(|input| self.of(*input).contains(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On every screen, nothing overlaps, and nothing is outside.
    #[test]
    fn every_place_is_its_own() {
        for (width, height) in [
            (80, 24),
            (81, 25),
            (100, 30),
            (109, 33),
            (120, 40),
            (300, 90),
        ] {
            let screen = Rect::new(0, 0, width, height);
            let places = Places::on(screen).unwrap();
            let Places {
                title,
                board,
                table,
                figures,
                network,
                loss,
                message,
                keys,
            } = places;
            let all = [title, board, table, figures, network, loss, message, keys];
            let area: u32 = all.iter().map(|place| place.area()).sum();
            assert_eq!(area, screen.area(), "{width}×{height}: {places:?}");
            for (index, place) in all.iter().enumerate() {
                assert_eq!(place.intersection(screen), *place, "{places:?}");
                let others = &all[index + 1..];
                assert!(others.iter().all(|other| !place.intersects(*other)));
            }
            let parts = places.parts();
            for input in Input::ALL {
                let part = parts.of(input);
                assert_eq!(part.intersection(board), part, "{input:?}");
                assert_eq!(parts.at(part.as_position()), Some(input));
            }
        }
        assert!(Places::on(Rect::new(0, 0, 79, 24)).is_none());
        assert!(Places::on(Rect::new(0, 0, 80, 23)).is_none());
    }
}
