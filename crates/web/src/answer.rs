//! Answers: a page, a redirect, or a refusal said once, in the person's language, for pages and API alike.

use crate::render::{frame, place_name};
use crate::server::App;
use crate::view;
use crate::visitor::Visitor;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use civic::{Mistake, Refusal};
use desk::{Denial, Error};
use i18n::{Arg, Lang};
use minijinja::{Value, context};
use std::sync::Arc;

pub type Answer = Result<Response, Oops>;

/// What went wrong, to be dressed as a page or as JSON by `visitor::arrive` or by the API.
#[derive(Debug)]
pub struct Oops(pub Error);

impl Clone for Oops {
    /// Response extensions ask for it; an answer is dressed once, from the first.
    fn clone(&self) -> Oops {
        Oops(Error::Setup(self.0.to_string()))
    }
}

impl Oops {
    pub fn setup(why: &str) -> Oops {
        Oops(Error::Setup(why.into()))
    }

    pub fn not_found() -> Oops {
        Oops(Error::not_found())
    }

    pub fn forged() -> Oops {
        Oops(Error::Mistakes(vec![Mistake::new("csrf", "csrf")]))
    }

    pub fn too_large() -> Oops {
        Oops(Error::Mistakes(vec![Mistake::beyond("form", "too-large", crate::form::FORM_BYTES_MOST as i64 / 1024)]))
    }
}

impl<E: Into<Error>> From<E> for Oops {
    fn from(error: E) -> Oops {
        Oops(error.into())
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The HTTP status of each kind of "no".
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::Mistakes(mistakes) => match mistakes.as_slice() {
            [one] if one.code == "csrf" => StatusCode::FORBIDDEN,
            [one] if one.field == "form" && one.code == "too-large" => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        },
        Error::Refused(Refusal::NotYours { .. }) => StatusCode::FORBIDDEN,
        Error::Refused(_) => StatusCode::CONFLICT,
        Error::Denied(denial) => match denial {
            Denial::SignedOut | Denial::BadCredentials => StatusCode::UNAUTHORIZED,
            Denial::Distrusted(desk::provider::Distrust::Away) => StatusCode::SERVICE_UNAVAILABLE,
            Denial::Distrusted(_) => StatusCode::UNAUTHORIZED,
            Denial::BadCode | Denial::UsedCode | Denial::BadPasskey => StatusCode::UNPROCESSABLE_ENTITY,
            Denial::Locked { .. } | Denial::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Denial::Unproven
            | Denial::Closed
            | Denial::NotYours
            | Denial::OwnRequest
            | Denial::DelegationEnded { .. }
            | Denial::BeyondDelegation { .. }
            | Denial::SeatLater { .. }
            | Denial::StoodInFor { .. }
            | Denial::Scope { .. } => StatusCode::FORBIDDEN,
            Denial::NotFound => StatusCode::NOT_FOUND,
            Denial::Stale { .. } => StatusCode::CONFLICT,
            Denial::SameKey => StatusCode::UNPROCESSABLE_ENTITY,
            Denial::PaperChanged | Denial::Held { .. } | Denial::NotDue { .. } | Denial::StillOpen => {
                StatusCode::CONFLICT
            }
            Denial::Erased { .. } => StatusCode::GONE,
            Denial::ClockBehind => StatusCode::SERVICE_UNAVAILABLE,
        },
        Error::Store(store::Error::Unavailable(_) | store::Error::Busy) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Store(store::Error::Conflict) => StatusCode::CONFLICT,
        Error::Files(error) => match error.code() {
            "disk-full" => StatusCode::INSUFFICIENT_STORAGE,
            "too-large" => StatusCode::PAYLOAD_TOO_LARGE,
            "stale" => StatusCode::CONFLICT,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        },
        Error::Key(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Store(_) | Error::Paper(_) | Error::Setup(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The sentence for one mistake.
pub fn mistake(app: &App, lang: Lang, one: &Mistake) -> String {
    let limit = one.limit.unwrap_or_default();
    app.desk.words.say(
        lang,
        &format!("mistake-{}", one.code),
        &[("limit", Arg::from(limit)), ("field", Arg::from(one.field.as_str()))],
    )
}

/// The sentence for a refusal or a denial, with its facts.
pub fn sentence(app: &App, lang: Lang, error: &Error) -> String {
    let words = &app.desk.words;
    let day = |day: jiff::civil::Date| Arg::from(i18n::format::short_day(lang, day));
    let money = |centimes: i64| Arg::from(i18n::format::money(lang, centimes));
    let roles = |roles: &[civic::Role]| {
        let named: Vec<String> = roles.iter().map(|r| words.say(lang, &format!("role-{}", r.as_str()), &[])).collect();
        Arg::from(named.join(if lang == Lang::Ar { "، " } else { ", " }))
    };
    let args: Vec<(&str, Arg)> = match error {
        Error::Refused(Refusal::NotYours { owner, .. }) => vec![("owner", roles(owner))],
        Error::Refused(Refusal::NotAMember { role } | Refusal::OpinionGiven { role } | Refusal::HandGiven { role }) => {
            vec![("role", roles(&[*role]))]
        }
        Error::Refused(Refusal::OthersFirst { roles: others }) => vec![("roles", roles(others))],
        Error::Refused(Refusal::OpinionsAwaited { until } | Refusal::HandAwaited { until }) => {
            vec![("until", day(*until))]
        }
        Error::Refused(Refusal::AmountDiffers { due, given }) => vec![("due", money(*due)), ("given", money(*given))],
        Error::Refused(Refusal::NotYet { due }) => vec![("due", day(*due))],
        Error::Refused(Refusal::TextTooLong { most }) => vec![("limit", Arg::from(*most as i64))],
        Error::Denied(Denial::NotYours) => vec![("owner", Arg::from("none"))],
        Error::Denied(Denial::Locked { until }) => vec![("until", Arg::from(i18n::format::moment(lang, *until)))],
        Error::Denied(Denial::DelegationEnded { until }) => vec![("until", day(*until))],
        Error::Denied(Denial::SeatLater { from }) => vec![("from", day(*from))],
        Error::Denied(Denial::Erased { on, text, article }) => {
            vec![("on", day(*on)), ("text", Arg::from(text.as_str())), ("article", Arg::from(article.as_str()))]
        }
        Error::Denied(Denial::Held { basis }) => vec![("basis", Arg::from(basis.as_str()))],
        Error::Denied(Denial::NotDue { until }) => vec![("until", day(*until))],
        Error::Denied(Denial::BeyondDelegation { decision } | Denial::StoodInFor { decision }) => {
            vec![("decision", Arg::from(decision.as_str()))]
        }
        Error::Denied(Denial::TooMany { seconds }) => vec![("seconds", Arg::from(*seconds))],
        Error::Denied(Denial::Scope { needed }) => vec![("scope", Arg::from(*needed))],
        _ => Vec::new(),
    };
    let key = format!("refusal-{}", error.code());
    if words.has(lang, &key) { words.say(lang, &key, &args) } else { words.say(lang, "refusal-internal", &[]) }
}

/// What else there is to say: who changed the file meanwhile, which pieces are missing, each mistake.
pub fn lines(app: &App, lang: Lang, error: &Error) -> Vec<String> {
    let say = |key: String| app.desk.words.say(lang, &key, &[]);
    match error {
        Error::Denied(Denial::Stale { since }) => since.iter().map(|act| say(format!("done-{act}"))).collect(),
        Error::Refused(Refusal::PieceMissing { pieces }) => pieces.iter().map(|p| say(format!("piece-{p}"))).collect(),
        Error::Mistakes(mistakes) => mistakes.iter().map(|one| mistake(app, lang, one)).collect(),
        _ => Vec::new(),
    }
}

/// A refusal as a page. Nobody signed in is led to the sign-in page and back.
pub fn dress(app: &App, visitor: &Visitor, oops: Oops) -> Response {
    let error = oops.0;
    if matches!(error, Error::Denied(Denial::SignedOut)) {
        let next: String = form_urlencoded::byte_serialize(visitor.path.as_bytes()).collect();
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    let status = status(&error);
    let reference = status.is_server_error().then(|| complain(app, &error));
    let lang = visitor.lang;
    let mut all = vec![sentence(app, lang, &error)];
    all.extend(lines(app, lang, &error));
    if matches!(error, Error::Mistakes(_)) {
        all.remove(0);
    }
    let code = match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::FORBIDDEN => "not-yours",
        StatusCode::CONFLICT if error.code() == "stale" => "stale",
        StatusCode::CONFLICT | StatusCode::GONE => "refused",
        StatusCode::UNPROCESSABLE_ENTITY => "mistakes",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE => "away",
        _ => "broken",
    };
    let problem = context! { status => status.as_u16(), code, remedy => Value::from(()), reference, lines => all };
    let mut response = match app.pages.render("error.html", context! { page => app.frame(visitor, ""), problem }) {
        Ok(html) => (status, Html(html)).into_response(),
        // The page of errors itself is broken: the plain sentence is what is left.
        Err(_) => (status, sentence(app, lang, &error)).into_response(),
    };
    retry(&mut response, &error);
    response
}

/// Logs our own fault under a reference that the person can read out. Never a person's data.
pub(crate) fn complain(app: &App, error: &Error) -> String {
    let reference = app.desk.chance.code(10);
    tracing::error!(%reference, code = error.code(), error = %error, "a request failed");
    reference
}

pub(crate) fn retry(response: &mut Response, error: &Error) {
    let seconds = match error {
        Error::Denied(Denial::TooMany { seconds }) => *seconds,
        Error::Store(store::Error::Busy | store::Error::Unavailable(_)) => 5,
        _ => return,
    };
    if let Ok(value) = HeaderValue::from_str(&seconds.to_string()) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
}

impl App {
    /// A page, whole. `title` is a sentence's key, or the title itself where there is no such key.
    pub fn page(&self, visitor: &Visitor, template: &str, title: &str, values: Value) -> Answer {
        self.page_with(visitor, StatusCode::OK, template, title, values)
    }

    pub fn page_with(
        &self,
        visitor: &Visitor,
        status: StatusCode,
        template: &str,
        title: &str,
        values: Value,
    ) -> Answer {
        let words = &self.desk.words;
        let title = if words.has(visitor.lang, title) { words.say(visitor.lang, title, &[]) } else { title.to_owned() };
        let page = self.frame(visitor, &title);
        let html = self
            .pages
            .render(template, context! { page, ..values })
            .map_err(|e| Oops(Error::Setup(crate::render::fault(template, &e))))?;
        Ok((status, Html(html)).into_response())
    }

    /// The frame of a page, with the look of the commune.
    fn frame(&self, visitor: &Visitor, title: &str) -> Value {
        context! { theme => self.theme.as_ref().map(|theme| theme.shown(visitor)), ..frame(&self.desk, visitor, title) }
    }

    /// A redirect that says a sentence on the next page.
    pub fn go(&self, visitor: &Visitor, to: &str, kind: &str, key: &str) -> Answer {
        let text = self.desk.words.plain(visitor.lang, key, &[]);
        let mut response = Redirect::to(to).into_response();
        response.headers_mut().append(header::SET_COOKIE, crate::visitor::flash(self, kind, &text));
        Ok(response)
    }

    /// The sentence of a key in the visitor's language.
    pub fn say(&self, visitor: &Visitor, key: &str) -> String {
        self.desk.words.say(visitor.lang, key, &[])
    }

    pub fn place(&self, visitor: &Visitor, place: civic::Place) -> String {
        place_name(&self.desk, visitor.lang, place)
    }

    /// Mistakes as pages want them: by field, as sentences.
    pub fn mistakes(&self, visitor: &Visitor, mistakes: &[Mistake]) -> Vec<(String, String)> {
        mistakes.iter().map(|one| (one.field.clone(), mistake(self, visitor.lang, one))).collect()
    }
}

/// Shared by handlers that show a clock.
pub use view::clock;

/// A cheap handle that handlers clone.
pub type Shared<T> = Arc<T>;
