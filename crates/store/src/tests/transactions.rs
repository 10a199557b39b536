//! What a transaction promises, on both engines.

use super::{TAROUDANNT, id, notes, with_notes, write_note};
use crate::args;
use crate::db::Value;
use crate::error::{Error, Kind, Result};
use crate::testing::{each_engine, engines};
use crate::{MIGRATIONS, registers};
use expect_test::expect;
use jiff::civil::{Date, date};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use uuid::Uuid;

#[test]
fn what_goes_in_comes_out() {
    each_engine(|db| {
        let read = db.write_now::<_, Error, _>(|tx| {
            tx.script(
                "create table thing (a bigint, b text, c bytea, d double precision, e bytea, f text, g bigint, h bigint)",
            )?;
            tx.exec(
                "insert into thing (h, a, b, c, d, e, f, g) values ($8, $1, $2, $3, $4, $5, $6, $7)",
                args![-5_i64, "شكاية", vec![0_u8, 255], 1.5, id(7), date(2026, 8, 5), true, None::<i64>],
            )?;
            tx.one("select a, b, c, d, e, f, g, h, a < 0 from thing", args![], |row| {
                let first = (row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<Vec<u8>>(2)?, row.get::<f64>(3)?);
                let second = (row.get::<Uuid>(4)?, row.get::<Date>(5)?, row.get::<bool>(6)?, row.get::<Option<i64>>(7)?);
                assert!(row.get::<bool>(8)?);
                let wrong = row.get::<i64>(7).unwrap_err().to_string();
                expect!["the database holds something unexpected: column 7 holds null, not i64"].assert_eq(&wrong);
                Ok((first, second))
            })
        });
        let ((a, b, c, d), (e, f, g, h)) = read.unwrap();
        assert_eq!((a, b.as_str(), c, d), (-5, "شكاية", vec![0, 255], 1.5));
        assert_eq!((e, f, g, h), (id(7), date(2026, 8, 5), true, None));
    });
}

#[test]
fn parameters_have_numbers_not_places() {
    each_engine(|db| {
        let sql = "select cast($2 as text), cast($1 as bigint), cast($2 as text)";
        let ask = move |args: Vec<Value>| {
            db.read_now::<_, Error, _>(move |tx| {
                tx.one(sql, &args, |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<String>(2)?)))
            })
        };
        assert_eq!(ask(args![1, "b"].to_vec()).unwrap(), ("b".into(), 1, "b".into()));
        assert!(matches!(ask(args![1].to_vec()), Err(Error::Other(_))));
        assert!(matches!(ask(args![1, "b", 3].to_vec()), Err(Error::Other(_))));
    });
}

#[test]
fn sums_are_whole_numbers() {
    each_engine(|db| {
        for parts in
            [vec![], vec![0], vec![1, 2], vec![-70_000, 1], vec![10_000], vec![i64::MAX - 1, 1], vec![123_456_789_012]]
        {
            let (sum, mean) = db
                .write_now::<_, Error, _>({
                    let parts = parts.clone();
                    move |tx| {
                        tx.script("drop table if exists part; create table part (v bigint)")?;
                        for part in &parts {
                            tx.exec("insert into part values ($1)", args![*part])?;
                        }
                        tx.one("select sum(v), avg(v) from part", args![], |row| {
                            Ok((row.get::<Option<i64>>(0)?, row.get::<Option<f64>>(1)?))
                        })
                    }
                })
                .unwrap();
            let whole = (!parts.is_empty()).then(|| parts.iter().sum::<i64>());
            assert_eq!(sum, whole);
            let near =
                |mean: f64| (mean - whole.unwrap_or(0) as f64 / parts.len() as f64).abs() < 1e-9 * mean.abs() + 1e-9;
            assert!(mean.is_none_or(near), "{parts:?} {mean:?}");
        }
    });
}

#[test]
fn refusals_of_the_schema_have_the_same_names() {
    each_engine(|db| {
        with_notes(db);
        db.write_now(|tx| write_note(tx, 1)).unwrap();
        db.write_now::<_, Error, _>(|tx| {
            tx.script(
                "create table reply (commune bigint not null, note bigint not null,
                     foreign key (commune, note) references note (commune, number))",
            )
        })
        .unwrap();
        let refused = |sql: &'static str| match db.write_now::<_, Error, _>(move |tx| tx.exec(sql, args![])) {
            Err(Error::Constraint { kind, name }) => (kind, name),
            other => panic!("{sql}: {other:?}"),
        };
        let twice = "insert into note (commune, number, text) values (95410113, 1, 'x')";
        assert_eq!(refused(twice), (Kind::Unique, "note(commune, number)".into()));
        let none = "insert into note (commune, number) values (95410113, 2)";
        assert_eq!(refused(none), (Kind::NotNull, "note(text)".into()));
        let negative = "insert into note (commune, number, text) values (95410113, -1, 'x')";
        assert_eq!(refused(negative), (Kind::Check, "number_is_positive".into()));
        assert_eq!(refused("insert into reply values (95410113, 9)").0, Kind::Foreign);
    });
}

#[test]
fn a_transaction_with_a_failed_statement_is_never_kept() {
    each_engine(|db| {
        with_notes(db);
        let done = db.write_now::<_, Error, _>(|tx| {
            write_note(tx, 1)?;
            // A careless closure that goes on after an error.
            write_note(tx, 1).ok();
            Ok(())
        });
        assert!(matches!(done, Err(Error::Other(_))), "{done:?}");
        assert_eq!(notes(db), [0_i64; 0]);
    });
}

#[test]
fn a_panic_undoes_its_own_work_and_nothing_else() {
    each_engine(|db| {
        with_notes(db);
        let done = db.write_now::<(), Error, _>(|tx| {
            write_note(tx, 1)?;
            panic!("a fault in the program");
        });
        let said = format!("{done:?}");
        assert!(said.contains("a fault in the program"), "{said}");
        db.write_now(|tx| write_note(tx, 2)).unwrap();
        assert_eq!(notes(db), [2]);
    });
}

#[test]
fn a_read_sees_one_moment() {
    each_engine(|db| {
        with_notes(db);
        let (ask, asked) = channel::<()>();
        let (tell, told) = channel::<()>();
        let (asked, told) = (asked, Mutex::new(told));
        std::thread::scope(|scope| {
            scope.spawn(move || {
                asked.recv().unwrap();
                db.write_now(|tx| write_note(tx, 1)).unwrap();
                tell.send(()).unwrap();
            });
            let count = |tx: &mut crate::Tx| tx.one("select count(*) from note", args![], |row| row.get::<i64>(0));
            let seen = db.read_now::<_, Error, _>(move |tx| {
                let before = count(tx)?;
                ask.send(()).unwrap();
                told.lock().unwrap().recv().unwrap();
                Ok((before, count(tx)?))
            });
            assert_eq!(seen.unwrap(), (0, 0));
        });
        assert_eq!(notes(db), [1]);
    });
}

#[test]
fn a_read_cannot_write() {
    each_engine(|db| {
        with_notes(db);
        assert!(db.read_now(|tx| write_note(tx, 1)).is_err());
        assert_eq!(notes(db), [0_i64; 0]);
    });
}

/// Gives back what it read, so that the closure says its error type once.
fn fine<T>(value: T) -> Result<T> {
    Ok(value)
}

#[test]
fn requests_come_from_a_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        for db in engines(&[MIGRATIONS]) {
            let taken: Vec<_> = (0..50)
                .map(|_| {
                    let db = db.clone();
                    tokio::spawn(async move { db.write(|tx| fine(registers::take(tx, TAROUDANNT, "PC", 2026)?)).await })
                })
                .collect();
            let mut numbers = Vec::new();
            for one in taken {
                numbers.push(one.await.unwrap().unwrap());
            }
            numbers.sort_unstable();
            assert_eq!(numbers, (1..=50).collect::<Vec<i64>>());
            let last = db.read(|tx| registers::last(tx, TAROUDANNT, "PC", 2026)).await;
            assert_eq!(last.unwrap(), 50);
            // Dropped here, on a thread of the runtime.
        }
    });
}

#[test]
fn an_abandoned_request_is_done_whole_or_not_at_all() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        for db in engines(&[MIGRATIONS]) {
            for number in 1..=40 {
                let one = db.clone();
                let asked = tokio::spawn(async move {
                    one.write(move |tx| {
                        registers::take(tx, TAROUDANNT, "A", number % 3)?;
                        registers::take(tx, TAROUDANNT, "B", number % 3).map(drop)
                    })
                    .await
                });
                if number % 2 == 0 {
                    tokio::task::yield_now().await;
                }
                asked.abort();
            }
            // The last one is waited for: on SQLite everything before it is over.
            db.write(|tx| registers::take(tx, TAROUDANNT, "Z", 0)).await.unwrap();
            for year in 0..3 {
                let both = db.read(move |tx| {
                    fine((registers::last(tx, TAROUDANNT, "A", year)?, registers::last(tx, TAROUDANNT, "B", year)?))
                });
                let (a, b) = both.await.unwrap();
                assert_eq!(a, b);
            }
        }
    });
}
