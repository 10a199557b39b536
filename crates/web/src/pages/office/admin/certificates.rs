//! The certificates of a place: its seal's, and those of the officers who sign. One that must no longer count is
//! taken back here, at once.

use super::ground;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::pages::office::said::{self, Wrong};
use crate::pages::office::seats::{self, link};
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use civic::Place;
use desk::Error;
use desk::keys::{self, Known, Status};
use minijinja::{Value, context};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    place: String,
}

pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = ground(&visitor, &asked.place)?;
    page(&app, &visitor, place, StatusCode::OK, "", Wrong::new()).await
}

pub async fn back(Path(_): Path<String>) -> Answer {
    Ok(Redirect::to("/office/admin/certificates").into_response())
}

/// Takes a certificate back.
pub async fn revoke(State(app): State<App>, visitor: Visitor, Path(serial): Path<String>, posted: Posted) -> Answer {
    let place = ground(&visitor, posted.get("place"))?;
    match keys::revoke_as(&app.desk, visitor.who()?, &serial, posted.get("reason")).await {
        Ok(_) => {
            let back = link("/office/admin/certificates", &[("place", &place.to_string())]);
            app.go(&visitor, &back, "success", "certificates-revoked")
        }
        Err(error @ Error::Mistakes(_)) => {
            let wrong = said::wrong(&app, &visitor, &error).unwrap_or_default();
            page(&app, &visitor, place, StatusCode::UNPROCESSABLE_ENTITY, &serial, wrong).await
        }
        Err(error) => Err(Oops(error)),
    }
}

async fn page(app: &App, visitor: &Visitor, place: Place, status: StatusCode, serial: &str, wrong: Wrong) -> Answer {
    let all = keys::all(&app.desk, Some(place)).await?;
    let rows: Vec<Value> = all.iter().map(|one| line(app, visitor, one, serial)).collect();
    let reasons: Vec<Value> = keys::REASONS
        .into_iter()
        .map(|code| context! { code, label => word(app, visitor, &format!("certificates-reason-{code}")) })
        .collect();
    let certificates = context! { place => seats::place(app, visitor, place), rows, reasons, mistakes => wrong };
    app.page_with(visitor, status, "admin-certificates.html", "certificates-title", context! { certificates })
}

fn line(app: &App, visitor: &Visitor, one: &Known, tried: &str) -> Value {
    let row = &one.row;
    let tone = match one.status {
        Status::InForce => "success",
        Status::Revoked => "danger",
        Status::Ended | Status::Replaced => "neutral",
    };
    context! {
        number => row.certificate_number.as_str(),
        purpose => word(app, visitor, &format!("certificates-purpose-{}", row.purpose)),
        subject => one.subject.as_str(),
        role => one.holder.and_then(|(_, role)| role).map(|role| word(app, visitor, &format!("role-{}", role.as_str()))),
        from => i18n::format::local_date(row.from).to_string(),
        until => i18n::format::local_date(row.until).to_string(),
        state => word(app, visitor, &format!("certificates-state-{}", one.status.code())),
        tone,
        revoked_at => row.revoked.as_ref().map(|(at, _)| *at),
        reason => row.revoked.as_ref().map(|(_, reason)| word(app, visitor, &format!("certificates-reason-{reason}"))),
        // What an authority signs with is taken back by the operator, who may need the root for it.
        may => matches!(one.status, Status::InForce | Status::Replaced) && ["seal", "person"].contains(&row.purpose.as_str()),
        tried => row.certificate_number == tried,
    }
}
