//! The code under which an officer adds the first second factor: handed over in person, good once and for some
//! days, of which only a digest is kept. Whoever finds a password before its owner has a factor cannot add one.
//!
//! People who hold no seat add their first factor under their password: nobody could hand them a code.

use super::{Who, digest, sessions};
use crate::people::{LINK_MINUTES, may_administer, note, officer_of, tell};
use crate::{Denial, Desk, Error, Result};
use civic::{Mistake, Place};
use store::Tx;
use store::factors::{self, Code};
use store::people::{self, Account};
use uuid::Uuid;

/// How many days a code is good.
pub const CODE_DAYS: i64 = 7;
const CODE_MICROS: i64 = CODE_DAYS * 24 * 60 * super::MINUTE;
const CODE_LETTERS: usize = 12;
/// How often one is tried before it is good no more.
const TRIES_MOST: i64 = 5;

/// How it stands with the code of an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    None,
    Good,
    Used,
    Over,
    /// Wrong codes were given too often.
    Tried,
}

impl Standing {
    pub fn of(code: Option<&Code>, now: i64) -> Standing {
        match code {
            None => Standing::None,
            Some(code) if code.used_at.is_some() => Standing::Used,
            Some(code) if TRIES_MOST <= code.tried => Standing::Tried,
            Some(code) if code.until <= now => Standing::Over,
            Some(_) => Standing::Good,
        }
    }

    /// The stable name: key of the translations.
    pub fn code(self) -> &'static str {
        match self {
            Standing::None => "none",
            Standing::Good => "good",
            Standing::Used => "used",
            Standing::Over => "over",
            Standing::Tried => "tried",
        }
    }
}

fn mark(account: Uuid, code: &str) -> Vec<u8> {
    let code: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).take(64).collect();
    digest(&format!("enrolment:{account}:{}", code.to_ascii_uppercase()))
}

/// Makes the code of an officer, in place of the one before; to be shown once. `by` nobody is who runs the machine.
pub fn make_code(tx: &mut Tx, desk: &Desk, account: Uuid, by: Option<Uuid>) -> Result<String> {
    let (now, code) = (desk.clock.now(), desk.chance.code(CODE_LETTERS));
    let kept = Code {
        account,
        mark: mark(account, &code),
        made_by: by,
        made_at: now,
        until: now + CODE_MICROS,
        tried: 0,
        used_at: None,
    };
    factors::keep_code(tx, &kept)?;
    Ok(format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]))
}

/// An administrator makes another code for an officer who has no factor. Never a program; never for
/// oneself; who has a factor and lost it is let in again by two administrators.
pub async fn renew_code(desk: &Desk, who: &Who, place: Place, account: Uuid) -> Result<String> {
    may_administer(who, place)?;
    if who.account.id == account {
        return Err(Denial::NotYours.into());
    }
    who.proven(desk)?;
    officer_of(desk, place, account).await?;
    let (counter, me) = (desk.clone(), who.account.id);
    let code = desk
        .db
        .write(move |tx| -> Result<String> {
            if 0 < factors::lasting(tx, account)? {
                return Err(Error::Mistakes(vec![Mistake::new("enrolment", "enrolment-held")]));
            }
            tell(tx, &counter, account, "enrolment-renewed")?;
            make_code(tx, &counter, account, Some(me))
        })
        .await?;
    desk.nudge();
    note(desk, who, place, "enrolment-made", &account.to_string()).await?;
    Ok(code)
}

/// Who runs the machine makes another code for an officer who has no factor.
pub async fn renew_code_here(desk: &Desk, account: &Account) -> Result<String> {
    let (counter, account) = (desk.clone(), account.clone());
    desk.db
        .write(move |tx| -> Result<String> {
            if account.kind != "officer" || 0 < factors::lasting(tx, account.id)? {
                return Err(Error::Mistakes(vec![Mistake::new("enrolment", "enrolment-held")]));
            }
            sessions::note(tx, &counter, &account, "enrolment-made", "")?;
            make_code(tx, &counter, account.id, None)
        })
        .await
}

/// Whether this person must give a code to add a factor: an officer's first.
pub async fn needs_code(desk: &Desk, who: &Who) -> Result<bool> {
    let (who, now) = (who.clone(), desk.clock.now());
    desk.db.read(move |tx| Ok(factors::lasting(tx, who.account.id)? == 0 && needs(tx, &who, now)?)).await
}

/// Of who has no factor yet. Two administrators and a link stand in for a code.
fn needs(tx: &mut Tx, who: &Who, now: i64) -> Result<bool> {
    if who.account.kind != "officer" {
        return Ok(false);
    }
    let here = people::find_sign_in(tx, &who.sign_in, now)?;
    Ok(!here.is_some_and(|s| s.way == sessions::AGAIN && now < s.made_at + LINK_MINUTES * super::MINUTE))
}

/// What is wrong with the code under which a first factor is added. What was counted must be kept: the caller
/// answers with the mistake, and does not fail by it.
pub(super) fn judge(tx: &mut Tx, desk: &Desk, who: &Who, given: &str) -> Result<Option<Mistake>> {
    let (account, now) = (who.account.id, desk.clock.now());
    if !needs(tx, who, now)? {
        return Ok(None);
    }
    let wrong = |code| Ok(Some(Mistake::new("enrolment", code)));
    if given.trim().is_empty() {
        return wrong("required");
    }
    let Some(kept) = factors::try_code(tx, account, TRIES_MOST)? else {
        let none = factors::code_of(tx, account)?.is_none();
        return wrong(if none { "enrolment-none" } else { "enrolment-tried" });
    };
    if mark(account, given) != kept.mark {
        sessions::note(tx, desk, &who.account, "enrolment-refused", "")?;
        return wrong(if kept.tried == TRIES_MOST { "enrolment-tried" } else { "enrolment-wrong" });
    }
    factors::forgive_try(tx, account)?;
    match Standing::of(Some(&Code { tried: 0, ..kept }), now) {
        Standing::Good => Ok(None),
        Standing::Used => wrong("enrolment-used"),
        _ => wrong("enrolment-over"),
    }
}
