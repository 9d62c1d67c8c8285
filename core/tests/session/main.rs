//! Tries to break the rules of `sordino_core::session`. `cases` has single sequences by name, and
//! `any_sequence` random ones. `world` is the page, the API and the clocks around the machine, and
//! checks the rules at each step. `picture` draws the machine.

mod any_sequence;
mod cases;
mod picture;
mod world;
