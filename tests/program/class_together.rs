//! Every desk knows one row, and the class learns the table: with real desks, through the real broker. Who has only listened
//! computes the same bits.
#![cfg(all(target_os = "linux", feature = "class"))]

use crate::broker::{Broker, LIMIT, is_installed};
use crate::mqtt::{Desk, Publisher};
use crate::pty::Terminal;
use backpropd::classroom::name::DeskId;
use backpropd::classroom::round::{Net, Part};
use backpropd::classroom::together::training::ALPHA;
use backpropd::nn::Network222;
use nalgebra::vector;
use serde_json::Value;
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

/// How long the class may take to learn the table: mostly ten seconds.
const LESSON: Duration = LIMIT.saturating_mul(10);

/// AND and OR, a row for each desk.
const ROWS: [([bool; 2], [bool; 2]); 4] = [
    ([false, false], [false, false]),
    ([false, true], [false, true]),
    ([true, false], [false, true]),
    ([true, true], [true, true]),
];

/// What someone has computed who has listened.
pub struct Replayed {
    /// Rounds in which the weights moved.
    pub steps: usize,
    /// In how many of them another order of adding leads to other bits.
    order_matters: usize,
    /// The class's network at the end.
    network: [f64; 12],
}

fn numbers(network: &Network222) -> [f64; 12] {
    let (w, b) = (network.weights(), network.biases());
    std::array::from_fn(|i| if i < 8 { w[i] } else { b[i - 8] })
}

/// w⁺ = w − α·Σg/Σrows, added in this order.
fn moved<'a>(numbers: [f64; 12], parts: impl Iterator<Item = &'a Part> + Clone) -> [f64; 12] {
    let rows: u32 = parts.clone().map(|part| part.rows).sum();
    std::array::from_fn(|i| {
        let sum = parts.clone().fold(0.0, |sum, part| sum + part.g[i]);
        numbers[i] - ALPHA * sum / f64::from(rows)
    })
}

/// Computes the rounds again from what was heard. Fails where a network is not the one that was published.
pub fn replay(lines: &[String]) -> Replayed {
    let (mut nets, mut grads) = (Vec::new(), BTreeMap::new());
    for line in lines {
        let (topic, payload) = line.split_once(' ').unwrap();
        if topic.ends_with("/class/net") && payload.starts_with('{') {
            nets.push(payload);
        } else if let Some(id) = topic.strip_suffix("/grad") {
            let id: DeskId = id.rsplit('/').next().unwrap().parse().unwrap();
            let round = &serde_json::from_str::<Value>(payload).unwrap()["round"];
            let first = grads.entry((round.as_u64().unwrap(), id));
            first.or_insert(payload);
        }
    }
    let read = |net: &str| Net::read(net.as_bytes()).unwrap();
    let mut replayed = Replayed {
        steps: 0,
        order_matters: 0,
        network: numbers(read(nets[0]).network()),
    };
    for pair in nets.windows(2) {
        let [before, now] = [pair[0], pair[1]].map(read);
        let published = numbers(now.network());
        let message: Value = serde_json::from_str(pair[1]).unwrap();
        let added = message["added"].as_array().unwrap().iter();
        let added = added.map(|id| id.as_str().unwrap().parse().unwrap());
        let parts: Vec<(DeskId, Part)> = added
            .map(|id| {
                let payload = grads[&(u64::from(before.round()), id)];
                (id, before.answer(id, payload.as_bytes()).unwrap())
            })
            .collect();
        assert!(parts.is_sorted_by(|(one, _), (other, _)| one < other));
        let parts = parts.iter().map(|(_, part)| part);
        if parts.len() == 0 {
            // Everything is right, or nobody answered, or training was stuck: then the weights are new.
            replayed.network = published;
            continue;
        }
        let other = moved(replayed.network, parts.clone().rev());
        replayed.network = moved(replayed.network, parts);
        let bits = |numbers: [f64; 12]| numbers.map(f64::to_bits);
        assert_eq!(bits(replayed.network), bits(published), "{}", pair[1]);
        replayed.steps += 1;
        replayed.order_matters += usize::from(bits(other) != bits(published));
    }
    replayed
}

#[test]
fn desks_that_know_one_row_each_teach_the_class_the_table() {
    if !is_installed() {
        return;
    }
    let (broker, folder) = (Broker::open(), tempfile::tempdir().unwrap());
    let heard = broker.listen(&[], "backpropd/room1/#");
    let desks = ROWS.map(|_| Desk::start());
    let _publishers: Vec<_> = std::iter::zip(&desks, ROWS)
        .enumerate()
        .map(|(number, (desk, (x, t)))| {
            desk.daemon.teach(x, t);
            let id = format!("bp-0000000{}", 7 - number);
            Publisher::started(&mut desk.command(&broker.address(), &id))
        })
        .collect();
    broker.publish(
        &["-r"],
        "backpropd/room1/class/goal",
        r#"{"v":1,"title":"and,or","goal":["00","01","01","11"]}"#,
    );
    let (address, seats) = (broker.address(), folder.path().join("seats"));
    let seats = seats.to_str().unwrap();
    let wall = ["class", "--broker", &address, "--seats", seats];
    let program = assert_cmd::cargo::cargo_bin("backpropd");
    let mut terminal = Terminal::start(&program, &wall, &[], folder.path(), (80, 24));
    terminal.wait_for("4 desks");
    terminal.types("4t");
    let begin = Instant::now();
    loop {
        let screen = terminal.screen().contents();
        if screen.contains("4 of 4 known") {
            break;
        }
        assert!(begin.elapsed() < LESSON, "{screen}");
        thread::sleep(Duration::from_millis(100));
    }
    terminal.types("t");
    terminal.wait_for("does not train a network");
    terminal.types("q");
    assert_eq!(terminal.end().code(), Some(0));

    let replayed = replay(&heard.lines());
    println!(
        "{} rounds, in {} of which the order of the desks matters",
        replayed.steps, replayed.order_matters
    );
    assert!(replayed.order_matters > 0);
    let [w @ .., b1, b2, b3, b4] = replayed.network;
    let class = Network222::from_named(w, [b1, b2, b3, b4], backpropd::nn::Bias::Trained).unwrap();
    for (desk, (x, t)) in std::iter::zip(&desks, ROWS) {
        let [i1, i2] = x.map(f64::from);
        let out: [f64; 2] = class.forward(&vector![i1, i2]).unwrap().out_o.into();
        assert_eq!(out.map(|out| out >= 0.5), t, "{x:?}");
        // No desk knows more than before.
        let rows = desk.daemon.status().snapshot.rows;
        let taught: Vec<_> = rows.iter().filter_map(|row| row.target).collect();
        assert_eq!(taught, [t.map(u8::from)]);
    }
    let kept = broker.retained();
    let is_net = |line: &String| line.contains("/class/net");
    assert!(!kept.iter().any(is_net), "{kept:#?}");
}
