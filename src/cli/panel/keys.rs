//! The meaning of keys and mouse events.

use super::link::Act;
use backpropd::panel::Input;
use backpropd::tui::Screen;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Rect};

/// An action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Quit,
    /// For the machine.
    Act(Act),
    /// For the screen.
    Turn(Turn),
}

/// Actions that only concern the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Help,
    Ledger,
    Close,
    Scroll(isize),
    Language,
}

/// How many lines a mouse wheel scrolls.
const WHEEL: isize = 3;

/// The action for this event, on a screen of this size.
pub fn command(event: &Event, screen: &Screen, size: Rect) -> Option<Command> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => of_key(key, size),
        Event::Mouse(mouse) => of_mouse(mouse, screen, size),
        _ => None,
    }
}

/// A Korean keyboard in Hangul mode types these letters for the same keys.
fn of_key(key: &KeyEvent, size: Rect) -> Option<Command> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return (key.code == KeyCode::Char('c')).then_some(Command::Quit);
    }
    let page = isize::try_from(size.height).unwrap_or(isize::MAX) / 2;
    let act = |act| Some(Command::Act(act));
    let turn = |turn| Some(Command::Turn(turn));
    match key.code {
        KeyCode::Char('1') => act(Act::Flip(Input::I1)),
        KeyCode::Char('2') => act(Act::Flip(Input::I2)),
        KeyCode::Char('3') => act(Act::Flip(Input::T1)),
        KeyCode::Char('4') => act(Act::Flip(Input::T2)),
        KeyCode::Char('t' | 'T' | ' ' | 'ㅅ') => act(Act::Teach),
        KeyCode::Char('f' | 'ㄹ') => act(Act::Forget),
        KeyCode::Char('F') => act(Act::ForgetAll),
        KeyCode::Char('+' | '=') => act(Act::Faster),
        KeyCode::Char('-' | '_') => act(Act::Slower),
        KeyCode::Char(']' | '}') => act(Act::RaiseLearningRate),
        KeyCode::Char('[' | '{') => act(Act::LowerLearningRate),
        KeyCode::Char('>' | '.') => act(Act::RaiseMomentum),
        KeyCode::Char('<' | ',') => act(Act::LowerMomentum),
        KeyCode::Char('p' | 'P' | 'ㅔ') => act(Act::Pause),
        KeyCode::Char('r' | 'R' | 'ㄱ') => act(Act::Restart),
        KeyCode::Char('s' | 'S' | 'ㄴ') => act(Act::Save),
        KeyCode::Char('e' | 'E' | 'ㄷ') => turn(Turn::Ledger),
        KeyCode::Char('l' | 'L' | 'ㅣ') => turn(Turn::Language),
        KeyCode::Char('?') | KeyCode::F(1) => turn(Turn::Help),
        KeyCode::Char('q' | 'Q' | 'ㅂ') => Some(Command::Quit),
        KeyCode::Esc => turn(Turn::Close),
        KeyCode::Up => turn(Turn::Scroll(-1)),
        KeyCode::Down => turn(Turn::Scroll(1)),
        KeyCode::PageUp => turn(Turn::Scroll(-page)),
        KeyCode::PageDown => turn(Turn::Scroll(page)),
        KeyCode::Home => turn(Turn::Scroll(isize::MIN)),
        KeyCode::End => turn(Turn::Scroll(isize::MAX)),
        _ => None,
    }
}

fn of_mouse(mouse: &MouseEvent, screen: &Screen, size: Rect) -> Option<Command> {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let position = Position::new(mouse.column, mouse.row);
            let act = match screen.part_at(position, size)? {
                Input::Teach => Act::Teach,
                Input::Forget => Act::Forget,
                switch => Act::Flip(switch),
            };
            Some(Command::Act(act))
        }
        MouseEventKind::ScrollUp => Some(Command::Turn(Turn::Scroll(-WHEEL))),
        MouseEventKind::ScrollDown => Some(Command::Turn(Turn::Scroll(WHEEL))),
        _ => None,
    }
}
