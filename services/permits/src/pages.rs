//! Pages of the commission's sessions.

use axum::Router;
use web::server::App;

pub fn routes() -> Router<App> {
    Router::new()
}
