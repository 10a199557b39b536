//! An officer who lost every second factor: one administrator asks, with a reason; another confirms; a
//! link, good once and for a short time, opens with the officer's own password. Never one person alone,
//! never for oneself. The officer is told at each step, so that who did not ask for it can say so.

use super::{may_administer, note, officer_of};
use crate::who::{self, digest};
use crate::{Denial, Desk, Error, Result, Who};
use civic::{Mistake, Place, identity};
use store::people::{self, Account};
use store::trust::{self, Recovery};
use store::{Tx, documents, factors, outbox};
use uuid::Uuid;

const MINUTE: i64 = 60 * 1_000_000;
/// How long a request waits for a second administrator.
const ASKED_MICROS: i64 = 3 * 24 * 60 * MINUTE;
/// How long a link is good.
pub const LINK_MINUTES: i64 = 30;
const REASON_MOST: usize = 300;
/// What notices of an account name instead of a service.
pub const NOTICE: &str = "account";

/// What is open for an officer, if anything.
pub async fn recovery(desk: &Desk, who: &Who, place: Place, account: Uuid) -> Result<Option<Recovery>> {
    may_administer(who, place)?;
    let now = desk.clock.now();
    desk.db.read(move |tx| -> Result<_> { Ok(trust::open_recovery(tx, place, account, now)?) }).await
}

/// An administrator asks that an officer may begin again without a second factor.
pub async fn ask_recovery(desk: &Desk, who: &Who, place: Place, account: Uuid, reason: &str) -> Result<()> {
    may_administer(who, place)?;
    if who.account.id == account {
        return Err(Denial::NotYours.into());
    }
    let tidy = identity::tidy_line(reason);
    let wrong = match tidy.chars().count() {
        _ if identity::has_control(reason) => Some(Mistake::new("reason", "control-characters")),
        0 => Some(Mistake::new("reason", "required")),
        n if REASON_MOST < n => Some(Mistake::beyond("reason", "too-long", REASON_MOST as i64)),
        _ => None,
    };
    if let Some(mistake) = wrong {
        return Err(Error::Mistakes(vec![mistake]));
    }
    who.administers(desk)?;
    officer_of(desk, place, account).await?;
    let now = desk.clock.now();
    let asked = Recovery {
        place,
        id: desk.chance.id(now),
        account,
        reason: tidy,
        asked_by: who.account.id,
        asked_at: now,
        confirmed_by: None,
        confirmed_at: None,
        until: now + ASKED_MICROS,
        ended_at: None,
    };
    let counter = desk.clone();
    desk.db
        .write(move |tx| -> Result<()> {
            if trust::open_recovery(tx, place, account, now)?.is_some() {
                return Err(Error::Mistakes(vec![Mistake::new("reason", "recovery-open")]));
            }
            trust::ask_recovery(tx, &asked)?;
            tell(tx, &counter, account, "recovery-asked")
        })
        .await?;
    desk.nudge();
    note(desk, who, place, "recovery-asked", &account.to_string()).await
}

/// Another administrator confirms it. Gives the secret of the link, shown once, to be handed over.
pub async fn confirm_recovery(desk: &Desk, who: &Who, place: Place, account: Uuid) -> Result<String> {
    may_administer(who, place)?;
    who.administers(desk)?;
    let (now, me, secret, counter) = (desk.clock.now(), who.account.id, desk.chance.secret(), desk.clone());
    let token = digest(&secret);
    desk.db
        .write(move |tx| -> Result<()> {
            let Some(open) = trust::open_recovery(tx, place, account, now)? else { return Err(Error::not_found()) };
            // The same rule stands in the statement: whatever was read, two different people are needed.
            if open.asked_by == me || account == me {
                return Err(Denial::OwnRequest.into());
            }
            if !trust::confirm_recovery(tx, &open, me, &token, now, now + LINK_MINUTES * MINUTE)? {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            tell(tx, &counter, account, "recovery-confirmed")
        })
        .await?;
    desk.nudge();
    note(desk, who, place, "recovery-confirmed", &account.to_string()).await?;
    Ok(secret)
}

/// Withdraws a request, or a link that was not used. Any administrator may, alone: it only closes.
pub async fn end_recovery(desk: &Desk, who: &Who, place: Place, account: Uuid) -> Result<()> {
    may_administer(who, place)?;
    let now = desk.clock.now();
    desk.db
        .write(move |tx| -> Result<()> {
            let Some(open) = trust::open_recovery(tx, place, account, now)? else { return Err(Error::not_found()) };
            trust::end_recovery(tx, place, open.id, now)?;
            Ok(())
        })
        .await?;
    note(desk, who, place, "recovery-withdrawn", &account.to_string()).await
}

/// Whether a link is good.
pub async fn recoverable(desk: &Desk, link: &str) -> Result<bool> {
    let (token, now) = (digest(link), desk.clock.now());
    desk.db.read(move |tx| -> Result<bool> { Ok(trust::recovery_of(tx, &token, now)?.is_some()) }).await
}

/// The officer opens the link with their own password: every old factor and sign-in ends, and a new one
/// is open that has proved nothing more. Gives the secret of its cookie.
pub async fn recover(desk: &Desk, link: &str, password: &str, browser: &str) -> Result<(String, Account)> {
    let (token, now) = (digest(link), desk.clock.now());
    let found = desk
        .db
        .read(move |tx| -> Result<Option<Account>> {
            match trust::recovery_of(tx, &token, now)? {
                Some(recovery) => Ok(people::get(tx, recovery.account)?.filter(|a| !a.closed)),
                None => Ok(None),
            }
        })
        .await?;
    let Some(account) = found else { return Err(Error::not_found()) };
    let right = who::matches(&account, password).await?;
    let (counter, token, secret, browser) = (desk.clone(), digest(link), desk.chance.secret(), browser.to_owned());
    let judged = desk
        .db
        .write(move |tx| -> Result<Result<(String, Account), Denial>> {
            if !right {
                return Ok(Err(who::refuse(tx, &counter, &account, "recovery")?.unwrap_or(Denial::BadCredentials)));
            }
            if !people::forgive(tx, account.id, now)? {
                return Ok(Err(Denial::Locked { until: account.locked_until.max(now) }));
            }
            let Some(recovery) = trust::recovery_of(tx, &token, now)? else { return Ok(Err(Denial::NotFound)) };
            if !trust::end_recovery(tx, recovery.place, recovery.id, now)? {
                return Ok(Err(Denial::NotFound));
            }
            factors::remove_all(tx, account.id)?;
            people::close_all_sign_ins(tx, account.id)?;
            who::begin_again(tx, &counter, &account, &secret, &browser)?;
            tell(tx, &counter, account.id, "recovery-used")?;
            Ok(Ok((secret.clone(), account.clone())))
        })
        .await?;
    desk.nudge();
    judged.map_err(Into::into)
}

/// A notice to the officer, and its mail.
pub(crate) fn tell(tx: &mut Tx, desk: &Desk, account: Uuid, name: &str) -> Result<()> {
    let at = desk.clock.now();
    let id = desk.chance.id(at);
    let notice = documents::Notice {
        id,
        account,
        at,
        name: name.into(),
        number: String::new(),
        service: NOTICE.into(),
        read_at: None,
    };
    documents::tell(tx, &notice)?;
    let mail = outbox::New { commune: Place::KINGDOM.0, id, kind: crate::mail::JOB, subject: "", payload: "", due: at };
    outbox::put(tx, &mail)?;
    Ok(())
}
