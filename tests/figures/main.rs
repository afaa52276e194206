//! The figures of LEARN.md and LEARN.ko.md and of the wiring card, in docs/figures: drawn from the network and the pins
//! themselves, so that none can show what the program does not do. `UPDATE=1 cargo test --test figures` draws them again.

#[path = "../expected/mod.rs"]
mod expected;

mod card;
mod chain;
mod lines;
mod logistic;
mod network;
mod svg;
mod valley;
mod xor;
