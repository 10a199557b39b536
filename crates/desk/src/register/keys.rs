//! What the register signs with: heads by Ed25519, statements in QR codes by P-256, and the program's own
//! mark on what it records. All three come from the first master key, so that an operator keeps one thing.

use crate::{Error, Result};
use proof::leaf;
use proof::note::{Kind, Signer};
use proof::statement;
use proof::tree::Hash;

/// Keys of the register, ready to sign.
#[derive(Clone)]
pub struct Keys {
    /// Signs heads, under the register's name.
    pub log: Signer,
    /// Signs the statements in QR codes.
    pub statement: statement::Signer,
    /// Marks what this program records. Never shown.
    pub mark: Hash,
}

/// What they are made of: it stays when the master key is another, because heads, statements in printed codes and
/// marks of long ago are judged by it.
#[derive(Clone, Copy)]
pub struct Seeds {
    pub heads: Hash,
    pub statements: Hash,
    pub mark: Hash,
}

impl Seeds {
    pub fn of(secret: &Hash) -> Seeds {
        let derived = |label: &str| leaf::derived(secret, label);
        Seeds {
            heads: derived("diwan register heads"),
            statements: derived("diwan paper statements"),
            mark: derived("diwan register mark"),
        }
    }
}

impl Keys {
    pub fn from(origin: &str, seeds: &Seeds) -> Result<Keys> {
        let fault = |e: proof::note::Fault| Error::Setup(format!("the register's key: {e}"));
        Ok(Keys {
            log: Signer::from_seed(origin, Kind::Log, &seeds.heads).map_err(fault)?,
            statement: statement::Signer::from_secret(&seeds.statements)
                .ok_or_else(|| Error::Setup("the key of statements: the master key gives none".into()))?,
            mark: seeds.mark,
        })
    }

    /// The name of the register, in its heads and its key.
    pub fn origin(&self) -> &str {
        &self.log.verifier.name
    }
}

/// The name of the register that is reached at this address: no scheme, nothing that a name may not hold.
pub fn origin_of(address: &str) -> String {
    let host = address.split_once("://").map_or(address, |(_, host)| host).trim_end_matches('/');
    let host: String = host.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '+').take(200).collect();
    format!("{host}/log")
}
