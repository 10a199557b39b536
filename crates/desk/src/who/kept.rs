//! How the secret of an authenticator lies in the database: sealed with a key that follows from the
//! installation's master key, and bound to its account, so that a copy of the database gives no code and
//! a row moved to another account opens for nobody.

use crate::{Desk, Error, Result};
use data_encoding::BASE64;
use store::factors::Factor;
use uuid::Uuid;

fn failed() -> Error {
    Error::Setup("the secret of a second factor does not open: is this the master key it was kept under?".into())
}

fn name(account: Uuid) -> String {
    format!("factor of {account}")
}

pub(super) fn seal(desk: &Desk, account: Uuid, secret: &str) -> Result<String> {
    let sealed = proof::keystore::seal_secret(&name(account), secret.as_bytes(), &desk.options.master.0);
    sealed.map(|bytes| BASE64.encode(&bytes)).map_err(|_| failed())
}

pub(super) fn open(desk: &Desk, account: Uuid, kept: &str) -> Result<String> {
    let bytes = BASE64.decode(kept.as_bytes()).map_err(|_| failed())?;
    let secret = proof::keystore::open_secret(&name(account), &bytes, &desk.options.master.0);
    let secret = secret.map_err(|_| failed())?;
    std::str::from_utf8(&secret).map(str::to_owned).map_err(|_| failed())
}

/// The secret of a factor, locked by what `lock` makes of its name and what it holds.
pub(crate) fn relock(one: &Factor, lock: impl Fn(&str, &[u8]) -> Result<Vec<u8>>) -> Result<String> {
    let bytes = BASE64.decode(one.secret.as_bytes()).map_err(|_| failed())?;
    Ok(BASE64.encode(&lock(&name(one.account), &bytes)?))
}
