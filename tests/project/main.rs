//! Rules that the project's own files keep: the layers, the messages, the words, and the list of what can go wrong.

mod architecture;
mod messages;
mod page;
mod reliability;
mod words;
