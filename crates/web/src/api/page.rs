//! Keyset pages: where the page before ended, how many at most, and whether there is more.

use super::sent::Fields;
use axum::Json;
use axum::response::{IntoResponse, Response};
use civic::Mistake;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

const USUAL: i64 = 50;
const MOST: i64 = 200;

/// Which page is asked for.
pub struct Asked<K> {
    pub after: Option<K>,
    limit: i64,
}

/// What a page ends with, written so that nobody is tempted to make one up.
pub trait Key: Sized {
    fn written(&self) -> String;
    fn read(text: &str) -> Option<Self>;
}

/// A moment and an identifier.
impl Key for (i64, uuid::Uuid) {
    fn written(&self) -> String {
        format!("{} {}", self.0, self.1.simple())
    }

    fn read(text: &str) -> Option<Self> {
        let (at, id) = text.split_once(' ')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    }
}

/// A day as the inbox writes it, and an identifier.
impl Key for (String, uuid::Uuid) {
    fn written(&self) -> String {
        format!("{} {}", self.0, self.1.simple())
    }

    fn read(text: &str) -> Option<Self> {
        let (day, id) = text.split_once(' ')?;
        day.parse::<jiff::civil::Date>().ok()?;
        Some((day.to_owned(), id.parse().ok()?))
    }
}

/// The code of a place.
impl Key for i64 {
    fn written(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// Reads `after` and `limit`.
pub fn asked<K: Key>(query: &mut Fields) -> Asked<K> {
    let limit = query.maybe::<i64>("limit").unwrap_or(USUAL);
    match limit {
        i64::MIN..1 => query.wrong(Mistake::beyond("limit", "too-small", 1)),
        1..=MOST => {}
        _ => query.wrong(Mistake::beyond("limit", "too-large", MOST)),
    }
    let cursor = query.maybe::<String>("after");
    let after = cursor.as_deref().map(decoded);
    if matches!(after, Some(None)) {
        query.wrong(Mistake::new("after", "not-a-cursor"));
    }
    Asked { after: after.flatten(), limit }
}

fn decoded<K: Key>(cursor: &str) -> Option<K> {
    K::read(std::str::from_utf8(&BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?).ok()?)
}

impl<K: Key> Asked<K> {
    /// How many to read: one more than is shown, to know whether there are more.
    pub fn most(&self) -> i64 {
        self.limit + 1
    }

    /// `{items, next}` of what was read.
    pub fn shown<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> K, show: impl Fn(&T) -> Value) -> Value {
        let more = self.limit < rows.len() as i64;
        rows.truncate(self.limit as usize);
        let next = rows.last().filter(|_| more).map(|row| BASE64URL_NOPAD.encode(key(row).written().as_bytes()));
        json!({ "items": rows.iter().map(show).collect::<Vec<_>>(), "next": next })
    }

    pub fn answer<T>(&self, rows: Vec<T>, key: impl Fn(&T) -> K, show: impl Fn(&T) -> Value) -> Response {
        Json(self.shown(rows, key, show)).into_response()
    }
}
