//! The memory carried elsewhere, whole.

use super::{TAROUDANNT, id};
use crate::answers::{self, Answer};
use crate::error::Error;
use crate::files::Files;
use crate::outbox::{self, New};
use crate::search::{self, Entry, Find};
use crate::testing::{Folder, engines, postgres, sqlite};
use crate::{Db, Engine, MIGRATIONS, args, backup, fold, registers};

fn fill(db: &Db) {
    db.write_now::<_, Error, _>(|tx| {
        registers::take(tx, TAROUDANNT, "PC", 2026)?;
        outbox::put(
            tx,
            &New { commune: TAROUDANNT, id: id(1), kind: "mail", subject: "s", payload: "«\n\"»", due: 5 },
        )?;
        let answer = Answer { digest: vec![0, 255], status: 201, body: vec![] };
        answers::keep(tx, TAROUDANNT, id(2), "k", &answer, 7)?;
        search::index(
            tx,
            &Entry {
                commune: TAROUDANNT,
                kind: "dossier",
                id: id(3),
                roles: 1,
                province: 95_410_000,
                examiner: TAROUDANNT,
                person_a: None,
                person_b: Some(id(4)),
                title: "رخصة البناء",
                detail: "",
                at: 9,
                words: fold::Words::default(),
                exact: &[],
            },
        )
    })
    .unwrap();
}

/// Everything `fill` wrote, read again.
fn look(db: &Db) -> String {
    db.unlock(crate::Vault::new(&[0; 32]));
    let seen = db.read_now::<_, Error, _>(|tx| {
        let number = registers::last(tx, TAROUDANNT, "PC", 2026)?;
        let payload = tx.one("select payload from outbox", args![], |row| row.get::<String>(0))?;
        let answer = answers::look(tx, TAROUDANNT, id(2), "k")?;
        let query = fold::query("بناء");
        let find = Find { query: &query, scope: &[], seen: "person_b = $1", args: args![id(4)], after: None, limit: 5 };
        Ok(format!("{number} {payload} {answer:?} {:?}", search::find(tx, &find)?))
    });
    seen.unwrap()
}

#[test]
fn a_backup_taken_while_others_write_is_whole_when_restored() {
    let folder = Folder::new();
    let db = sqlite(&[MIGRATIONS]);
    fill(&db);
    let files = Files::open(&folder.0.join("files")).unwrap();
    let plan = files.put_bytes(b"plan").unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..500 {
                db.write_now(|tx| registers::take(tx, TAROUDANNT, "B", 2026)).unwrap();
            }
        });
        let report = backup::backup(&db, &files, &folder.0.join("copy"), 1).unwrap();
        assert_eq!((report.blobs, report.bytes > 4), (1, true));
    });

    let (database, blobs) = (folder.0.join("new/diwan.db"), folder.0.join("new/files"));
    backup::restore(&folder.0.join("copy"), &database, &blobs).unwrap();
    let again = Db::open(&Engine::Sqlite { file: database.clone() }).unwrap();
    assert_eq!(look(&again), look(&db));
    assert_eq!(Files::open(&blobs).unwrap().bytes(&plan.digest, 10).unwrap(), b"plan");
    // Nothing is written over.
    assert!(backup::restore(&folder.0.join("copy"), &database, &blobs).is_err());
    assert!(backup::backup(&db, &files, &folder.0.join("copy"), 1).is_err());
}

#[test]
fn an_export_of_one_engine_is_imported_by_the_other() {
    for from in engines(&[MIGRATIONS]) {
        let folder = Folder::new();
        let out = folder.0.join("out");
        fill(&from);
        let written = backup::export(&from, &out, 1).unwrap();
        for to in [sqlite(&[MIGRATIONS]), postgres(&[MIGRATIONS])] {
            let read = backup::import(&to, &out).unwrap();
            assert_eq!(read.tables, written.tables - 1, "all but the migrations");
            assert_eq!(look(&to), look(&from));
            assert!(backup::import(&to, &out).is_err(), "it is not empty any more");
        }
        let other = if from.is_sqlite() { sqlite(&[]) } else { postgres(&[]) };
        let error = backup::import(&other, &out).unwrap_err();
        assert!(matches!(error, Error::Migration { .. }), "{error:?}");
    }
}

#[test]
fn a_backup_of_postgresql_holds_its_tables_and_blobs() {
    let folder = Folder::new();
    let db = postgres(&[MIGRATIONS]);
    fill(&db);
    let files = Files::open(&folder.0.join("files")).unwrap();
    files.put_bytes(b"plan").unwrap();
    let copy = folder.0.join("copy");
    backup::backup(&db, &files, &copy, 1).unwrap();
    let to = postgres(&[MIGRATIONS]);
    backup::import(&to, &copy).unwrap();
    assert_eq!(backup::restore_blobs(&copy, &folder.0.join("again")).unwrap().blobs, 1);
    assert_eq!(look(&to), look(&db));
    assert!(backup::restore(&copy, &folder.0.join("x.db"), &folder.0.join("y")).is_err());
}
