//! XOR in the square of its inputs: what one straight line can do, and what two can.

use crate::svg::{self, BLUE, FAINT, INK, LIT, ORANGE, PAPER, Point, circle, line, text};

const SIZE: [f64; 2] = [720.0, 290.0];
const SIDE: f64 = 130.0;

/// The corner of a row in the square whose left edge is at `left`.
fn corner(left: f64, row: [u8; 2]) -> Point {
    [
        left + f64::from(row[0]) * SIDE,
        60.0 + (1.0 - f64::from(row[1])) * SIDE,
    ]
}

/// The square, with the rows of XOR that are on in yellow.
fn square(left: f64) -> Vec<String> {
    let middle = [left + SIDE / 2.0, 60.0 + SIDE / 2.0];
    let mut shapes = vec![svg::boxed(middle, [SIDE, SIDE], PAPER, FAINT)];
    for row in [[0, 0], [0, 1], [1, 0], [1, 1]] {
        let [x, y] = corner(left, row);
        let fill = if row[0] == row[1] { "#ffffff" } else { LIT };
        shapes.push(circle([x, y], 8.0, fill, INK));
        let aside = [
            x + if row[0] == 0 { -24.0 } else { 24.0 },
            y + if row[1] == 0 { 22.0 } else { -10.0 },
        ];
        shapes.push(text(aside, format!("{}{}", row[0], row[1]), INK, 14));
    }
    shapes
}

#[test]
fn one_line_and_two_lines_in_the_square() {
    svg::hold_in_both_languages("xor", SIZE, |words| {
        let [left, right] = [115.0, 475.0];
        let mut shapes = square(left);
        // Three lines that each leave one row on the wrong side.
        for [from, to] in [
            [[left - 40.0, 150.0], [left + 100.0, 30.0]],
            [[left + 40.0, 222.0], [left + SIDE + 40.0, 90.0]],
            [[left - 45.0, 125.0], [left + SIDE + 45.0, 125.0]],
        ] {
            shapes.push(line(from, to, FAINT, 2.0));
        }
        shapes.extend(square(right));
        for (offset, colour, name) in [(-45.0, ORANGE, "h2"), (45.0, BLUE, "h1")] {
            // i1 + i2 = ½ and i1 + i2 = 1½, lengthened.
            let middle = [right + SIDE / 2.0 + offset, 60.0 + SIDE / 2.0 - offset];
            let [from, to] = [-72.0, 72.0].map(|along| [middle[0] + along, middle[1] + along]);
            shapes.push(line(from, to, colour, 3.0));
            shapes.push(text([from[0] - 16.0, from[1] + 4.0], name, colour, 16));
        }
        shapes.push(text(
            [left + SIDE / 2.0, 276.0],
            words.say(
                "one line: one row is always on the wrong side",
                "직선 하나: 언제나 한 행이 맞지 않는 쪽에 있습니다",
            ),
            INK,
            15,
        ));
        shapes.push(text(
            [right + SIDE / 2.0, 276.0],
            words.say(
                "two lines: XOR lies between them",
                "직선 둘: XOR는 그 사이에 있습니다",
            ),
            INK,
            15,
        ));
        shapes
    });
}
