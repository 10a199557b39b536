//! Leaves of the register's tree for papers that follow from no act: that such a paper was made, and each
//! signature that came behind it (decision 0022).
//!
//! They are acts whose file is the paper itself. What is written in them names nobody and stays readable: the
//! paper's row as it was, and the digest and length of its bytes then. What is added later comes behind those.

use crate::{Desk, Result};
use civic::Role;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::documents::Document;
use store::log::{self, Key, PAPER_MADE, PAPER_SIGNED, Written};
use uuid::Uuid;

/// What is written in such a leaf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub number: String,
    pub name: String,
    pub matter: Uuid,
    pub code: String,
    pub made_at: i64,
    /// SHA-256, in hexadecimal, of the first so many bytes of the paper.
    pub sha256: String,
    pub bytes: i64,
    /// SHA-256, in hexadecimal, of what the signature covers; none when the paper was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
}

impl Said {
    fn of(document: &Document, sha256: &str, bytes: i64, signed: Option<String>) -> Said {
        Said {
            number: document.number.clone(),
            name: document.name.clone(),
            matter: document.dossier,
            code: document.code.clone(),
            made_at: document.made_at,
            sha256: sha256.to_owned(),
            bytes,
            signed,
        }
    }

    /// Whether the paper's row is still what was written.
    pub fn tells(&self, document: &Document) -> bool {
        *self == Said::of(document, &self.sha256, self.bytes, self.signed.clone())
    }

    pub fn read(content: &str) -> Option<Said> {
        serde_json::from_str(content).ok()
    }
}

/// The paper was made, with these bytes. In the transaction that keeps them.
pub(crate) fn made(tx: &mut Tx, desk: &Desk, document: &Document, sha256: &str, bytes: i64) -> Result<()> {
    let said = Said::of(document, sha256, bytes, None);
    add(tx, desk, document, (PAPER_MADE, Role::System, Uuid::nil()), &said)
}

/// Somebody signed it; these are its bytes now.
pub(crate) fn signed(
    tx: &mut Tx,
    desk: &Desk,
    document: &Document,
    (role, by): (Role, Uuid),
    (sha256, bytes): (&str, i64),
    digest: &str,
) -> Result<()> {
    let said = Said::of(document, sha256, bytes, Some(digest.to_owned()));
    add(tx, desk, document, (PAPER_SIGNED, role, by), &said)
}

fn add(tx: &mut Tx, desk: &Desk, document: &Document, (name, role, by): (&str, Role, Uuid), said: &Said) -> Result<()> {
    // Papers of a file have the leaf of the act that they follow from.
    if desk.street.of_house(&document.name).is_none() {
        return Ok(());
    }
    let content = serde_json::to_string(said).map_err(|e| crate::Error::Setup(e.to_string()))?;
    let seq = log::acts_of_paper(tx, document.commune, document.id)?;
    let written = Written {
        key: Key { commune: document.commune, dossier: document.id, seq },
        at: desk.clock.now(),
        by,
        role: role.as_str().to_owned(),
        name: name.to_owned(),
        content,
    };
    let seal = desk.register.seal(&desk.chance, &written);
    Ok(log::record_open(tx, &written, &seal)?)
}
