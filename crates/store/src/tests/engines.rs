//! What is particular to each engine: the writer and its batches, the pool and its connections.

use super::{TAROUDANNT, notes, with_notes, write_note};
use crate::db::{Db, Engine, Limits};
use crate::error::Error;
use crate::testing::{Cluster, Folder, postgres, sqlite};
use crate::{MIGRATIONS, args};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Barrier, Mutex};
use std::thread::Scope;

/// Keeps the writer busy until something is sent.
fn hold<'scope>(scope: &'scope Scope<'scope, '_>, db: &'scope Db) -> Sender<()> {
    let (release, released) = channel::<()>();
    let (start, started) = channel::<()>();
    let released = Mutex::new(released);
    scope.spawn(move || {
        db.write_now::<_, Error, _>(move |_| {
            start.send(()).ok();
            released.lock().unwrap().recv().ok();
            Ok(())
        })
    });
    started.recv().unwrap();
    release
}

fn wait_for(db: &Db, waiting: u64) {
    while db.figures().waiting < waiting {
        std::thread::yield_now();
    }
}

#[test]
fn many_are_committed_together_and_the_faulty_ones_undone_alone() {
    let db = sqlite(&[MIGRATIONS]);
    with_notes(&db);
    let before = db.figures();
    let done: Vec<_> = std::thread::scope(|scope| {
        let release = hold(scope, &db);
        let db = &db;
        let asked: Vec<_> = (1..=60_i64)
            .map(|number| {
                scope.spawn(move || {
                    db.write_now::<_, Error, _>(move |tx| {
                        write_note(tx, number)?;
                        match number % 6 {
                            0 => Err(Error::Busy),
                            3 => panic!("a fault in the program"),
                            5 => write_note(tx, number),
                            _ => Ok(()),
                        }
                    })
                })
            })
            .collect();
        wait_for(db, 60);
        release.send(()).unwrap();
        asked.into_iter().map(|one| one.join().unwrap().is_ok()).collect()
    });
    let good: Vec<i64> = (1..=60).filter(|number| ![0, 3, 5].contains(&(number % 6))).collect();
    assert_eq!(notes(&db), good);
    assert_eq!(done.iter().filter(|ok| **ok).count(), good.len());
    let after = db.figures();
    assert_eq!(after.commits - before.commits, 2, "the one that held, then the sixty");
    assert_eq!(after.undone - before.undone, 30);
}

#[test]
fn too_many_are_told_to_come_back() {
    let folder = Folder::new();
    let limits = Limits { queue: 2, ..Limits::default() };
    let db = Db::open_with(&Engine::Sqlite { file: folder.0.join("diwan.db") }, &limits).unwrap();
    with_notes(&db);
    std::thread::scope(|scope| {
        let release = hold(scope, &db);
        let db = &db;
        for number in [1, 2] {
            scope.spawn(move || db.write_now(move |tx| write_note(tx, number)).unwrap());
        }
        wait_for(db, 2);
        assert!(matches!(db.write_now(|tx| write_note(tx, 3)), Err(Error::Busy)));
        release.send(()).unwrap();
    });
    assert_eq!(notes(&db), [1, 2]);
}

#[test]
fn a_full_disk_refuses_what_is_too_big_and_goes_on_with_the_rest() {
    let db = sqlite(&[MIGRATIONS]);
    with_notes(&db);
    let pages = |most: i64| {
        db.write_now::<_, Error, _>(move |tx| {
            tx.one(&format!("pragma max_page_count = {most}"), args![], |row| row.get::<i64>(0))
        })
    };
    let used = pages(1).unwrap();
    pages(used + 8).unwrap();
    let done: Vec<_> = std::thread::scope(|scope| {
        let release = hold(scope, &db);
        let db = &db;
        let asked: Vec<_> = (1..=20_i64)
            .map(|number| {
                scope.spawn(move || {
                    let text = if number % 5 == 0 { "x".repeat(200_000) } else { "x".to_owned() };
                    db.write_now::<_, Error, _>(move |tx| {
                        let sql = "insert into note (commune, number, text) values ($1, $2, $3)";
                        tx.exec(sql, args![TAROUDANNT, number, text.as_str()])
                    })
                })
            })
            .collect();
        wait_for(db, 20);
        release.send(()).unwrap();
        asked.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for (done, number) in done.iter().zip(1..) {
        assert_eq!(done.is_ok(), number % 5 != 0, "{number}: {done:?}");
        assert!(done.is_ok() || matches!(done, Err(Error::Unavailable(_))), "{done:?}");
    }
    assert_eq!(notes(&db).len(), 16, "what was acknowledged is there, and nothing else");
    pages(1_000_000).unwrap();
    db.write_now(|tx| write_note(tx, 100)).unwrap();
    assert_eq!(notes(&db).len(), 17);
}

#[test]
fn what_was_acknowledged_is_there_when_opened_again() {
    let mut db = sqlite(&[MIGRATIONS]);
    with_notes(&db);
    db.write_now(|tx| write_note(tx, 1)).unwrap();
    let copy = db.folder().join("after-a-crash.db");
    let from = db.file().unwrap().to_owned();
    // The files as a crash would leave them: nothing was closed, nothing was folded in.
    for ending in ["", "-wal"] {
        std::fs::copy(format!("{}{ending}", from.display()), format!("{}{ending}", copy.display())).unwrap();
    }
    assert_eq!(notes(&Db::open(&Engine::Sqlite { file: copy }).unwrap()), [1]);
}

#[test]
fn a_database_that_goes_away_and_returns() {
    let cluster = Cluster::start_new();
    let db = Db::open(&cluster.database(&[MIGRATIONS])).unwrap();
    with_notes(&db);
    db.write_now(|tx| write_note(tx, 1)).unwrap();

    cluster.stop();
    for _ in 0..3 {
        assert!(matches!(db.write_now(|tx| write_note(tx, 2)), Err(Error::Unavailable(_))));
    }
    assert!(matches!(db.read_now::<_, Error, _>(|_| Ok(())), Err(Error::Unavailable(_))));
    cluster.start();
    db.write_now(|tx| write_note(tx, 3)).unwrap();
    assert_eq!(notes(&db), [1, 3]);

    // Cut between two requests: nobody notices.
    cluster.stop();
    cluster.start();
    db.write_now(|tx| write_note(tx, 4)).unwrap();
    assert_eq!(notes(&db), [1, 3, 4]);
    assert!(0 < db.figures().reconnects);
}

#[test]
fn two_who_wait_for_each_other_both_arrive() {
    let db = postgres(&[MIGRATIONS]);
    with_notes(&db);
    db.write_now(|tx| [1, 2].into_iter().try_for_each(|number| write_note(tx, number))).unwrap();
    let both_hold_one = Barrier::new(2);
    std::thread::scope(|scope| {
        for (first, second) in [(1_i64, 2_i64), (2, 1)] {
            let (db, is_first_try) = (&db, Mutex::new(true));
            let both_hold_one = &both_hold_one;
            scope.spawn(move || {
                let more = "update note set text = text || 'x' where commune = $1 and number = $2";
                // Scoped threads outlive nothing: the closure borrows, and so runs on this thread.
                crossing(db, more, first, second, both_hold_one, &is_first_try);
            });
        }
    });
    let texts = db.read_now::<_, Error, _>(|tx| tx.all("select text from note", args![], |row| row.get::<String>(0)));
    assert_eq!(texts.unwrap(), ["xxx", "xxx"]);
    assert!(0 < db.figures().again);
}

fn crossing(db: &Db, sql: &'static str, first: i64, second: i64, both: &Barrier, is_first_try: &Mutex<bool>) {
    let (arrived, arrivals) = channel::<()>();
    let (go, gone) = channel::<()>();
    let (arrived, gone) = (Mutex::new(Some(arrived)), Mutex::new(Some(gone)));
    std::thread::scope(|scope| {
        scope.spawn(move || {
            db.write_now::<_, Error, _>(move |tx| {
                tx.exec(sql, args![TAROUDANNT, first])?;
                if let (Some(arrived), Some(gone)) = (arrived.lock().unwrap().take(), gone.lock().unwrap().take()) {
                    arrived.send(()).unwrap();
                    gone.recv().unwrap();
                }
                tx.exec(sql, args![TAROUDANNT, second])
            })
            .unwrap();
        });
        arrivals.recv().unwrap();
        if std::mem::take(&mut *is_first_try.lock().unwrap()) {
            both.wait();
        }
        go.send(()).unwrap();
    });
}

#[test]
fn an_engine_is_named_without_its_password() {
    let engine = Engine::Postgres { url: "postgresql://diwan:secret@db.example.ma/diwan".into() };
    let said = format!("{engine:?}");
    assert!(!said.contains("secret") && said.contains("db.example.ma"), "{said}");
}
