//! What becomes of people's data (law 09-08): who read it is told, and nothing of it stands in the open.

mod at_rest;
mod forgetting;
mod readings;
mod rights;
mod silence;
