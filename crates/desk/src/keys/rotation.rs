//! Another master key: everything that the old one locks is locked under the new one, in one transaction, after
//! which a row says which of the two rules. A program that is stopped before it leaves the town as it was; one that
//! is stopped after it leaves it changed. There is nothing between.
//!
//! What followed from the first master key and is judged for ever (the keys of the register, what blind indexes are
//! made with) stays, and lies locked under the key that rules. Where the files of master keys lie is not our business.

use super::Master;
use crate::register::Seeds;
use crate::{Desk, Error, Result, who};
use civic::Place;
use proof::keystore;
use proof::tree::Hash;
use store::people::Entry;
use store::vault::relock::{self, Ruling};
use store::{Db, Tx, Vault, args};
use uuid::Uuid;

const NAME: &str = "what lasts of the first master key";
/// What lasts: three seeds of the register, one of the indexes.
const LASTING_BYTES: usize = 4 * 32;

/// What follows from the first master key and stays.
pub(crate) struct Lasting {
    pub seeds: Seeds,
    pub indexes: Hash,
}

impl Lasting {
    fn sealed(&self, master: &Master) -> Result<Vec<u8>> {
        let Seeds { heads, statements, mark } = self.seeds;
        let plain = [heads, statements, mark, self.indexes].concat();
        keystore::seal_secret(NAME, &plain, &master.0).map_err(Error::Key)
    }

    fn opened(kept: &[u8], master: &Master) -> Result<Lasting> {
        let plain = keystore::open_secret(NAME, kept, &master.0).map_err(Error::Key)?;
        let (four, rest) = plain.as_chunks::<32>();
        match (four, rest.is_empty() && plain.len() == LASTING_BYTES) {
            ([heads, statements, mark, indexes], true) => {
                let seeds = Seeds { heads: *heads, statements: *statements, mark: *mark };
                Ok(Lasting { seeds, indexes: *indexes })
            }
            _ => Err(Error::Setup(format!("{NAME}: it has another length; restore the database from a backup"))),
        }
    }

    /// What stays of the first master key, and the vault that the key at hand opens. Refuses a key that does not rule.
    pub(crate) fn read(db: &Db, master: &Master) -> Result<Lasting> {
        let Some(ruling) = db.read_now(|tx| -> Result<_> { Ok(relock::ruling(tx)?) })? else {
            return Ok(Lasting { seeds: Seeds::of(&master.0), indexes: master.0 });
        };
        if Vault::new(&master.0).mark()? != ruling.mark {
            return Err(Error::Setup(
                "this master key does not open this town any more: another one rules since the keys were changed; \
                 put that one in its place (on every machine that serves the town)"
                    .into(),
            ));
        }
        Lasting::opened(&ruling.lasting, master)
    }

    pub(crate) fn vault(&self, master: &Master) -> Vault {
        Vault::with_indexes(&master.0, &self.indexes)
    }
}

/// What was locked anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relocked {
    /// Keys that sign.
    pub signing: usize,
    /// Secrets of second factors.
    pub factors: usize,
    /// Keys of persons and files.
    pub subjects: usize,
    /// Drafts, names of uploads, answers kept for programs.
    pub fields: usize,
}

/// The mark of the key that rules, when it is another than the first.
pub fn ruling(db: &Db) -> Result<Option<Vec<u8>>> {
    Ok(db.read_now(|tx| -> Result<_> { Ok(relock::ruling(tx)?) })?.map(|ruling| ruling.mark))
}

/// What tells a master key from others, and nothing of it.
pub fn mark(master: &Master) -> Result<Vec<u8>> {
    Ok(Vault::new(&master.0).mark()?)
}

/// Locks everything under the new key. Waits; nobody else may serve the town meanwhile. This counter opens nothing
/// afterwards: open another one.
pub fn rotate(desk: &Desk, new: &Master) -> Result<Relocked> {
    let old = desk.options.master.clone();
    if old.0 == new.0 {
        return Err(Error::Setup("the new master key is the old one: give another".into()));
    }
    let lasting = Lasting::read(&desk.db, &old)?;
    let (before, now) = (lasting.vault(&old), lasting.vault(new));
    let ruling = Ruling { mark: now.mark()?, lasting: lasting.sealed(new)?, since: desk.clock.now() };
    // It is opened as it will lie before anything rests on it.
    Lasting::opened(&ruling.lasting, new)?;
    let (new, id) = (new.clone(), desk.chance.id(ruling.since));
    desk.db.write_now(move |tx| -> Result<Relocked> {
        let signing = signing(tx, &old, &new)?;
        let factors = factors(tx, &old, &new)?;
        let (subjects, fields) = relock::relock(tx, &before, &now)?;
        relock::rule(tx, &ruling)?;
        let entry = Entry { at: ruling.since, who: Uuid::nil(), what: "master-changed".into(), detail: String::new() };
        store::people::note(tx, Place::KINGDOM, id, &entry)?;
        Ok(Relocked { signing, factors, subjects, fields })
    })
}

fn again(name: &str, locked: &[u8], old: &Master, new: &Master) -> Result<Vec<u8>> {
    let plain = keystore::open_secret(name, locked, &old.0).map_err(Error::Key)?;
    let made = keystore::seal_secret(name, &plain, &new.0).map_err(Error::Key)?;
    match *keystore::open_secret(name, &made, &new.0).map_err(Error::Key)? == *plain {
        true => Ok(made),
        false => Err(Error::Setup(format!("{name}: it does not open under the new master key; nothing was changed"))),
    }
}

/// The keys that lie here; those in a token, or with the root elsewhere, have nothing to lock.
fn signing(tx: &mut Tx, old: &Master, new: &Master) -> Result<usize> {
    let held = store::keys::locked(tx)?;
    for (place, id, locked) in &held {
        let made = again(&id.to_string(), locked, old, new)?;
        store::keys::relock(tx, *place, *id, made)?;
    }
    Ok(held.len())
}

fn factors(tx: &mut Tx, old: &Master, new: &Master) -> Result<usize> {
    // What was begun is begun again: it lasts a quarter of an hour.
    tx.exec("delete from challenge", args![])?;
    let held = store::factors::sealed(tx, who::TOTP)?;
    for one in &held {
        let secret = who::relock(one, |name, locked| again(name, locked, old, new))?;
        store::factors::relock(tx, one.id, &secret)?;
    }
    Ok(held.len())
}

/// Opens everything that the master key locks, once. Gives how many keys of persons and files; the error names the
/// first row that does not open.
pub fn check(desk: &Desk) -> Result<Relocked> {
    let counter = desk.clone();
    desk.db.read_now(move |tx| -> Result<Relocked> {
        let master = &counter.options.master;
        let signing = store::keys::locked(tx)?;
        for (_, id, locked) in &signing {
            keystore::open_secret(&id.to_string(), locked, &master.0).map_err(Error::Key)?;
        }
        let factors = store::factors::sealed(tx, who::TOTP)?;
        for one in &factors {
            who::relock(one, |name, locked| {
                keystore::open_secret(name, locked, &master.0).map(|plain| plain.to_vec()).map_err(Error::Key)
            })?;
        }
        let (subjects, fields) = relock::opened(tx)?;
        Ok(Relocked { signing: signing.len(), factors: factors.len(), subjects, fields })
    })
}
