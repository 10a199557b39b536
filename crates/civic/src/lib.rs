//! The words and rules that every service shares, and nothing that touches the world.
//!
//! Given the same arguments, everything here gives the same answer: no clock, no randomness, no
//! disk, no socket, no async. Time, identifiers, the calendar and the law are handed in. Look in
//! `store` for memory, in `desk` for the one door through which acts are recorded.

pub mod calendar;
pub mod check;
pub mod dossier;
pub mod draw;
pub mod expr;
pub mod form;
pub mod hands;
pub mod identity;
pub mod law;
pub mod procedure;
pub mod role;
pub mod territory;

pub use calendar::Calendar;
pub use dossier::{Act, Body, Dossier, Refusal};
pub use form::{Answers, Mistake};
pub use law::Law;
pub use procedure::Procedure;
pub use role::{Office, Role, Seat, Viewer};
pub use territory::Place;

#[cfg(test)]
mod tests;
