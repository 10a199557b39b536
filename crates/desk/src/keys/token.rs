//! Keys in a token (PKCS#11), when the operator has named one: a smart card, a security module, SoftHSM. Made
//! inside, found by their identifiers, never out of it. The authorities' own keys stay in the store.

use super::failed;
use crate::{Desk, Result};
use proof::key::Algorithm;
use proof::pkcs11::{Module, TokenKey};
use std::path::PathBuf;
use std::sync::PoisonError;
use store::keys as kept;
use uuid::Uuid;

/// Which token, and how it is opened.
#[derive(Clone)]
pub struct TokenOptions {
    /// The library that its maker gives.
    pub module: PathBuf,
    /// The token's label.
    pub label: String,
    pub pin: String,
}

impl std::fmt::Debug for TokenOptions {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "TokenOptions({} by {})", self.label, self.module.display())
    }
}

/// The library, loaded once for the whole process.
fn module(desk: &Desk, options: &TokenOptions) -> Result<Module> {
    let mut loaded = desk.keys.module.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(module) = &*loaded {
        return Ok(module.clone());
    }
    let module = Module::load(&options.module)?;
    *loaded = Some(module.clone());
    Ok(module)
}

/// The key of a row that says it lies in a token.
pub(super) fn key(desk: &Desk, row: &kept::Key) -> Result<TokenKey> {
    let Some(options) = &desk.options.token else {
        return Err(failed(format!("the key {} lies in a token: name it with token_module", row.id)));
    };
    Ok(module(desk, options)?.key(&options.label, &row.id.to_string(), &options.pin)?)
}

pub(super) fn make(desk: &Desk, id: Uuid) -> Result<TokenKey> {
    let Some(options) = &desk.options.token else { return Err(failed("no token is named: set token_module")) };
    Ok(module(desk, options)?.make(&options.label, &id.to_string(), &options.pin, Algorithm::P256)?)
}
