//! What a desk publishes about itself, as JSON: about, state, event. `seed` is text because JavaScript rounds it.

use super::happening::Happening;
use super::wire::{decimals, digits, json, significant};
use super::{Desk, VERSION};
use crate::board::Kind;
use crate::panel::{Input, Led, Levels};
use crate::snapshot::Row;
use crate::status::Status;
use crate::trainer::State as Learning;
use serde::Serialize;

/// What a desk says once it is there.
pub const ONLINE: &str = "online";

/// What a desk says, or the broker in its place, when it is gone.
pub const OFFLINE: &str = "offline";

/// What does not change while a desk runs.
#[derive(Serialize)]
struct About<'a> {
    v: u8,
    id: String,
    boot: String,
    seat: Option<u16>,
    version: &'a str,
    board: Kind,
    pins: &'static str,
    bias: crate::nn::Bias,
    alpha: f64,
    tol: f64,
}

/// The machine at one moment.
#[derive(Serialize)]
struct State {
    v: u8,
    id: String,
    boot: String,
    seat: Option<u16>,
    board: Kind,
    state: Learning,
    steps: u64,
    restarts: u64,
    loss: f64,
    tol: f64,
    r#in: In,
    led: Lit,
    rows: [RowState; 4],
    w: [f64; 8],
    b: [f64; 4],
    seed: String,
    warnings: usize,
}

#[derive(Serialize)]
struct In {
    i1: u8,
    i2: u8,
    t1: u8,
    t2: u8,
}

#[derive(Serialize)]
struct Lit {
    o1: u8,
    o2: u8,
}

#[derive(Serialize)]
struct RowState {
    x: String,
    t: Option<String>,
    o: [f64; 2],
    ok: u8,
}

#[derive(Serialize)]
struct Event {
    v: u8,
    id: String,
    #[serde(flatten)]
    happening: Happening,
}

/// The payload of `about`.
pub fn about(desk: &Desk, seen: &Status) -> String {
    let snapshot = &seen.snapshot;
    json(&About {
        v: VERSION,
        id: desk.id.to_string(),
        boot: boot(desk),
        seat: desk.seat,
        version: &seen.version,
        board: seen.board,
        pins: match seen.board {
            Kind::Sim => "sim",
            Kind::Auto | Kind::Rppal | Kind::Gpiocdev => "real",
        },
        bias: snapshot.bias,
        alpha: snapshot.learning_rate,
        tol: snapshot.tolerance,
    })
}

/// The payload of `state`.
pub fn state(desk: &Desk, seen: &Status) -> String {
    let snapshot = &seen.snapshot;
    let level = |levels: Levels, input| u8::from(levels.get(input));
    let levels = snapshot.debounced;
    json(&State {
        v: VERSION,
        id: desk.id.to_string(),
        boot: boot(desk),
        seat: desk.seat,
        board: seen.board,
        state: snapshot.state,
        steps: snapshot.steps,
        restarts: snapshot.restarts,
        loss: significant(snapshot.loss),
        tol: snapshot.tolerance,
        r#in: In {
            i1: level(levels, Input::I1),
            i2: level(levels, Input::I2),
            t1: level(levels, Input::T1),
            t2: level(levels, Input::T2),
        },
        led: Lit {
            o1: u8::from(snapshot.leds.lit(Led::O1)),
            o2: u8::from(snapshot.leds.lit(Led::O2)),
        },
        rows: snapshot.rows.each_ref().map(row),
        w: <[f64; 8]>::from(snapshot.weights).map(decimals),
        b: <[f64; 4]>::from(snapshot.biases).map(decimals),
        seed: snapshot.seed.to_string(),
        warnings: seen.warnings.len(),
    })
}

/// The payload of `event`.
pub fn event(desk: &Desk, happening: Happening) -> String {
    json(&Event {
        v: VERSION,
        id: desk.id.to_string(),
        happening,
    })
}

fn boot(desk: &Desk) -> String {
    format!("{:04x}", desk.boot)
}

fn row(row: &Row) -> RowState {
    RowState {
        x: digits(row.x),
        t: row.target.map(digits),
        o: row.out.map(decimals),
        ok: row.right.into(),
    }
}
