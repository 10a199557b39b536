//! What the papers of a permit say.

use desk::street::Composing;

pub fn compose(_with: &Composing) -> serde_json::Value {
    serde_json::json!({})
}
