//! The pages that every service shares: the citizen's side, the offices' side, the public's.
//!
//! One file for each subject; the list of routes below is the whole of it, grouped by who comes.

pub mod public;

use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Router;
use axum::routing::get;

/// Every page route of the kit.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(public::home))
}

/// What there is not.
pub async fn nowhere() -> Answer {
    Err(Oops::not_found())
}
