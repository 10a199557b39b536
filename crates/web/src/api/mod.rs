//! The programming interface: everything that the screens do, for machines with a token.
//!
//! `Authorization: Bearer dw_…`; refusals are `application/problem+json`; lists are keyset pages; a
//! write carries `Idempotency-Key`. The document of it all is served at `/api/openapi.json`.

use crate::answer::{Oops, problem};
use crate::server::App;
use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use desk::{Denial, Who};
use i18n::Lang;

/// The largest body of a request; parts of pieces are smaller.
pub const BODY_BYTES_MOST: usize = 9 * 1024 * 1024;

pub fn routes() -> Router<App> {
    Router::new().fallback(nowhere)
}

async fn nowhere() -> Result<Response, Oops> {
    Err(Oops::not_found())
}

/// A machine that came with a sound token.
pub struct Machine(pub Who);

impl<S: Send + Sync> FromRequestParts<S> for Machine {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Machine, Oops> {
        parts.extensions.get::<Who>().cloned().map(Machine).ok_or_else(|| Denial::SignedOut.into())
    }
}

/// Meets every request of a machine; dresses refusals afterwards.
pub async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let bearer = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    let lang = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| Lang::parse(v.to_str().ok()?.get(..2)?)).unwrap_or_default();
    if let Some(secret) = bearer {
        match desk::who::by_token(&app.desk, secret.trim()).await {
            Ok(Some(who)) => {
                request.extensions_mut().insert(who);
            }
            Ok(None) => {}
            Err(error) => return problem(&app, lang, Oops(error)),
        }
    }
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Oops>() {
        Some(oops) => problem(&app, lang, oops),
        None => response,
    }
}
