//! How a run is told: a line an event, now and then a line of progress, and at the end the truth table and the
//! weights; for people, or as one JSON object a line for programs.

use backpropd::machine::Event;
use backpropd::nn::{BIAS_NAMES, Biases, WEIGHT_NAMES, Weights};
use backpropd::snapshot::{Row, Snapshot};
use backpropd::trainer::State;
use serde::Serialize;
use std::io::{self, IsTerminal, Stdout, Write};
use std::time::Duration;

/// Tells a run on standard output.
pub struct Report {
    out: Stdout,
    json: bool,
    /// The last line is one of progress, which the next line takes the place of.
    in_place: bool,
}

/// A line for programs: what, and when.
#[derive(Serialize)]
struct At<T> {
    #[serde(flatten)]
    what: T,
    time_s: f64,
}

/// How far it is, for programs.
#[derive(Serialize)]
#[serde(tag = "event", rename = "progress")]
struct Progress {
    steps: u64,
    loss: f64,
    rows: [Row; 4],
}

/// How it ended, for programs.
#[derive(Serialize)]
#[serde(tag = "event", rename = "summary")]
struct Summary {
    learned: bool,
    rows: [Row; 4],
    steps: u64,
    restarts: u64,
    seed: u64,
    loss: f64,
    weights: Weights,
    biases: Biases,
}

impl Report {
    /// A report for programs (`json`) or for people.
    pub fn new(json: bool) -> Self {
        Self {
            out: io::stdout(),
            json,
            in_place: false,
        }
    }

    /// A line for people only.
    pub fn say(&mut self, line: &str) -> io::Result<()> {
        if self.json { Ok(()) } else { self.line(line) }
    }

    /// Tells of an event at `time`.
    pub fn event(&mut self, time: Duration, event: Event) -> io::Result<()> {
        let time_s = time.as_secs_f64();
        if self.json {
            return self.json_line(&At {
                what: event,
                time_s,
            });
        }
        self.line(&format!("{time_s:6.1} s  {event}"))
    }

    /// Tells how far it is at `time`; on a terminal, in place of the last such line.
    pub fn progress(&mut self, time: Duration, snapshot: &Snapshot) -> io::Result<()> {
        let time_s = time.as_secs_f64();
        let Snapshot {
            steps, loss, rows, ..
        } = *snapshot;
        if self.json {
            let what = Progress { steps, loss, rows };
            return self.json_line(&At { what, time_s });
        }
        // Short enough for a terminal of 80 columns: a line that wraps could not be taken back.
        let rows =
            rows.map(|row| format!("   {} {} {}", digits(row.x, ""), leds(&row), sign(&row)));
        let rows = rows.concat();
        self.line(&format!(
            "{time_s:6.1} s  step {steps:6}  loss {loss:.4}{rows}"
        ))?;
        self.in_place = self.out.is_terminal();
        Ok(())
    }

    /// Tells how it ended.
    pub fn summary(&mut self, snapshot: &Snapshot) -> io::Result<()> {
        let learned = snapshot.state == State::Learned;
        if self.json {
            return self.json_line(&Summary {
                learned,
                rows: snapshot.rows,
                steps: snapshot.steps,
                restarts: snapshot.restarts,
                seed: snapshot.seed,
                loss: snapshot.loss,
                weights: snapshot.weights,
                biases: snapshot.biases,
            });
        }
        self.line("")?;
        for line in table(&snapshot.rows) {
            self.line(&line)?;
        }
        let weights = <[f64; 8]>::from(snapshot.weights);
        let biases = <[f64; 4]>::from(snapshot.biases);
        self.line("")?;
        for (names, numbers) in [
            (&WEIGHT_NAMES[..4], &weights[..4]),
            (&WEIGHT_NAMES[4..], &weights[4..]),
            (&BIAS_NAMES[..], &biases[..]),
        ] {
            let numbers = names.iter().zip(numbers);
            let numbers: Vec<_> = numbers
                .map(|(name, number)| format!("{name:>6} = {number:9.5}"))
                .collect();
            self.line(&numbers.concat())?;
        }
        let result = if learned { "learned" } else { "not learned" };
        let Snapshot {
            steps,
            restarts,
            seed,
            ..
        } = snapshot;
        let plural = if *restarts == 1 { "" } else { "s" };
        self.line(&format!(
            "\n{result}: {steps} steps, {restarts} restart{plural}, seed {seed}"
        ))
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        const ERASE: &str = "\x1b[A\x1b[2K\r";
        let erase = if self.in_place { ERASE } else { "" };
        self.in_place = false;
        writeln!(self.out, "{erase}{line}")
    }

    fn json_line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let line = serde_json::to_string(line)?;
        writeln!(self.out, "{line}")
    }
}

/// The truth table: a line of headings, and one for each row.
pub fn table(rows: &[Row; 4]) -> [String; 5] {
    let [first, second, third, fourth] = rows.each_ref().map(|row| {
        let x = digits(row.x, "  ");
        let target = row
            .target
            .map_or("- -".into(), |target| digits(target, " "));
        let [o1, o2] = row.out;
        let (leds, verdict) = (leds(row), verdict(row));
        format!("  {x}     {target}    {o1:.4}  {o2:.4}   {leds}   {verdict}")
    });
    let headings = " i1 i2   wanted   out_o1  out_o2   LEDs".into();
    [headings, first, second, third, fourth]
}

/// The LEDs of a row: `●○`.
fn leds(row: &Row) -> String {
    row.leds
        .map(|lit| if lit == 1 { '●' } else { '○' })
        .iter()
        .collect()
}

/// Whether a row is right, in a word.
fn verdict(row: &Row) -> &'static str {
    match (row.target, row.right) {
        (None, _) => "not taught",
        (_, true) => "right",
        (_, false) => "not yet",
    }
}

/// Whether a row is right, in a sign.
fn sign(row: &Row) -> char {
    match (row.target, row.right) {
        (None, _) => ' ',
        (_, true) => '✓',
        (_, false) => '…',
    }
}

fn digits([first, second]: [u8; 2], between: &str) -> String {
    format!("{first}{between}{second}")
}
