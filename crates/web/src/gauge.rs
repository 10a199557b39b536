//! What an operator watches: `/health`, `/ready`, and `/metrics` for Prometheus. Nothing personal.

use crate::server::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Instant;

/// One recorder for the process: counters are global by nature.
pub fn recorder() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let buckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];
            PrometheusBuilder::new().set_buckets(&buckets).ok()?.install_recorder().ok()
        })
        .as_ref()
}

/// Alive: the process answers.
pub async fn health() -> &'static str {
    "ok\n"
}

/// Ready: the store answers.
pub async fn ready(State(app): State<App>) -> Response {
    let asked = app.desk.db.read(|tx| tx.one("select 1", &[], |row| row.get::<i64>(0))).await;
    match asked {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n").into_response(),
    }
}

pub async fn show(State(app): State<App>) -> Response {
    let Some(handle) = recorder() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let figures = app.desk.db.figures();
    metrics::gauge!("diwan_store_queued").set(figures.waiting as f64);
    metrics::counter!("diwan_store_commits_total").absolute(figures.commits);
    metrics::counter!("diwan_store_writes_total").absolute(figures.kept);
    let now = app.desk.clock.now();
    if let Ok((waiting, _)) = app.desk.db.read(move |tx| store::outbox::waiting(tx, now)).await {
        metrics::gauge!("diwan_outbox_waiting").set(waiting as f64);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
}

/// Counts requests and their time by route, never by address.
#[allow(clippy::disallowed_methods)] // How long a request took is measured, not decided upon.
pub async fn measure(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none".to_owned(), |m| m.as_str().to_owned());
    // A method that nobody knows may be anything that somebody wrote.
    let known = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::HEAD, Method::OPTIONS];
    let method = known.iter().find(|known| *known == request.method()).map_or("other", Method::as_str).to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("diwan_requests_total", "route" => route.clone(), "method" => method, "status" => status)
        .increment(1);
    metrics::histogram!("diwan_request_seconds", "route" => route).record(started.elapsed().as_secs_f64());
    response
}
