//! The store's own stories, each on both engines.

mod backups;
mod bench;
mod blobs;
mod engines;
mod memory;
mod migrations;
mod searching;
mod secure;
mod transactions;
mod vault;

use crate::db::{Db, Tx};
use crate::error::Error;
use crate::testing::each_engine;
use uuid::Uuid;

/// Taroudannt and its neighbour, by their census codes.
const TAROUDANNT: i64 = 95_410_113;
const OULAD_TEIMA: i64 = 95_410_111;

/// An id that is the same at every run.
fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A little table for stories about transactions.
fn with_notes(db: &Db) {
    let sql = "create table note (
                   commune bigint not null, number bigint not null, text text not null,
                   primary key (commune, number), constraint number_is_positive check (number > 0))";
    db.write_now::<_, Error, _>(move |tx| tx.script(sql)).unwrap();
}

fn write_note(tx: &mut Tx, number: i64) -> crate::Result<()> {
    tx.exec("insert into note (commune, number, text) values ($1, $2, 'x')", crate::args![TAROUDANNT, number]).map(drop)
}

fn notes(db: &Db) -> Vec<i64> {
    db.read_now::<_, Error, _>(|tx| tx.all("select number from note order by number", &[], |row| row.get(0))).unwrap()
}

#[test]
fn every_statement_is_understood() {
    each_engine(|db| {
        let count = crate::testing::prepare_sources(db, concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        assert!(15 < count, "hardly any statement was found: {count}");
    });
}
