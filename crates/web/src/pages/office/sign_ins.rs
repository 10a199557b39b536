//! Open sign-ins: an officer's own devices, or those of an institution for its administrator.

use super::seats::place;
use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::State;
use civic::{Place, Role};
use data_encoding::HEXLOWER;
use desk::Denial;
use minijinja::{Value, context};
use store::people::{self, Account, SignIn};

/// One open sign-in and whose it is.
pub struct Open {
    pub sign_in: SignIn,
    pub whose: Option<(Account, Vec<Role>)>,
}

pub async fn own(State(app): State<App>, visitor: Visitor) -> Answer {
    let who = visitor.who()?;
    if !who.viewer.is_officer() {
        return Err(Denial::NotYours.into());
    }
    let (account, now) = (who.account.id, app.desk.clock.now());
    let mine = app.desk.db.read(move |tx| -> desk::Result<_> { Ok(people::sign_ins(tx, account, now)?) }).await?;
    let open = mine.into_iter().map(|sign_in| Open { sign_in, whose: None }).collect();
    page(&app, &visitor, "own", None, open)
}

/// Closes one of one's own.
pub async fn end_own(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    let who = visitor.who()?;
    let (account, now, id) = (who.account.id, app.desk.clock.now(), posted.get("id").to_owned());
    app.desk
        .db
        .write(move |tx| -> desk::Result<()> {
            for one in people::sign_ins(tx, account, now)?.iter().filter(|s| named(s) == id) {
                people::close_sign_in(tx, &one.token)?;
            }
            Ok(())
        })
        .await?;
    app.go(&visitor, "/office/sign-ins", "success", "signins-ended")
}

/// Closes every other sign-in of one's own.
pub async fn end_others(State(app): State<App>, visitor: Visitor, _posted: Posted) -> Answer {
    let who = visitor.who()?;
    let (account, now, kept) = (who.account.id, app.desk.clock.now(), who.sign_in.clone());
    app.desk
        .db
        .write(move |tx| -> desk::Result<()> {
            for one in people::sign_ins(tx, account, now)?.iter().filter(|s| s.token != kept) {
                people::close_sign_in(tx, &one.token)?;
            }
            Ok(())
        })
        .await?;
    app.go(&visitor, "/office/sign-ins", "success", "signins-ended")
}

/// The open sign-ins of the officers of a place.
pub async fn of_place(app: &App, at: Place) -> Result<Vec<Open>, Oops> {
    let (now, today) = (app.desk.clock.now(), app.desk.clock.today());
    let found = app
        .desk
        .db
        .read(move |tx| -> desk::Result<Vec<Open>> {
            let seats = people::offices_in(tx, at)?;
            let mut open = Vec::new();
            for account in people::officers(tx, at)? {
                let held = seats.iter().filter(|o| o.holder == account.id && o.holds_on(today));
                let roles: Vec<Role> = held.map(|o| o.seat.role).collect();
                for sign_in in people::sign_ins(tx, account.id, now)? {
                    open.push(Open { sign_in, whose: Some((account.clone(), roles.clone())) });
                }
            }
            Ok(open)
        })
        .await?;
    Ok(found)
}

/// How a form names a sign-in: by the digest that is kept, which opens nothing.
pub fn named(sign_in: &SignIn) -> String {
    HEXLOWER.encode(&sign_in.token[..sign_in.token.len().min(12)])
}

pub fn page(app: &App, visitor: &Visitor, scope: &str, at: Option<Place>, open: Vec<Open>) -> Answer {
    let who = visitor.who()?;
    let rows: Vec<Value> = open
        .iter()
        .map(|one| {
            let s = &one.sign_in;
            let whose = one.whose.as_ref().map(|(account, roles)| {
                context! { name => account.name(visitor.arabic()), roles => roles.iter().map(|r| r.as_str()).collect::<Vec<_>>() }
            });
            context! {
                id => named(s),
                device => device(&s.browser),
                opened => s.made_at,
                seen => s.seen_at,
                current => s.token == who.sign_in,
                who => whose,
                user_url => format!("/office/admin/users/{}", s.account),
            }
        })
        .collect();
    let signins = context! { scope, rows, place => at.map(|at| place(app, visitor, at)) };
    app.page(visitor, "session-list.html", &format!("signins-title-{scope}"), context! { signins })
}

/// The browser and the system that a user-agent names, as far as people know them.
pub fn device(agent: &str) -> Value {
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or("", |(_, name)| *name)
    };
    let browser = known(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    context! { browser, system }
}
