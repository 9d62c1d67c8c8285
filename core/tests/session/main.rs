//! Tries to break what `sordino_core::session` says of itself: single sequences by name in `cases`,
//! all others by chance in `any_sequence`; `picture` draws it; `world` is the page, the API and the
//! clocks around the machine, and holds it to its promises at each step.

mod any_sequence;
mod cases;
mod picture;
mod world;
