//! Passkeys (WebAuthn level 2, by `webauthn-rs`): added, asked for, judged.
//!
//! A passkey belongs to a domain, so there is none where people reach this Diwan under a bare number;
//! on one's own machine, `127.0.0.1` answers as `localhost`. Always with the verification of its owner
//! (a finger, a face, a code), so that one passkey is two factors. The challenge is drawn by the library.

use super::factors::{self, Adding, BEGUN_MICROS};
use super::{Who, digest};
use crate::{Denial, Desk, Error, Result};
use civic::Mistake;
use store::Tx;
use store::factors::{self as kept, Challenge, Factor};
use store::people::Account;
use uuid::Uuid;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder,
};

pub(super) const PASSKEY: &str = "passkey";
const NEW_PASSKEY: &str = "new-passkey";
/// The largest answer of a browser, in bytes.
const ANSWER_BYTES_MOST: usize = 32 * 1024;

/// What a browser is asked, as JSON, and the name of what was begun.
#[derive(Clone, Debug)]
pub struct Passkeys {
    pub begun: String,
    pub options: String,
}

fn broken(e: impl std::fmt::Display) -> Error {
    Error::Setup(format!("passkeys: {e}"))
}

/// Who we are to a passkey; none when people come under a number, not a name.
fn party(desk: &Desk) -> Result<Option<Webauthn>> {
    let mut origin = Url::parse(&desk.options.address).map_err(broken)?;
    if matches!(origin.host_str(), Some("127.0.0.1" | "[::1]")) {
        origin.set_host(Some("localhost")).map_err(broken)?;
    }
    let Some(domain) = origin.domain().map(str::to_owned) else { return Ok(None) };
    let builder = WebauthnBuilder::new(&domain, &origin).map_err(broken)?;
    Ok(Some(builder.rp_name("Diwan").build().map_err(broken)?))
}

fn passkey(factor: &Factor) -> Result<Passkey> {
    serde_json::from_str(&factor.secret).map_err(broken)
}

/// A challenge for the passkeys that somebody has.
pub(super) async fn ask(desk: &Desk, account: Uuid, held: &[Factor]) -> Result<Option<Passkeys>> {
    let own = held.iter().filter(|f| f.kind == PASSKEY).map(passkey).collect::<Result<Vec<_>>>()?;
    let (false, Some(party)) = (own.is_empty(), party(desk)?) else { return Ok(None) };
    let (options, state) = party.start_passkey_authentication(&own).map_err(broken)?;
    let options = serde_json::to_string(&options).map_err(broken)?;
    let state = serde_json::to_string(&state).map_err(broken)?;
    begin(desk, account, PASSKEY, state, options).await.map(Some)
}

async fn begin(desk: &Desk, account: Uuid, kind: &str, state: String, options: String) -> Result<Passkeys> {
    let begun = desk.chance.secret();
    let challenge = Challenge {
        token: digest(&begun),
        kind: kind.into(),
        account: Some(account),
        content: state,
        until: desk.clock.now() + BEGUN_MICROS,
    };
    desk.db.write(move |tx| -> Result<()> { Ok(kept::begin(tx, &challenge)?) }).await?;
    Ok(Passkeys { begun, options })
}

/// Whether the answer is that of a passkey of this person to this challenge. A challenge is answered once.
pub(super) fn judge(
    tx: &mut Tx,
    desk: &Desk,
    account: &Account,
    begun: &str,
    answer: &str,
) -> Result<Result<&'static str, Denial>> {
    let (token, now) = (digest(begun), desk.clock.now());
    let found = kept::look(tx, &token, PASSKEY, now)?.filter(|c| c.account == Some(account.id));
    let (Some(challenge), Some(party)) = (found, party(desk)?) else { return Ok(Err(Denial::BadPasskey)) };
    if !kept::finish(tx, &token)? {
        return Ok(Err(Denial::BadPasskey));
    }
    let state: PasskeyAuthentication = serde_json::from_str(&challenge.content).map_err(broken)?;
    let Some(answer) = read::<PublicKeyCredential>(answer) else { return Ok(Err(Denial::BadPasskey)) };
    let Ok(result) = party.finish_passkey_authentication(&answer, &state) else {
        return Ok(Err(Denial::BadPasskey));
    };
    let mark = digest_of(result.cred_id().as_ref());
    // Removed since it was asked for.
    let Some(factor) = kept::of(tx, account.id)?.into_iter().find(|f| f.mark == mark) else {
        return Ok(Err(Denial::BadPasskey));
    };
    let mut own = passkey(&factor)?;
    own.update_credential(&result);
    kept::used(tx, factor.id, &serde_json::to_string(&own).map_err(broken)?, now)?;
    Ok(Ok(PASSKEY))
}

fn read<T: serde::de::DeserializeOwned>(answer: &str) -> Option<T> {
    if ANSWER_BYTES_MOST < answer.len() { None } else { serde_json::from_str(answer).ok() }
}

fn digest_of(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).to_vec()
}

/// Whether people can add passkeys here at all.
pub fn passkeys_possible(desk: &Desk) -> bool {
    matches!(party(desk), Ok(Some(_)))
}

/// Begins to add a passkey to one's own account; none where there can be none.
pub async fn begin_passkey(desk: &Desk, who: &Who) -> Result<Option<Passkeys>> {
    let Some(party) = party(desk)? else { return Ok(None) };
    let held = factors::held(desk, who.account.id).await?;
    let own = held.factors.iter().filter(|f| f.kind == PASSKEY).map(passkey).collect::<Result<Vec<_>>>()?;
    let known = own.iter().map(|p| p.cred_id().clone()).collect();
    let a = &who.account;
    let called = a.email.clone().or(a.cnie.clone()).or(a.ice.clone()).unwrap_or_else(|| a.id.to_string());
    let shown = a.name(a.lang == "ar").to_owned();
    let (options, state) = party.start_passkey_registration(a.id, &called, &shown, Some(known)).map_err(broken)?;
    let options = serde_json::to_string(&options).map_err(broken)?;
    let state = serde_json::to_string(&state).map_err(broken)?;
    begin(desk, a.id, NEW_PASSKEY, state, options).await.map(Some)
}

/// Adds the passkey that was begun. Gives the new secret of the cookie.
pub async fn add_passkey(desk: &Desk, who: &Who, adding: Adding<'_>, answer: &str) -> Result<String> {
    let wrong = |code| Mistake::new("passkey", code);
    let name = factors::name_of(adding.name)?;
    let Some(party) = party(desk)? else { return Err(Error::Mistakes(vec![wrong("no-passkeys")])) };
    let Some(answer) = read::<RegisterPublicKeyCredential>(answer) else {
        return Err(Error::Mistakes(vec![wrong("bad-passkey")]));
    };
    let (counter, who, secret, token) = (desk.clone(), who.clone(), desk.chance.secret(), digest(adding.begun));
    let given = adding.enrolment.to_owned();
    let judged = desk
        .db
        .write(move |tx| -> Result<Result<String, Vec<Mistake>>> {
            let now = counter.clock.now();
            let mut mistakes: Vec<Mistake> = factors::may_add(tx, &counter, &who, &given)?.into_iter().collect();
            let found = kept::look(tx, &token, NEW_PASSKEY, now)?.filter(|c| c.account == Some(who.account.id));
            let Some(challenge) = found else {
                mistakes.push(wrong("begun-over"));
                return Ok(Err(mistakes));
            };
            let state: PasskeyRegistration = serde_json::from_str(&challenge.content).map_err(broken)?;
            let made = party.finish_passkey_registration(&answer, &state);
            if made.is_err() {
                mistakes.push(wrong("bad-passkey"));
            }
            let (Ok(made), true) = (made, mistakes.is_empty()) else { return Ok(Err(mistakes)) };
            if !kept::finish(tx, &token)? {
                return Ok(Err(vec![wrong("begun-over")]));
            }
            let factor = Factor {
                id: counter.chance.id(now),
                account: who.account.id,
                kind: PASSKEY.into(),
                name: name.clone(),
                // Nobody else may have the same one: the key of the table refuses it.
                mark: digest_of(made.cred_id().as_ref()),
                secret: serde_json::to_string(&made).map_err(broken)?,
                step: 0,
                made_at: now,
                used_at: Some(now),
            };
            kept::add(tx, &factor)?;
            factors::added(tx, &counter, &who, &secret, PASSKEY)?;
            Ok(Ok(secret.clone()))
        })
        .await?;
    judged.map_err(Error::Mistakes)
}
