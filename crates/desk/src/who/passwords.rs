//! Passwords: how they are kept, what makes one good enough, how one is changed.
//!
//! Kept with argon2id (RFC 9106: 19 MiB, two passes), so that whoever reads the database cannot sign in.

use super::{FAILURES_MOST, LOCK_MICROS, Who, sessions};
use crate::{Denial, Desk, Error, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use civic::Mistake;
use store::people::{self, Account};

pub const PASSWORD_LETTERS_LEAST: usize = 10;

/// A hash that no password has: what an unknown name is compared with.
pub(super) const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZGl3YW4tZGVjb3ktc2FsdA$q0mDq2J6Jb0yq3m6yYzCkYgYl0qS6b8mHn1mYwq1x4E";

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

pub(super) fn same_password(password: &str, kept: &str) -> bool {
    let (Ok(parsed), Ok(argon2)) = (PasswordHash::new(kept), argon2()) else { return false };
    argon2.verify_password(password.as_bytes(), &parsed).is_ok()
}

pub(super) async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
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

/// Changes the password; every other device is signed out, and this one gets a new cookie.
pub async fn change_password(desk: &Desk, who: &Who, old: &str, new: &str) -> Result<String> {
    let kept = who.account.password.clone().unwrap_or_default();
    let tried = old.to_owned();
    let right = off_the_runtime(move || same_password(&tried, &kept)).await?;
    let (id, now) = (who.account.id, desk.clock.now());
    if !right {
        // Whoever found an open browser does not guess here either.
        let counted = desk
            .db
            .write(move |tx| -> Result<_> { Ok(people::count_failure(tx, id, now, FAILURES_MOST, LOCK_MICROS)?) });
        return match counted.await? {
            Some((_, until)) if until <= now => {
                Err(Error::Mistakes(vec![Mistake::new("old-password", "bad-credentials")]))
            }
            Some((_, until)) => Err(Denial::Locked { until }.into()),
            None => Err(Denial::Locked { until: who.account.locked_until.max(now) }.into()),
        };
    }
    if let Some(mistake) = judge_password(new) {
        return Err(Error::Mistakes(vec![mistake]));
    }
    let hash = hashed(desk, new).await?;
    let changed = Account { password: Some(hash), ..who.account.clone() };
    let (counter, who, secret) = (desk.clone(), who.clone(), desk.chance.secret());
    let cookie = secret.clone();
    desk.db
        .write(move |tx| -> Result<()> {
            people::change(tx, &changed)?;
            people::unlock(tx, changed.id)?;
            sessions::rotate(tx, &counter, &who, &secret, None)?;
            sessions::close_others(tx, &who, &secret)?;
            sessions::note(tx, &counter, &changed, "password-changed", "")
        })
        .await?;
    Ok(cookie)
}

async fn hashed(desk: &Desk, new: &str) -> Result<String> {
    let (counter, new) = (desk.clone(), new.to_owned());
    off_the_runtime(move || hash_password(&counter, &new)).await?
}

/// Gives an account a password and signs it out everywhere.
pub async fn set_password(desk: &Desk, account: &Account, new: &str) -> Result<()> {
    let changed = Account { password: Some(hashed(desk, new).await?), ..account.clone() };
    desk.db
        .write(move |tx| -> Result<()> {
            people::change(tx, &changed)?;
            people::unlock(tx, changed.id)?;
            people::close_all_sign_ins(tx, changed.id)?;
            Ok(())
        })
        .await
}
