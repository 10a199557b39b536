//! Who is at the counter: signing in and out, what a browser or a machine is let in with.
//!
//! Sign-ins and tokens live in the store, of which only digests are kept, so that whoever reads the
//! database cannot sign in. Seats are read at each request: one that ended yesterday opens nothing
//! today. A password lets in; what binds or administers asks for a second factor that is fresh.

mod enrolment;
mod factors;
mod kept;
mod passkeys;
mod passwords;
mod sessions;
mod tokens;

pub use enrolment::{CODE_DAYS, Standing, make_code, needs_code, renew_code, renew_code_here};
pub(crate) use factors::TOTP;
pub use factors::{
    Adding, Asked, Attempt, Enrolment, Held, RECOVERY_CODES, Ways, add_totp, asked, begin_totp, code_at, demo_code,
    give_totp, held, prove, remove_factor, renew_codes, resume,
};
pub(crate) use kept::relock;
pub use passkeys::{Passkeys, add_passkey, begin_passkey, passkeys_possible};
pub use passwords::{PASSWORD_LETTERS_LEAST, change_password, hash_password, judge_password, set_password};
pub use sessions::{PASSWORD, PROVIDER, open, sign_out, sign_out_everywhere};
pub use tokens::{SCOPES, end_token, make_token, tokens};

use crate::{Denial, Desk, Result};
use civic::{Office, Viewer};
use i18n::Lang;
use passwords::{DECOY, off_the_runtime, same_password};
use sha2::{Digest, Sha256};
use store::Tx;
use store::factors::Challenge;
use store::people::{self, Account};
use uuid::Uuid;

const FAILURES_MOST: i64 = 5;
const LOCK_MICROS: i64 = 15 * 60 * 1_000_000;
const MINUTE: i64 = 60 * 1_000_000;
/// How often the moment of last use is written, at most.
const TOUCH_MICROS: i64 = 5 * MINUTE;
/// A sign-in whose second factor is still awaited, and how long it is awaited.
const HALF: &str = "half";
const HALF_MICROS: i64 = 10 * MINUTE;

/// How far somebody has proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By a password, or by a provider's word.
    Password,
    /// By a second factor too, at this moment.
    Second(i64),
    /// A program acts in its own town: the demo while it is made, a story.
    Inside,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Who {
    pub account: Account,
    /// The seats held today, with their dates and decisions.
    pub offices: Vec<Office>,
    pub viewer: Viewer,
    /// Notices not yet read.
    pub unread: i64,
    /// What a machine may do with its token; none for a person in a browser, who may do all.
    pub scopes: Option<Vec<String>>,
    /// The digest of the sign-in, for closing it.
    pub sign_in: Vec<u8>,
    /// What the forms of this sign-in are proved by; outlives a change of its secret.
    pub root: Vec<u8>,
    pub proof: Proof,
    /// How they came in: by their password, or through a provider.
    pub way: String,
}

impl Who {
    pub fn lang(&self) -> Lang {
        Lang::parse(&self.account.lang).unwrap_or_default()
    }

    /// A token may only do what its scopes say.
    pub fn may(&self, scope: &'static str) -> Result<()> {
        match &self.scopes {
            Some(scopes) if !scopes.iter().any(|s| s == scope) => Err(Denial::Scope { needed: scope }.into()),
            _ => Ok(()),
        }
    }

    /// Asked before what binds: a fresh second factor of a person, the scope `sign` of a token.
    pub fn signs(&self, desk: &Desk) -> Result<()> {
        if self.scopes.is_some() { self.may("sign") } else { self.proven(desk) }
    }

    /// Asked before what administers: a fresh second factor of a person, the scope of a token.
    pub fn administers(&self, desk: &Desk) -> Result<()> {
        if self.scopes.is_some() { self.may("administer") } else { self.proven(desk) }
    }

    /// Refuses a person whose second factor is not fresh; the page that shows it asks for one.
    pub fn proven(&self, desk: &Desk) -> Result<()> {
        let fresh = desk.options.second_factor_minutes * MINUTE;
        match self.proof {
            Proof::Inside => Ok(()),
            Proof::Second(at) if desk.clock.now() < at + fresh => Ok(()),
            _ => Err(Denial::Unproven.into()),
        }
    }
}

pub fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// What a right password opens.
#[derive(Clone, Debug)]
pub enum Entered {
    /// The sign-in, with the secret of its cookie.
    In { secret: String, account: Box<Account> },
    /// Half a sign-in: the person has a second factor, and it is asked for.
    Half { secret: String },
}

/// Opens a sign-in for an e-mail address or a national card number.
///
/// Failures are counted where they are judged, in one transaction: however many guesses are made side by
/// side, no more than the lock allows are answered, and a right one that comes after the lock is refused.
pub async fn sign_in(desk: &Desk, name: &str, password: &str, browser: &str) -> Result<Entered> {
    let name = name.trim().to_owned();
    let found = desk.db.read(move |tx| by_name(tx, &name)).await?;
    // The same work whether or not there is such an account: the time taken tells nothing.
    let kept = found.as_ref().and_then(|a| a.password.clone()).unwrap_or_else(|| DECOY.into());
    let tried = password.to_owned();
    let right = off_the_runtime(move || same_password(&tried, &kept)).await?;
    let Some(account) = found.filter(|a| a.password.is_some()) else { return Err(Denial::BadCredentials.into()) };
    let (counter, secret, browser) = (desk.clone(), desk.chance.secret(), browser.to_owned());
    let judged = desk.db.write(move |tx| let_in(tx, &counter, &account, right, &secret, &browser)).await?;
    judged.map_err(Into::into)
}

/// In one transaction: is it open, is it right, and what follows. A denial is an answer here, not an
/// error: what was counted stays counted.
fn let_in(
    tx: &mut Tx,
    desk: &Desk,
    account: &Account,
    right: bool,
    secret: &str,
    browser: &str,
) -> Result<Result<Entered, Denial>> {
    if !right {
        return Ok(Err(refuse(tx, desk, account, "password")?.unwrap_or(Denial::BadCredentials)));
    }
    // The password may have been changed since it was compared.
    let Some(account) = people::get(tx, account.id)?.filter(|a| a.password == account.password) else {
        return Ok(Err(Denial::BadCredentials));
    };
    enter(tx, desk, account, PASSWORD, secret, browser)
}

/// Lets somebody in who was recognised by a password or a provider: whole, or half when they have a second
/// factor.
pub(crate) fn enter(
    tx: &mut Tx,
    desk: &Desk,
    account: Account,
    way: &str,
    secret: &str,
    browser: &str,
) -> Result<Result<Entered, Denial>> {
    let now = desk.clock.now();
    if now < account.locked_until {
        return Ok(Err(Denial::Locked { until: account.locked_until }));
    }
    if account.closed {
        return Ok(Err(Denial::Closed));
    }
    // In the demo a second factor is asked for when something is signed or administered, not at the door.
    if !desk.options.demo && 0 < store::factors::lasting(tx, account.id)? {
        let half = Challenge {
            token: digest(secret),
            kind: HALF.into(),
            account: Some(account.id),
            content: way.into(),
            until: now + HALF_MICROS,
        };
        store::factors::begin(tx, &half)?;
        return Ok(Ok(Entered::Half { secret: secret.to_owned() }));
    }
    if !people::forgive(tx, account.id, now)? {
        return Ok(Err(Denial::Locked { until: account.locked_until.max(now) }));
    }
    sessions::begin(tx, desk, &account, secret, (way, 0), browser)?;
    sessions::note(tx, desk, &account, "signed-in", way)?;
    Ok(Ok(Entered::In { secret: secret.to_owned(), account: Box::new(account) }))
}

/// Counts a failure and writes it down; the lock, when there is one now.
pub(crate) fn refuse(tx: &mut Tx, desk: &Desk, account: &Account, what: &str) -> Result<Option<Denial>> {
    let now = desk.clock.now();
    let Some((_, until)) = people::count_failure(tx, account.id, now, FAILURES_MOST, LOCK_MICROS)? else {
        // Closed already: nothing is judged, so there is nothing to write down.
        let until = people::get(tx, account.id)?.map_or(now, |a| a.locked_until);
        return Ok(Some(Denial::Locked { until }));
    };
    sessions::note(tx, desk, account, "sign-in-refused", what)?;
    if until <= now {
        return Ok(None);
    }
    sessions::note(tx, desk, account, "account-locked", "")?;
    Ok(Some(Denial::Locked { until }))
}

/// Whether this is the password of an account.
pub(crate) async fn matches(account: &Account, password: &str) -> Result<bool> {
    let (kept, tried) = (account.password.clone().unwrap_or_else(|| DECOY.into()), password.to_owned());
    off_the_runtime(move || same_password(&tried, &kept)).await
}

/// Opens a sign-in for an officer who is let in again.
pub(crate) fn begin_again(tx: &mut Tx, desk: &Desk, account: &Account, secret: &str, browser: &str) -> Result<()> {
    sessions::begin(tx, desk, account, secret, (sessions::AGAIN, 0), browser)?;
    sessions::note(tx, desk, account, "recovery-used", "")
}

/// Whose half sign-in this is, while it lasts.
pub async fn half(desk: &Desk, secret: &str) -> Result<Option<Account>> {
    let (token, now) = (digest(secret), desk.clock.now());
    desk.db
        .read(move |tx| -> Result<_> {
            match store::factors::look(tx, &token, HALF, now)?.and_then(|c| c.account) {
                Some(id) => Ok(people::get(tx, id)?.filter(|a| !a.closed)),
                None => Ok(None),
            }
        })
        .await
}

/// Completes a half sign-in by a second factor. Gives the secret of the cookie.
pub async fn complete(desk: &Desk, half: &str, attempt: Attempt, browser: &str) -> Result<(String, Account)> {
    let (counter, token, secret, browser) = (desk.clone(), digest(half), desk.chance.secret(), browser.to_owned());
    let judged = desk
        .db
        .write(move |tx| -> Result<Result<(String, Account), Denial>> {
            let now = counter.clock.now();
            let Some(begun) = store::factors::look(tx, &token, HALF, now)? else { return Ok(Err(Denial::SignedOut)) };
            let account = people::get(tx, begun.account.unwrap_or_default())?.filter(|a| !a.closed);
            let Some(account) = account else { return Ok(Err(Denial::SignedOut)) };
            let way = match factors::judge(tx, &counter, &account, &attempt)? {
                Ok(way) => way,
                Err(denial) => return Ok(Err(denial)),
            };
            if !store::factors::finish(tx, &token)? {
                return Ok(Err(Denial::SignedOut));
            }
            sessions::begin(tx, &counter, &account, &secret, (&begun.content, now), &browser)?;
            sessions::note(tx, &counter, &account, "signed-in", way)?;
            Ok(Ok((secret.clone(), account)))
        })
        .await?;
    judged.map_err(Into::into)
}

fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Account>> {
    if name.contains('@') {
        return match civic::identity::email(name) {
            Some(email) => Ok(people::by_email(tx, &email)?),
            None => Ok(None),
        };
    }
    match civic::identity::cnie(name) {
        Some(cnie) => Ok(people::by_cnie(tx, &cnie)?),
        None => Ok(None),
    }
}

/// Who holds this cookie; nobody when it is unknown, over or closed.
pub async fn by_cookie(desk: &Desk, secret: &str) -> Result<Option<Who>> {
    let token = digest(secret);
    let (now, today) = (desk.clock.now(), desk.clock.today());
    let found = desk
        .db
        .glance(move |tx| -> Result<Option<(Who, i64)>> {
            let Some(sign_in) = people::find_sign_in(tx, &token, now)? else { return Ok(None) };
            let proof = sessions::proof(&sign_in);
            let who = load(tx, sign_in.account, sign_in.token, None, today)?;
            Ok(who.map(|who| (Who { proof, root: sign_in.root, way: sign_in.way, ..who }, sign_in.seen_at)))
        })
        .await?;
    let Some((who, seen_at)) = found else { return Ok(None) };
    if seen_at + TOUCH_MICROS < now {
        let token = who.sign_in.clone();
        desk.db.write(move |tx| -> Result<()> { Ok(people::touch_sign_in(tx, &token, now)?) }).await?;
    }
    Ok(Some(who))
}

/// Who holds this token of the API.
pub async fn by_token(desk: &Desk, secret: &str) -> Result<Option<Who>> {
    let token = digest(secret);
    let (now, today) = (desk.clock.now(), desk.clock.today());
    desk.db
        .glance(move |tx| -> Result<Option<Who>> {
            let Some(found) = people::find_api_token(tx, &token, now)? else { return Ok(None) };
            let scopes = found.scopes.split_whitespace().map(str::to_owned).collect();
            load(tx, found.account, token.clone(), Some(scopes), today)
        })
        .await
}

/// Someone as they are today, for a program that acts in its own town: the demo while it is made, a story.
pub async fn inside(desk: &Desk, id: Uuid) -> Result<Option<Who>> {
    Ok(by_account(desk, id).await?.map(|who| Who { proof: Proof::Inside, ..who }))
}

/// Someone as they are today, by their account.
pub async fn by_account(desk: &Desk, id: Uuid) -> Result<Option<Who>> {
    let today = desk.clock.today();
    desk.db.read(move |tx| load(tx, id, Vec::new(), None, today)).await
}

fn load(
    tx: &mut Tx,
    id: Uuid,
    sign_in: Vec<u8>,
    scopes: Option<Vec<String>>,
    today: jiff::civil::Date,
) -> Result<Option<Who>> {
    let Some(account) = people::get(tx, id)?.filter(|a| !a.closed) else { return Ok(None) };
    let offices: Vec<Office> = match account.kind.as_str() {
        "officer" => seats(tx, id, today)?,
        _ => Vec::new(),
    };
    let mut seats: Vec<_> = offices.iter().map(|o| o.seat).collect();
    seats.sort_unstable();
    seats.dedup();
    // A machine asks for its notices when it wants them: nobody shows it their number on every page.
    let unread = if scopes.is_none() { store::documents::unread(tx, id)? } else { 0 };
    Ok(Some(Who {
        viewer: Viewer { person: id, seats },
        account,
        offices,
        unread,
        scopes,
        sign_in,
        root: Vec::new(),
        way: PASSWORD.into(),
        proof: Proof::Password,
    }))
}

/// The seats of somebody today: their own, those delegated to them, and that of a president whom they
/// replace. A delegation falls with the seat of who gave it.
fn seats(tx: &mut Tx, id: Uuid, today: jiff::civil::Date) -> Result<Vec<Office>> {
    let mut held = Vec::new();
    for office in people::offices(tx, id)?.into_iter().filter(|o| o.holds_on(today)) {
        let stands = match office.delegated_by {
            None => true,
            Some(giver) => {
                let own = people::offices(tx, giver)?;
                own.iter().any(|o| o.seat == office.seat && o.delegated_by.is_none() && o.holds_on(today))
            }
        };
        if stands {
            held.push(office);
        }
    }
    held.extend(crate::people::deputies::interim(tx, id, today)?);
    Ok(held)
}
