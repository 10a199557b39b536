//! What is found, and by whom.

use super::{OULAD_TEIMA, TAROUDANNT, id};
use crate::db::{Db, Value};
use crate::error::Error;
use crate::fold;
use crate::search::{self, Entry, Find, Scope};
use crate::testing::each_engine;
use crate::{args, testing};
use expect_test::expect;

const TAROUDANNT_PROVINCE: i64 = 95_410_000;

fn entry(n: u128, title: &'static str, text: &'static str) -> Entry<'static> {
    Entry {
        exact: &[],
        commune: TAROUDANNT,
        kind: "dossier",
        id: id(n),
        roles: 1,
        province: TAROUDANNT_PROVINCE,
        examiner: TAROUDANNT,
        person_a: Some(id(1_000 + n)),
        person_b: None,
        title,
        detail: "",
        at: n as i64,
        words: fold::Words::of(text),
    }
}

fn add(db: &Db, entry: Entry<'static>) {
    db.write_now::<_, Error, _>(move |tx| search::index(tx, &entry)).unwrap();
}

fn found_by(db: &Db, typed: &str, scope: Vec<Scope>, seen: &'static str, args: Vec<Value>) -> Vec<u128> {
    let query = fold::query(typed);
    let hits = db.read_now(move |tx| {
        search::find(tx, &Find { query: &query, scope: &scope, seen, args: &args, after: None, limit: 50 })
    });
    hits.unwrap().iter().map(|hit| hit.id.as_u128()).collect()
}

fn found(db: &Db, typed: &str) -> Vec<u128> {
    found_by(db, typed, vec![], "commune = $1", args![TAROUDANNT].to_vec())
}

#[test]
fn words_are_found_as_people_type_them() {
    each_engine(|db| {
        add(db, entry(1, "أحمد بن إبراهيم", "PC-095410113-2026-000123 AB123456 +212661234567"));
        add(db, entry(2, "فاطمة الزهراء", "حي المحايطة، زنقة ٤"));
        add(db, entry(3, "Société Évasion d'Œuvres", "construction de bâtiments R+2 à l'oasis"));
        add(db, entry(4, "مُصْطَفَى الجمـاعات", "12345/67"));
        let cases: &[(&str, &[u128])] = &[
            ("احمد", &[1]),
            ("أحمَد ابراهيم", &[1]),
            ("إبراه", &[1]),
            ("000123", &[1]),
            ("123", &[4, 1]),
            ("PC-095410113-2026-000123", &[1]),
            ("pc 2026 123", &[1]),
            ("ab123", &[1]),
            ("0661234567", &[1]),
            ("فاطمه", &[2]),
            ("زنقة 4", &[2]),
            ("evasion", &[3]),
            ("OEUVRES", &[3]),
            ("batiment", &[3]),
            ("constructions ", &[3]),
            ("r+2", &[3]),
            ("مصطفى", &[4]),
            ("مصطفي", &[4]),
            ("بالجماعة", &[4]),
            ("الجماعة ", &[4]),
            ("12345/67", &[4]),
            ("\u{202E}فاطمة\u{202C}", &[2]),
            ("", &[]),
            ("«»…!", &[]),
            ("' or 1=1 --", &[]),
            ("\" OR * NEAR(", &[]),
        ];
        for (typed, expected) in cases {
            assert_eq!(found(db, typed), *expected, "«{typed}»");
        }
    });
}

#[test]
fn an_entry_is_found_at_once_changed_at_once_and_gone_at_once() {
    each_engine(|db| {
        add(db, entry(1, "رخصة البناء", "قديم"));
        assert_eq!(found(db, "قديم"), [1]);
        add(db, entry(1, "رخصة البناء", "جديد"));
        assert_eq!((found(db, "قديم"), found(db, "جديد")), (vec![], vec![1]));
        let undone = db.write_now::<(), Error, _>(|tx| {
            search::index(tx, &entry(2, "رخصة أخرى", ""))?;
            search::remove(tx, TAROUDANNT, "dossier", id(1))?;
            let inside = search::find(
                tx,
                &Find {
                    query: &fold::query("رخصة"),
                    scope: &[],
                    seen: "commune = $1",
                    args: args![TAROUDANNT],
                    after: None,
                    limit: 9,
                },
            )?;
            assert_eq!(inside.len(), 1, "exact inside the transaction");
            Err(Error::Busy)
        });
        assert!(undone.is_err());
        assert_eq!(found(db, "رخصة"), [1]);
        assert!(db.write_now(|tx| search::remove(tx, TAROUDANNT, "dossier", id(1))).unwrap());
        assert!(!db.write_now(|tx| search::remove(tx, TAROUDANNT, "dossier", id(1))).unwrap());
        assert_eq!(found(db, "رخصة"), [0; 0]);
    });
}

#[test]
fn what_may_not_be_seen_is_not_found() {
    each_engine(|db| {
        add(db, entry(1, "ملف", ""));
        add(db, Entry { commune: OULAD_TEIMA, roles: 2, examiner: TAROUDANNT_PROVINCE, ..entry(2, "ملف", "") });
        let all = |seen, args: &[Value], scope| found_by(db, "ملف", scope, seen, args.to_vec());
        assert_eq!(all("commune = $1", args![OULAD_TEIMA], vec![]), [2]);
        assert_eq!(all("roles & $1 <> 0 and province = $2", args![1, TAROUDANNT_PROVINCE], vec![]), [1]);
        assert_eq!(all("person_a = $1 or person_b = $1", args![id(1_002)], vec![]), [2]);
        // The scope only narrows; the predicate still decides.
        let province = vec![Scope::Province(TAROUDANNT_PROVINCE)];
        assert_eq!(all("1 = 1", args![], province.clone()), [2, 1]);
        assert_eq!(all("1 = 0", args![], province), [0; 0]);
        assert_eq!(all("1 = 1", args![], vec![Scope::Commune(TAROUDANNT), Scope::Person(id(1_002))]), [2, 1]);
        assert_eq!(all("1 = 1", args![], vec![Scope::Person(id(5))]), [0; 0]);
        assert_eq!(found(db, &TAROUDANNT.to_string()), [0; 0], "the words of the scope cannot be typed");
    });
}

#[test]
fn pages_follow_each_other() {
    each_engine(|db| {
        for n in 1..=25 {
            add(db, Entry { at: (n / 4) as i64, ..entry(n, "ملف", "") });
        }
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let query = fold::query("ملف");
            let page = db
                .read_now(move |tx| {
                    let args = args![TAROUDANNT];
                    search::find(tx, &Find { query: &query, scope: &[], seen: "commune = $1", args, after, limit: 7 })
                })
                .unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.at, last.id));
            seen.extend(page.iter().map(|hit| hit.id.as_u128()));
        }
        let mut expected: Vec<u128> = (1..=25).collect();
        expected.sort_by_key(|n| std::cmp::Reverse((n / 4, *n)));
        assert_eq!(seen, expected);
    });
}

#[test]
fn both_engines_find_the_same() {
    let dbs = testing::engines(&[crate::MIGRATIONS]);
    const WORDS: [&str; 12] =
        ["الرباط", "رباط", "بناء", "البناء", "permis", "permise", "été", "ete", "000123", "12", "AB12", "أكادير"];
    let mut n = 0;
    arbtest::arbtest(|u| {
        n += 1;
        let mut pick = || -> arbtest::arbitrary::Result<String> {
            let count = u.int_in_range(1..=3)?;
            Ok((0..count).map(|_| Ok(*u.choose(&WORDS)?)).collect::<arbtest::arbitrary::Result<Vec<_>>>()?.join(" "))
        };
        let (text, typed) = (pick()?, pick()?);
        let results: Vec<_> = dbs
            .iter()
            .map(|db| {
                let entry = Entry { words: fold::Words::of(&text), ..entry(n, "", "") };
                db.write_now::<_, Error, _>(move |tx| search::index(tx, &entry)).unwrap();
                found(db, &typed)
            })
            .collect();
        assert_eq!(results[0], results[1], "{typed}");
        Ok(())
    })
    .budget_ms(1_500);
    assert!(20 < n, "the test tried nothing worth trying: {n}");
}

#[test]
fn the_words_of_a_text() {
    let text = "مُصْطَفَى بالجماعات ٢٠٢٦ Constructions n° 000123 +212661234567 R+2 Œuvre\u{200F}s";
    let tokens = fold::Words::of(text).joined();
    expect!["000123 0661234567 123 2 2026 212661234567 661234567 construct constructions n oeuvr oeuvres r بالجماعات جماع مصطف مصطفي"]
        .assert_eq(&tokens);
}
