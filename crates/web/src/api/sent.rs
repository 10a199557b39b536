//! What a machine sent, read field by field: every mistake at once, each with its place in the body.

use super::problem::Fault;
use crate::answer::Oops;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use civic::dossier::Opinion;
use civic::{Mistake, Place, Role};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The largest JSON of one request, in bytes.
const JSON_BYTES_MOST: usize = 1024 * 1024;
/// The longest text of one field, in letters. What a form holds has bounds of its own.
const TEXT_MOST: usize = 8_000;
const LIST_MOST: usize = 200;

/// Named values, and what was wrong with those read so far.
#[derive(Default)]
pub struct Fields {
    map: Map<String, Value>,
    /// Values of a query are all texts.
    is_query: bool,
    /// Written before each name: `owner.`.
    above: String,
    mistakes: Vec<Mistake>,
}

/// What a value may be read as.
pub trait Read: Sized {
    fn read(value: &Value, is_query: bool) -> Result<Self, Wrong>;
}

/// What is wrong with a value: the code of the mistake and its limit.
pub type Wrong = (&'static str, Option<i64>);

const WRONG_TYPE: Wrong = ("wrong-type", None);

impl Fields {
    pub fn new(map: Map<String, Value>) -> Fields {
        Fields { map, ..Fields::default() }
    }

    /// The same, for values that lie under a name of the body.
    pub fn under(self, above: &str) -> Fields {
        Fields { above: above.to_owned(), ..self }
    }

    /// A value that must be there. The value that stands in for a missing one is never used: `done`
    /// refuses first.
    pub fn need<T: Read + Default>(&mut self, name: &str) -> T {
        let before = self.mistakes.len();
        self.maybe(name).unwrap_or_else(|| {
            if self.mistakes.len() == before {
                self.wrong(Mistake::new(name, "required"));
            }
            T::default()
        })
    }

    /// A value that may be absent, or null, which is the same.
    pub fn maybe<T: Read>(&mut self, name: &str) -> Option<T> {
        let value = self.map.remove(name).filter(|v| !v.is_null())?;
        if self.is_query && value.as_str().is_some_and(str::is_empty) {
            return None;
        }
        match T::read(&value, self.is_query) {
            Ok(read) => Some(read),
            Err((code, limit)) => {
                self.mistakes.push(Mistake { field: format!("{}{name}", self.above), code, limit });
                None
            }
        }
    }

    /// Whether a value was sent, null or not.
    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Values within a value; give them back with `absorb`.
    pub fn within(&mut self, name: &str) -> Option<Fields> {
        let map: Map<String, Value> = self.maybe(name)?;
        Some(Fields { map, above: format!("{}{name}.", self.above), ..Fields::default() })
    }

    /// Takes over the mistakes of values within a value; what was not read of them is one more.
    pub fn absorb(&mut self, inner: Fields) {
        self.mistakes.extend(inner.finished());
    }

    /// Adds a mistake in a field of this level.
    pub fn wrong(&mut self, mistake: Mistake) {
        self.mistakes.push(Mistake { field: format!("{}{}", self.above, mistake.field), ..mistake });
    }

    /// Refuses when anything was wrong, or was sent that nobody read.
    pub fn done(self) -> Result<(), Oops> {
        let mistakes = self.finished();
        if mistakes.is_empty() { Ok(()) } else { Err(desk::Error::Mistakes(mistakes).into()) }
    }

    fn finished(self) -> Vec<Mistake> {
        let unknown = self.map.keys().map(|name| Mistake::new(&format!("{}{name}", self.above), "unknown-field"));
        let mut mistakes = self.mistakes;
        mistakes.extend(unknown);
        mistakes
    }
}

impl Read for String {
    fn read(value: &Value, _: bool) -> Result<String, Wrong> {
        let text = value.as_str().ok_or(WRONG_TYPE)?;
        if TEXT_MOST < text.chars().count() { Err(("too-long", Some(TEXT_MOST as i64))) } else { Ok(text.to_owned()) }
    }
}

impl Read for bool {
    fn read(value: &Value, is_query: bool) -> Result<bool, Wrong> {
        match value.as_str() {
            Some("true") if is_query => Ok(true),
            Some("false") if is_query => Ok(false),
            _ => value.as_bool().ok_or(WRONG_TYPE),
        }
    }
}

impl Read for i64 {
    fn read(value: &Value, is_query: bool) -> Result<i64, Wrong> {
        match value.as_str() {
            Some(text) if is_query => text.parse().map_err(|_| ("not-a-number", None)),
            _ => value.as_i64().ok_or(WRONG_TYPE),
        }
    }
}

impl Read for Date {
    fn read(value: &Value, _: bool) -> Result<Date, Wrong> {
        value.as_str().ok_or(WRONG_TYPE)?.parse().map_err(|_| ("not-a-date", None))
    }
}

impl Read for Place {
    fn read(value: &Value, _: bool) -> Result<Place, Wrong> {
        Place::parse(value.as_str().ok_or(WRONG_TYPE)?).ok_or(("not-a-place", None))
    }
}

impl Read for Uuid {
    fn read(value: &Value, _: bool) -> Result<Uuid, Wrong> {
        value.as_str().ok_or(WRONG_TYPE)?.parse().map_err(|_| ("not-an-id", None))
    }
}

impl Read for Role {
    fn read(value: &Value, _: bool) -> Result<Role, Wrong> {
        Role::parse(value.as_str().ok_or(WRONG_TYPE)?).ok_or(("unknown-choice", None))
    }
}

impl Read for Opinion {
    fn read(value: &Value, _: bool) -> Result<Opinion, Wrong> {
        Opinion::parse(value.as_str().ok_or(WRONG_TYPE)?).ok_or(("unknown-choice", None))
    }
}

impl Read for Map<String, Value> {
    fn read(value: &Value, _: bool) -> Result<Map<String, Value>, Wrong> {
        value.as_object().cloned().ok_or(WRONG_TYPE)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value, is_query: bool) -> Result<Vec<T>, Wrong> {
        let list = value.as_array().ok_or(WRONG_TYPE)?;
        if LIST_MOST < list.len() {
            return Err(("too-large", Some(LIST_MOST as i64)));
        }
        list.iter().map(|one| T::read(one, is_query)).collect()
    }
}

/// The JSON body of a request: an object.
pub struct Sent(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Sent, Response> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(Fault::NotJson.into_response());
        }
        let bytes = whole(body, JSON_BYTES_MOST).await?;
        let value: Value = serde_json::from_slice(&bytes)
            .map_err(|e| Fault::MalformedJson { line: e.line(), column: e.column() }.into_response())?;
        match value {
            Value::Object(map) => Ok(Sent(Fields::new(map))),
            _ => Err(Oops(desk::Error::Mistakes(vec![Mistake::new("body", "wrong-type")])).into_response()),
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// The whole body, up to a length.
async fn whole(body: Body, bytes_most: usize) -> Result<axum::body::Bytes, Response> {
    match Limited::new(body, bytes_most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Oops::too_large().into_response()),
        Err(_) => Err(Fault::Cut.into_response()),
    }
}

/// The query of a request. Names that the operation does not list never come this far.
pub struct Query(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query, Oops> {
        let query = parts.uri.query().unwrap_or_default();
        let map = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), Value::from(value.into_owned())));
        Ok(Query(Fields { map: map.collect(), is_query: true, ..Fields::default() }))
    }
}

/// An identifier in a path; one that is none names nothing.
pub fn id(text: &str) -> Result<Uuid, Oops> {
    text.parse().map_err(|_| Oops::not_found())
}

/// The version that `If-Match` asks for: `"7"`.
pub fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Oops> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim().trim_matches('"');
    match text.parse() {
        _ if text == "*" => Ok(None),
        Ok(version) => Ok(Some(version)),
        Err(_) => Err(desk::Error::Mistakes(vec![Mistake::new("If-Match", "not-a-number")]).into()),
    }
}
