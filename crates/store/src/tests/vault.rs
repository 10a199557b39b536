//! What is sealed opens in its place alone, and never again once its key is gone.

use super::id;
use crate::error::Error;
use crate::testing::{each_engine, sqlite};
use crate::vault::{self, Field, Vault};
use crate::{MIGRATIONS, args};

const FIELD: Field<'static> = Field { table: "account", column: "cnie", row: b"row" };

#[test]
fn a_field_opens_in_its_own_place_alone() {
    let vault = Vault::new(&[7; 32]);
    let key = &vault.of(1).unwrap().own;
    let sealed = key.seal_text(FIELD, "JB123456").unwrap();
    assert_eq!(key.open_text(FIELD, &sealed).unwrap(), "JB123456");
    assert!(!sealed.windows(6).any(|some| some == b"123456"));
    assert_ne!(key.seal_text(FIELD, "JB123456").unwrap(), sealed, "each sealing has its own chance");
    let elsewhere = [
        Field { table: "officer", ..FIELD },
        Field { column: "phone", ..FIELD },
        Field { row: b"other", ..FIELD },
        Field { table: "account|cnie", column: "", ..FIELD },
    ];
    for other in elsewhere {
        assert!(key.open_text(other, &sealed).is_err(), "{other:?}");
    }
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(key.open_text(FIELD, &changed).is_err(), "a change at {at} was not seen");
        assert!(key.open_text(FIELD, &sealed[..at]).is_err(), "cut at {at}");
    }
    assert!(vault.of(2).unwrap().own.open_text(FIELD, &sealed).is_err(), "another institution");
    assert!(Vault::new(&[8; 32]).of(1).unwrap().own.open_text(FIELD, &sealed).is_err(), "another master key");
}

#[test]
fn a_blind_index_is_of_one_column_of_one_institution() {
    let vault = Vault::new(&[7; 32]);
    let index = |place, column, value| vault.index(place, column, value).unwrap();
    assert_eq!(index(0, "cnie", "JB123456"), index(0, "cnie", "JB123456"));
    for other in [index(0, "cnie", "JB123457"), index(0, "phone", "JB123456"), index(1, "cnie", "JB123456")] {
        assert_ne!(index(0, "cnie", "JB123456"), other);
    }
}

#[test]
fn what_a_destroyed_key_sealed_is_lost() {
    each_engine(|db| {
        let sealed = db
            .write_now(|tx| -> Result<_, Error> {
                let key = vault::make_key(tx, 5, id(1), 10)?;
                vault::make_key(tx, 5, id(2), 10)?;
                key.seal_text(FIELD, "JB123456")
            })
            .unwrap();
        let opened = sealed.clone();
        let read =
            db.read_now(move |tx| vault::key(tx, 5, id(1))?.map(|key| key.open_text(FIELD, &opened)).transpose());
        assert_eq!(read.unwrap(), Some("JB123456".to_owned()));
        // The wrapped key of another, put in its place, opens nothing.
        let stolen =
            "update vault_key set wrapped = (select wrapped from vault_key where subject = $1) where subject = $2";
        db.write_now::<_, Error, _>(move |tx| tx.exec(stolen, args![id(1), id(2)])).unwrap();
        assert!(db.read_now(|tx| vault::key(tx, 5, id(2)).map(drop)).is_err());
        assert!(db.write_now(|tx| vault::destroy(tx, 5, id(1), 20)).unwrap());
        assert!(!db.write_now(|tx| vault::destroy(tx, 5, id(1), 30)).unwrap(), "once");
        assert!(db.read_now(|tx| vault::key(tx, 5, id(1))).unwrap().is_none());
        assert_eq!(db.read_now(|tx| vault::destroyed(tx, 5, id(1))).unwrap(), Some(20));
    });
}

#[test]
fn a_destroyed_key_leaves_no_trace_in_the_file() {
    let db = sqlite(&[MIGRATIONS]);
    let wrapped = db
        .write_now(|tx| -> Result<Vec<u8>, Error> {
            for n in 1..200 {
                vault::make_key(tx, 5, id(n), 10)?;
            }
            tx.one("select wrapped from vault_key where subject = $1", args![id(77)], |row| row.get(0))
        })
        .unwrap();
    let file = db.file().unwrap().to_owned();
    let holds = |bytes: &[u8]| bytes.windows(wrapped.len()).any(|some| some == wrapped.as_slice());
    db.compact().unwrap();
    assert!(holds(&std::fs::read(&file).unwrap()), "it was there");
    db.write_now(|tx| vault::destroy(tx, 5, id(77), 20)).unwrap();
    db.empty_log().unwrap();
    assert!(!holds(&std::fs::read(&file).unwrap()), "the page still holds it");
    let log = file.with_extension("db-wal");
    assert!(std::fs::read(log).map_or(true, |bytes| !holds(&bytes)), "the log still holds it");
}
