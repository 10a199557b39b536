//! Migrations: once, in order, and never edited.

use crate::error::Error;
use crate::migrate::{self, Migration};
use crate::testing::engines;
use crate::{Db, args};

const FIRST: Migration = ("houses/0001_lamp", "create table lamp (id bigint primary key);");
const SECOND: Migration = (
    "houses/0002_light",
    "alter table lamp add column light bigint not null default 0;
     -- engine: sqlite
     insert into lamp (id, light) values (1, 1);
     -- engine: postgres
     insert into lamp (id, light) values (1, 2);
     -- engine: all
     insert into lamp (id, light) values (2, 3);",
);

fn lights(db: &Db) -> i64 {
    db.read_now::<_, Error, _>(|tx| tx.one("select sum(light) from lamp", args![], |row| row.get(0))).unwrap()
}

#[test]
fn each_is_applied_once_in_order() {
    for db in engines(&[]) {
        assert_eq!(migrate::run(&db, &[&[FIRST]], 1).unwrap(), [FIRST.0]);
        assert_eq!(migrate::run(&db, &[&[FIRST], &[SECOND]], 2).unwrap(), [SECOND.0]);
        assert_eq!(migrate::run(&db, &[&[FIRST, SECOND]], 3).unwrap(), [""; 0]);
        assert_eq!(db.read_now(migrate::applied).unwrap(), [FIRST.0, SECOND.0]);
        assert_eq!(lights(&db), if db.is_sqlite() { 4 } else { 5 });
    }
}

#[test]
fn an_edited_one_is_named() {
    for db in engines(&[&[FIRST]]) {
        let edited: Migration = (FIRST.0, "create table lamp (id bigint primary key, height bigint);");
        let error = migrate::run(&db, &[&[edited]], 2).unwrap_err().to_string();
        assert!(error.contains("houses/0001_lamp") && error.contains("write a new migration"), "{error}");
    }
}

#[test]
fn a_faulty_one_leaves_nothing_and_says_why() {
    for db in engines(&[&[FIRST]]) {
        let faulty: Migration = ("houses/0002_bad", "create table good (id bigint); insert into nowhere values (1);");
        let error = migrate::run(&db, &[&[FIRST, faulty]], 2).unwrap_err().to_string();
        assert!(error.contains("houses/0002_bad") && error.contains("nowhere"), "{error}");
        assert_eq!(db.read_now(migrate::applied).unwrap(), [FIRST.0]);
        let mended: Migration = ("houses/0002_bad", "create table good (id bigint);");
        assert_eq!(migrate::run(&db, &[&[FIRST, mended]], 2).unwrap(), [mended.0]);
    }
}

#[test]
fn two_programs_may_start_at_once() {
    for db in engines(&[]) {
        let again = Db::open(&db.engine).unwrap();
        let counts: Vec<usize> = std::thread::scope(|scope| {
            let starts =
                [&*db, &again].map(|db| scope.spawn(move || migrate::run(db, &[&[FIRST, SECOND]], 1).unwrap().len()));
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert_eq!(counts.iter().sum::<usize>(), 2, "{counts:?}");
    }
}
