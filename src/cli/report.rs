//! How a run is printed: one line per event, a line of progress now and then, and at the end the truth table and the
//! weights. For people, or one JSON object per line for programs.

use super::out::Out;
use backpropd::machine::Event;
use backpropd::messages;
use backpropd::nn::{BIAS_NAMES, Biases, WEIGHT_NAMES, Weights};
use backpropd::snapshot::{Row, Snapshot, Verdict};
use backpropd::trainer::State;
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Prints a run on standard output.
pub struct RunReport {
    out: Out,
    json: bool,
    /// Whether the last line is a progress line, which the next line replaces.
    in_place: bool,
}

/// A line for programs: an event and its time.
#[derive(Serialize)]
struct At<T> {
    #[serde(flatten)]
    what: T,
    time_s: f64,
}

/// The progress, for programs.
#[derive(Serialize)]
#[serde(tag = "event", rename = "progress")]
struct Progress {
    steps: u64,
    loss: f64,
    rows: [Row; 4],
}

/// The result, for programs.
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

impl RunReport {
    /// A report for programs (`json`) or for people.
    pub fn new(json: bool) -> Self {
        Self {
            out: Out::new(json),
            json,
            in_place: false,
        }
    }

    /// Prints a line for people only.
    pub fn say(&mut self, line: &str) -> io::Result<()> {
        if self.json { Ok(()) } else { self.line(line) }
    }

    /// Prints an event at `time`.
    pub fn event(&mut self, time: Duration, event: Event) -> io::Result<()> {
        let time_s = time.as_secs_f64();
        if self.json {
            return self.json_line(&At {
                what: event,
                time_s,
            });
        }
        self.line(&format!("{}  {event}", clock(time_s)))
    }

    /// Prints the progress at `time`. On a terminal it replaces the last such line.
    pub fn progress(&mut self, time: Duration, snapshot: &Snapshot) -> io::Result<()> {
        let time_s = time.as_secs_f64();
        let Snapshot {
            steps, loss, rows, ..
        } = *snapshot;
        if self.json {
            let what = Progress { steps, loss, rows };
            return self.json_line(&At { what, time_s });
        }
        // Short enough for a terminal of 80 columns: a line that wraps could not be replaced.
        let rows =
            rows.map(|row| format!("   {} {} {}", digits(row.x, ""), leds(&row), sign(&row)));
        let rows = rows.concat();
        let progress = messages::report_progress(format!("{steps:6}"), format!("{loss:.4}"));
        self.line(&format!("{}  {progress}{rows}", clock(time_s)))?;
        self.in_place = io::stdout().is_terminal();
        Ok(())
    }

    /// Prints the result.
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
        let Snapshot {
            steps,
            restarts,
            seed,
            ..
        } = snapshot;
        let (steps, restarts) = (
            messages::count_steps(steps),
            messages::count_restarts(restarts),
        );
        self.line("")?;
        self.line(&match learned {
            true => messages::report_learned(steps, restarts, seed),
            false => messages::report_not_learned(steps, restarts, seed),
        })
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

/// The time at the start of a line.
fn clock(seconds: f64) -> String {
    messages::time_seconds(format!("{seconds:6.1}"))
}

/// The truth table: a line of headings, then one line per row.
pub fn table(rows: &[Row; 4]) -> [String; 5] {
    let [first, second, third, fourth] = rows.each_ref().map(|row| {
        let x = digits(row.x, "  ");
        let target = row
            .target
            .map_or("- -".into(), |target| digits(target, " "));
        let [o1, o2] = row.out;
        let leds = leds(row);
        let verdict = verdict(row);
        format!("  {x}     {target}    {o1:.4}  {o2:.4}   {leds}   {verdict}")
    });
    let headings = format!(" {}", messages::report_headings());
    [headings, first, second, third, fourth]
}

/// The LEDs of a row: `●○`.
fn leds(row: &Row) -> String {
    row.leds
        .map(|lit| if lit == 1 { '●' } else { '○' })
        .iter()
        .collect()
}

/// Whether a row is right, as a word.
fn verdict(row: &Row) -> &'static str {
    match row.verdict() {
        Verdict::Untaught => messages::row_untaught(),
        Verdict::Right => messages::row_right(),
        Verdict::Near => messages::row_near(),
        Verdict::Wrong => messages::row_wrong(),
    }
}

/// Whether a row is right, as a sign.
fn sign(row: &Row) -> char {
    match row.verdict() {
        Verdict::Untaught => ' ',
        Verdict::Right => '✓',
        Verdict::Near => '≈',
        Verdict::Wrong => '…',
    }
}

fn digits([first, second]: [u8; 2], between: &str) -> String {
    format!("{first}{between}{second}")
}

/// A time in its largest unit.
#[cfg(any(feature = "status", feature = "study"))]
pub fn time(seconds: f64) -> String {
    let largest = [86_400.0, 3600.0, 60.0];
    let largest = largest.into_iter().find(|unit| seconds >= 2.0 * unit);
    let count = (seconds / largest.unwrap_or(1.0)).floor();
    match largest {
        Some(86_400.0) => messages::time_days(count),
        Some(3600.0) => messages::time_hours(count),
        Some(_) => messages::time_minutes(count),
        None => messages::time_seconds(count),
    }
}
