//! Refusals as `application/problem+json` (RFC 9457): a stable code, a sentence in the caller's
//! language, every mistake with its place in the body.

use crate::answer::{self, Oops};
use crate::server::App;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::{Denial, Error};
use i18n::Lang;
use serde_json::{Value, json};

/// What only a request can be wrong about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NotJson,
    /// Where the reader stopped.
    MalformedJson {
        line: usize,
        column: usize,
    },
    /// The connection ended before the body did.
    Cut,
    NoSuchMethod,
    BadRequest,
}

impl Fault {
    fn code(self) -> &'static str {
        match self {
            Fault::NotJson => "not-json",
            Fault::MalformedJson { .. } => "malformed-json",
            Fault::Cut => "cut",
            Fault::NoSuchMethod => "no-such-method",
            Fault::BadRequest => "bad-request",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Fault::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Fault::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Fault::MalformedJson { .. } | Fault::Cut | Fault::BadRequest => StatusCode::BAD_REQUEST,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A body made of nothing but mistakes is not answered by a longer one.
const MISTAKES_TOLD: usize = 100;

/// What an answer that was refused keeps of its headers.
const KEPT: [HeaderName; 2] = [header::ALLOW, HeaderName::from_static("upload-offset")];

/// Dresses whatever was refused, by us or by the router; leaves every other answer as it is.
pub fn dress(app: &App, lang: Lang, mut response: Response) -> Response {
    let mut dressed = if let Some(Oops(error)) = response.extensions_mut().remove::<Oops>() {
        of_error(app, lang, &error)
    } else if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        of_fault(app, lang, fault)
    } else {
        match response.status() {
            StatusCode::METHOD_NOT_ALLOWED => of_fault(app, lang, Fault::NoSuchMethod),
            StatusCode::BAD_REQUEST => of_fault(app, lang, Fault::BadRequest),
            status if status.is_client_error() || status.is_server_error() => {
                of_error(app, lang, &Error::Setup(format!("an answer of status {status} without its reason")))
            }
            _ => return response,
        }
    };
    keep(response.headers(), dressed.headers_mut());
    dressed
}

fn keep(from: &HeaderMap, to: &mut HeaderMap) {
    for name in KEPT {
        if let Some(value) = from.get(&name) {
            to.insert(name, value.clone());
        }
    }
}

fn of_fault(app: &App, lang: Lang, fault: Fault) -> Response {
    let detail = app.desk.words.plain(lang, &format!("refusal-{}", fault.code()), &[]);
    let mut body = said(app, fault.status(), fault.code(), &detail);
    if let Fault::MalformedJson { line, column } = fault {
        body["line"] = line.into();
        body["column"] = column.into();
    }
    answered(fault.status(), &body)
}

fn of_error(app: &App, lang: Lang, error: &Error) -> Response {
    let status = answer::status(error);
    let mut body = said(app, status, error.code(), &plain(answer::sentence(app, lang, error)));
    if let Error::Mistakes(mistakes) = error {
        body["mistakes"] = mistakes
            .iter()
            .take(MISTAKES_TOLD)
            .map(|one| json!({ "field": one.field, "code": one.code, "limit": one.limit, "detail": plain(answer::mistake(app, lang, one)) }))
            .collect();
    }
    if let Error::Refused(refusal) = error {
        body["refusal"] = serde_json::to_value(refusal).unwrap_or_default();
    }
    if let Error::Denied(Denial::Stale { since }) = error {
        body["since"] = since.clone().into();
    }
    if status.is_server_error() {
        body["reference"] = answer::complain(app, error).into();
    }
    let mut response = answered(status, &body);
    answer::retry(&mut response, error);
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"diwan\""));
    }
    response
}

fn said(app: &App, status: StatusCode, code: &str, detail: &str) -> Value {
    json!({
        "type": format!("{}/problems/{code}", app.desk.options.address),
        "title": status.canonical_reason().unwrap_or(code),
        "status": status.as_u16(),
        "code": code,
        "detail": detail,
    })
}

fn answered(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Body::from(body.to_string())).into_response()
}

/// Without the marks that keep names apart on a screen.
fn plain(text: String) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
