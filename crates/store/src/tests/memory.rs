//! Registers, outbox and kept answers.

use super::{OULAD_TEIMA, TAROUDANNT, id};
use crate::answers::{self, Answer};
use crate::error::{Error, Result};
use crate::outbox::{self, Job, New};
use crate::registers;
use crate::testing::{each_engine, sqlite};
use crate::{Db, MIGRATIONS};
use std::collections::BTreeSet;
use std::sync::Mutex;

const SECOND: i64 = 1_000_000;

#[test]
fn forty_takers_leave_no_gap() {
    each_engine(|db| {
        let taken = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for taker in 0..40 {
                let taken = &taken;
                scope.spawn(move || {
                    for round in 0..10 {
                        let is_undone = (taker + round) % 3 == 0;
                        let done = db.write_now(move |tx| {
                            let number = registers::take(tx, TAROUDANNT, "PC", 2026)?;
                            if is_undone { Err(Error::Busy) } else { Ok(number) }
                        });
                        assert_eq!(done.is_err(), is_undone, "{done:?}");
                        taken.lock().unwrap().extend(done.ok());
                    }
                });
            }
        });
        let mut numbers = taken.into_inner().unwrap();
        numbers.sort_unstable();
        let count = numbers.len() as i64;
        assert!(250 < count && count < 400);
        assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
        assert_eq!(db.read_now(|tx| registers::last(tx, TAROUDANNT, "PC", 2026)).unwrap(), count);
    });
}

#[test]
fn whatever_is_tried_each_register_counts_for_itself() {
    let db = sqlite(&[MIGRATIONS]);
    let run = Mutex::new(0_i64);
    arbtest::arbtest(|u| {
        let commune = {
            let mut run = run.lock().unwrap();
            *run += 1;
            *run
        };
        let mut expected = std::collections::HashMap::new();
        for _ in 0..u.int_in_range(0..=30)? {
            let series = *u.choose(&["PC", "PH", "REC"])?;
            let year = u.int_in_range(2025..=2027)?;
            let (numbers, is_kept) = (u.int_in_range(1..=3)?, u.arbitrary::<bool>()?);
            let done = db.write_now(move |tx| {
                let all =
                    (0..numbers).map(|_| registers::take(tx, commune, series, year)).collect::<Result<Vec<_>>>()?;
                if is_kept { Ok(all) } else { Err(Error::Busy) }
            });
            let last = expected.entry((series, year)).or_insert(0_i64);
            if let Ok(all) = done {
                assert_eq!(all, (*last + 1..=*last + numbers).collect::<Vec<_>>());
                *last += numbers;
            }
        }
        for ((series, year), last) in expected {
            assert_eq!(db.read_now(move |tx| registers::last(tx, commune, series, year)).unwrap(), last);
        }
        Ok(())
    })
    .budget_ms(1_000);
    assert!(5 < *run.lock().unwrap(), "the test tried nothing worth trying");
}

fn put(db: &Db, commune: i64, n: u128, due: i64) {
    db.write_now::<_, Error, _>(move |tx| {
        outbox::put(tx, &New { commune, id: id(n), kind: "notice", subject: "s", payload: "{}", due })
    })
    .unwrap();
}

fn claim(db: &Db, now: i64, most: i64) -> Vec<Job> {
    db.write_now(move |tx| outbox::claim(tx, now, most, 60 * SECOND)).unwrap()
}

#[test]
fn a_job_is_claimed_done_and_gone() {
    each_engine(|db| {
        put(db, TAROUDANNT, 1, 10);
        put(db, TAROUDANNT, 1, 99);
        put(db, OULAD_TEIMA, 2, 5);
        put(db, TAROUDANNT, 3, 1_000);
        assert_eq!(db.read_now(|tx| outbox::waiting(tx, 10)).unwrap(), (2, Some(5)));

        let jobs = claim(db, 10, 10);
        let seen: Vec<_> = jobs.iter().map(|job| (job.commune, job.id, job.due, job.attempts)).collect();
        assert_eq!(seen, [(OULAD_TEIMA, id(2), 5, 1), (TAROUDANNT, id(1), 10, 1)]);
        assert_eq!(claim(db, 10, 10), [], "they are leased");

        assert!(db.write_now(|tx| outbox::done(tx, TAROUDANNT, id(1))).unwrap());
        assert!(!db.write_now(|tx| outbox::done(tx, TAROUDANNT, id(1))).unwrap());
        // Who held the other one died: its lease ends.
        let later = claim(db, 10 + 60 * SECOND, 10);
        assert_eq!(later.iter().map(|job| (job.id, job.attempts)).collect::<Vec<_>>(), [(id(2), 2), (id(3), 1)]);
    });
}

#[test]
fn a_job_that_fails_waits_longer_each_time_and_is_shown_to_the_operator() {
    each_engine(|db| {
        put(db, TAROUDANNT, 1, 0);
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..5 {
            let job = claim(db, now, 1).pop().unwrap();
            let next = now + outbox::back_off(job.attempts);
            assert!(db.write_now(move |tx| outbox::failed(tx, job.commune, job.id, "no mail server", next)).unwrap());
            assert_eq!(claim(db, next - 1, 1), []);
            waits.push((next - now) / SECOND);
            now = next;
        }
        assert_eq!(waits, [5, 10, 20, 40, 80]);
        assert_eq!(outbox::back_off(1_000_000), 3_600 * SECOND);
        let stuck = db.read_now(|tx| outbox::stuck(tx, 5, 10)).unwrap();
        assert_eq!((stuck.len(), stuck[0].last_error.as_deref()), (1, Some("no mail server")));
        assert_eq!(db.read_now(outbox::next_due).unwrap(), Some(now));
    });
}

#[test]
fn several_workers_do_each_job_once() {
    each_engine(|db| {
        db.write_now::<_, Error, _>(|tx| {
            (0..300).try_for_each(|n| {
                outbox::put(tx, &New { commune: TAROUDANNT, id: id(n), kind: "k", subject: "", payload: "", due: 0 })
            })
        })
        .unwrap();
        let done = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    loop {
                        let jobs = claim(db, 1, 7);
                        if jobs.is_empty() {
                            break;
                        }
                        let ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
                        done.lock().unwrap().extend(ids.iter().copied());
                        db.write_now::<_, Error, _>(move |tx| {
                            ids.iter().try_for_each(|id| outbox::done(tx, TAROUDANNT, *id).map(drop))
                        })
                        .unwrap();
                    }
                });
            }
        });
        let done = done.into_inner().unwrap();
        assert_eq!((done.len(), done.iter().collect::<BTreeSet<_>>().len()), (300, 300));
    });
}

#[test]
fn who_asks_twice_is_answered_once() {
    each_engine(|db| {
        let first = Answer { digest: vec![1; 32], status: 201, body: b"{}".to_vec() };
        let keep = |answer: Answer, at| {
            db.write_now(move |tx| answers::keep(tx, TAROUDANNT, id(9), "key-1", &answer, at)).unwrap()
        };
        assert!(keep(first.clone(), 100));
        assert!(!keep(Answer { status: 500, ..first.clone() }, 101));
        let look = |who: u128| db.read_now(move |tx| answers::look(tx, TAROUDANNT, id(who), "key-1")).unwrap();
        assert_eq!(look(9), Some(first));
        assert_eq!(look(8), None, "another person's key is another key");

        assert_eq!(db.write_now(|tx| answers::forget(tx, 100)).unwrap(), 0);
        assert_eq!(db.write_now(|tx| answers::forget(tx, 101)).unwrap(), 1);
        assert_eq!(look(9), None);
    });
}
