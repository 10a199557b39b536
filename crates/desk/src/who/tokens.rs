//! Keys for programs: what each may do, how one is made and ended.
//!
//! A key that signs or administers is made by a person who has just given a second factor, in a browser;
//! no key makes one that signs. Whoever finds a key gains nothing beyond its scopes and its last day.

use super::{MINUTE, Who, digest, sessions};
use crate::{Desk, Error, Result};
use civic::Mistake;
use store::people::{self, ApiToken};
use uuid::Uuid;

/// The scopes that a token can carry.
pub const SCOPES: [&str; 5] = ["read", "file", "act", "sign", "administer"];
/// Those that only a fresh second factor gives.
const GUARDED: [&str; 2] = ["sign", "administer"];

/// Makes a token for a machine; the secret is shown once.
pub async fn make_token(
    desk: &Desk,
    who: &Who,
    name: &str,
    scopes: &[String],
    days: i64,
) -> Result<(String, ApiToken)> {
    let mut mistakes = Vec::new();
    let name = civic::identity::tidy_line(name);
    if name.is_empty() || 80 < name.chars().count() {
        mistakes.push(Mistake::new("name", "required"));
    }
    if scopes.is_empty() || scopes.iter().any(|s| !SCOPES.contains(&s.as_str())) {
        mistakes.push(Mistake::new("scopes", "unknown-choice"));
    }
    if !(1..=366).contains(&days) {
        mistakes.push(Mistake::beyond("days", "too-large", 366));
    }
    let now = desk.clock.now();
    // A token makes no token that outgrows it: whoever finds one gains nothing by it.
    if let Some(own) = &who.scopes {
        if scopes.iter().any(|s| !own.contains(s) || s == "sign") {
            mistakes.push(Mistake::new("scopes", "beyond-token"));
        }
        let digest = who.sign_in.clone();
        let token = desk.db.read(move |tx| -> Result<_> { Ok(people::find_api_token(tx, &digest, now)?) }).await?;
        if token.is_none_or(|own| own.until < now.saturating_add(days.saturating_mul(24 * 60 * MINUTE))) {
            mistakes.push(Mistake::new("days", "beyond-token"));
        }
    }
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    if who.scopes.is_none() && scopes.iter().any(|s| GUARDED.contains(&s.as_str())) {
        who.proven(desk)?;
    }
    let secret = format!("dw_{}", desk.chance.secret());
    let token = ApiToken {
        id: desk.chance.id(now),
        account: who.account.id,
        name,
        scopes: scopes.join(" "),
        made_at: now,
        until: now + days * 24 * 60 * MINUTE,
    };
    let (kept, hashed) = (token.clone(), digest(&secret));
    let (counter, account) = (desk.clone(), who.account.clone());
    desk.db
        .write(move |tx| -> Result<()> {
            people::add_api_token(tx, &hashed, &kept)?;
            sessions::note(tx, &counter, &account, "token-made", &kept.scopes)
        })
        .await?;
    Ok((secret, token))
}

/// The tokens of the account, the latest first.
pub async fn tokens(desk: &Desk, who: &Who) -> Result<Vec<ApiToken>> {
    let account = who.account.id;
    desk.db.read(move |tx| -> Result<_> { Ok(people::api_tokens(tx, account)?) }).await
}

/// Ends a token: whoever holds it is let in no more.
pub async fn end_token(desk: &Desk, who: &Who, id: Uuid) -> Result<()> {
    let account = who.account.id;
    match desk.db.write(move |tx| -> Result<bool> { Ok(people::end_api_token(tx, account, id)?) }).await? {
        true => Ok(()),
        false => Err(Error::not_found()),
    }
}
