//! Worksheets on the page: drawn and checked as by the command line, and any request is answered.

use backpropd_machine::worksheet::{Worksheet, check};
use backpropd_page::sheets::Sheets;
use serde_json::{Value, json};

fn ask(request: &str) -> Value {
    serde_json::from_str(&Sheets.answer(request.as_bytes())).unwrap()
}

#[test]
fn a_worksheet_is_drawn_as_a_form() {
    let form = ask("worksheet 7 2026");
    let parts = form["parts"].as_array().unwrap().iter();
    let names: Vec<_> = parts.flat_map(|part| part.as_array().unwrap()).collect();
    assert_eq!(names.len(), 55);
    assert_eq!(names[1], &json!(["out_h1", "σ(net_h1)"]));
    let key = Worksheet::of(7, 2026).text(true);
    assert_eq!(key.lines().next(), form["head"].as_str());
    assert_eq!(form["given"][4], json!([["α", 5.0]]));
}

#[test]
fn a_worksheet_is_checked_as_a_file_is() {
    let sheet = Worksheet::of(7, 2026);
    let key = sheet.text(true);
    assert_eq!(ask(&format!("check\n{key}"))["first_wrong"], Value::Null);
    for name in ["L_o1 = ", "w5⁺ = "] {
        let wrong: String = key
            .lines()
            .map(|line| match line.strip_prefix(name) {
                Some(_) => format!("{name}0.777\n"),
                None => format!("{line}\n"),
            })
            .collect();
        let expected = serde_json::to_value(&check(wrong.as_bytes()).unwrap()[0]).unwrap();
        assert!(expected["first_wrong"].is_object());
        assert_eq!(ask(&format!("check\n{wrong}")), expected);
    }
}

#[test]
fn what_cannot_be_done_is_refused() {
    for refused in [
        "",
        "worksheet",
        "worksheet 0 1",
        "worksheet 201 1",
        "worksheet 1 -1",
        "worksheet 1 x",
        "check",
        "check\nx",
        "scan 1",
    ] {
        assert!(ask(refused)["error"].is_string(), "{refused}");
    }
    let answer: Value = serde_json::from_str(&Sheets.answer(b"\xff")).unwrap();
    assert!(answer["error"].is_string());
}
