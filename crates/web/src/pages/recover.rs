//! The link by which an officer who lost every second factor is let in again, with their own password.

use crate::answer::{Answer, Oops, sentence};
use crate::form::Posted;
use crate::limits;
use crate::server::App;
use crate::visitor::{self, Visitor};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use desk::people;
use desk::{Denial, Error};
use minijinja::context;

pub async fn show(State(app): State<App>, visitor: Visitor, Path(link): Path<String>) -> Answer {
    app.limits.take(limits::RECOVER, &visitor.ip.to_string(), app.desk.clock.now())?;
    page(&app, &visitor, StatusCode::OK, &link, "").await
}

async fn page(app: &App, visitor: &Visitor, status: StatusCode, link: &str, wrong: &str) -> Answer {
    let good = people::recoverable(&app.desk, link).await?;
    let status = if good { status } else { StatusCode::NOT_FOUND };
    let recover = context! { good, action => format!("/recover/{link}"), wrong };
    app.page_with(visitor, status, "recover.html", "recover-title", context! { recover })
}

pub async fn open(State(app): State<App>, visitor: Visitor, Path(link): Path<String>, posted: Posted) -> Answer {
    app.limits.take(limits::RECOVER, &visitor.ip.to_string(), app.desk.clock.now())?;
    match people::recover(&app.desk, &link, posted.get("password"), &visitor.browser).await {
        Ok((secret, _)) => {
            let mut response = app.go(&visitor, "/account/security", "success", "recover-done")?;
            response.headers_mut().append(header::SET_COOKIE, visitor::signed_in(&app, &secret));
            Ok(response)
        }
        Err(error @ Error::Denied(Denial::BadCredentials | Denial::Locked { .. } | Denial::NotFound)) => {
            let status = crate::answer::status(&error);
            page(&app, &visitor, status, &link, &sentence(&app, visitor.lang, &error)).await
        }
        Err(other) => Err(Oops(other)),
    }
}
