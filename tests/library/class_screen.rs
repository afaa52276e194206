//! The wall in the smallest terminal: what it says is there to the end.
#![cfg(feature = "class")]

use crate::panel::rows;
use backpropd::classroom::goal::{Ask, Asked, Goal, MAX_TITLE};
use backpropd::classroom::lectern::Link;
use backpropd::classroom::name::{ClassLeaf, class};
use backpropd::classroom::wall::Wall;
use backpropd::glyphs::Glyphs;
use backpropd::language::{self, Language, Wording};
use backpropd::messages;
use backpropd::truth_table::TruthTable;
use backpropd::tui::class::{Screen, View, render};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

fn wall() -> Wall {
    Wall::new("room1".parse().unwrap(), 30)
}

/// The rows of the smallest screen.
fn seen(wall: &Wall, link: &Link, deaf: Option<&str>, screen: &mut Screen) -> Vec<String> {
    let view = View {
        wall,
        link,
        deaf,
        pictures: None,
        now: Duration::ZERO,
    };
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| render(view, screen, frame)).unwrap();
    rows(terminal.backend().buffer())
}

/// Whether these rows say this, wherever it is broken.
fn says(rows: &[String], text: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let inner = rows.iter().map(|row| row.trim_matches(['│', '|', ' ']));
    let inner: Vec<_> = inner.collect();
    words(&inner.join(" ")).contains(&words(text))
}

#[test]
fn no_message_of_the_wall_is_cut_off() {
    for language in Language::ALL {
        language::within(*language, || {
            let host = "the-computer-of-the-teacher.local";
            let reasons = [
                messages::mqtt_local_name(host),
                messages::mqtt_local_name_static(host),
                messages::mqtt_unknown_host(host),
            ];
            for why in reasons {
                let link = Link::Broken(Wording::from(why.clone()));
                let rows = seen(&wall(), &link, None, &mut Screen::default());
                let text = messages::class_broken(why);
                assert!(says(&rows, &text), "{text}\n{}", rows.join("\n"));
            }
            let deaf = messages::class_deaf("teacher-with-a-long-name");
            let rows = seen(&wall(), &Link::Open, Some(&deaf), &mut Screen::default());
            assert!(says(&rows, &deaf), "{}", rows.join("\n"));
            let file = "/home/teacher/.local/state/backpropd/class-room1.seats";
            let error = "this file already exists and is not a file of seats";
            let notice = messages::class_seats_unsaved(file, error);
            let mut screen = Screen::new(Glyphs::All, true);
            screen.notice = Some(notice.clone());
            let rows = seen(&wall(), &Link::Open, None, &mut screen);
            assert!(says(&rows, &notice), "{}", rows.join("\n"));
        });
    }
}

#[test]
fn the_keys_of_the_wall_are_explained_to_the_end() {
    let texts = || {
        [
            messages::class_keys_help(),
            messages::class_keys_enrol(),
            messages::class_keys_freeze(),
            messages::class_keys_pictures(),
            messages::class_keys_train(),
            messages::class_keys_scroll(),
            messages::class_keys_tile(),
            messages::tui_help_language(),
            messages::tui_help_quit(),
            messages::tui_help_marks(),
        ]
    };
    // A screen with few glyphs is in English.
    let few = (Language::En, Glyphs::Ascii);
    let all = Language::ALL.iter().map(|it| (*it, Glyphs::All));
    for (language, glyphs) in all.chain([few]) {
        language::within(language, || {
            let mut screen = Screen::new(glyphs, true);
            let rows = seen(&wall(), &Link::Open, None, &mut screen);
            let keys = rows.last().unwrap();
            assert!(keys.ends_with(messages::tui_quit()), "{keys}");
            screen.turn_keys();
            let rows = seen(&wall(), &Link::Open, None, &mut screen);
            for text in texts() {
                assert!(
                    says(&rows, &glyphs.show(text)),
                    "{text}\n{}",
                    rows.join("\n")
                );
            }
        });
    }
}

#[test]
fn a_long_title_of_a_goal_makes_way_for_its_answers_and_the_request() {
    for letter in ["x", "가"] {
        language::within(Language::En, || {
            let mut wall = wall();
            let table = TruthTable::from_gates("xor,and").unwrap();
            let goal = Goal::new(&letter.repeat(MAX_TITLE), &table);
            let ask = Some(Ask::HandsOff);
            for (leaf, payload) in [
                (ClassLeaf::Goal, goal.payload()),
                (ClassLeaf::Ask, Asked { ask, n: 1 }.payload()),
            ] {
                let topic = class(wall.room(), leaf);
                wall.hear(&topic, payload.as_bytes(), Duration::ZERO);
            }
            let mut screen = Screen::new(Glyphs::All, true);
            screen.frozen = true;
            let rows = seen(&wall, &Link::Open, None, &mut screen);
            let title = &rows[0];
            assert!(title.contains("…: 00 10 10 01"), "{title}");
            assert!(title.ends_with("asked: hands off"), "{title}");
        });
    }
}
