//! How fast the waist is. Small under `cargo test` so that it never rots; `BENCH=1` with
//! `--release -- --nocapture bench` makes the numbers mean something.

use super::{TAROUDANNT, id};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::testing::engines;
use crate::{MIGRATIONS, args, outbox, registers};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

fn is_for_real() -> bool {
    std::env::var_os("BENCH").is_some()
}

/// `rounds` for each of `clients`, all at once; how many a second.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures")]
fn measure<F>(clients: u64, rounds: u64, work: impl Fn(u64) -> F + Send + Sync + 'static) -> f64
where
    F: Future<Output = Result<()>> + Send,
{
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (work, next) = (Arc::new(work), Arc::new(AtomicU64::new(0)));
    let started = std::time::Instant::now();
    runtime.block_on(async {
        let all: Vec<_> = (0..clients)
            .map(|_| {
                let (work, next) = (work.clone(), next.clone());
                tokio::spawn(async move {
                    for _ in 0..rounds {
                        work(next.fetch_add(1, Ordering::Relaxed)).await.unwrap();
                    }
                })
            })
            .collect();
        for one in all {
            one.await.unwrap();
        }
    });
    (clients * rounds) as f64 / started.elapsed().as_secs_f64()
}

/// What filing does, without its rules: a number, a job, a few rows.
async fn file(db: Db, n: u64) -> Result<()> {
    db.write(move |tx| {
        let number = registers::take(tx, TAROUDANNT, "PC", 2026)?;
        let (key, payload) = (id(u128::from(n) << 64 | number as u128), "x".repeat(1_000));
        outbox::put(
            tx,
            &outbox::New { commune: TAROUDANNT, id: key, kind: "k", subject: "s", payload: &payload, due: number },
        )
    })
    .await
}

async fn read(db: Db) -> Result<()> {
    db.read::<_, Error, _>(|tx| {
        tx.opt("select payload from outbox where commune = $1 and id = $2", args![TAROUDANNT, id(1)], |row| {
            row.get::<String>(0)
        })
        .map(drop)
    })
    .await
}

#[test]
fn benchmark_transactions() {
    let rounds = |clients: u64| if is_for_real() { 40_000 / (clients + 8) } else { 3 };
    for db in engines(&[MIGRATIONS]) {
        for clients in [1, 32, 128] {
            let (writer, reader) = (db.clone(), db.clone());
            let base = clients << 40;
            let written = measure(clients, rounds(clients), move |n| file(writer.clone(), base + n));
            let seen = measure(clients, rounds(clients), move |_| read(reader.clone()));
            println!("{} {clients:>4} clients: {written:>8.0} written/s {seen:>8.0} read/s", db.name);
        }
        assert!(db.read_now(|tx| registers::last(tx, TAROUDANNT, "PC", 2026)).unwrap() > 400);
    }
}
