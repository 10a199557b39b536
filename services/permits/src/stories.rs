//! Stories of permits, told in a town on both engines.

mod browser;
mod careless;
mod citizen;
mod counter;
mod demo;
mod enrolment;
mod evidence;
mod figures;
mod foreign;
mod hands;
mod identity;
mod keepers;
mod large;
mod machines;
mod mail;
mod master;
mod minutes;
mod offices;
mod pages;
mod people;
mod policy;
mod privacy;
mod provider;
mod register;
mod signed;
mod small;

use crate::{HOUSE, SERVICE};
use town::Town;

/// Tells a story in Taroudannt, on SQLite and on PostgreSQL.
fn story(tell: impl AsyncFn(&Town)) {
    town::story(&[SERVICE], &[HOUSE], tell);
}
