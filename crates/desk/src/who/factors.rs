//! Second factors: codes of an authenticator application (TOTP, RFC 6238), recovery codes; which are
//! asked for, what makes one good. Passkeys are in `passkeys`.
//!
//! A code is good once: the step that it belongs to is spent in the transaction of what it opens. Wrong
//! ones are counted with wrong passwords, and close the account at the same limit.

use super::passkeys::{self, Passkeys};
use super::{Who, digest, enrolment, kept, refuse, sessions};
use crate::{Denial, Desk, Error, Result};
use civic::{Mistake, identity};
use data_encoding::BASE32_NOPAD;
use store::Tx;
use store::factors::{self, Challenge, Factor};
use store::people::{self, Account};
use totp_rs::{Builder, Totp};
use uuid::Uuid;

pub(crate) const TOTP: &str = "totp";
pub(super) const RECOVERY: &str = "recovery-code";
/// An authenticator that is being added.
const NEW_TOTP: &str = "new-totp";
pub(super) const BEGUN_MICROS: i64 = 15 * super::MINUTE;
/// One step of the clock of RFC 6238, in seconds.
const STEP: u64 = 30;
/// How many recovery codes are given at once, and their letters.
pub const RECOVERY_CODES: usize = 10;
const RECOVERY_LETTERS: usize = 16;
const NAME_MOST: usize = 60;
const FACTORS_MOST: usize = 20;

/// What somebody gives to prove themselves.
#[derive(Clone, Debug)]
pub enum Attempt {
    /// Six digits of an application, or a recovery code.
    Code(String),
    /// The answer of a passkey to a challenge that was begun.
    Passkey { begun: String, answer: String },
}

/// An authenticator about to be added: what its owner's application reads.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Names what was begun; given back with the first code.
    pub begun: String,
    /// The secret, to be typed where a camera cannot read the picture.
    pub secret: String,
    /// `otpauth://totp/…`, for the picture.
    pub url: String,
}

/// What may be asked of somebody now.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    pub totp: bool,
    pub passkeys: Option<Passkeys>,
    pub codes_left: usize,
    /// In the demo, a code that is good now.
    pub demo_code: Option<String>,
}

/// How somebody is asked: by a way that they have, or by adding their first.
#[derive(Clone, Debug)]
pub enum Asked {
    Ways(Ways),
    Enrol(Enrolment),
}

/// What somebody has: their lasting factors, and how many recovery codes are left.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub factors: Vec<Factor>,
    pub codes_left: usize,
}

/// The factors of a person.
pub async fn held(desk: &Desk, account: Uuid) -> Result<Held> {
    let all = desk.db.read(move |tx| -> Result<_> { Ok(factors::of(tx, account)?) }).await?;
    let (codes, factors): (Vec<Factor>, Vec<Factor>) = all.into_iter().partition(|f| f.kind == RECOVERY);
    Ok(Held { factors, codes_left: codes.len() })
}

/// How to ask somebody for their second factor. `begun` resumes an authenticator that is being added.
pub async fn asked(desk: &Desk, account: &Account, begun: Option<&str>) -> Result<Asked> {
    let held = held(desk, account.id).await?;
    if held.factors.is_empty() {
        let resumed = match begun {
            Some(begun) => resume_totp(desk, account, begun).await?,
            None => None,
        };
        return Ok(Asked::Enrol(match resumed {
            Some(enrolment) => enrolment,
            None => start_totp(desk, account).await?,
        }));
    }
    let passkeys = passkeys::ask(desk, account.id, &held.factors).await?;
    Ok(Asked::Ways(Ways {
        totp: held.factors.iter().any(|f| f.kind == TOTP),
        passkeys,
        codes_left: held.codes_left,
        demo_code: demo_code(desk, &held.factors)?,
    }))
}

/// In the demo, a code that is good now and was not used: nobody has the telephone of an invented person.
pub fn demo_code(desk: &Desk, held: &[Factor]) -> Result<Option<String>> {
    let Some(factor) = held.iter().find(|f| f.kind == TOTP).filter(|_| desk.options.demo) else { return Ok(None) };
    let now = seconds(desk) / STEP;
    let next = now.max(u64::try_from(factor.step + 1).unwrap_or(0));
    let totp = totp(&kept::open(desk, factor.account, &factor.secret)?, None)?;
    Ok((next <= now + 1).then(|| totp.generate(next * STEP).to_string()))
}

/// The code that an application with this secret shows at a moment.
pub fn code_at(secret: &str, at: i64) -> Result<String> {
    Ok(totp(secret, None)?.generate(u64::try_from(at / 1_000_000).unwrap_or(0)).to_string())
}

/// Proves a person who is signed in. Gives the new secret of their cookie.
pub async fn prove(desk: &Desk, who: &Who, attempt: Attempt) -> Result<String> {
    let (counter, who, secret) = (desk.clone(), who.clone(), desk.chance.secret());
    let judged = desk
        .db
        .write(move |tx| -> Result<Result<String, Denial>> {
            let Some(account) = people::get(tx, who.account.id)?.filter(|a| !a.closed) else {
                return Ok(Err(Denial::SignedOut));
            };
            let way = match judge(tx, &counter, &account, &attempt)? {
                Ok(way) => way,
                Err(denial) => return Ok(Err(denial)),
            };
            sessions::rotate(tx, &counter, &who, &secret, Some(counter.clock.now()))?;
            sessions::note(tx, &counter, &account, "second-factor-given", way)?;
            Ok(Ok(secret.clone()))
        })
        .await?;
    judged.map_err(Into::into)
}

/// Whether this proves the person, in the transaction of what it opens. A denial is an answer: what was
/// spent and counted stays so.
pub(super) fn judge(
    tx: &mut Tx,
    desk: &Desk,
    account: &Account,
    attempt: &Attempt,
) -> Result<Result<&'static str, Denial>> {
    let now = desk.clock.now();
    if now < account.locked_until {
        return Ok(Err(Denial::Locked { until: account.locked_until }));
    }
    let found = match attempt {
        Attempt::Code(text) => code(tx, desk, account, text)?,
        Attempt::Passkey { begun, answer } => passkeys::judge(tx, desk, account, begun, answer)?,
    };
    match found {
        Ok(way) if people::forgive(tx, account.id, now)? => Ok(Ok(way)),
        // Guesses made side by side closed it meanwhile.
        Ok(_) => Ok(Err(Denial::Locked { until: now })),
        Err(denial) => Ok(Err(refuse(tx, desk, account, "second-factor")?.unwrap_or(denial))),
    }
}

fn code(tx: &mut Tx, desk: &Desk, account: &Account, text: &str) -> Result<Result<&'static str, Denial>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').take(64).collect();
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return application(tx, desk, account, &text);
    }
    let mark = recovery_mark(account.id, &text.to_uppercase());
    Ok(match factors::spend_once(tx, account.id, RECOVERY, &mark)? {
        true => Ok(RECOVERY),
        false => Err(Denial::BadCode),
    })
}

fn application(tx: &mut Tx, desk: &Desk, account: &Account, text: &str) -> Result<Result<&'static str, Denial>> {
    let mut denial = Denial::BadCode;
    for factor in factors::of(tx, account.id)?.iter().filter(|f| f.kind == TOTP) {
        let Some(step) = totp(&kept::open(desk, factor.account, &factor.secret)?, None)?.check(text, seconds(desk))
        else {
            continue;
        };
        if factors::spend_step(tx, factor.id, i64::try_from(step).unwrap_or(i64::MAX), desk.clock.now())? {
            return Ok(Ok(TOTP));
        }
        denial = Denial::UsedCode;
    }
    Ok(Err(denial))
}

fn recovery_mark(account: Uuid, code: &str) -> Vec<u8> {
    digest(&format!("recovery:{account}:{code}"))
}

fn seconds(desk: &Desk) -> u64 {
    u64::try_from(desk.clock.now() / 1_000_000).unwrap_or(0)
}

/// Six digits every thirty seconds, one step either side: what every application knows.
fn totp(secret: &str, account: Option<&Account>) -> Result<Totp> {
    let faulty = |e: &dyn std::fmt::Display| Error::Setup(format!("the secret of an authenticator: {e}"));
    let bytes = BASE32_NOPAD.decode(secret.as_bytes()).map_err(|e| faulty(&e))?;
    let named = account.and_then(|a| a.email.clone().or(a.cnie.clone()).or(a.ice.clone())).unwrap_or_default();
    Builder::new()
        .with_secret(bytes)
        .with_account_name(named.replace(':', " "))
        .with_issuer(Some("Diwan"))
        .build()
        .map_err(|e| faulty(&e))
}

/// Begins to add an authenticator to one's own account.
pub async fn begin_totp(desk: &Desk, who: &Who) -> Result<Enrolment> {
    start_totp(desk, &who.account).await
}

/// What was begun, shown again after a wrong code.
pub async fn resume(desk: &Desk, who: &Who, begun: &str) -> Result<Option<Enrolment>> {
    resume_totp(desk, &who.account, begun).await
}

async fn start_totp(desk: &Desk, account: &Account) -> Result<Enrolment> {
    let secret = BASE32_NOPAD.encode(&desk.chance.bytes::<20>());
    let begun = desk.chance.secret();
    let challenge = Challenge {
        token: digest(&begun),
        kind: NEW_TOTP.into(),
        account: Some(account.id),
        content: kept::seal(desk, account.id, &secret)?,
        until: desk.clock.now() + BEGUN_MICROS,
    };
    desk.db.write(move |tx| -> Result<()> { Ok(factors::begin(tx, &challenge)?) }).await?;
    enrolment(begun, secret, account)
}

async fn resume_totp(desk: &Desk, account: &Account, begun: &str) -> Result<Option<Enrolment>> {
    let (token, now) = (digest(begun), desk.clock.now());
    let found = desk.db.read(move |tx| -> Result<_> { Ok(factors::look(tx, &token, NEW_TOTP, now)?) }).await?;
    match found.filter(|c| c.account == Some(account.id)) {
        Some(c) => enrolment(begun.to_owned(), kept::open(desk, account.id, &c.content)?, account).map(Some),
        None => Ok(None),
    }
}

fn enrolment(begun: String, secret: String, account: &Account) -> Result<Enrolment> {
    let url = totp(&secret, Some(account))?.to_url().map_err(|e| Error::Setup(format!("an authenticator: {e}")))?;
    Ok(Enrolment { begun, secret, url })
}

/// A factor about to be added: what its owner calls it, and the code that an officer's first one asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Adding<'a> {
    /// Names what was begun.
    pub begun: &'a str,
    pub name: &'a str,
    /// The code that an administrator handed over; empty where none is asked for.
    pub enrolment: &'a str,
}

/// Adds the authenticator that was begun, once it gave its first code: the person has proved themselves
/// by it. Whoever has a factor already proves themselves by that one first.
pub async fn add_totp(desk: &Desk, who: &Who, adding: Adding<'_>, code: &str) -> Result<String> {
    let name = name_of(adding.name)?;
    let (counter, who, secret, token) = (desk.clone(), who.clone(), desk.chance.secret(), digest(adding.begun));
    let code: String = code.chars().filter(|c| !c.is_whitespace()).take(64).collect();
    let given = adding.enrolment.to_owned();
    let judged = desk
        .db
        .write(move |tx| -> Result<Result<String, Vec<Mistake>>> {
            let now = counter.clock.now();
            let mut wrong: Vec<Mistake> = may_add(tx, &counter, &who, &given)?.into_iter().collect();
            let begun = factors::look(tx, &token, NEW_TOTP, now)?.filter(|c| c.account == Some(who.account.id));
            let Some(begun) = begun else {
                wrong.push(Mistake::new("code", "begun-over"));
                return Ok(Err(wrong));
            };
            let step =
                totp(&kept::open(&counter, who.account.id, &begun.content)?, None)?.check(&code, seconds(&counter));
            if step.is_none() {
                wrong.push(Mistake::new("code", "bad-code"));
            }
            let (Some(step), true) = (step, wrong.is_empty()) else { return Ok(Err(wrong)) };
            if !factors::finish(tx, &token)? {
                return Ok(Err(vec![Mistake::new("code", "begun-over")]));
            }
            let id = counter.chance.id(now);
            let factor = Factor {
                id,
                account: who.account.id,
                kind: TOTP.into(),
                name: name.clone(),
                mark: digest(&id.to_string()),
                secret: begun.content,
                step: i64::try_from(step).unwrap_or(i64::MAX),
                made_at: now,
                used_at: Some(now),
            };
            factors::add(tx, &factor)?;
            added(tx, &counter, &who, &secret, TOTP)?;
            Ok(Ok(secret.clone()))
        })
        .await?;
    judged.map_err(Error::Mistakes)
}

/// What every factor that was added has in common: the code of enrolment ends, the cookie has a new secret,
/// the journal a line.
pub(super) fn added(tx: &mut Tx, desk: &Desk, who: &Who, secret: &str, kind: &str) -> Result<()> {
    factors::spend_code(tx, who.account.id, desk.clock.now())?;
    sessions::rotate(tx, desk, who, secret, Some(desk.clock.now()))?;
    sessions::note(tx, desk, &who.account, "factor-added", kind)
}

/// The first factor of an officer is added under a code that was handed over, of others under the password
/// alone; every other one under a factor that is there. A mistake is an answer: its try was counted.
pub(super) fn may_add(tx: &mut Tx, desk: &Desk, who: &Who, given: &str) -> Result<Option<Mistake>> {
    match factors::of(tx, who.account.id)?.iter().filter(|f| f.kind != RECOVERY).count() {
        0 => enrolment::judge(tx, desk, who, given),
        FACTORS_MOST.. => Err(Error::Mistakes(vec![Mistake::beyond("name", "too-many", FACTORS_MOST as i64)])),
        _ => who.proven(desk).map(|()| None),
    }
}

pub(super) fn name_of(name: &str) -> Result<String> {
    let tidy = identity::tidy_line(name);
    let wrong = |mistake| Err(Error::Mistakes(vec![mistake]));
    match tidy.chars().count() {
        _ if identity::has_control(name) => wrong(Mistake::new("name", "control-characters")),
        0 => wrong(Mistake::new("name", "required")),
        n if NAME_MOST < n => wrong(Mistake::beyond("name", "too-long", NAME_MOST as i64)),
        _ => Ok(tidy),
    }
}

/// Removes one of one's own. With the last one go the recovery codes: they stand in for nothing now.
pub async fn remove_factor(desk: &Desk, who: &Who, id: Uuid) -> Result<()> {
    who.proven(desk)?;
    let (counter, who) = (desk.clone(), who.clone());
    desk.db
        .write(move |tx| -> Result<()> {
            let account = who.account.id;
            let Some(one) = factors::of(tx, account)?.into_iter().find(|f| f.id == id && f.kind != RECOVERY) else {
                return Err(Error::not_found());
            };
            factors::remove(tx, account, id)?;
            if factors::lasting(tx, account)? == 0 {
                factors::remove_all(tx, account)?;
            }
            sessions::note(tx, &counter, &who.account, "factor-removed", &one.kind)
        })
        .await
}

/// New recovery codes, shown once; the old ones are good no more.
pub async fn renew_codes(desk: &Desk, who: &Who) -> Result<Vec<String>> {
    who.proven(desk)?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| desk.chance.code(RECOVERY_LETTERS)).collect();
    let (counter, who, made) = (desk.clone(), who.clone(), codes.clone());
    desk.db
        .write(move |tx| -> Result<()> {
            let (account, now) = (who.account.id, counter.clock.now());
            if factors::lasting(tx, account)? == 0 {
                return Err(Denial::Unproven.into());
            }
            factors::remove_kind(tx, account, RECOVERY)?;
            for code in &made {
                let factor = Factor {
                    id: counter.chance.id(now),
                    account,
                    kind: RECOVERY.into(),
                    name: String::new(),
                    mark: recovery_mark(account, code),
                    secret: String::new(),
                    step: 0,
                    made_at: now,
                    used_at: None,
                };
                factors::add(tx, &factor)?;
            }
            sessions::note(tx, &counter, &who.account, "codes-renewed", "")
        })
        .await?;
    let spaced = |code: &String| {
        code.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect::<Vec<_>>().join("-")
    };
    Ok(codes.iter().map(spaced).collect())
}

/// Gives an account an authenticator whose secret is known: for the demo and for stories, where nobody
/// has a telephone. `secret` is in base 32.
pub async fn give_totp(desk: &Desk, account: Uuid, secret: &str) -> Result<()> {
    totp(secret, None)?;
    let now = desk.clock.now();
    let id = desk.chance.id(now);
    let factor = Factor {
        id,
        account,
        kind: TOTP.into(),
        name: "Diwan".into(),
        mark: digest(&id.to_string()),
        secret: kept::seal(desk, account, secret)?,
        step: 0,
        made_at: now,
        used_at: None,
    };
    desk.db.write(move |tx| -> Result<()> { Ok(factors::add(tx, &factor)?) }).await
}
