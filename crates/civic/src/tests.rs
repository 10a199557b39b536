//! What the ground floor promises: stories a jurist can read, laws that random hands try to break.
//!
//! The procedures, the law, the calendar and the territory are the real ones; people are invented.

mod story;
mod town;

mod careless;
mod days;
mod drawings;
mod forms;
mod identities;
mod laws;
mod nights;
mod places;
mod speed;
mod statutes;
mod stories;
