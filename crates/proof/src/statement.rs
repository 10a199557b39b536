//! What a paper's QR code says by itself: a compact signed statement that a page without any network verifies
//! from the published keys. A JWS in its compact form (RFC 7515) with ES256, in the fragment of the paper's
//! public address, which browsers never send.
//!
//! The payload is a JSON object of short names, all texts: `n` the paper's number, `k` its kind, `c` the nine digits
//! of the commune, `d` the day, `f` the number of the file, `g` what it grants. Its key signs nothing else, so that no
//! other signature can be taken for a statement. COSE would save a quarter of the letters, and few verify it.

use crate::tree::sha256;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

/// The longest statement that is read, in bytes.
pub const STATEMENT_MOST: usize = 1024;
const FIELD_MOST: usize = 80;

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub number: String,
    pub kind: String,
    pub commune: String,
    pub day: String,
    pub file: String,
    pub grants: String,
}

/// Why a text is no statement, or not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the text is not a statement: three parts in base64url, ES256, six short texts")]
    Unreadable,
    #[error("the key `{0}` is not among those that are published")]
    UnknownKey(String),
    #[error("the signature is false")]
    FalseSignature,
}

/// A public key that statements are verified with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    /// The point, uncompressed: 0x04, x, y.
    point: [u8; 65],
}

impl Verifier {
    fn coordinates(&self) -> (String, String) {
        let half = |from: usize| BASE64URL_NOPAD.encode(self.point.get(from..from + 32).unwrap_or_default());
        (half(1), half(33))
    }

    /// The key's thumbprint (RFC 7638), to be compared by eye.
    pub fn fingerprint(&self) -> String {
        let (x, y) = self.coordinates();
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
        BASE64URL_NOPAD.encode(&sha256(&[canonical.as_bytes()]))
    }

    /// The name of the key in statements: the start of its fingerprint.
    pub fn id(&self) -> String {
        self.fingerprint().chars().take(8).collect()
    }

    /// The key as a JWK (RFC 7517).
    pub fn jwk(&self) -> Value {
        let (x, y) = self.coordinates();
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": self.id(), "alg": "ES256", "use": "sig" })
    }
}

/// A key that signs statements, and nothing else. Its signatures are deterministic (RFC 6979): a paper that is
/// typeset again is the same to the byte, as whoever signs it must be able to trust.
#[derive(Clone)]
pub struct Signer {
    pub verifier: Verifier,
    key: SigningKey,
}

impl Signer {
    /// A key from its 32 secret bytes; none for the few that are no key of this curve.
    pub fn from_secret(secret: &[u8; 32]) -> Option<Signer> {
        let key = SigningKey::from_slice(secret).ok()?;
        let point = key.verifying_key().to_sec1_point(false).as_bytes().try_into().ok()?;
        Some(Signer { verifier: Verifier { point }, key })
    }

    /// The statement, signed: three parts with dots between them.
    pub fn sign(&self, s: &Statement) -> String {
        let header = json!({ "alg": "ES256", "kid": self.verifier.id() });
        let payload = json!({ "n": s.number, "k": s.kind, "c": s.commune, "d": s.day, "f": s.file, "g": s.grants });
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let message = format!("{}.{}", part(&header), part(&payload));
        let signature: Signature = self.key.sign(message.as_bytes());
        format!("{message}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
    }
}

/// Reads a statement that one of these keys has signed.
pub fn verify(text: &str, keys: &[Verifier]) -> Result<Statement, Fault> {
    if STATEMENT_MOST < text.len() {
        return Err(Fault::Unreadable);
    }
    let (message, signature) = text.rsplit_once('.').ok_or(Fault::Unreadable)?;
    let (header, payload) = message.split_once('.').ok_or(Fault::Unreadable)?;
    let bytes = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| Fault::Unreadable);
    let object = |part: &str| serde_json::from_slice::<Value>(&bytes(part)?).map_err(|_| Fault::Unreadable);
    let header = object(header)?;
    let kid = match (header["alg"].as_str(), header["kid"].as_str(), header.as_object().map(|all| all.len())) {
        (Some("ES256"), Some(kid), Some(2)) => kid,
        _ => return Err(Fault::Unreadable),
    };
    let key = keys.iter().find(|key| key.id() == kid);
    let key = key.ok_or_else(|| Fault::UnknownKey(kid.chars().take(FIELD_MOST).collect()))?;
    let signed = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point);
    signed.verify(message.as_bytes(), &bytes(signature)?).map_err(|_| Fault::FalseSignature)?;
    let payload = object(payload)?;
    let field = |name: &str| match payload[name].as_str() {
        Some(text) if text.len() <= FIELD_MOST => Ok(text.to_owned()),
        _ => Err(Fault::Unreadable),
    };
    Ok(Statement {
        number: field("n")?,
        kind: field("k")?,
        commune: field("c")?,
        day: field("d")?,
        file: field("f")?,
        grants: field("g")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permit() -> Statement {
        Statement {
            number: "PER-095410113-2026-000045".into(),
            kind: "permit".into(),
            commune: "095410113".into(),
            day: "2026-09-17".into(),
            file: "PC-095410113-2026-000123".into(),
            grants: "issued".into(),
        }
    }

    #[test]
    fn a_statement_is_believed_from_its_key_only() {
        let (ours, theirs) = (Signer::from_secret(&[7; 32]).unwrap(), Signer::from_secret(&[8; 32]).unwrap());
        let text = ours.sign(&permit());
        assert!(text.len() < 300, "{}", text.len());
        assert_eq!(text, ours.sign(&permit()), "the same paper, the same bytes");
        assert_eq!(verify(&text, &[theirs.verifier.clone(), ours.verifier.clone()]), Ok(permit()));
        assert_eq!(verify(&text, std::slice::from_ref(&theirs.verifier)), Err(Fault::UnknownKey(ours.verifier.id())));
        assert_ne!(ours.verifier.jwk(), theirs.verifier.jwk());
    }

    #[test]
    fn what_is_altered_or_signed_otherwise_is_refused() {
        let signer = Signer::from_secret(&[7; 32]).unwrap();
        let keys = [signer.verifier.clone()];
        let text = signer.sign(&permit());
        let parts: Vec<&str> = text.split('.').collect();
        let forged = Statement { number: "PER-095410113-2026-000046".into(), ..permit() };
        let other = signer.sign(&forged);
        let payload = other.split('.').nth(1).unwrap();
        assert_eq!(verify(&format!("{}.{payload}.{}", parts[0], parts[2]), &keys), Err(Fault::FalseSignature));
        let none = BASE64URL_NOPAD.encode(format!("{{\"alg\":\"none\",\"kid\":\"{}\"}}", keys[0].id()).as_bytes());
        assert_eq!(verify(&format!("{none}.{}.", parts[1]), &keys), Err(Fault::Unreadable));
        for wrong in
            ["", ".", "..", "a.b.c", &"x".repeat(STATEMENT_MOST + 1), &format!("{text}.x"), &format!("{text}=")]
        {
            assert!(verify(wrong, &keys).is_err(), "{wrong}");
        }
    }

    #[test]
    fn whatever_text_comes_the_reader_answers() {
        let signer = Signer::from_secret(&[7; 32]).unwrap();
        let good = signer.sign(&permit());
        arbtest::arbtest(|u| {
            let mut bytes = good.clone().into_bytes();
            let at = u.choose_index(bytes.len())?;
            let was = bytes[at];
            bytes[at] = u.arbitrary()?;
            let text = String::from_utf8_lossy(&bytes);
            assert!(verify(&text, std::slice::from_ref(&signer.verifier)).is_err() || bytes[at] == was, "{text}");
            Ok(())
        });
    }
}
