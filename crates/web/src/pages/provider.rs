//! To an identity provider and back. The browser's cookie holds the state that must come back with it:
//! an answer that somebody else began opens nothing here.

use super::door;
use super::local;
use crate::answer::{Answer, Oops, sentence};
use crate::limits;
use crate::server::App;
use crate::visitor::{self, Visitor};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::provider::{self, Back};
use desk::{Denial, Error};
use serde::Deserialize;

const STATE: &str = "provider";
const STATE_MINUTES: i64 = 15;

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

pub async fn begin(State(app): State<App>, visitor: Visitor, Query(asked): Query<Next>) -> Answer {
    app.limits.take(limits::PROVIDER, &visitor.ip.to_string(), app.desk.clock.now())?;
    match provider::begin(&app.desk, local(&asked.next, "")).await {
        Ok(away) => {
            let mut response = Redirect::to(&away.url).into_response();
            let state = visitor::bake(&app, STATE, &away.state, Some(STATE_MINUTES));
            response.headers_mut().append(header::SET_COOKIE, state);
            Ok(response)
        }
        Err(error) => refused(&app, &visitor, error),
    }
}

pub async fn back(State(app): State<App>, visitor: Visitor, Query(back): Query<Back>, headers: HeaderMap) -> Answer {
    app.limits.take(limits::PROVIDER, &visitor.ip.to_string(), app.desk.clock.now())?;
    let held = visitor::find(&app, &visitor::cookies(&headers), STATE).unwrap_or_default();
    let mut response: Response = match provider::finish(&app.desk, &back, &held, &visitor.browser).await {
        Ok((way_in, next)) => door::let_in(&app, way_in, local(&next, "")),
        Err(error) => refused(&app, &visitor, error)?,
    };
    response.headers_mut().append(header::SET_COOKIE, visitor::bake(&app, STATE, "", Some(-1)));
    Ok(response)
}

/// The sign-in page again, with the reason; every other way in stays open.
fn refused(app: &App, visitor: &Visitor, error: Error) -> Answer {
    match &error {
        Error::Denied(Denial::Distrusted(_) | Denial::Locked { .. } | Denial::Closed) => {
            let status = crate::answer::status(&error);
            door::page(app, visitor, status, ("", ""), &sentence(app, visitor.lang, &error), None)
        }
        Error::Denied(Denial::NotFound) => door::page(app, visitor, StatusCode::NOT_FOUND, ("", ""), "", None),
        _ => Err(Oops(error)),
    }
}
