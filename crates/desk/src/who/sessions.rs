//! Open sign-ins: each is a row of which the browser holds the secret. A gain of privilege (signing in,
//! a second factor, a new password) gives the browser a new secret and ends the old one, so that
//! one that was stolen or planted before gains nothing.

use super::{MINUTE, Proof, Who, digest};
use crate::{Denial, Desk, Result};
use civic::Place;
use store::Tx;
use store::people::{self, Account, Entry, SignIn};
use uuid::Uuid;

/// How somebody came in.
pub const PASSWORD: &str = "password";
pub const PROVIDER: &str = "provider";
/// By the link that two administrators gave, with the own password.
pub(super) const AGAIN: &str = "again";

/// Opens a sign-in for an account that has just proved itself by a password.
pub async fn open(desk: &Desk, account: &Account, browser: &str) -> Result<String> {
    let secret = desk.chance.secret();
    let (counter, account, browser, kept) = (desk.clone(), account.clone(), browser.to_owned(), secret.clone());
    desk.db
        .write(move |tx| -> Result<()> {
            people::unlock(tx, account.id)?;
            begin(tx, &counter, &account, &kept, (PASSWORD, 0), &browser)?;
            note(tx, &counter, &account, "signed-in", "password")
        })
        .await?;
    Ok(secret)
}

/// A new row for a browser; `proved_at` is the moment of the second factor, 0 without.
pub(super) fn begin(
    tx: &mut Tx,
    desk: &Desk,
    account: &Account,
    secret: &str,
    (way, proved_at): (&str, i64),
    browser: &str,
) -> Result<()> {
    let (now, token) = (desk.clock.now(), digest(secret));
    let sign_in = SignIn {
        root: token.clone(),
        token,
        account: account.id,
        made_at: now,
        seen_at: now,
        until: now + desk.options.sign_in_minutes * MINUTE,
        browser: browser.chars().take(200).collect(),
        proved_at,
        way: way.into(),
    };
    Ok(people::open_sign_in(tx, &sign_in)?)
}

/// Gives a browser a new secret in place of the one it came with. What proves its forms stays, so that
/// a form that is open beside is not lost.
pub(super) fn rotate(tx: &mut Tx, desk: &Desk, who: &Who, secret: &str, proved_at: Option<i64>) -> Result<()> {
    let now = desk.clock.now();
    // Signed out meanwhile: a proof does not open again what its owner closed.
    let Some(old) = people::find_sign_in(tx, &who.sign_in, now)? else { return Err(Denial::SignedOut.into()) };
    people::close_sign_in(tx, &old.token)?;
    let new = SignIn {
        token: digest(secret),
        seen_at: now,
        until: now + desk.options.sign_in_minutes * MINUTE,
        proved_at: proved_at.unwrap_or(old.proved_at),
        ..old
    };
    Ok(people::open_sign_in(tx, &new)?)
}

/// Closes every sign-in of the person but the one that holds this secret.
pub(super) fn close_others(tx: &mut Tx, who: &Who, secret: &str) -> Result<()> {
    let kept = digest(secret);
    for one in people::sign_ins(tx, who.account.id, i64::MIN)?.iter().filter(|s| s.token != kept) {
        people::close_sign_in(tx, &one.token)?;
    }
    Ok(())
}

/// How far the holder of this row has proved who they are.
pub(super) fn proof(sign_in: &SignIn) -> Proof {
    match sign_in.proved_at {
        0 => Proof::Password,
        at => Proof::Second(at),
    }
}

pub async fn sign_out(desk: &Desk, who: &Who) -> Result<()> {
    let token = who.sign_in.clone();
    desk.db.write(move |tx| -> Result<()> { Ok(people::close_sign_in(tx, &token)?) }).await
}

/// Closes every sign-in of the account, on every device.
pub async fn sign_out_everywhere(desk: &Desk, account: Uuid) -> Result<u64> {
    desk.db
        .write(move |tx| -> Result<u64> {
            store::factors::finish_all(tx, account, super::HALF)?;
            Ok(people::close_all_sign_ins(tx, account)?)
        })
        .await
}

/// Writes what somebody did to get in, or failed to, into the journal of the places where they hold a
/// seat; of people without a seat, into the Kingdom's. Never a secret, never a name: the account alone.
pub(super) fn note(tx: &mut Tx, desk: &Desk, account: &Account, what: &str, detail: &str) -> Result<()> {
    let today = desk.clock.today();
    let mut places: Vec<Place> = match account.kind.as_str() {
        "officer" => {
            let offices = people::offices(tx, account.id)?;
            offices.iter().filter(|o| o.holds_on(today)).map(|o| o.seat.place).collect()
        }
        _ => Vec::new(),
    };
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        places.push(Place::KINGDOM);
    }
    let entry = Entry { at: desk.clock.now(), who: account.id, what: what.into(), detail: detail.into() };
    for place in places {
        people::note(tx, place, desk.chance.id(entry.at), &entry)?;
    }
    Ok(())
}
