//! `Idempotency-Key`: a request sent twice is done once, and answered twice the same.
//!
//! Filings and acts keep their answer in their own transaction: their handlers hand the key to `desk`.
//! Every other write goes through [`once`].

use crate::answer::{Answer, Oops};
use crate::server::App;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use civic::Mistake;
use desk::Who;
use desk::once::{self, Turn};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const LETTERS_MOST: usize = 200;

/// The key that came with a request.
pub struct Key(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Key, Oops> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Key(None)) };
        match value.to_str().map(str::trim) {
            Ok(key) if (1..=LETTERS_MOST).contains(&key.len()) => Ok(Key(Some(key.to_owned()))),
            _ => {
                Err(desk::Error::Mistakes(vec![Mistake::beyond("Idempotency-Key", "too-long", LETTERS_MOST as i64)])
                    .into())
            }
        }
    }
}

/// What a write has made: where it is, and what is told of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    location: String,
    body: Value,
    /// Names of the body that are told once and never kept.
    #[serde(skip)]
    secret: &'static [&'static str],
}

impl Made {
    pub fn new(location: String, body: Value) -> Made {
        Made { location, body, secret: &[] }
    }

    /// What of the body is told once and never kept.
    pub fn but(self, secret: &'static [&'static str]) -> Made {
        Made { secret, ..self }
    }

    fn kept(&self) -> Made {
        let mut kept = self.clone();
        for name in self.secret {
            kept.body[*name] = Value::Null;
        }
        kept
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, [(header::LOCATION, self.location)], Json(self.body)).into_response()
    }
}

/// Does `work` once for a key. `print` is what makes two requests the same.
pub async fn once(
    app: &App,
    who: &Who,
    key: &Key,
    print: &str,
    work: impl Future<Output = Result<Made, Oops>>,
) -> Answer {
    let Some(key) = key.0.as_deref() else { return Ok(work.await?.into_response()) };
    let unreadable = |e: serde_json::Error| Oops::setup(&format!("a kept answer: {e}"));
    if let Turn::Again(kept) = once::begin(&app.desk, who, key, print).await? {
        let made: Made = serde_json::from_slice(&kept).map_err(unreadable)?;
        return Ok(made.into_response());
    }
    match work.await {
        Ok(made) => {
            let kept = serde_json::to_vec(&made.kept()).map_err(unreadable)?;
            once::end(&app.desk, who, key, kept).await?;
            Ok(made.into_response())
        }
        Err(oops) => {
            once::give_up(&app.desk, who, key).await?;
            Err(oops)
        }
    }
}
