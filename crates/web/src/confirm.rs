//! The second factor, asked in the middle of something: the page that asks for it carries what was being
//! sent, and what it sends is done as soon as the person has proved themselves. Nothing is typed twice,
//! and many files at once are one confirmation.

use crate::answer::{Answer, Oops, mistake, sentence};
use crate::form::{FORM_BYTES_MOST, Posted, believed};
use crate::limits;
use crate::server::App;
use crate::visitor::Visitor;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use desk::who::{self, Adding, Asked, Attempt, Enrolment, Passkeys, Ways};
use desk::{Error, Who};
use minijinja::{Value, context};
use serde::Deserialize;

/// What the fields of the confirmation itself begin with.
const OURS: &str = "confirm-";

/// A form on its way, kept so that it can be sent again.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Where it goes, with its query.
    to: String,
    fields: Vec<(String, String)>,
}

impl Sent {
    /// What a page was asked for without a form: the confirmation leads on to it.
    fn of_page(to: &str) -> Sent {
        Sent { to: "/confirm".into(), fields: vec![("next".into(), to.into())] }
    }

    fn ours(&self, name: &str) -> &str {
        self.fields.iter().rev().find(|(n, _)| n.strip_prefix(OURS) == Some(name)).map_or("", |(_, v)| v.as_str())
    }

    /// What was sent, without what this module added.
    fn theirs(&self) -> impl Iterator<Item = &(String, String)> {
        self.fields.iter().filter(|(name, _)| !name.starts_with(OURS))
    }

    /// Whether it carries a proof to be judged.
    pub fn proves(&self) -> bool {
        !self.ours("way").is_empty()
    }
}

/// Reads a form of somebody who is signed in, and leaves the request as it was. Pieces, which may be
/// large, are no such forms and pass untouched.
pub async fn keep(request: Request) -> Result<(Request, Option<Sent>), Oops> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if request.method() != Method::POST || !kind.starts_with("application/x-www-form-urlencoded") {
        return Ok((request, None));
    }
    let to = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, FORM_BYTES_MOST).await.map_err(|_| Oops::too_large())?;
    let fields = form_urlencoded::parse(&bytes).into_owned().collect();
    Ok((Request::from_parts(parts, Body::from(bytes)), Some(Sent { to, fields })))
}

/// Judges the proof that a form carries. Gives the new secret of the cookie, and the form without the proof.
pub async fn prove(app: &App, visitor: &Visitor, request: Request, sent: &Sent) -> Result<(String, Request), Oops> {
    let who = visitor.who()?;
    believed(visitor, Posted(sent.fields.clone()).get("csrf"))?;
    app.limits.take(limits::PROVE, &who.account.id.to_string(), app.desk.clock.now())?;
    let secret = match sent.ours("way") {
        "enrol" => {
            let name = app.say(visitor, "factor-name-usual");
            let (begun, enrolment) = (sent.ours("begun"), sent.ours("enrolment"));
            who::add_totp(&app.desk, who, Adding { begun, name: &name, enrolment }, sent.ours("code")).await?
        }
        _ => who::prove(&app.desk, who, attempt(sent.ours("begun"), sent.ours("passkey"), sent.ours("code"))).await?,
    };
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(sent.theirs()).finish();
    let (mut parts, _) = request.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    Ok((secret, Request::from_parts(parts, Body::from(body))))
}

/// What was given: the answer of a passkey, or a code.
pub fn attempt(begun: &str, passkey: &str, code: &str) -> Attempt {
    match passkey {
        "" => Attempt::Code(code.to_owned()),
        answer => Attempt::Passkey { begun: begun.to_owned(), answer: answer.to_owned() },
    }
}

/// Whether a proof was refused in a way that its owner can mend on the same page.
pub fn mendable(error: &Error) -> bool {
    use desk::Denial::{BadCode, BadPasskey, Locked, UsedCode};
    match error {
        Error::Denied(denial) => matches!(denial, BadCode | UsedCode | BadPasskey | Locked { .. }),
        Error::Mistakes(all) => all.iter().all(|m| ["code", "enrolment"].contains(&m.field.as_str())),
        _ => false,
    }
}

/// The page that asks, with what is being sent in it. `wrong` is why the last proof was refused.
pub async fn page(app: &App, visitor: &Visitor, sent: Option<Sent>, wrong: Option<&Error>) -> Answer {
    let who = visitor.who()?;
    let sent = sent.unwrap_or_else(|| Sent::of_page(&visitor.path));
    let begun = Some(sent.ours("begun")).filter(|begun| !begun.is_empty());
    let asked = who::asked(&app.desk, &who.account, begun).await?;
    let files = sent.theirs().filter(|(name, _)| name == "file").count();
    let fields: Vec<Value> =
        sent.theirs().filter(|(name, _)| name != "csrf").map(|(name, value)| context! { name, value }).collect();
    let confirm = context! {
        to => sent.to.as_str(),
        fields,
        files,
        officer => who.viewer.is_officer(),
        wrong => wrong.and_then(|error| said(app, visitor, error, "code")),
        handed => context! {
            asked => matches!(asked, Asked::Enrol(_)) && who::needs_code(&app.desk, who).await?,
            wrong => wrong.and_then(|error| said(app, visitor, error, "enrolment")),
        },
        ..shown(&asked)
    };
    let status = match wrong {
        Some(Error::Denied(desk::Denial::Locked { .. })) => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::FORBIDDEN,
    };
    app.page_with(visitor, status, "confirm.html", "confirm-title", context! { confirm })
}

/// Why a proof was refused, in a sentence; of mistakes, that of one field.
pub fn said(app: &App, visitor: &Visitor, error: &Error, field: &str) -> Option<String> {
    match error {
        Error::Mistakes(all) => all.iter().find(|one| one.field == field).map(|one| mistake(app, visitor.lang, one)),
        other => (field == "code").then(|| sentence(app, visitor.lang, other)),
    }
}

/// The ways of somebody, as the template reads them.
pub fn shown(asked: &Asked) -> Value {
    match asked {
        Asked::Ways(ways) => context! { enrol => Value::from(()), ways => of_ways(ways) },
        Asked::Enrol(enrolment) => context! { enrol => of_enrolment(enrolment), ways => Value::from(()) },
    }
}

fn of_ways(ways: &Ways) -> Value {
    context! {
        totp => ways.totp,
        codes => 0 < ways.codes_left,
        passkeys => ways.passkeys.as_ref().map(of_passkeys),
        demo_code => ways.demo_code.clone(),
    }
}

/// What a browser is asked: read by `passkey.js`.
pub fn of_passkeys(passkeys: &Passkeys) -> Value {
    context! { begun => passkeys.begun.as_str(), options => passkeys.options.as_str() }
}

/// What the application of an authenticator reads: a picture, or letters to type.
pub fn of_enrolment(enrolment: &Enrolment) -> Value {
    let letters = enrolment.secret.as_bytes().chunks(4).map(String::from_utf8_lossy);
    context! {
        begun => enrolment.begun.as_str(),
        secret => letters.collect::<Vec<_>>().join(" "),
        svg => papers::qr_svg(&enrolment.url),
    }
}

#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// `GET /confirm`: asked for before anything is done, and on to the page named.
pub async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Next>) -> Answer {
    let who: &Who = visitor.who()?;
    let next = crate::pages::local(&asked.next, "/");
    match who.proven(&app.desk) {
        Ok(()) => Ok(Redirect::to(next).into_response()),
        Err(_) => page(&app, &visitor, Some(Sent::of_page(next)), None).await,
    }
}

/// `POST /confirm`: whoever comes here was judged on the way.
pub async fn go_on(State(app): State<App>, visitor: Visitor, posted: Posted) -> Answer {
    visitor.who()?.proven(&app.desk)?;
    Ok(Redirect::to(crate::pages::local(posted.get("next"), "/")).into_response())
}

/// A page that was refused for want of a second factor, asked for again with one.
pub async fn instead(app: &App, visitor: &Visitor, sent: Option<Sent>) -> Response {
    match page(app, visitor, sent, None).await {
        Ok(page) => page,
        Err(oops) => crate::answer::dress(app, visitor, oops),
    }
}
