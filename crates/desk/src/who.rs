//! Who is at the counter: signing in and out, what a browser or a machine is let in with.
//!
//! Passwords are kept with argon2id (RFC 9106: 19 MiB, two passes). Sign-ins and tokens live in the
//! store, of which only digests are kept, so that whoever reads the database cannot sign in. Seats
//! are read at each request: one that ended yesterday opens nothing today.

use crate::{Denial, Desk, Error, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use civic::{Mistake, Office, Viewer};
use i18n::Lang;
use sha2::{Digest, Sha256};
use store::Tx;
use store::people::{self, Account, ApiToken, SignIn};
use uuid::Uuid;

const FAILURES_MOST: i64 = 5;
const LOCK_MICROS: i64 = 15 * 60 * 1_000_000;
const MINUTE: i64 = 60 * 1_000_000;
/// How often the moment of last use is written, at most.
const TOUCH_MICROS: i64 = 5 * MINUTE;
pub const PASSWORD_LETTERS_LEAST: usize = 10;

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
    /// The digest of the sign-in, for closing it and for the token against forged forms.
    pub sign_in: Vec<u8>,
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
}

/// The scopes that a token can carry.
pub const SCOPES: [&str; 4] = ["read", "file", "act", "administer"];

pub fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Error::Setup(format!("argon2: {e}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The form in which a password is kept. Slow on purpose: not on a thread of the runtime.
pub fn hash_password(desk: &Desk, password: &str) -> Result<String> {
    let salt = desk.chance.bytes::<16>();
    let hash = argon2()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|e| Error::Setup(format!("argon2: {e}")))?;
    Ok(hash.to_string())
}

fn same_password(password: &str, kept: &str) -> bool {
    let (Ok(parsed), Ok(argon2)) = (PasswordHash::new(kept), argon2()) else { return false };
    argon2.verify_password(password.as_bytes(), &parsed).is_ok()
}

async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Setup(e.to_string()))
}

/// What is wrong with a password, if anything (NIST SP 800-63B: length, and nothing too common).
pub fn judge_password(password: &str) -> Option<Mistake> {
    const COMMON: [&str; 8] = [
        "1234567890",
        "0123456789",
        "motdepasse",
        "password12",
        "azertyuiop",
        "qwertyuiop",
        "aaaaaaaaaa",
        "0000000000",
    ];
    let letters = password.chars().count();
    if letters < PASSWORD_LETTERS_LEAST {
        return Some(Mistake::beyond("password", "password-short", PASSWORD_LETTERS_LEAST as i64));
    }
    if 256 < letters {
        return Some(Mistake::beyond("password", "too-long", 256));
    }
    let mut distinct: Vec<char> = password.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    (distinct.len() < 4 || COMMON.contains(&password.to_lowercase().as_str()))
        .then(|| Mistake::new("password", "password-common"))
}

/// Opens a sign-in for an e-mail address or a national card number, and gives the secret of its cookie.
pub async fn sign_in(desk: &Desk, name: &str, password: &str, browser: &str) -> Result<(String, Account)> {
    let name = name.trim().to_owned();
    let found = desk.db.read(move |tx| by_name(tx, &name)).await?;
    let now = desk.clock.now();
    // The same work whether or not there is such an account: the time taken tells nothing.
    let kept = found.as_ref().and_then(|a| a.password.clone()).unwrap_or_else(|| DECOY.into());
    let tried = password.to_owned();
    let right = off_the_runtime(move || same_password(&tried, &kept)).await?;
    let Some(account) = found.filter(|a| a.password.is_some()) else { return Err(Denial::BadCredentials.into()) };
    if now < account.locked_until {
        return Err(Denial::Locked { until: account.locked_until }.into());
    }
    if !right {
        let failed = account.failed + 1;
        let until = if failed % FAILURES_MOST == 0 { now + LOCK_MICROS } else { 0 };
        desk.db.write(move |tx| -> Result<()> { Ok(people::count_failure(tx, account.id, failed, until)?) }).await?;
        return match until {
            0 => Err(Denial::BadCredentials.into()),
            until => Err(Denial::Locked { until }.into()),
        };
    }
    if account.closed {
        return Err(Denial::Closed.into());
    }
    let secret = open(desk, &account, browser).await?;
    Ok((secret, account))
}

/// A hash that no password has: what an unknown name is compared with.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$ZGl3YW4tZGVjb3ktc2FsdA$q0mDq2J6Jb0yq3m6yYzCkYgYl0qS6b8mHn1mYwq1x4E";

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

/// Opens a sign-in for an account that has just proved itself.
pub async fn open(desk: &Desk, account: &Account, browser: &str) -> Result<String> {
    let secret = desk.chance.secret();
    let now = desk.clock.now();
    let sign_in = SignIn {
        token: digest(&secret),
        account: account.id,
        made_at: now,
        seen_at: now,
        until: now + desk.options.sign_in_minutes * MINUTE,
        browser: browser.chars().take(200).collect(),
    };
    desk.db
        .write(move |tx| -> Result<()> {
            people::count_failure(tx, sign_in.account, 0, 0)?;
            Ok(people::open_sign_in(tx, &sign_in)?)
        })
        .await?;
    Ok(secret)
}

/// Who holds this cookie; nobody when it is unknown, over or closed.
pub async fn by_cookie(desk: &Desk, secret: &str) -> Result<Option<Who>> {
    let token = digest(secret);
    let (now, today) = (desk.clock.now(), desk.clock.today());
    let found = desk
        .db
        .glance(move |tx| -> Result<Option<(Who, i64)>> {
            let Some(sign_in) = people::find_sign_in(tx, &token, now)? else { return Ok(None) };
            Ok(load(tx, sign_in.account, sign_in.token, None, today)?.map(|who| (who, sign_in.seen_at)))
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
        "officer" => people::offices(tx, id)?.into_iter().filter(|o| o.holds_on(today)).collect(),
        _ => Vec::new(),
    };
    let mut seats: Vec<_> = offices.iter().map(|o| o.seat).collect();
    seats.sort_unstable();
    seats.dedup();
    // A machine asks for its notices when it wants them: nobody shows it their number on every page.
    let unread = if scopes.is_none() { store::documents::unread(tx, id)? } else { 0 };
    Ok(Some(Who { viewer: Viewer { person: id, seats }, account, offices, unread, scopes, sign_in }))
}

pub async fn sign_out(desk: &Desk, who: &Who) -> Result<()> {
    let token = who.sign_in.clone();
    desk.db.write(move |tx| -> Result<()> { Ok(people::close_sign_in(tx, &token)?) }).await
}

/// Closes every sign-in of the account, on every device.
pub async fn sign_out_everywhere(desk: &Desk, account: Uuid) -> Result<u64> {
    desk.db.write(move |tx| -> Result<u64> { Ok(people::close_all_sign_ins(tx, account)?) }).await
}

/// Changes the password; every other device is signed out.
pub async fn change_password(desk: &Desk, who: &Who, old: &str, new: &str) -> Result<()> {
    let kept = who.account.password.clone().unwrap_or_default();
    let tried = old.to_owned();
    if !off_the_runtime(move || same_password(&tried, &kept)).await? {
        return Err(Error::Mistakes(vec![Mistake::new("old-password", "bad-credentials")]));
    }
    if let Some(mistake) = judge_password(new) {
        return Err(Error::Mistakes(vec![mistake]));
    }
    set_password(desk, &who.account, new).await?;
    let kept = SignIn {
        token: who.sign_in.clone(),
        account: who.account.id,
        made_at: desk.clock.now(),
        seen_at: desk.clock.now(),
        until: desk.clock.now() + desk.options.sign_in_minutes * MINUTE,
        browser: String::new(),
    };
    desk.db.write(move |tx| -> Result<()> { Ok(people::open_sign_in(tx, &kept)?) }).await
}

/// Gives an account a password and signs it out everywhere.
pub async fn set_password(desk: &Desk, account: &Account, new: &str) -> Result<()> {
    let (counter, new) = (desk.clone(), new.to_owned());
    let hash = off_the_runtime(move || hash_password(&counter, &new)).await??;
    let changed = Account { password: Some(hash), ..account.clone() };
    desk.db
        .write(move |tx| -> Result<()> {
            people::change(tx, &changed)?;
            people::count_failure(tx, changed.id, 0, 0)?;
            people::close_all_sign_ins(tx, changed.id)?;
            Ok(())
        })
        .await
}

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
        if scopes.iter().any(|s| !own.contains(s)) {
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
    desk.db.write(move |tx| -> Result<()> { Ok(people::add_api_token(tx, &hashed, &kept)?) }).await?;
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
