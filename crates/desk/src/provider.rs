//! Signing in through an identity provider (OpenID Connect, authorisation code with PKCE), for citizens.
//!
//! Which provider, and what its claims are called, is the operator's choice; none is required. The
//! browser carries a state that is good once and bound to it; the identity token is believed only when
//! it was signed by a key of the provider, under an algorithm of ours, for us, for this very sign-in,
//! and lately. Somebody is the account with their national card number only when the provider vouches
//! for the number. What goes wrong is told by its reason, and leaves nothing behind.
//!
//! `http` asks the provider, `token` judges what it says.

mod token;

use crate::http;
use crate::who::{self, Entered, digest};
use crate::{Denial, Desk, Error, Result};
use civic::identity;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::sync::Mutex;
use store::Tx;
use store::factors::{self, Challenge};
use store::people::{self, Account};
use store::trust;
use token::Keys;

const MINUTE: i64 = 60 * 1_000_000;
/// How long somebody may take at the provider's pages.
const BEGUN_MICROS: i64 = 15 * MINUTE;
const BEGUN: &str = "provider";
/// How long what the provider says of itself is believed before it is asked again.
const METADATA_MICROS: i64 = 60 * MINUTE;
/// How often at most an unknown key makes us ask for the keys again.
const REFRESH_MICROS: i64 = MINUTE;
const NAME_MOST: usize = 120;

/// The operator's choices about a provider.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ProviderOptions {
    /// Its address, `https://…`, as it names itself in tokens.
    pub issuer: String,
    pub client: String,
    pub secret: String,
    /// A private key (PEM) with which we prove who we are, instead of a secret; and its name there.
    pub key: String,
    pub key_id: String,
    pub name_ar: String,
    pub name_fr: String,
    pub scopes: String,
    pub claim_cnie: String,
    /// The claim that must be true for the number to be believed.
    pub claim_verified: String,
    pub claim_name_ar: String,
    pub claim_name_fr: String,
    pub claim_email: String,
    pub algorithms: Vec<String>,
    /// The authorities (DER) that are believed to name its address; none: those that browsers believe.
    pub roots: Vec<Vec<u8>>,
}

impl std::fmt::Debug for ProviderOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ProviderOptions {{ issuer: {} }}", self.issuer)
    }
}

/// What was learnt from the provider, and when.
#[derive(Default)]
pub struct Provider {
    known: Mutex<Known>,
}

#[derive(Clone, Default)]
struct Known {
    metadata: Option<(Metadata, i64)>,
    keys: Option<(Keys, i64)>,
}

/// What a provider says of itself (OpenID Connect Discovery 1.0).
#[derive(Clone, Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    end_session_endpoint: Option<String>,
}

/// Why the provider's word was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distrust {
    /// It does not answer, or not as a provider does.
    Away,
    /// The answer belongs to no sign-in that this browser began, or to one that was finished.
    State,
    /// The person, or the provider, said no.
    Declined,
    /// The provider gave no token for the code.
    Code,
    Algorithm,
    Key,
    Signature,
    Issuer,
    Audience,
    Nonce,
    Expired,
    /// It was issued in the future, by more than clocks may differ.
    Early,
    /// No card number, or one that the provider does not vouch for.
    Unverified,
    /// An officer's account is opened by its password.
    Officer,
}

impl Distrust {
    /// The stable name; `refusal-provider-…` says it.
    pub fn code(self) -> &'static str {
        match self {
            Distrust::Away => "provider-away",
            Distrust::State => "provider-state",
            Distrust::Declined => "provider-declined",
            Distrust::Code => "provider-code",
            Distrust::Algorithm => "provider-algorithm",
            Distrust::Key => "provider-key",
            Distrust::Signature => "provider-signature",
            Distrust::Issuer => "provider-issuer",
            Distrust::Audience => "provider-audience",
            Distrust::Nonce => "provider-nonce",
            Distrust::Expired => "provider-expired",
            Distrust::Early => "provider-early",
            Distrust::Unverified => "provider-unverified",
            Distrust::Officer => "provider-officer",
        }
    }
}

impl From<Distrust> for Error {
    fn from(why: Distrust) -> Error {
        Error::Denied(Denial::Distrusted(why))
    }
}

/// A sign-in that was begun: kept here, answered by the provider's browser redirect.
#[derive(Serialize, Deserialize)]
struct Begun {
    nonce: String,
    verifier: String,
    next: String,
}

/// Where to send a browser, and the state that its cookie must hold when it comes back.
#[derive(Clone, Debug)]
pub struct Away {
    pub url: String,
    pub state: String,
}

/// What a browser comes back with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Back {
    pub code: String,
    pub state: String,
    pub error: String,
    pub iss: String,
}

/// The address to which providers send browsers back; registered with them exactly so.
pub fn back_address(desk: &Desk) -> String {
    format!("{}/sign-in/provider/back", desk.options.address)
}

fn options(desk: &Desk) -> Result<&ProviderOptions> {
    desk.options.provider.as_ref().ok_or_else(Error::not_found)
}

/// Begins a sign-in.
pub async fn begin(desk: &Desk, next: &str) -> Result<Away> {
    let options = options(desk)?;
    let metadata = metadata(desk, options).await?;
    let state = desk.chance.secret();
    let begun = Begun { nonce: desk.chance.secret(), verifier: desk.chance.secret(), next: next.to_owned() };
    let challenge = Challenge {
        token: digest(&state),
        kind: BEGUN.into(),
        account: None,
        content: serde_json::to_string(&begun).map_err(|e| Error::Setup(e.to_string()))?,
        until: desk.clock.now() + BEGUN_MICROS,
    };
    desk.db.write(move |tx| -> Result<()> { Ok(factors::begin(tx, &challenge)?) }).await?;
    let pkce = BASE64URL_NOPAD.encode(&Sha256::digest(begun.verifier.as_bytes()));
    let query = http::form(&[
        ("response_type", "code"),
        ("client_id", &options.client),
        ("redirect_uri", &back_address(desk)),
        ("scope", &options.scopes),
        ("state", &state),
        ("nonce", &begun.nonce),
        ("code_challenge", &pkce),
        ("code_challenge_method", "S256"),
    ]);
    let joint = if metadata.authorization_endpoint.contains('?') { '&' } else { '?' };
    Ok(Away { url: format!("{}{joint}{query}", metadata.authorization_endpoint), state })
}

/// Finishes a sign-in: `held` is the state in the browser's cookie. Gives what was opened, and where to go on.
pub async fn finish(desk: &Desk, back: &Back, held: &str, browser: &str) -> Result<(Entered, String)> {
    let options = options(desk)?;
    if held.is_empty() || digest(held) != digest(&back.state) {
        return Err(Distrust::State.into());
    }
    let begun = taken(desk, &back.state).await?;
    if !back.iss.is_empty() && back.iss != options.issuer {
        return Err(Distrust::Issuer.into());
    }
    if !back.error.is_empty() || back.code.is_empty() {
        return Err(Distrust::Declined.into());
    }
    let metadata = metadata(desk, options).await?;
    let told = exchange(desk, options, &metadata, &back.code, &begun.verifier).await?;
    let expected = token::Expected {
        issuer: &options.issuer,
        client: &options.client,
        nonce: &begun.nonce,
        algorithms: &options.algorithms,
        now: desk.clock.now() / 1_000_000,
    };
    let key_id = token::key_id(&told, &expected)?;
    let keys = keys(desk, options, &metadata, key_id.as_deref()).await?;
    let claims = token::judge(&told, &keys, &expected)?;
    let entered = recognise(desk, options, claims, browser).await?;
    Ok((entered, begun.next))
}

/// What was begun under a state, which ends here: it is good once.
async fn taken(desk: &Desk, state: &str) -> Result<Begun> {
    let (token, now) = (digest(state), desk.clock.now());
    let found = desk
        .db
        .write(move |tx| -> Result<Option<Challenge>> {
            let found = factors::look(tx, &token, BEGUN, now)?;
            // Taken by whoever ends it: of two who come with the same state, one finds nothing.
            if factors::finish(tx, &token)? { Ok(found) } else { Ok(None) }
        })
        .await?;
    let Some(challenge) = found else { return Err(Distrust::State.into()) };
    serde_json::from_str(&challenge.content).map_err(|e| Error::Setup(e.to_string()))
}

/// The identity token for a code.
async fn exchange(
    desk: &Desk,
    options: &ProviderOptions,
    metadata: &Metadata,
    code: &str,
    verifier: &str,
) -> Result<String> {
    let back = back_address(desk);
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &back),
        ("client_id", &options.client),
        ("code_verifier", verifier),
    ];
    let assertion;
    let mut basic = None;
    if options.key.is_empty() {
        basic = Some((options.client.as_str(), options.secret.as_str()));
    } else {
        assertion = token::assertion(desk, options)?;
        fields.push(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        fields.push(("client_assertion", &assertion));
    }
    #[derive(Deserialize)]
    struct Told {
        id_token: String,
    }
    let answer = http::post(&metadata.token_endpoint, &http::form(&fields), basic, &options.roots).await?;
    if answer.status != 200 {
        tracing::info!(status = answer.status, "the identity provider gave no token for a code");
        return Err(Distrust::Code.into());
    }
    let told: Told = serde_json::from_slice(&answer.body).map_err(|_| Distrust::Code)?;
    Ok(told.id_token)
}

fn known(desk: &Desk) -> Known {
    match desk.provider.known.lock() {
        Ok(known) => known.clone(),
        // Copies only: whatever a panicked holder left is sound.
        Err(poisoned) => poisoned.into_inner().clone(),
    }
}

fn learn(desk: &Desk, change: impl FnOnce(&mut Known)) {
    match desk.provider.known.lock() {
        Ok(mut known) => change(&mut known),
        Err(poisoned) => change(&mut poisoned.into_inner()),
    }
}

async fn metadata(desk: &Desk, options: &ProviderOptions) -> Result<Metadata> {
    let now = desk.clock.now();
    if let Some((metadata, at)) = known(desk).metadata
        && now < at + METADATA_MICROS
    {
        return Ok(metadata);
    }
    let url = format!("{}/.well-known/openid-configuration", options.issuer.trim_end_matches('/'));
    let answer = http::get(&url, &options.roots).await?;
    let metadata: Metadata = serde_json::from_slice(&answer.body).map_err(|_| Distrust::Away)?;
    if metadata.issuer != options.issuer {
        return Err(Distrust::Issuer.into());
    }
    learn(desk, |known| known.metadata = Some((metadata.clone(), now)));
    Ok(metadata)
}

/// The provider's keys. One that we do not know makes us ask again: keys are changed without notice.
async fn keys(desk: &Desk, options: &ProviderOptions, metadata: &Metadata, wanted: Option<&str>) -> Result<Keys> {
    let now = desk.clock.now();
    if let Some((keys, at)) = known(desk).keys
        && (keys.has(wanted) || now < at + REFRESH_MICROS)
        && now < at + METADATA_MICROS
    {
        return Ok(keys);
    }
    let answer = http::get(&metadata.jwks_uri, &options.roots).await?;
    let keys = Keys::read(&answer.body)?;
    learn(desk, |known| known.keys = Some((keys.clone(), now)));
    Ok(keys)
}

/// Who this is here: the account linked to the provider's person, the one with the card number that the
/// provider vouches for, or a new one.
async fn recognise(
    desk: &Desk,
    options: &ProviderOptions,
    claims: Map<String, Value>,
    browser: &str,
) -> Result<Entered> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let vouched = matches!(claims.get(&options.claim_verified), Some(Value::Bool(true)))
        || text(&options.claim_verified) == "true";
    let cnie = identity::cnie(text(&options.claim_cnie)).filter(|_| vouched);
    let new = newcomer(desk, cnie.clone(), |name| match name {
        "ar" => text(&options.claim_name_ar).to_owned(),
        "fr" => text(&options.claim_name_fr).to_owned(),
        "email" => text(&options.claim_email).to_owned(),
        _ => text("name").to_owned(),
    });
    let (issuer, subject) = (options.issuer.clone(), text("sub").to_owned());
    if subject.is_empty() {
        return Err(Distrust::Unverified.into());
    }
    let (counter, secret, browser) = (desk.clone(), desk.chance.secret(), browser.to_owned());
    let judged = desk
        .db
        .write(move |tx| -> Result<Result<Entered, Denial>> {
            let account = match account_of(tx, &issuer, &subject, &new)? {
                Ok(account) => account,
                Err(why) => return Ok(Err(Denial::Distrusted(why))),
            };
            who::enter(tx, &counter, account, who::PROVIDER, &secret, &browser)
        })
        .await?;
    judged.map_err(Into::into)
}

fn newcomer(desk: &Desk, cnie: Option<String>, claim: impl Fn(&str) -> String) -> Account {
    let tidy = |name: &str| -> String {
        let given = claim(name);
        let given = if given.trim().is_empty() { claim("name") } else { given };
        identity::tidy_line(&given).chars().filter(|c| !c.is_control()).take(NAME_MOST).collect()
    };
    let (ar, fr) = (tidy("ar"), tidy("fr"));
    let or = |name: &str, other: &str| if name.is_empty() { other.to_owned() } else { name.to_owned() };
    let now = desk.clock.now();
    Account {
        id: desk.chance.id(now),
        kind: "citizen".into(),
        name_ar: or(&ar, &fr),
        name_fr: or(&fr, &ar),
        cnie,
        ice: None,
        phone: None,
        email: identity::email(&claim("email")),
        lang: "ar".into(),
        password: None,
        made_at: now,
        failed: 0,
        locked_until: 0,
        closed: false,
    }
}

fn account_of(tx: &mut Tx, issuer: &str, subject: &str, new: &Account) -> Result<Result<Account, Distrust>> {
    if let Some(id) = trust::linked(tx, issuer, subject)? {
        return Ok(people::get(tx, id)?.ok_or(Distrust::Unverified));
    }
    let Some(cnie) = &new.cnie else { return Ok(Err(Distrust::Unverified)) };
    let account = match people::by_cnie(tx, cnie)? {
        Some(known) if known.kind == "officer" => return Ok(Err(Distrust::Officer)),
        Some(known) => known,
        None if new.name_ar.is_empty() => return Ok(Err(Distrust::Unverified)),
        None => {
            // An address that another account has stays that one's.
            let email = match &new.email {
                Some(email) if people::by_email(tx, email)?.is_some() => None,
                email => email.clone(),
            };
            let account = Account { email, ..new.clone() };
            people::add(tx, &account)?;
            account
        }
    };
    trust::link(tx, issuer, subject, account.id, new.made_at)?;
    Ok(Ok(account))
}

/// Where the provider lets a person sign out of it too, when it has such a page.
pub fn way_out(desk: &Desk) -> Option<String> {
    let options = desk.options.provider.as_ref()?;
    let out = known(desk).metadata?.0.end_session_endpoint?;
    let query = http::form(&[("client_id", &options.client), ("post_logout_redirect_uri", &desk.options.address)]);
    Some(format!("{out}{}{query}", if out.contains('?') { '&' } else { '?' }))
}
