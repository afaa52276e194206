//! What the library promises, from the network to the loop, the store and the config: in this process, and in virtual
//! time where time matters.

#[path = "../expected/mod.rs"]
mod expected;
#[cfg(feature = "ko")]
#[path = "../korean/mod.rs"]
mod korean;

mod boards;
mod class_screen;
mod classroom;
mod clones;
mod config;
mod daemon;
mod forget;
mod gradients;
mod home_assistant;
mod learning;
mod logistic;
mod network;
mod panel;
mod scripts;
mod store;
mod together;
mod wall;
