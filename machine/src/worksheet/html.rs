//! Worksheets as a page to print, on A4 and Letter: two sides for each pupil. The answers are a table apart, eight pupils to a
//! page. The page is whole in itself: no script, no picture or font from elsewhere.

use super::quantity::{Part, Quantity};
use super::rounding::{DIGITS, TOLERANCE};
use super::rules::{Rule, rules};
use super::symbols::{escaped, symbols};
use super::{Worksheet, figure, heading, note};
use crate::language;
use crate::messages;
use crate::view::layout::number;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");

/// How many pupils' answers fit beside each other.
const PUPILS_A_PAGE: usize = 8;

/// The page for these pupils: their worksheets, or only the answers.
///
/// ```
/// use backpropd_machine::worksheet::{Worksheet, html};
/// let page = html(&[Worksheet::of(1, 2026), Worksheet::of(2, 2026)], false);
/// assert_eq!(page.matches("<svg").count(), 2);
/// ```
pub fn html(sheets: &[Worksheet], with_answers: bool) -> String {
    let title = match with_answers {
        true => messages::worksheet_key_title(),
        false => messages::worksheet_title(),
    };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n",
        language::current().name(),
        title = escaped(title),
    );
    if with_answers {
        for sheets in sheets.chunks(PUPILS_A_PAGE) {
            answers(&mut page, title, sheets);
        }
    } else {
        let rules = rules();
        for sheet in sheets {
            front(&mut page, title, sheet, &rules);
            back(&mut page, title, sheet, &rules);
        }
    }
    page + "</html>\n"
}

/// Forward, up to the loss.
fn front(page: &mut String, title: &str, sheet: &Worksheet, rules: &[Rule]) {
    header(page, title, sheet, 1);
    let _ = writeln!(
        page,
        "<p class=\"name\">{}</p>",
        escaped(messages::worksheet_name())
    );
    let how = escaped(&messages::worksheet_how(DIGITS, TOLERANCE));
    let _ = writeln!(page, "<p>{how}</p>\n{}", figure::network(sheet));
    let forward = symbols(&heading(Part::Forward));
    let _ = writeln!(page, "<h2>{forward}</h2>");
    part_note(page, Part::Forward);
    page.push_str("<div class=\"cards\">\n");
    let forward = Part::Forward.quantities();
    let (hidden, output) = forward.split_at(4);
    for quantities in [hidden, output] {
        card(page, None, quantities, rules);
    }
    card(page, Some(Part::Loss), &Part::Loss.quantities(), rules);
    let scratch = escaped(messages::worksheet_scratch());
    let _ = writeln!(
        page,
        "</div>\n<div class=\"card wide scratch\">{scratch}</div>\n</section>"
    );
}

/// Backward, through each of the four neurons.
fn back(page: &mut String, title: &str, sheet: &Worksheet, rules: &[Rule]) {
    header(page, title, sheet, 2);
    for layer in [
        [Part::Output(2), Part::Output(3)],
        [Part::Hidden(0), Part::Hidden(1)],
    ] {
        part_note(page, layer[0]);
        page.push_str("<div class=\"cards\">\n");
        for part in layer {
            card(page, Some(part), &part.quantities(), rules);
        }
        page.push_str("</div>\n");
    }
    let file = format!("worksheet-{}.txt", sheet.pupil);
    let write = format!(
        "backpropd explain --worksheet --pupil {} --seed {} --out {file}",
        sheet.pupil, sheet.seed
    );
    let check = format!("backpropd explain --check {file}");
    let done = escaped(messages::worksheet_done());
    let _ = writeln!(
        page,
        "<p>{done} <code>{write}</code> <code>{check}</code></p>\n</section>"
    );
}

fn header(page: &mut String, title: &str, sheet: &Worksheet, side: usize) {
    let whose = messages::worksheet_of_pupil(sheet.pupil, sheet.seed);
    let _ = writeln!(
        page,
        "<section class=\"page\">\n<header><h1>{}</h1><span class=\"whose\">{} · {side}/2</span></header>",
        escaped(title),
        escaped(&whose)
    );
}

fn part_note(page: &mut String, part: Part) {
    if let Some(note) = note(part) {
        let _ = writeln!(page, "<p>{}</p>", symbols(note));
    }
}

/// A card with a row for each number; a gap before each weight and before the bias.
fn card(page: &mut String, part: Option<Part>, quantities: &[Quantity], rules: &[Rule]) {
    page.push_str("<div class=\"card\">\n");
    if let Some(part) = part {
        let _ = writeln!(page, "<h2>{}</h2>", symbols(&heading(part)));
    }
    for rule in rules.iter().filter(|rule| quantities.contains(&rule.of)) {
        let begins = matches!(rule.of, Quantity::Local(_) | Quantity::BiasGradient(_));
        let class = if begins { "row apart" } else { "row" };
        let formula = rule.right.text(&|quantity| quantity.to_string());
        let _ = writeln!(
            page,
            "<div class=\"{class}\"><span>{} = {} =</span><span class=\"blank\"></span></div>",
            symbols(&rule.of.to_string()),
            symbols(&formula)
        );
    }
    page.push_str("</div>\n");
}

/// The answers of at most [`PUPILS_A_PAGE`] pupils, one column each.
fn answers(page: &mut String, title: &str, sheets: &[Worksheet]) {
    let seed = sheets.first().map_or(0, |sheet| sheet.seed);
    let title = escaped(title);
    let seed = escaped(&messages::worksheet_of_seed(seed));
    let _ = write!(
        page,
        "<section class=\"page\">\n<header><h1>{title}</h1><span class=\"whose\">{seed}</span></header>\n\
         <table>\n<thead><tr><th>{}</th>",
        escaped(messages::worksheet_pupil())
    );
    for sheet in sheets {
        let _ = write!(page, "<th>{}</th>", sheet.pupil);
    }
    page.push_str("</tr></thead>\n");
    for part in Part::ALL {
        page.push_str("<tbody>\n");
        for quantity in part.quantities() {
            let _ = write!(page, "<tr><th>{}</th>", symbols(&quantity.to_string()));
            for sheet in sheets {
                let answer = number(sheet.numbers[quantity], DIGITS).replace('-', "−");
                let _ = write!(page, "<td>{answer}</td>");
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n</section>\n");
}
