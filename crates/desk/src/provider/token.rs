//! Identity tokens: signed by whom, under what, for whom, for which sign-in, when. The signature is judged
//! by `jsonwebtoken` over aws-lc; the claims are judged here, against the town's own clock.

use super::{Distrust, MINUTE, ProviderOptions};
use crate::{Desk, Error, Result};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Map, Value, json};

/// How far two clocks may differ, in seconds.
const SKEW: i64 = 60;
/// How old a token of a sign-in may be.
const AGE_MOST: i64 = 10 * 60;
const TOKEN_BYTES_MOST: usize = 32 * 1024;

/// What a token must say.
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client: &'a str,
    pub nonce: &'a str,
    pub algorithms: &'a [String],
    /// Seconds since 1970.
    pub now: i64,
}

/// The public keys of a provider.
#[derive(Clone)]
pub struct Keys(JwkSet);

impl Keys {
    pub fn read(json: &[u8]) -> Result<Keys, Distrust> {
        serde_json::from_slice(json).map(Keys).map_err(|_| Distrust::Away)
    }

    pub fn has(&self, wanted: Option<&str>) -> bool {
        wanted.is_none_or(|kid| self.0.find(kid).is_some())
    }

    /// The keys that may have signed: the one named, or all when none is.
    fn fit(&self, wanted: Option<&str>, algorithm: Algorithm) -> Vec<&Jwk> {
        let named = |key: &&Jwk| wanted.is_none_or(|kid| key.common.key_id.as_deref() == Some(kid));
        self.0.keys.iter().filter(named).filter(|key| signs(key, algorithm)).collect()
    }
}

/// Whether a key signs under an algorithm: of its kind, for signatures, and for no other algorithm by its
/// own word. A key that only encrypts, or a secret passed off as a public key, signs nothing.
fn signs(key: &Jwk, algorithm: Algorithm) -> bool {
    use Algorithm::{ES256, ES384, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512};
    let kind = match &key.algorithm {
        AlgorithmParameters::RSA(_) => matches!(algorithm, RS256 | RS384 | RS512 | PS256 | PS384 | PS512),
        AlgorithmParameters::EllipticCurve(_) => matches!(algorithm, ES256 | ES384),
        AlgorithmParameters::OctetKeyPair(_) => algorithm == EdDSA,
        _ => false,
    };
    let used = !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption));
    let said = key.common.key_algorithm.is_none_or(|said| same(said, algorithm));
    kind && used && said
}

fn same(said: KeyAlgorithm, algorithm: Algorithm) -> bool {
    said.to_string() == format!("{algorithm:?}")
}

/// The algorithm of a token when it is one of ours. Never none, never one with a shared secret.
fn algorithm(token: &str, expected: &Expected) -> Result<Header, Distrust> {
    if TOKEN_BYTES_MOST < token.len() {
        return Err(Distrust::Signature);
    }
    // A header whose algorithm the library does not know (`none`) is not read at all.
    let header = jsonwebtoken::decode_header(token).map_err(|_| Distrust::Algorithm)?;
    let ours = expected.algorithms.iter().any(|name| *name == format!("{:?}", header.alg));
    let shared = matches!(header.alg, Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512);
    if ours && !shared { Ok(header) } else { Err(Distrust::Algorithm) }
}

/// The name of the key that signed, for asking for it.
pub fn key_id(token: &str, expected: &Expected) -> Result<Option<String>, Distrust> {
    Ok(algorithm(token, expected)?.kid)
}

/// The claims of a token that is sound; or the first reason why it is not.
pub fn judge(token: &str, keys: &Keys, expected: &Expected) -> Result<Map<String, Value>, Distrust> {
    let header = algorithm(token, expected)?;
    let fit = keys.fit(header.kid.as_deref(), header.alg);
    if fit.is_empty() {
        return Err(Distrust::Key);
    }
    let mut rules = Validation::new(header.alg);
    // Claims are judged below, by the town's clock and not the machine's.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let signed = fit.iter().find_map(|key| {
        let key = DecodingKey::from_jwk(key).ok()?;
        jsonwebtoken::decode::<Map<String, Value>>(token, &key, &rules).ok()
    });
    let claims = signed.ok_or(Distrust::Signature)?.claims;
    said(&claims, expected)?;
    Ok(claims)
}

fn said(claims: &Map<String, Value>, expected: &Expected) -> Result<(), Distrust> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let second = |name: &str| claims.get(name).and_then(|v| v.as_i64().or_else(|| v.as_f64().map(|f| f as i64)));
    if text("iss") != expected.issuer {
        return Err(Distrust::Issuer);
    }
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let party = text("azp");
    // For several, we must be the one it was issued to.
    let ours =
        audience.contains(&expected.client) && (party == expected.client || (party.is_empty() && audience.len() == 1));
    if !ours {
        return Err(Distrust::Audience);
    }
    if expected.nonce.is_empty() || text("nonce") != expected.nonce {
        return Err(Distrust::Nonce);
    }
    if second("exp").is_none_or(|exp| exp <= expected.now - SKEW) {
        return Err(Distrust::Expired);
    }
    let issued = second("iat").ok_or(Distrust::Expired)?;
    if issued < expected.now - AGE_MOST - SKEW {
        return Err(Distrust::Expired);
    }
    if expected.now + SKEW < issued || second("nbf").is_some_and(|nbf| expected.now + SKEW < nbf) {
        return Err(Distrust::Early);
    }
    Ok(())
}

/// Our own word to the provider, signed with our key instead of a shared secret (RFC 7523).
pub fn assertion(desk: &Desk, options: &ProviderOptions) -> Result<String> {
    let faulty = |e: jsonwebtoken::errors::Error| Error::Setup(format!("provider_key: {e}"));
    let pem = options.key.as_bytes();
    let (algorithm, key) = match EncodingKey::from_ec_pem(pem) {
        Ok(key) => (Algorithm::ES256, key),
        Err(_) => (Algorithm::RS256, EncodingKey::from_rsa_pem(pem).map_err(faulty)?),
    };
    let now = desk.clock.now() / 1_000_000;
    let header = Header { kid: (!options.key_id.is_empty()).then(|| options.key_id.clone()), ..Header::new(algorithm) };
    let claims = json!({
        "iss": options.client,
        "sub": options.client,
        // Its name, not the address of one of its doors: what one provider was told is of no use at another.
        "aud": options.issuer,
        "jti": desk.chance.secret(),
        "iat": now,
        "exp": now + 2 * MINUTE / 1_000_000,
    });
    jsonwebtoken::encode(&header, &claims, &key).map_err(faulty)
}
