//! A machine of the town: asks the interface with a token, as a commune's own software does.

use crate::Town;
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::Value;
use tower::ServiceExt;

impl Town {
    /// Asks `/api/v1…`; gives the status and what was answered. An empty key is none.
    pub async fn machine(&self, token: &str, method: Method, path: &str, key: &str, body: Value) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(bytes));
        let response = self.router.clone().oneshot(request.expect("a request")).await;
        let response = response.expect("the router always answers");
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("an answer");
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
}
