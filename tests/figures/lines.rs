//! Where the lines of hidden neurons lie: at a start whose biases are drawn on their own, at starts of this program, and
//! once the half-adder is learned.

use crate::svg::{self, BLUE as H1, FAINT, INK, LIT, ORANGE as H2, PAPER, Point, circle, text};
use backpropd::recording::Recording;
use backpropd::trainer::{Settings, Trainer};
use oorandom::Rand64;

/// Of a square with the rows as its corners, of the margin around it, and between one square and the next.
const SQUARE: f64 = 88.0;
const MARGIN: f64 = 66.0;
const GAP: f64 = 24.0;
const SIZE: f64 = SQUARE + 2.0 * MARGIN;

/// How many starts are drawn; each has two lines.
const STARTS: u64 = 7;

const CORNERS: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

/// The line w·i1 + v·i2 + b = 0.
#[derive(Clone, Copy)]
struct Line {
    w: f64,
    v: f64,
    b: f64,
}

impl Line {
    /// The lines of the two hidden neurons.
    fn of(trainer: &Trainer) -> [Self; 2] {
        let [w1, w2, w3, w4, ..] = trainer.network().weights();
        let [b_h1, b_h2, ..] = trainer.network().biases();
        [
            Self {
                w: w1,
                v: w2,
                b: b_h1,
            },
            Self {
                w: w3,
                v: w4,
                b: b_h2,
            },
        ]
    }

    /// Whether it has all four rows on one side.
    fn misses(self) -> bool {
        let is_on = CORNERS.map(|[i1, i2]| self.w * i1 + self.v * i2 + self.b > 0.0);
        is_on == [true; 4] || is_on == [false; 4]
    }

    /// Where it enters and leaves the margin, if it does.
    fn ends(self) -> Option<[[f64; 2]; 2]> {
        let edges = [-MARGIN / SQUARE, 1.0 + MARGIN / SQUARE];
        let inside = |at: &[f64; 2]| at.iter().all(|x| (edges[0]..=edges[1]).contains(x));
        let points = edges.into_iter().flat_map(|edge| {
            [
                [edge, -(self.w * edge + self.b) / self.v],
                [-(self.v * edge + self.b) / self.w, edge],
            ]
        });
        let points: Vec<_> = points.filter(inside).collect();
        Some([*points.first()?, *points.get(1)?])
    }

    fn drawn(self, colour: &str, width: f64) -> String {
        let Some(ends) = self.ends() else {
            return String::new();
        };
        let [from, to] = ends.map(place);
        svg::line(from, to, colour, width)
    }

    /// One of many, grey where it misses the square.
    fn of_many(self) -> String {
        self.drawn(if self.misses() { FAINT } else { H1 }, 1.5)
    }
}

/// In pixels.
fn place([i1, i2]: [f64; 2]) -> Point {
    [MARGIN + i1 * SQUARE, SIZE - MARGIN - i2 * SQUARE]
}

/// A square, lines over it, and at its corners the rows, those of `lit` in yellow.
fn square(number: u8, lines: &[String], lit: [bool; 4]) -> String {
    let [left, top] = place([0.0, 1.0]);
    let mut parts = vec![
        format!(
            r#"<g transform="translate({},0)">"#,
            f64::from(number) * (SIZE + GAP)
        ),
        format!(
            r##"<rect x="{left}" y="{top}" width="{SQUARE}" height="{SQUARE}" fill="{PAPER}" stroke="{FAINT}"/>"##
        ),
    ];
    parts.extend_from_slice(lines);
    for ([i1, i2], lit) in CORNERS.into_iter().zip(lit) {
        let [x, y] = place([i1, i2]);
        let fill = if lit { LIT } else { "#ffffff" };
        parts.push(circle([x, y], 6.0, fill, INK));
        let beside = [
            x + if i1 == 0.0 { -18.0 } else { 18.0 },
            y + if i2 == 0.0 { 18.0 } else { -9.0 },
        ];
        parts.push(text(beside, format!("{i1}{i2}"), INK, 13));
    }
    parts.push("</g>".into());
    parts.join("\n")
}

#[test]
fn the_picture_shows_the_starts_of_this_program() {
    // Weights from a wide range, biases from a quarter of it.
    let mut random = Rand64::new(7);
    let mut uniform = |limit: f64| limit * (2.0 * random.rand_float() - 1.0);
    let narrow = (0..2 * STARTS).map(|_| Line {
        w: uniform(1.0),
        v: uniform(1.0),
        b: uniform(0.25),
    });
    let narrow: Vec<_> = narrow.map(Line::of_many).collect();

    let starts = (1..=STARTS).flat_map(|seed| Line::of(&Trainer::new(Settings::default(), seed)));
    let starts: Vec<_> = starts.collect();
    assert!(starts.iter().all(|line| !line.misses()));
    let starts: Vec<_> = starts.into_iter().map(Line::of_many).collect();

    let recording = std::fs::read_to_string("machine/data/recordings/half-adder.txt").unwrap();
    let recording = Recording::parse(&recording).unwrap();
    let learned = recording.replay(&mut |_, _| {}).unwrap();
    let trainer = learned.trainer();
    let [h1, h2] = Line::of(trainer);
    let half_adder = [
        h1.drawn(H1, 3.0),
        h2.drawn(H2, 3.0),
        text([SIZE - 32.0, 36.0], "h1", H1, 15),
        text([24.0, SIZE - 74.0], "h2", H2, 15),
    ];
    let o1 = CORNERS.map(|x| trainer.answer(x.map(|i| i == 1.0))[0] >= 0.5);

    let width = 3.0 * SIZE + 2.0 * GAP;
    let shapes = [
        square(0, &narrow, [false; 4]),
        square(1, &starts, [false; 4]),
        square(2, &half_adder, o1),
    ];
    svg::hold("lines", [width, SIZE], &shapes);
}
