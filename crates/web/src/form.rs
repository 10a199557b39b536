//! What a form sent: believed only when it carries the token of the visitor's own page.

use crate::answer::Oops;
use crate::visitor::Visitor;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use civic::form::Typed;

/// The fields of a posted form, in the order sent.
#[derive(Clone, Debug, Default)]
pub struct Posted(pub Vec<(String, String)>);

/// The largest form, in bytes. Pieces are sent apart.
pub const FORM_BYTES_MOST: usize = 1024 * 1024;

impl Posted {
    /// The last value of a field, trimmed of nothing; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// A ticked box.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.get(name), "yes" | "on" | "true" | "1")
    }

    /// Every value of a field that may be sent several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect()
    }

    /// What was typed, by field, without the token.
    pub fn typed(&self) -> Typed {
        self.0.iter().filter(|(n, _)| n != "csrf").cloned().collect()
    }

    /// Fields whose name begins with `prefix`, without it.
    pub fn under(&self, prefix: &str) -> Typed {
        self.0.iter().filter_map(|(n, v)| Some((n.strip_prefix(prefix)?.to_owned(), v.clone()))).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Oops;

    async fn from_request(request: Request, state: &S) -> Result<Posted, Oops> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        let Some(visitor) = visitor else { return Err(Oops::setup("a form without its visitor")) };
        let body = Bytes::from_request(request, state).await.map_err(|_| Oops::too_large())?;
        let posted = Posted(form_urlencoded::parse(&body).into_owned().collect());
        believed(&visitor, posted.get("csrf"))?;
        Ok(posted)
    }
}

/// Refuses what does not carry the visitor's own token. Compared in constant time.
pub fn believed(visitor: &Visitor, token: &str) -> Result<(), Oops> {
    let (a, b) = (visitor.csrf.as_bytes(), token.as_bytes());
    let differ = a.iter().zip(b).fold(a.len() ^ b.len(), |sum, (x, y)| sum | usize::from(x ^ y));
    if differ == 0 && !a.is_empty() { Ok(()) } else { Err(Oops::forged()) }
}

/// The person named by fields `prefix…`.
pub fn person(posted: &Posted, prefix: &str) -> desk::people::Person {
    let get = |name: &str| posted.get(&format!("{prefix}{name}")).to_owned();
    desk::people::Person {
        kind: get("kind"),
        name_ar: get("name-ar"),
        name_fr: get("name-fr"),
        cnie: get("cnie"),
        ice: get("ice"),
        phone: get("phone"),
        email: get("email"),
        lang: get("lang"),
    }
}
