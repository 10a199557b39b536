//! What anyone may see without signing in.

use crate::answer::Answer;
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::State;
use minijinja::context;

pub async fn home(State(app): State<App>, visitor: Visitor) -> Answer {
    app.page(&visitor, "home.html", "nav-home", context! {})
}
