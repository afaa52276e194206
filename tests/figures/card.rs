//! The picture on the wiring card of the teacher's pack: the whole Pi with the pins of the shipped config, and the parts from
//! near by, with what tells their legs apart. The wires are on docs/wiring.svg, which `backpropd pinout` draws.

use crate::svg::{
    self, BLUE, FAINT, INK, ORANGE, PAPER, Words, boxed, circle, line, text, text_from,
};
use backpropd::board::{HEADER, HeaderPin, Wiring, header_pin};
use backpropd::panel::Part;

const SIZE: [f64; 2] = [1020.0, 350.0];

/// The board, 85 × 56 mm, with its corner here.
const PI: [f64; 2] = [24.0, 22.0];
const MM: f64 = 5.0;

/// A place on the board, in millimetres from its corner.
fn at([x, y]: [f64; 2]) -> [f64; 2] {
    [PI[0] + MM * x, PI[1] + MM * y]
}

/// A box on the board, by its middle and its size in millimetres.
fn block(middle: [f64; 2], size: [f64; 2], fill: &str) -> String {
    boxed(at(middle), size.map(|it| it * MM), fill, FAINT)
}

/// The board from above, as it lies on the table for the wiring: the header at the top, the SD card at the left.
fn board(words: Words) -> Vec<String> {
    let mut shapes = vec![block([42.5, 28.0], [85.0, 56.0], "#e3f1e6")];
    for hole in [[3.5, 3.5], [61.5, 3.5], [3.5, 52.5], [61.5, 52.5]] {
        shapes.push(circle(at(hole), 7.0, "#ffffff", FAINT));
    }
    for y in [10.0, 28.0, 46.0] {
        shapes.push(block([78.5, y], [17.0, 14.0], "#dee2e6"));
    }
    shapes.extend([
        block([11.0, 53.0], [9.0, 6.0], "#dee2e6"),
        block([32.0, 53.0], [14.0, 6.0], "#dee2e6"),
        block([4.0, 28.0], [12.0, 13.0], "#dee2e6"),
        block([30.0, 26.0], [13.0, 13.0], "#495057"),
    ]);
    let small = |place, what| text(at(place), what, INK, 13);
    shapes.extend([
        small([78.5, 28.8], words.say("USB, network", "USB, 유선랜")),
        small([11.0, 61.0], words.say("power", "전원")),
        small([32.0, 61.0], "HDMI"),
        small([4.6, 28.8], words.say("SD card", "SD 카드")),
        small(
            [46.0, 42.0],
            words.say("Raspberry Pi, seen from above", "위에서 본 라즈베리 파이"),
        ),
    ]);
    let wiring = Wiring::default();
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for (part, bcm) in wiring.parts() {
        parts.extend(header_pin(bcm).map(|pin| (pin, part)));
    }
    shapes.push(block([32.5, 3.5], [51.5, 6.4], "#343a40"));
    for (index, kind) in HEADER.iter().enumerate() {
        let pin = index + 1;
        let part = parts.iter().find(|(on, _)| *on == pin);
        let fill = match (part, kind) {
            (Some((_, Part::Input(_))), _) => "#4dabf7",
            (Some((_, Part::Led(_))), _) => "#ff922b",
            _ if pin == GROUND => "#ffffff",
            (None, HeaderPin::Ground | HeaderPin::Bcm(_)) => "#868e96",
            (None, HeaderPin::Power3V3 | HeaderPin::Power5V) => "#c92a2a",
        };
        let column = (index / 2) as f64;
        let row = if pin % 2 == 0 { 2.23 } else { 4.77 };
        shapes.push(circle(
            at([8.37 + 2.54 * column, row]),
            4.6,
            fill,
            "#ffffff",
        ));
    }
    // Pin 1 and 2 are at the end of the SD card, pin 1 farther in.
    shapes.push(line(at([8.37, 6.2]), at([8.37, 10.0]), INK, 1.5));
    shapes.push(text(at([8.4, 13.2]), words.say("pin 1", "1번 핀"), INK, 15));
    shapes.push(line(at([56.63, 6.2]), at([56.63, 10.0]), INK, 1.5));
    shapes.push(text(at([56.6, 13.2]), format!("{GROUND}: GND"), INK, 15));
    let key = [
        ("#4dabf7", words.say("switches, buttons", "스위치, 버튼")),
        ("#ff922b", "LED"),
        (
            "#c92a2a",
            words.say("3.3 V, 5 V: never", "3.3 V, 5 V: 연결 금지"),
        ),
    ];
    let mut x = 9.0;
    for (colour, name) in key {
        shapes.push(circle(at([x, 18.0]), 5.0, colour, FAINT));
        shapes.push(text_from(at([x + 1.8, 18.9]), name, INK, 13));
        x += if name == "LED" { 9.0 } else { 25.0 };
    }
    shapes
}

/// The ground that the breadboard's − row is connected to, as on docs/wiring.svg.
const GROUND: usize = 39;

/// Grey that can be read.
const FAINT_INK: &str = "#57606a";

/// A part's name above it and, line by line, what to know about its legs below it.
fn captions(x: f64, name: &str, below: &str) -> Vec<String> {
    let lines = below.lines().zip([282.0, 302.0, 322.0]);
    let mut texts = vec![text([x, 30.0], name, INK, 17)];
    texts.extend(lines.map(|(line, y)| text([x, y], line, INK, 14)));
    texts
}

/// The LED: the long leg is plus.
fn led(x: f64, words: Words) -> Vec<String> {
    let mut shapes = vec![
        format!(
            r##"<path d="M{} 120 V75 a24 24 0 0 1 48 0 V120 Z" fill="#ff8787" stroke="{INK}"/>"##,
            x - 24.0
        ),
        // The flat side of the rim.
        format!(
            r##"<path d="M{} 120 h54 v-9 h-54 Z" fill="#fa5252" stroke="{INK}"/>"##,
            x - 30.0
        ),
        line([x - 12.0, 120.0], [x - 12.0, 236.0], INK, 3.0),
        line([x + 12.0, 120.0], [x + 12.0, 192.0], INK, 3.0),
        text([x - 12.0, 258.0], "+", ORANGE, 20),
        text([x + 12.0, 214.0], "−", INK, 20),
    ];
    let below = words.say(
        "long leg: to the pin\nshort leg: to the resistor\n(flat side of the rim)",
        "긴 다리: 핀 쪽\n짧은 다리: 저항 쪽\n(테두리가 평평한 쪽)",
    );
    shapes.extend(captions(x, "LED", below));
    shapes
}

/// A resistor of 330 Ω.
fn resistor(x: f64, words: Words) -> Vec<String> {
    let mut shapes = vec![
        line([x, 60.0], [x, 236.0], INK, 3.0),
        boxed([x, 148.0], [30.0, 96.0], "#f3d9b1", INK),
    ];
    for (y, colour) in [
        (116.0, "#e8590c"),
        (134.0, "#e8590c"),
        (152.0, "#7b4a21"),
        (182.0, "#c9a227"),
    ] {
        shapes.push(format!(
            r#"<rect x="{}" y="{y}" width="30" height="9" fill="{colour}"/>"#,
            x - 15.0
        ));
    }
    let below = words.say(
        "330 Ω to 1 kΩ\n330 Ω: orange,\norange, brown",
        "330 Ω–1 kΩ\n330 Ω: 주황,\n주황, 갈색",
    );
    shapes.extend(captions(x, words.say("resistor", "저항"), below));
    shapes
}

/// A slide switch: the middle leg is the pin's.
fn switch(x: f64, words: Words) -> Vec<String> {
    let mut shapes = vec![
        boxed([x, 100.0], [96.0, 48.0], "#495057", INK),
        boxed([x + 20.0, 100.0], [34.0, 30.0], PAPER, INK),
    ];
    for leg in [-34.0, 0.0, 34.0] {
        shapes.push(line([x + leg, 124.0], [x + leg, 190.0], INK, 3.0));
    }
    shapes.extend([
        text([x, 212.0], words.say("pin", "핀"), BLUE, 15),
        text([x + 36.0, 212.0], "GND", INK, 15),
        text([x - 38.0, 212.0], words.say("free", "비움"), FAINT_INK, 13),
    ]);
    let below = words.say(
        "on: slid towards\nthe GND leg",
        "손잡이를 GND 쪽으로\n밀면 켜짐",
    );
    shapes.extend(captions(x, words.say("switch", "스위치"), below));
    shapes
}

/// A push button across the gap of the breadboard.
fn button(x: f64, words: Words) -> Vec<String> {
    let mut shapes = vec![boxed([x, 130.0], [110.0, 22.0], "#e6e2d6", FAINT)];
    for leg in [-22.0, 22.0] {
        shapes.push(line([x + leg, 78.0], [x + leg, 182.0], INK, 3.0));
    }
    shapes.extend([
        boxed([x, 130.0], [64.0, 64.0], "#495057", INK),
        circle([x, 130.0], 20.0, "#82c91e", INK),
        text([x - 24.0, 72.0], words.say("pin", "핀"), BLUE, 15),
        text([x + 24.0, 72.0], "GND", INK, 15),
    ]);
    let below = words.say("across the gap\nof the breadboard", "가운데 틈을\n가로질러");
    shapes.extend(captions(x, words.say("button", "버튼"), below));
    shapes
}

#[test]
fn the_pi_and_the_parts_of_the_panel() {
    svg::hold_in_both_languages("card", SIZE, |words| {
        let mut shapes = board(words);
        shapes.extend(led(550.0, words));
        shapes.extend(resistor(705.0, words));
        shapes.extend(switch(828.0, words));
        shapes.extend(button(945.0, words));
        shapes
    });
}
