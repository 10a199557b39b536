//! Administration: officers and their seats, certificates, the calendar, the law table, the
//! procedures, the journal.
//!
//! Open to administrators, each for their own commune or province; those of a province for its
//! communes too, those of the Kingdom for every place. Who may do what is judged by the counter; here only the ground is chosen.

mod audit;
mod calendar;
mod certificates;
mod deputies;
mod law;
mod officer;
mod privacy;
mod procedures;
mod steps;
mod users;

use super::seats;
use super::sign_ins;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use civic::{Mistake, Place, Role};
use desk::Denial;
use jiff::civil::Date;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/office/admin/users", get(users::show).post(users::add))
        .route("/office/admin/users/{id}", get(officer::show))
        .route("/office/admin/users/{id}/roles", get(officer::back).post(officer::appoint))
        .route("/office/admin/users/{id}/delegations", get(officer::back).post(officer::delegate))
        .route("/office/admin/users/{id}/roles/{office}/end", get(officer::back_from_end).post(officer::end))
        .route("/office/admin/users/{id}/lock", get(officer::back).post(officer::lock))
        .route("/office/admin/users/{id}/unlock", get(officer::back).post(officer::unlock))
        .route("/office/admin/users/{id}/reset", get(officer::back).post(officer::reset))
        .route("/office/admin/users/{id}/sign-out", get(officer::back).post(officer::sign_out))
        .route("/office/admin/users/{id}/enrolment", get(officer::back).post(officer::renew_code))
        .route("/office/admin/users/{id}/recovery", get(officer::back).post(officer::ask_recovery))
        .route("/office/admin/users/{id}/recovery/confirm", get(officer::back).post(officer::confirm_recovery))
        .route("/office/admin/users/{id}/recovery/end", get(officer::back).post(officer::end_recovery))
        .route("/office/admin/deputies", get(deputies::show).post(deputies::order))
        .route("/office/admin/absences", get(deputies::back).post(deputies::absent))
        .route("/office/admin/absences/{id}/end", get(deputies::back_from).post(deputies::end))
        .route("/office/admin/sign-ins", get(signed_in))
        .route("/office/admin/sign-ins/end", post(end_sign_in))
        .route("/office/admin/certificates", get(certificates::show))
        .route("/office/admin/certificates/{serial}/revoke", get(certificates::back).post(certificates::revoke))
        .route("/office/admin/calendar", get(calendar::show).post(calendar::change))
        .route("/office/admin/calendar/preview", get(calendar::back).post(calendar::preview))
        .route("/office/admin/law", get(law::show).post(law::set))
        .route("/office/admin/procedures", get(procedures::all))
        .route("/office/admin/procedures/{code}", get(procedures::one))
        .route("/office/admin/privacy", get(privacy::show))
        .route("/office/admin/privacy/requests/{id}", get(privacy::back_from).post(privacy::answer))
        .route("/office/admin/privacy/holds", get(privacy::back).post(privacy::hold))
        .route("/office/admin/privacy/holds/{id}/lift", get(privacy::back_from).post(privacy::lift))
        .route("/office/admin/privacy/erase", get(privacy::back).post(privacy::erase))
        .route("/office/admin/privacy/persons/{id}/erase", get(privacy::back_from).post(privacy::erase_person))
        .route("/office/admin/audit", get(audit::show))
        .route("/office/admin/audit.csv", get(audit::csv))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    place: String,
}

/// Who of the place's officers is signed in now, and from what.
async fn signed_in(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let place = ground(&visitor, &asked.place)?;
    let open = sign_ins::of_place(&app, place).await?;
    sign_ins::page(&app, &visitor, "institution", Some(place), open)
}

/// Closes a sign-in of one of the place's officers.
async fn end_sign_in(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let place = ground(&visitor, posted.get("place"))?;
    let id = posted.get("id");
    for one in sign_ins::of_place(&app, place).await?.into_iter().filter(|open| sign_ins::named(&open.sign_in) == id) {
        let token = one.sign_in.token.clone();
        app.desk.db.write(move |tx| -> desk::Result<()> { Ok(store::people::close_sign_in(tx, &token)?) }).await?;
        desk::people::note(&app.desk, who, place, "signed-out", &one.sign_in.account.to_string()).await?;
    }
    app.go(
        &visitor,
        &seats::link("/office/admin/sign-ins", &[("place", posted.get("place"))]),
        "success",
        "signins-ended",
    )
}

/// Where an administrator works: the place that the address names if they may administer it, else
/// that of their first seat.
fn ground(visitor: &Visitor, asked: &str) -> Result<Place, Oops> {
    let who = visitor.who()?;
    let own = seats::choose(visitor, None, None, |role| role == Role::Administrator)?.place;
    match asked {
        "" => Ok(own),
        text => {
            let place = Place::parse(text).ok_or_else(Oops::not_found)?;
            desk::people::may_administer(who, place)?;
            Ok(place)
        }
    }
}

/// Every place that an administrator may choose: their own, and the communes of their province or the
/// provinces of the Kingdom.
fn grounds(app: &App, visitor: &Visitor) -> Result<Vec<Place>, Oops> {
    let mut places = Vec::new();
    for seat in seats::by_role(visitor, |role| role == Role::Administrator)? {
        places.push(seat.place);
        let territory = &app.desk.street.territory;
        if seat.place.is_province() {
            places.extend(territory.communes(seat.place).map(|k| k.place));
        } else if seat.place == Place::KINGDOM {
            places.extend(territory.provinces().map(|k| k.place));
        }
    }
    places.dedup();
    if places.is_empty() { Err(Denial::NotYours.into()) } else { Ok(places) }
}

/// The roles whose institution sits in a place.
fn roles_of(app: &App, place: Place) -> Vec<&'static str> {
    let people_above = app.desk.statute().single_window(app.desk.clock.today()).ok();
    let territory = &app.desk.street.territory;
    Role::ALL
        .into_iter()
        .filter(|role| desk::people::sits(*role, place))
        // A commune that does not examine by itself has no commission of its own.
        .filter(|role| {
            *role != Role::CommissionChair
                || people_above.is_some_and(|above| territory.examiner(place, above) == place)
        })
        .map(Role::as_str)
        .collect()
}

/// A day that must be there.
fn day(field: &str, text: &str) -> Result<Date, Mistake> {
    match text.trim() {
        "" => Err(Mistake::new(field, "required")),
        text => text.parse().map_err(|_| Mistake::new(field, "not-a-date")),
    }
}

/// A day that may be left out.
fn maybe_day(field: &str, text: &str) -> Result<Option<Date>, Mistake> {
    if text.trim().is_empty() { Ok(None) } else { day(field, text).map(Some) }
}
